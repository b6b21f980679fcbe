import CKernels

/// How the layers before the last are computed: 3x3 and 5x5 filters between many channels, and large filters of the first.
public enum ConvolutionForm: Sendable {
  /// As the definition says; every sum is one chain.
  case direct
  /// In tiles of 4x4 outputs, with 4 (3x3) or 6.25 times (5x5) fewer multiplications; a first layer in tiles of 5x5,
  /// its filter cut into blocks of 3x3, with 4.6 (9x9) or 3.9 times (11x11) fewer.
  ///
  /// Rounding is 4 to 16 times that of the direct form, by layer: for values of one variance, outputs and gradients
  /// depart from the exact ones by at most 2e-5 of the largest, and by a root mean square of 4e-6 of theirs.
  /// - Source: A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
  case winograd
}

/// The sizes of a chain of convolutions from an image to an image, and where its parameters lie in memory.
///
/// All parameters are one array, in the order and padding that the kernels want (`CKernels.h`). Padded
/// entries are zero, get zero gradients, and so stay zero under any optimizer that works element by element.
public struct NetworkLayout: Sendable, Equatable {
  /// Channels of the input and of the output image, 1...4.
  public let channels: Int
  /// Filter size of each layer, odd.
  public let filterSizes: [Int]
  /// Channels between the layers: one entry fewer than `filterSizes`.
  public let widths: [Int]
  let kernels: kernels_network

  /// Largest number of layers.
  public static let maximumLayers = Int(KERNELS_MAX_LAYERS)

  /// Lays out a network; the form decides how it is computed, not how its parameters lie.
  public init(channels: Int, filterSizes: [Int], widths: [Int], form: ConvolutionForm = .winograd) {
    precondition((1...4).contains(channels), "an image has 1 to 4 channels, not \(channels)")
    precondition((1...Self.maximumLayers).contains(filterSizes.count), "1 to \(Self.maximumLayers) layers")
    precondition(filterSizes.allSatisfy { $0 > 0 && $0 % 2 == 1 }, "filter sizes are odd: \(filterSizes)")
    precondition(widths.count == filterSizes.count - 1 && widths.allSatisfy { $0 > 0 }, "widths \(widths)")
    self.channels = channels
    self.filterSizes = filterSizes
    self.widths = widths
    let sizes = ([channels] + widths + [channels]).map(Int32.init)
    kernels = kernels_network_make(
      Int32(filterSizes.count), filterSizes.map(Int32.init), sizes, form == .direct ? 1 : 0)
  }

  /// Number of layers.
  public var layerCount: Int { filterSizes.count }

  /// Floats that the parameters take as stored, padding included.
  public var storedParameterCount: Int { Int(kernels.parameters) }

  /// Whether any layer is computed in the form of Winograd.
  public var usesWinograd: Bool { kernels.gradientFloats > kernels.planeGradients.0 }

  /// Whether the first layer's filter is cut into blocks of 3x3 in the form of Winograd.
  public var usesBlocks: Bool { kernels.blocks > 0 }

  /// Where the weights of a layer lie among the parameters as stored.
  public func weightRange(ofLayer layer: Int) -> Range<Int> {
    Int(start(of: layer, in: kernels.weights))..<Int(start(of: layer, in: kernels.biases))
  }

  /// Where the biases of a layer lie among the parameters as stored.
  public func biasRange(ofLayer layer: Int) -> Range<Int> {
    let begin = Int(start(of: layer, in: kernels.biases))
    return begin..<begin + storedChannels(layer + 1)
  }

  /// Channels entering (`layer`) and leaving (`layer + 1`) a layer.
  public func channelCount(_ boundary: Int) -> Int {
    boundary == 0 || boundary == layerCount ? channels : widths[boundary - 1]
  }

  /// Shape `[O, I, H, W]` of a layer's weights.
  public func weightShape(ofLayer layer: Int) -> [Int] {
    [channelCount(layer + 1), channelCount(layer), filterSizes[layer], filterSizes[layer]]
  }

  /// Rows (or columns) of the output for that many of the input.
  public func outputSize(of input: Int, padding: Padding) -> Int {
    padding == .valid ? input - filterSizes.reduce(0) { $0 + $1 - 1 } : input
  }

  /// Equal sizes lay out equally.
  public static func == (a: NetworkLayout, b: NetworkLayout) -> Bool {
    a.channels == b.channels && a.filterSizes == b.filterSizes && a.widths == b.widths
  }

  /// Channels as stored: those of hidden layers are whole vectors.
  func storedChannels(_ boundary: Int) -> Int {
    let count = channelCount(boundary)
    return boundary == 0 || boundary == layerCount ? count : Self.wholeVectors(count)
  }

  /// The least number of floats that is `count` or more and a multiple of a vector's.
  static func wholeVectors(_ count: Int) -> Int {
    let lanes = Int(KERNELS_LANES)
    return (count + lanes - 1) / lanes * lanes
  }

  private func start<Offsets>(of layer: Int, in offsets: Offsets) -> Int64 {
    precondition((0..<layerCount).contains(layer), "no layer \(layer)")
    return unsafe withUnsafeBytes(of: offsets) { unsafe $0.load(fromByteOffset: layer * 8, as: Int64.self) }
  }
}

// MARK: - Packing

extension NetworkLayout {
  /// Weights `[O, I, H, W]` and biases `[O]` of each layer as the kernels store them.
  public func packed(weights: [Tensor], biases: [Tensor]) -> [Float] {
    precondition(weights.count == layerCount && biases.count == layerCount, "one tensor a layer")
    var stored = [Float](repeating: 0, count: storedParameterCount)
    for layer in 0..<layerCount {
      precondition(weights[layer].shape == weightShape(ofLayer: layer), "weights of layer \(layer)")
      precondition(biases[layer].shape == [channelCount(layer + 1)], "biases of layer \(layer)")
      let begin = weightRange(ofLayer: layer).lowerBound, bias = biasRange(ofLayer: layer).lowerBound
      forEachWeight(ofLayer: layer) { source, target in
        stored[begin + target] = weights[layer].elements[source]
      }
      for o in 0..<channelCount(layer + 1) { stored[bias + o] = biases[layer].elements[o] }
    }
    return stored
  }

  /// The weights `[O, I, H, W]` of a layer among parameters as stored.
  public func weight(ofLayer layer: Int, in stored: [Float]) -> Tensor {
    var weight = Tensor(zeros: weightShape(ofLayer: layer))
    let begin = weightRange(ofLayer: layer).lowerBound
    var elements = weight.elements
    forEachWeight(ofLayer: layer) { source, target in elements[source] = stored[begin + target] }
    weight.elements = elements
    return weight
  }

  /// The biases `[O]` of a layer among parameters as stored.
  public func bias(ofLayer layer: Int, in stored: [Float]) -> Tensor {
    let begin = biasRange(ofLayer: layer).lowerBound, count = channelCount(layer + 1)
    return Tensor(shape: [count], elements: Array(stored[begin..<begin + count]))
  }

  /// Calls `body` with the offset in `[O, I, H, W]` and the offset as stored.
  private func forEachWeight(ofLayer layer: Int, _ body: (Int, Int) -> Void) {
    let shape = weightShape(ofLayer: layer), taps = shape[2] * shape[3]
    let inStored = storedChannels(layer), outStored = storedChannels(layer + 1)
    let isLast = layer == layerCount - 1
    for o in 0..<shape[0] {
      for i in 0..<shape[1] {
        for tap in 0..<taps {
          let target =
            isLast ? (o * taps + tap) * inStored + i : (tap * inStored + i) * outStored + o
          body((o * shape[1] + i) * taps + tap, target)
        }
      }
    }
  }
}
