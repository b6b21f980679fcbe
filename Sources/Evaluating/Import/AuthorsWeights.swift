import ExperimentSpecs
import MATLABFiles
import Scoring
import SuperResolution
import Tensors
import Vocabulary

/// The network of one of the authors' MATLAB files (`9-5-5(ImageNet)/x3.mat` and the like).
///
/// Layer l has `weights_convl` and `biases_convl`. With f² positions of a filter in column-major order:
///
/// | layer | shape | element |
/// |---|---|---|
/// | first | f² x O | (position, filter) |
/// | between | I x f² x O | (channel, position, filter) |
/// | last | I x f² | (channel, position) |
///
/// The authors' networks are of luma. One of three channels has a first layer 3 x f² x O and a last one I x f² x 3.
///
/// The filters are correlated with the image (`imfilter`), not convolved: nothing is flipped.
/// - Source: `SRCNN.m` and `saveFilters.m` of the authors' packages.
package struct AuthorsWeights {
  /// The network, for luma in 0…1.
  package let network: Network

  /// Reads a file.
  /// - Throws: `NetworkImportError`, `MATLABFileError`.
  package init(contentsOf path: String) throws {
    try self.init(matrices: readMATLABFile(path), path: path)
  }

  /// Takes the variables of a file, in whatever order they were; `path` is the name that errors say.
  /// - Throws: `NetworkImportError`.
  package init(matrices: [String: MATLABMatrix], path: String) throws(NetworkImportError) {
    let count = matrices.keys.filter { $0.hasPrefix("weights_conv") }.count
    var weights: [Tensor] = [], biases: [Tensor] = []
    var reader = Reader(matrices: matrices, path: path)
    // Three layers are expected even of a file that has none, so that the message names the first that is missing.
    let layers = max(count, 3)
    for layer in 1...layers {
      let weight = try reader.weight(ofLayer: layer, of: layers)
      biases.append(try reader.bias(ofLayer: layer, count: weight.shape[0]))
      weights.append(weight)
    }
    guard layers <= NetworkLayout.maximumLayers else {
      throw .wrongShape(
        path: path, variable: "weights_conv\(layers)",
        expected: "at most \(NetworkLayout.maximumLayers) layers", found: [layers])
    }
    let layout = NetworkLayout(
      channels: weights[0].shape[1], filterSizes: weights.map { $0.shape[2] },
      widths: weights.dropLast().map { $0.shape[0] })
    network = Network(layout: layout, weights: weights, biases: biases)
  }

  /// The upscaling factor that a file's name says by `x2`, `x3` or `x4` as a word of its own, or nil.
  package static func scale(inName path: String) -> Int? {
    let name = path.split(separator: "/").last ?? ""
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    let factors = words.compactMap { ["x2": 2, "x3": 3, "x4": 4][String($0)] }
    return Set(factors).count == 1 ? factors.first : nil
  }
}

/// Takes variables and checks that each fits the layer before it.
private struct Reader {
  let matrices: [String: MATLABMatrix]
  let path: String
  /// Channels that enter the next layer.
  private var channels = 1
  /// Channels that leave the last layer.
  private var last = 1

  init(matrices: [String: MATLABMatrix], path: String) {
    self.matrices = matrices
    self.path = path
  }

  /// The weights `[O, I, H, W]` of a layer, counted from 1.
  mutating func weight(ofLayer layer: Int, of layers: Int) throws(NetworkImportError) -> Tensor {
    let matrix = try matrix("weights_conv\(layer)")
    // MATLAB drops axes of length 1 at the end: one filter alone, or one position alone.
    var shape = matrix.shape
    switch layer {
    case 1 where shape.count == 3 && shape[0] == 3:
      channels = 3
      last = 3
    case 1: shape = [1] + shape.padded(to: 2)
    case layers where last == 1: shape = shape.padded(to: 2) + [1]
    default: shape = shape.padded(to: 3)
    }
    let size = shape.count == 3 ? Int(Double(shape[1]).squareRoot().rounded()) : 0
    guard shape.count == 3, shape[0] == channels, size * size == shape[1],
      Layer.isFilterSize(size), Layer.widths.contains(shape[2]),
      layer != layers || shape[2] == last
    else {
      throw .wrongShape(path: path, variable: matrix.name, expected: form(layer, layers), found: matrix.shape)
    }
    defer { channels = shape[2] }
    return tensor(matrix, inputs: shape[0], size: size, outputs: shape[2])
  }

  func bias(ofLayer layer: Int, count: Int) throws(NetworkImportError) -> Tensor {
    let matrix = try matrix("biases_conv\(layer)")
    guard matrix.values.count == count else {
      throw .wrongShape(
        path: path, variable: matrix.name, expected: "\(count) x 1", found: matrix.shape)
    }
    return Tensor(shape: [count], elements: matrix.values.map(Float.init))
  }

  private func form(_ layer: Int, _ layers: Int) -> String {
    let positions = "f x f positions, f odd and at most \(Layer.filterSizes.upperBound)"
    switch layer {
    case 1: return "(\(positions)) x filters, at most \(Layer.widths.upperBound)"
    case layers: return "\(channels) channels x (\(positions))\(last == 1 ? "" : " x \(last)")"
    default: return "\(channels) channels x (\(positions)) x filters"
    }
  }

  private func matrix(_ name: String) throws(NetworkImportError) -> MATLABMatrix {
    guard let matrix = matrices[name] else {
      throw .missingVariable(path: path, variable: name, found: matrices.keys.sorted())
    }
    guard matrix.values.allSatisfy({ $0.isFinite && Float($0).isFinite }) else {
      throw .notFinite(path: path, variable: name)
    }
    return matrix
  }

  /// Element (i, row + size column, o) of the matrix becomes element [o, i, row, column] of the tensor.
  private func tensor(_ matrix: MATLABMatrix, inputs: Int, size: Int, outputs: Int) -> Tensor {
    var elements: [Float] = []
    elements.reserveCapacity(matrix.values.count)
    for o in 0..<outputs {
      for i in 0..<inputs {
        for row in 0..<size {
          for column in 0..<size {
            let position = row + size * column
            elements.append(Float(matrix.values[i + inputs * (position + size * size * o)]))
          }
        }
      }
    }
    return Tensor(shape: [outputs, inputs, size, size], elements: elements)
  }
}

extension [Int] {
  fileprivate func padded(to count: Int) -> [Int] {
    self + Array(repeating: 1, count: Swift.max(0, count - self.count))
  }
}
