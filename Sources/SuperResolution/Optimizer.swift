import Tensors

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

  /// The rates in force at factor 1.
  public var rates: LearningRates {
    switch self {
    case .sgd(let rates, _), .adam(let rates, _, _, _), .muon(let rates, _, _, _, _),
      .soap(let rates, _, _, _, _, _, _, _):
      rates
    }
  }

  /// Arrays as long as the parameters that the rule remembers between steps.
  var momentCount: Int {
    switch self {
    case .sgd: 1
    case .adam, .muon, .soap: 2
    }
  }
}

/// Learning rates of the parts of a network.
public struct LearningRates: Sendable, Equatable {
  /// Rate of the weights of all layers but the last.
  public var weights: Double
  /// Rate of the last layer's weights.
  public var lastLayerWeights: Double
  /// Rate of the biases of all layers.
  public var biases: Double

  /// Names the three rates.
  public init(weights: Double, lastLayerWeights: Double, biases: Double) {
    (self.weights, self.lastLayerWeights, self.biases) = (weights, lastLayerWeights, biases)
  }
}

/// The factor on the learning rates as a pure function of progress.
public enum Schedule: Sendable, Equatable {
  /// Always 1.
  case constant
  /// Rises linearly from 0 over the first `warmup` backprops, then falls along half a cosine from 1 to `final`.
  ///
  /// - Source: I. Loshchilov, F. Hutter, "SGDR", ICLR 2017, equation 5, without restarts.
  case cosine(final: Double, warmup: Int)

  /// The factor after `backprops` of `total`.
  public func factor(backprops: Int, total: Int) -> Double {
    guard case .cosine(let final, let warmup) = self else { return 1 }
    if backprops < warmup { return Double(backprops + 1) / Double(warmup + 1) }
    let progress = min(1, Double(backprops - warmup) / Double(max(1, total - warmup)))
    return final + (1 - final) * (1 + cosineOfHalfTurn(progress)) / 2
  }
}

/// `base` to a whole power by squaring: the same bits on every machine, unlike the C library's.
func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}

/// cos(pi x) for x in 0…1 by its power series, for the same reason.
func cosineOfHalfTurn(_ x: Double) -> Double {
  if x > 0.5 { return -cosineOfHalfTurn(1 - x) }
  let square = -(x * Double.pi) * (x * Double.pi)
  var term = 1.0, sum = 1.0
  for n in stride(from: 2.0, through: 24.0, by: 2.0) {
    term *= square / (n * (n - 1))
    sum += term
  }
  return sum
}
