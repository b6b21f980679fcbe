import Digests
import ExperimentSpecs
import Foundation
import ModelFiles
import ProjectFiles
import RunRecords
import Tensors
import Vocabulary
import Wording

/// What is to be known of a network whose file doesn't say it.
package struct ImportOptions: Sendable {
  /// The upscaling factor.
  package var scale: Int?
  /// What each layer reads beyond the border.
  package var padding: Padding?
  /// What it sees of a pixel.
  package var channels: DataSection.Channels?

  /// What is known beside the file.
  package init(
    scale: Int? = nil, padding: Padding? = nil, channels: DataSection.Channels? = nil
  ) {
    (self.scale, self.padding, self.channels) = (scale, padding, channels)
  }
}

extension WeightsFile {
  /// The network of one of the authors' MATLAB files, or of another file that says enough of it.
  /// - Parameter scale: the upscaling factor; nil for the one that the file or its name says.
  /// - Throws: as ``init(importing:options:)``.
  package init(importing path: String, scale: Int?) throws {
    try self.init(importing: path, options: ImportOptions(scale: scale))
  }

  /// The network of a file of another program: MATLAB in the authors' layout, ONNX, or a PyTorch state dictionary as
  /// safetensors or HDF5.
  /// - Throws: `NetworkImportError`, `OptionError` for an option that contradicts the file, and what reading throws.
  package init(importing path: String, options: ImportOptions) throws {
    if let scale = options.scale, !DataSection.scales.contains(scale) {
      throw NetworkImportError.badScale(found: scale)
    }
    let chain = try ConvolutionChain(contentsOf: path)
    let network = try chain.network(path: path)
    guard let scale = options.scale ?? chain.scale ?? AuthorsWeights.scale(inName: path) else {
      throw NetworkImportError.unknownScale(path: path)
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    self.init(
      network: network, scale: scale,
      channels: try chain.channels(network.layout.channels, option: options.channels, path: path),
      padding: try chain.padding(option: options.padding, path: path), blur: chain.blur,
      origin: "\(name), SHA-256 \(try sha256Hex(ofFile: path))")
  }

  /// Checks that what is read from a file may be written to another, before it is read.
  /// - Throws: `OptionError` for a file that isn't called `.h5`, and for the one that is read; `ProjectError.alreadyThere`,
  ///   `.folderInPlace`.
  package static func requireOutput(_ output: String, importing input: String, force: Bool) throws {
    guard output.lowercased().hasSuffix(".h5") else {
      throw OptionError(option: "--output", expected: "a file's name that ends in .h5", found: output)
    }
    try requireOther(output, than: input)
    let run = RunFolder((output as NSString).deletingLastPathComponent)
    if run.hasMethod { try requireOther(output, than: run.weightsFile) }
    try requireUntaken(output, force: force)
  }

  /// What the network is, on one line: `9-5-5, 64-32 filters, x3, luma, 57,281 parameters`.
  package var summary: String {
    let layout = network.layout
    let filters = layout.filterSizes.map(String.init).joined(separator: "-")
    let kind =
      switch channels {
      case .y: "luma"
      case .ycbcr: "YCbCr"
      case .rgb: "RGB"
      }
    let widths = layout.widths.map(String.init).joined(separator: "-")
    let others = layout.activations.contains { $0 != .relu } ? layout.activations.map(\.rawValue) : []
    let activations = Set(others).count > 1 ? others.joined(separator: "-") : others.first
    return "\(filters), \(widths.isEmpty ? "one layer" : "\(widths) filters"), "
      + (activations.map { "\($0), " } ?? "") + (layout.enlargement > 1 ? "sub-pixel, " : "") + "x\(scale), "
      + "\(kind), \(layout.parameterCount.grouped) parameters"
  }

  /// What a file of another program is told beside the weights, and says when it is imported again.
  var metadata: [String: String] {
    var metadata = [
      "format": Self.format, "scale": "\(scale)", "channels": channels.rawValue, "padding": padding.rawValue,
      "valueRange": "0...1 (8-bit samples / 255)",
      "input": "the image enlarged by bicubic interpolation",
    ]
    metadata["origin"] = run.map { "run \($0.id)" } ?? origin
    metadata["blur"] = blur.map { "\($0.standardDeviation)" }
    metadata["blurReduction"] = blur.map(\.reduction.rawValue)
    return metadata
  }
}

extension ConvolutionChain {
  fileprivate var scale: Int? {
    metadata["scale"].flatMap(Int.init).flatMap { DataSection.scales.contains($0) ? $0 : nil }
  }

  fileprivate var blur: DataSection.Blur? {
    guard let deviation = metadata["blur"].flatMap(Double.init),
      DataSection.Blur.deviations.contains(deviation),
      let reduction = metadata["blurReduction"].flatMap(DataSection.Blur.Reduction.init)
    else { return nil }
    return DataSection.Blur(standardDeviation: deviation, reduction: reduction)
  }

  fileprivate func channels(
    _ count: Int, option: DataSection.Channels?, path: String
  ) throws -> DataSection.Channels {
    if let option, option.count != count {
      throw OptionError(
        option: "--channels",
        expected: count == 1 ? "y: the network has one channel" : "rgb or ycbcr: it has \(count)",
        found: option.rawValue)
    }
    let own = metadata["channels"].flatMap(DataSection.Channels.init).flatMap { $0.count == count ? $0 : nil }
    guard let channels = option ?? own ?? (count == 1 ? .y : nil) else {
      throw NetworkImportError.unknownChannels(path: path)
    }
    return channels
  }

  /// The padding of the training: what the file says in words, as long as its layers agree.
  fileprivate func padding(option: Padding?, path: String) throws -> Padding {
    let wanted = option.flatMap { Padding(rawValue: $0.rawValue) }
    let said = metadata["padding"].flatMap(Padding.init)
    guard let padding else {
      guard let known = wanted ?? said else { throw NetworkImportError.unknownPadding(path: path) }
      return known
    }
    if let wanted, wanted.whenUsed != padding.whenUsed {
      throw OptionError(
        option: "--padding", expected: "\(padding.rawValue), as the layers of \(path) have it",
        found: wanted.rawValue)
    }
    return wanted ?? (said?.whenUsed == padding.whenUsed ? said : nil) ?? padding
  }
}
