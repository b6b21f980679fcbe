import Vocabulary

/// The parameters of one layer, or numbers that belong to them one by one (gradients, an optimizer's memory), in the form
/// in which they are stored and exchanged.
public struct LayerTensors: Sendable, Equatable {
  /// `[O, I, H, W]`.
  public var weight: Tensor
  /// `[O]`.
  public var bias: Tensor
  /// `[O]`, of PReLU alone.
  public var slope: Tensor?

  public init(weight: Tensor, bias: Tensor, slope: Tensor? = nil) {
    (self.weight, self.bias, self.slope) = (weight, bias, slope)
  }

  /// Makes each tensor by its name, the letters of its axes and its shape: all that a file of parameters must know.
  public init(
    _ layer: Layer, inputs: Int,
    of tensor: (_ name: String, _ axes: [String], _ shape: [Int]) throws -> Tensor
  ) rethrows {
    switch layer.kind {
    case .convolution, .subPixelConvolution:
      weight = try tensor(
        "weight", ["O", "I", "H", "W"], [layer.maps, inputs, layer.filterSize, layer.filterSize])
      bias = try tensor("bias", ["O"], [layer.maps])
      slope = layer.activation.hasSlopes ? try tensor("slope", ["O"], [layer.maps]) : nil
    }
  }

  /// Each tensor with its name and the letters of its axes.
  public var named: [(name: String, axes: [String], tensor: Tensor)] {
    [("weight", ["O", "I", "H", "W"], weight), ("bias", ["O"], bias)]
      + (slope.map { [("slope", ["O"], $0)] } ?? [])
  }

  /// Numbers in all.
  public var count: Int { weight.count + bias.count + (slope?.count ?? 0) }
}

extension NetworkLayout {
  /// The tensors of all layers as the kernels store them.
  public func packed(_ tensors: [LayerTensors]) -> [Float] {
    precondition(tensors.count == layerCount, "tensors of \(tensors.count) layers for \(layerCount)")
    var stored = [Float](repeating: 0, count: storedParameterCount)
    for (layer, own) in tensors.enumerated() {
      let channels = channelCount(layer + 1), slopes = slopeRange(ofLayer: layer)
      precondition(own.weight.shape == weightShape(ofLayer: layer), "weights of layer \(layer)")
      precondition(own.bias.shape == [channels], "biases of layer \(layer)")
      precondition(own.slope?.shape == (slopes.isEmpty ? nil : [channels]), "slopes of layer \(layer)")
      let begin = weightRange(ofLayer: layer).lowerBound, bias = biasRange(ofLayer: layer).lowerBound
      let weights = own.weight.elements
      forEachWeight(ofLayer: layer) { source, target in stored[begin + target] = weights[source] }
      stored.replaceSubrange(bias..<bias + channels, with: own.bias.elements)
      if let slope = own.slope {
        stored.replaceSubrange(slopes.lowerBound..<slopes.lowerBound + channels, with: slope.elements)
      }
    }
    return stored
  }

  /// Weights `[O, I, H, W]` and biases `[O]` of each layer as the kernels store them; slopes are where they start.
  public func packed(weights: [Tensor], biases: [Tensor]) -> [Float] {
    precondition(weights.count == layerCount && biases.count == layerCount, "one tensor a layer")
    return packed(
      layers.indices.map { layer in
        LayerTensors(layers[layer], inputs: channelCount(layer)) { name, _, shape in
          switch name {
          case "weight": weights[layer]
          case "bias": biases[layer]
          default: Tensor(shape: shape, elements: [Float](repeating: Activation.firstSlope, count: shape[0]))
          }
        }
      })
  }

  /// The tensors of all layers among numbers as stored.
  public func tensors(of stored: [Float]) -> [LayerTensors] {
    layers.indices.map { layer in
      LayerTensors(
        weight: weight(ofLayer: layer, in: stored), bias: bias(ofLayer: layer, in: stored),
        slope: slope(ofLayer: layer, in: stored))
    }
  }

  /// The weights `[O, I, H, W]` of a layer among parameters as stored.
  public func weight(ofLayer layer: Int, in stored: [Float]) -> Tensor {
    let shape = weightShape(ofLayer: layer), begin = weightRange(ofLayer: layer).lowerBound
    var elements = [Float](repeating: 0, count: shape.reduce(1, *))
    forEachWeight(ofLayer: layer) { source, target in elements[source] = stored[begin + target] }
    return Tensor(shape: shape, elements: elements)
  }

  /// The biases `[O]` of a layer among parameters as stored.
  public func bias(ofLayer layer: Int, in stored: [Float]) -> Tensor {
    channels(ofLayer: layer, from: biasRange(ofLayer: layer).lowerBound, in: stored)
  }

  /// The slopes `[O]` of a layer's PReLU among parameters as stored; nil for another activation.
  public func slope(ofLayer layer: Int, in stored: [Float]) -> Tensor? {
    let range = slopeRange(ofLayer: layer)
    return range.isEmpty ? nil : channels(ofLayer: layer, from: range.lowerBound, in: stored)
  }

  private func channels(ofLayer layer: Int, from begin: Int, in stored: [Float]) -> Tensor {
    let count = channelCount(layer + 1)
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
