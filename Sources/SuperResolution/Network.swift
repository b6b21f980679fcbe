import Tensors
import Vocabulary

/// A chain of convolutions with an activation behind each but the last: SRCNN and its variants.
///
///     let network = Network(layout: layout, initialization: .he, random: &stream)
///     let sharp = network(blurred, padding: .replicate, threads: 2)
///
/// Images are `[C, H, W]` with values 0…1 (bytes / 255).
/// - Source: equations 1 to 3; filter sizes 9-1-5 and widths 64, 32 are the paper's basic setting.
public struct Network: Sendable, Equatable {
  /// The sizes of the network.
  public let layout: NetworkLayout
  /// All weights and biases, as `NetworkLayout` stores them.
  public internal(set) var parameters: [Float]

  /// Makes a network with parameters as stored.
  public init(layout: NetworkLayout, parameters: [Float]) {
    precondition(parameters.count == layout.storedParameterCount, "parameters of another network")
    self.layout = layout
    self.parameters = parameters
  }

  /// Makes a network from weights `[O, I, H, W]` and biases `[O]`, one pair a layer.
  public init(layout: NetworkLayout, weights: [Tensor], biases: [Tensor]) {
    self.init(layout: layout, parameters: layout.packed(weights: weights, biases: biases))
  }

  /// Makes a network with random weights.
  public init(layout: NetworkLayout, initialization: Initialization, random: inout RandomStream) {
    var weights: [Tensor] = [], biases: [Tensor] = []
    for layer in 0..<layout.layerCount {
      let shape = layout.weightShape(ofLayer: layer)
      let deviation =
        switch initialization {
        case .gaussian(let standardDeviation): standardDeviation
        case .he: (2 / Double(shape[1] * shape[2] * shape[3])).squareRoot()
        }
      let elements = (0..<shape.reduce(1, *)).map { _ in Float(deviation * random.normal()) }
      weights.append(Tensor(shape: shape, elements: elements))
      biases.append(Tensor(zeros: [shape[0]]))
    }
    self.init(layout: layout, weights: weights, biases: biases)
  }

  /// The weights `[O, I, H, W]` of a layer, 0 being the first.
  public func weight(ofLayer layer: Int) -> Tensor { layout.weight(ofLayer: layer, in: parameters) }

  /// The biases `[O]` of a layer.
  public func bias(ofLayer layer: Int) -> Tensor { layout.bias(ofLayer: layer, in: parameters) }

  /// The slopes `[O]` of a layer's PReLU; nil for another activation.
  public func slope(ofLayer layer: Int) -> Tensor? { layout.slope(ofLayer: layer, in: parameters) }

  /// The output `[C, H', W']` for an image `[C, H, W]`.
  /// - Parameter depth: the number of layers that are applied, nil for all; what leaves fewer is `[O, H', W']`, behind
  ///   their activation.
  public func callAsFunction(
    _ image: Tensor, depth: Int? = nil, padding: Padding, threads: Int, level: SIMDLevel = .best
  ) -> Tensor {
    layout.apply(
      parameters: parameters, to: image, depth: depth, padding: padding, threads: threads, level: level)
  }
}

extension NetworkLayout {
  /// Pixels on a side that one output pixel depends on.
  public var receptiveField: Int { layers.receptiveField }

  /// Weights, biases and slopes without padding.
  public var parameterCount: Int {
    (0..<layerCount).reduce(0) { sum, layer in
      sum + weightShape(ofLayer: layer).reduce(1, *)
        + channelCount(layer + 1) * (layers[layer].activation.hasSlopes ? 2 : 1)
    }
  }

  /// Multiply-adds of one full training step on a sample of `size` pixels a side: forward, weight gradients,
  /// and input gradients of all layers but the first.
  public func trainingMultiplyAdds(size: Int, padding: Padding) -> Double {
    var side = size, sum = 0.0
    for (index, layer) in layers.enumerated() {
      side = layer.outputSize(of: side, padding: padding)
      let passes = index == 0 ? 2.0 : 3.0
      sum += passes * Double(layer.multiplyAdds(inputs: channelCount(index), pixels: side * side))
    }
    return sum
  }
}
