import MATLABFiles
import RunRecords
import Tensors
import Wording

extension WeightsFile {
  /// The network as the authors' MATLAB files have it (`AuthorsWeights`).
  /// - Throws: `OptionError` for fewer layers than their layout has, and for PReLU.
  var authorsMatrices: [MATLABMatrix] {
    get throws(OptionError) {
      let layers = network.layout.layerCount
      guard layers >= 3 else {
        throw OptionError(
          option: "--to", expected: "mat for a network of three layers or more", found: "\(layers) of them")
      }
      guard network.layout.activations.allSatisfy({ $0 == .relu }) else {
        throw OptionError(
          option: "--to", expected: "onnx, safetensors, keras-h5 or pytorch for a network with PReLU",
          found: "mat, the authors' form, which has no place for slopes")
      }
      return (0..<layers).flatMap { layer in
        let weight = network.weight(ofLayer: layer), bias = network.bias(ofLayer: layer)
        return [
          MATLABMatrix(
            name: "weights_conv\(layer + 1)", shape: authorsShape(of: weight, layer),
            values: authorsOrder(weight)),
          MATLABMatrix(
            name: "biases_conv\(layer + 1)", shape: [bias.count, 1], values: bias.elements.map(Double.init)),
        ]
      }
    }
  }

  private func authorsShape(of weight: Tensor, _ layer: Int) -> [Int] {
    let positions = weight.shape[2] * weight.shape[3]
    let shape = [weight.shape[1], positions, weight.shape[0]]
    guard channels.count == 1 else { return shape }
    return layer == 0
      ? Array(shape[1...]) : layer == network.layout.layerCount - 1 ? Array(shape[..<2]) : shape
  }

  /// Element [o, i, row, column] at (i, row + size column, o), the first axis running fastest.
  private func authorsOrder(_ weight: Tensor) -> [Double] {
    let (outputs, inputs, size) = (weight.shape[0], weight.shape[1], weight.shape[2])
    var values: [Double] = []
    for o in 0..<outputs {
      for column in 0..<size {
        for row in 0..<size {
          for i in 0..<inputs {
            values.append(Double(weight.elements[((o * inputs + i) * size + row) * size + column]))
          }
        }
      }
    }
    return values
  }
}
