import ExperimentSpecs
import ModelFiles
import SuperResolution
import Tensors
import Vocabulary

extension ConvolutionChain {
  /// The layers of a network.
  init(_ network: Network, padding: Padding?, metadata: [String: String] = [:]) {
    self.init(
      layers: (0..<network.layout.layerCount).map {
        Layer(
          weight: network.weight(ofLayer: $0), bias: network.bias(ofLayer: $0),
          slope: network.slope(ofLayer: $0))
      }, padding: padding, metadata: metadata)
  }

  /// The network, within the bounds of those that this program applies.
  /// - Throws: `NetworkImportError.wrongNetwork`, `.notFinite`.
  func network(path: String) throws(NetworkImportError) -> Network {
    func refuse(_ part: String, _ expected: String, _ found: [Int]) -> NetworkImportError {
      .wrongShape(path: path, variable: part, expected: expected, found: found)
    }
    guard (1...NetworkLayout.maximumLayers).contains(layers.count), let first = layers.first else {
      throw .wrongLayers(path: path, most: NetworkLayout.maximumLayers, found: layers.count)
    }
    let channels = first.weight.shape.count == 4 ? first.weight.shape[1] : 0
    var inputs = channels
    for (index, layer) in layers.enumerated() {
      let name = layer.names?.weight ?? "layer \(index + 1)", shape = layer.weight.shape
      let isLast = index == layers.count - 1
      let isSound =
        shape.count == 4 && shape[1] == inputs && shape[2] == shape[3]
        && Vocabulary.Layer.isFilterSize(shape[2])
        && Vocabulary.Layer.widths.contains(shape[0]) && (!isLast || shape[0] == channels)
      guard isSound, channels == 1 || channels == 3 else {
        let filters =
          "filters (\(isLast ? "1 or 3 as at the start" : "O"), \(index == 0 ? "1 or 3" : "\(inputs)"), f, f)"
        throw refuse(
          name, "\(filters) with f odd and at most \(Vocabulary.Layer.filterSizes.upperBound)", shape)
      }
      guard layer.bias.shape == [shape[0]] else {
        throw refuse(layer.names?.bias ?? "the bias of \(name)", "\(shape[0])", layer.bias.shape)
      }
      guard layer.slope.map({ $0.shape == [shape[0]] && !isLast }) ?? true else {
        throw refuse(
          layer.names?.slope ?? "the slopes of \(name)", isLast ? "none" : "\(shape[0])",
          layer.slope?.shape ?? [])
      }
      for (variable, tensor) in [
        (name, layer.weight), (layer.names?.bias ?? name, layer.bias),
        (layer.names?.slope ?? name, layer.slope ?? layer.bias),
      ] where !tensor.elements.allSatisfy(\.isFinite) {
        throw .notFinite(path: path, variable: variable)
      }
      inputs = shape[0]
    }
    let layout = NetworkLayout(
      channels: channels,
      layers: layers.enumerated().map { index, layer in
        Vocabulary.Layer(
          filterSize: layer.weight.shape[2], width: layer.weight.shape[0],
          activation: index == layers.count - 1 ? .linear : layer.slope == nil ? .relu : .prelu)
      })
    let tensors = layers.map { LayerTensors(weight: $0.weight, bias: $0.bias, slope: $0.slope) }
    return Network(layout: layout, parameters: layout.packed(tensors))
  }
}

extension Tensor {
  /// Weights `[H, W, I, O]`, as Keras has them, as `[O, I, H, W]`.
  var axesFromKeras: Tensor { transposed([3, 2, 0, 1]) }
  /// Weights `[O, I, H, W]` as `[H, W, I, O]`.
  var axesOfKeras: Tensor { transposed([2, 3, 1, 0]) }

  /// Axis n of the result is axis `order[n]` of this tensor of four axes.
  private func transposed(_ order: [Int]) -> Tensor {
    let strides = (0..<4).map { axis in shape[(axis + 1)...].reduce(1, *) }
    let (lengths, steps) = (order.map { shape[$0] }, order.map { strides[$0] })
    var values: [Float] = []
    values.reserveCapacity(count)
    for a in 0..<lengths[0] {
      for b in 0..<lengths[1] {
        for c in 0..<lengths[2] {
          for d in 0..<lengths[3] {
            values.append(elements[a * steps[0] + b * steps[1] + c * steps[2] + d * steps[3]])
          }
        }
      }
    }
    return Tensor(shape: lengths, elements: values)
  }
}
