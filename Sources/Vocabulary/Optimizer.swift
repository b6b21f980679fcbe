/// The rule that turns gradients into steps. Rates are per layer: all but the last, the last, and all biases.
public enum Optimizer: Sendable, Equatable {
  /// Gradient descent with momentum: v = momentum v - rate g, w = w + v.
  ///
  /// - Source: equation 5 (whose "+" before the gradient is a misprint); Caffe's solver.
  case sgd(rates: LearningRates, momentum: Double)
  /// Adam.
  ///
  /// - Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
  case adam(rates: LearningRates, beta1: Double, beta2: Double, epsilon: Double)

  /// Muon for the weights of all layers but the last, whose weights are one row a channel, and Adam for the rest.
  ///
  /// - Source: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024.
  case muon(rates: LearningRates, momentum: Double, beta1: Double, beta2: Double, epsilon: Double)

  /// SOAP for the weights of all layers but the last, and Adam for the rest: `momentum` and `covarianceDecay` are SOAP's
  /// two betas, `beta1` and `beta2` Adam's.
  ///
  /// - Source: N. Vyas et al., "SOAP: improving and stabilizing Shampoo using Adam", ICLR 2025.
  case soap(
    rates: LearningRates, momentum: Double, covarianceDecay: Double, refreshEvery: Int, largestSide: Int,
    beta1: Double, beta2: Double, epsilon: Double)

  /// What readers call it.
  public var title: String {
    switch self {
    case .sgd: "SGD"
    case .adam: "Adam"
    case .muon: "Muon"
    case .soap: "SOAP"
    }
  }

  /// The rates in force at factor 1.
  public var rates: LearningRates {
    switch self {
    case .sgd(let rates, _), .adam(let rates, _, _, _), .muon(let rates, _, _, _, _),
      .soap(let rates, _, _, _, _, _, _, _):
      rates
    }
  }
}

/// Learning rates of the parts of a network, at the schedule's factor 1.
public struct LearningRates: Sendable, Equatable {
  /// Rate of the weights of all layers but the last.
  public var weights: Double
  /// Rate of the last layer's weights.
  public var lastLayerWeights: Double
  /// Rate of the biases of all layers, and of the slopes of PReLU.
  public var biases: Double

  /// Names the three rates.
  public init(weights: Double, lastLayerWeights: Double, biases: Double) {
    (self.weights, self.lastLayerWeights, self.biases) = (weights, lastLayerWeights, biases)
  }
}
