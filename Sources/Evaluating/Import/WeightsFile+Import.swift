import Digests
import ExperimentSpecs
import Foundation
import RunRecords

extension WeightsFile {
  /// The network of one of the authors' MATLAB files.
  /// - Parameter scale: the upscaling factor; nil for the one that the file's name says.
  /// - Throws: `NetworkImportError`, `MATLABFileError`.
  package init(importing path: String, scale: Int?) throws {
    if let scale, !DataSection.scales.contains(scale) { throw NetworkImportError.badScale(found: scale) }
    let weights = try AuthorsWeights(contentsOf: path)
    guard let factor = scale ?? AuthorsWeights.scale(inName: path) else {
      throw NetworkImportError.unknownScale(path: path)
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let digest = try sha256Hex(ofFile: path)
    self.init(
      network: weights.network, scale: factor, channels: .y, padding: .valid,
      origin: "\(name), SHA-256 \(digest)")
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
      + (activations.map { "\($0), " } ?? "") + "x\(scale), "
      + "\(kind), \(layout.parameterCount.grouped) parameters"
  }
}
