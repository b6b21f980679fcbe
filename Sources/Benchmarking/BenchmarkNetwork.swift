import Tensors
import Wording

/// A network to be measured.
package struct BenchmarkNetwork: Sendable, Equatable {
  /// Filter sizes joined by `-`.
  package let name: String
  /// Channels of the image, 1 or 3.
  package let channels: Int
  /// Widths of the layers but the last.
  package let widths: [Int]
  /// The sizes as the kernels want them.
  package let layout: NetworkLayout

  /// Rows and columns of the sub-images that it is trained on.
  static let subImageSize = 33

  /// A network by its filter sizes.
  /// - Parameter widths: nil for the paper's.
  /// - Throws: `OptionError` for a network that can't be laid out or sees more than a sub-image.
  package init(_ name: String, widths: [Int]? = nil, channels: Int = 1) throws(OptionError) {
    let filters = name.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let isNetwork = filters.allSatisfy { $0 % 2 == 1 && (1...33).contains($0) }
    guard isNetwork, filters.count <= NetworkLayout.maximumLayers else {
      throw OptionError(
        option: "--network", expected: "odd filter sizes joined by '-', as in 9-1-5", found: name)
    }
    let reach = filters.reduce(1) { $0 + $1 - 1 }
    guard reach <= Self.subImageSize else {
      throw OptionError(
        option: "--network",
        expected: "filters that see no more than a sub-image of \(Self.subImageSize) pixels",
        found: "\(name), which sees \(reach)")
    }
    guard let widths = widths ?? Self.paperWidths[filters.count], widths.count == filters.count - 1 else {
      throw OptionError(
        option: "--widths", expected: "\(filters.count - 1) widths for the network \(name)",
        found: widths.map { $0.map(String.init).joined(separator: ",") } ?? "none")
    }
    (self.name, self.channels, self.widths) = (name, channels, widths)
    layout = NetworkLayout(channels: channels, filterSizes: filters, widths: widths)
  }

  /// The networks of the paper whose training is measured unless others are asked for.
  /// - Source: sections 4.3.1 to 4.3.3, 4.5 (11-1-7 is the first layer's and the last's larger filter of section 4.3.2).
  static func ofThePaper() throws(OptionError) -> [BenchmarkNetwork] {
    var networks: [BenchmarkNetwork] = []
    for name in ["9-1-5", "9-3-5", "9-5-5", "9-1-1-5", "9-3-3-5", "11-1-7"] {
      networks.append(try BenchmarkNetwork(name))
    }
    networks.append(try BenchmarkNetwork("9-1-5", channels: 3))
    for widths in [[128, 64], [32, 16]] { networks.append(try BenchmarkNetwork("9-1-5", widths: widths)) }
    return networks
  }

  /// The paper's widths of the inner layers, by the number of layers.
  /// - Source: sections 4.3.1 and 4.3.3.
  private static let paperWidths: [Int: [Int]] = [
    1: [], 2: [64], 3: [64, 32], 4: [64, 32, 16], 5: [64, 32, 32, 16],
  ]

  /// The widths as one writes them: `64,32`.
  var widthsText: String { widths.map(String.init).joined(separator: ",") }

  /// The name, with what isn't the paper's: `9-1-5 (128,64)`.
  package var title: String {
    let isUsual = widths == Self.paperWidths[layout.layerCount]
    let extras = (channels == 1 ? [] : ["\(channels) channels"]) + (isUsual ? [] : [widthsText])
    return extras.isEmpty ? name : "\(name) (\(extras.joined(separator: "; ")))"
  }

  /// Floating-point operations that direct convolution takes for training on one sub-image; a multiply-add is two.
  var trainingOperations: Double {
    2 * layout.trainingMultiplyAdds(size: Self.subImageSize, padding: .valid)
  }

  /// Those that the processor's kernels do for a sub-image of a batch.
  func trainingOperationsDone(batch: Int) -> Double {
    layout.trainingOperationsDone(size: Self.subImageSize, padding: .valid, batch: batch)
  }

  /// Those that the kernels do for an image, as large after as before.
  func inferenceOperationsDone(width: Int, height: Int) -> Double {
    layout.operationsDone(height: height, width: width, padding: .replicate)
  }

  /// Floating-point operations that direct convolution takes for such an image; a multiply-add is two.
  func inferenceOperations(width: Int, height: Int) -> Double {
    let weights = (0..<layout.layerCount).reduce(0) { $0 + layout.weightShape(ofLayer: $1).reduce(1, *) }
    return 2 * Double(weights) * Double(width * height)
  }
}
