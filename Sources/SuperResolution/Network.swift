import Tensors

/// How the weights of a network start; biases start at zero.
public enum Initialization: Sendable, Equatable {
  /// Normal with mean zero and this standard deviation: 0.001 in the paper.
  case gaussian(standardDeviation: Double)
  /// Normal with standard deviation sqrt(2 / (I f f)), which keeps the variance through rectified layers.
  ///
  /// - Source: K. He et al., "Delving deep into rectifiers", ICCV 2015, equation 10.
  case he
}

/// A chain of convolutions with rectified linear units between them: SRCNN and its variants.
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

  /// The output `[C, H', W']` for an image `[C, H, W]`.
  public func callAsFunction(
    _ image: Tensor, padding: Padding, threads: Int, level: SIMDLevel = .best
  ) -> Tensor {
    layout.apply(parameters: parameters, to: image, padding: padding, threads: threads, level: level)
  }
}

extension NetworkLayout {
  /// Pixels on a side that one output pixel depends on.
  public var receptiveField: Int { 1 + filterSizes.reduce(0) { $0 + $1 - 1 } }

  /// Weights and biases without padding.
  public var parameterCount: Int {
    (0..<layerCount).reduce(0) { $0 + weightShape(ofLayer: $1).reduce(1, *) + channelCount($1 + 1) }
  }

  /// Multiply-adds of one full training step on a sample of `size` pixels a side: forward, weight gradients,
  /// and input gradients of all layers but the first.
  public func trainingMultiplyAdds(size: Int, padding: Padding) -> Double {
    var side = size, sum = 0.0
    for layer in 0..<layerCount {
      if padding == .valid { side -= filterSizes[layer] - 1 }
      let passes = layer == 0 ? 2.0 : 3.0
      sum += passes * Double(side * side * weightShape(ofLayer: layer).reduce(1, *))
    }
    return sum
  }
}
