import Vocabulary

/// The keys of `{"sgd": {…}}`.
private struct StochasticGradientDescent: Sendable {
  var rates: LearningRates
  var momentum: Double
}

/// The keys of `{"adam": {…}}`.
private struct Adam: Sendable {
  var rates: LearningRates
  var beta1, beta2, epsilon: Double
}

/// The keys of `{"muon": {…}}`.
private struct Muon: Sendable {
  var rates: LearningRates
  var momentum, beta1, beta2, epsilon: Double
}

/// The keys of `{"soap": {…}}`.
private struct SOAP: Sendable {
  var rates: LearningRates
  var momentum, covarianceDecay: Double
  var refreshEvery, largestSide: Int
  var beta1, beta2, epsilon: Double
}

/// The keys of `{"constantThenLinear": {…}}`.
private struct ConstantThenLinear: Sendable {
  var decay: Int
  var final: Double
}

/// The keys of `{"cosine": {…}}`.
private struct Cosine: Sendable {
  var final: Double
  var warmup: Int
}

/// The learning rates that every optimizer has.
private struct RateFields<Root: Sendable>: Sendable {
  let learningRate, lastLayer, bias: Field<Root, Double>

  init(_ rates: @escaping @Sendable (Root) -> LearningRates) {
    self.learningRate = Field(
      "learningRate", .number(above: 0), says: "The learning rate of the weights of all layers but the last.",
      get: { rates($0).weights })
    self.lastLayer = Field(
      "lastLayerLearningRate", .number(from: 0), says: "The learning rate of the last layer's weights.",
      get: { rates($0).lastLayerWeights })
    self.bias = Field(
      "biasLearningRate", .number(from: 0), says: "The learning rate of the biases of all layers.",
      get: { rates($0).biases })
  }

  var all: [AnyField<Root>] { [AnyField(learningRate), AnyField(lastLayer), AnyField(bias)] }

  func rates(in values: FieldValues) -> LearningRates? {
    guard let rate = values[learningRate], let last = values[lastLayer], let bias = values[bias] else {
      return nil
    }
    return LearningRates(weights: rate, lastLayerWeights: last, biases: bias)
  }
}

/// What Adam has beside its rates.
private struct MeanFields<Root: Sendable>: Sendable {
  let beta1, beta2, epsilon: Field<Root, Double>

  init(
    beta1: @escaping @Sendable (Root) -> Double, beta2: @escaping @Sendable (Root) -> Double,
    epsilon: @escaping @Sendable (Root) -> Double
  ) {
    self.beta1 = Field(
      "beta1", .number(from: 0, below: 1), says: "The decay of the mean gradient.", get: beta1)
    self.beta2 = Field(
      "beta2", .number(from: 0, below: 1), says: "The decay of the mean squared gradient.", get: beta2)
    self.epsilon = Field(
      "epsilon", .number(above: 0), says: "What keeps the division from 0.", get: epsilon)
  }

  var all: [AnyField<Root>] { [AnyField(beta1), AnyField(beta2), AnyField(epsilon)] }
}

extension Optimizer {
  private static let sgd: Form<StochasticGradientDescent> = {
    let rates = RateFields<StochasticGradientDescent>(\.rates)
    let momentum = Field<StochasticGradientDescent, Double>(
      "momentum", .number(from: 0, below: 1), says: "The part of the last step that is added to the next.",
      get: \.momentum)
    return .section("an object with rates", rates.all + [AnyField(momentum)], isPatchable: true) { values in
      guard let rates = rates.rates(in: values), let momentum = values[momentum]
      else { return nil }
      return StochasticGradientDescent(
        rates: rates, momentum: momentum)
    }
  }()

  private static let adam: Form<Adam> = {
    let rates = RateFields<Adam>(\.rates)
    let means = MeanFields<Adam>(beta1: \.beta1, beta2: \.beta2, epsilon: \.epsilon)
    let fields = rates.all + means.all
    return .section("an object with rates", fields, isPatchable: true) { values in
      guard let rates = rates.rates(in: values), let beta1 = values[means.beta1],
        let beta2 = values[means.beta2],
        let epsilon = values[means.epsilon]
      else { return nil }
      return Adam(
        rates: rates, beta1: beta1, beta2: beta2,
        epsilon: epsilon)
    }
  }()

  private static let muon: Form<Muon> = {
    let rates = RateFields<Muon>(\.rates)
    let momentum = Field<Muon, Double>(
      "momentum", .number(from: 0, below: 1),
      says: "The decay of the summed gradients that are made orthogonal.", get: \.momentum)
    let means = MeanFields<Muon>(beta1: \.beta1, beta2: \.beta2, epsilon: \.epsilon)
    let fields = rates.all + [AnyField(momentum)] + means.all
    return .section("an object with rates", fields, isPatchable: true) { values in
      guard let rates = rates.rates(in: values), let momentum = values[momentum],
        let beta1 = values[means.beta1],
        let beta2 = values[means.beta2], let epsilon = values[means.epsilon]
      else { return nil }
      return Muon(
        rates: rates, momentum: momentum,
        beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
  }()

  private static let soap: Form<SOAP> = {
    let rates = RateFields<SOAP>(\.rates)
    let momentum = Field<SOAP, Double>(
      "momentum", .number(from: 0, below: 1), says: "The decay of SOAP's mean gradient.", get: \.momentum)
    let covarianceDecay = Field<SOAP, Double>(
      "covarianceDecay", .number(from: 0, below: 1),
      says: "The decay of SOAP's mean squared gradient and covariances.", get: \.covarianceDecay)
    let refreshEvery = Field<SOAP, Int>(
      "refreshEvery", .integer(1...1_000_000), says: "Steps between two turns of SOAP's bases.",
      get: \.refreshEvery)
    let largestSide = Field<SOAP, Int>(
      "largestSide", .integer(0...1024),
      says: "The rows (inputs) or columns (outputs) of a layer up to which that side is turned.",
      get: \.largestSide)
    let means = MeanFields<SOAP>(beta1: \.beta1, beta2: \.beta2, epsilon: \.epsilon)
    let own: [AnyField<SOAP>] = [
      AnyField(momentum), AnyField(covarianceDecay), AnyField(refreshEvery), AnyField(largestSide),
    ]
    return .section("an object with rates", rates.all + own + means.all, isPatchable: true) { values in
      guard let rates = rates.rates(in: values), let momentum = values[momentum],
        let decay = values[covarianceDecay],
        let refresh = values[refreshEvery], let side = values[largestSide], let beta1 = values[means.beta1],
        let beta2 = values[means.beta2], let epsilon = values[means.epsilon]
      else { return nil }
      return SOAP(
        rates: rates, momentum: momentum,
        covarianceDecay: decay, refreshEvery: refresh, largestSide: side, beta1: beta1, beta2: beta2,
        epsilon: epsilon)
    }
  }()

  static let form = Form<Self>.choice([
    .object(
      "sgd",
      sgd.map {
        .sgd(
          rates: $0.rates, momentum: $0.momentum)
      } back: {
        guard case .sgd(let rates, let momentum) = $0 else { return nil }
        return StochasticGradientDescent(
          rates: rates, momentum: momentum)
      }),
    .object(
      "adam",
      adam.map {
        .adam(
          rates: $0.rates, beta1: $0.beta1, beta2: $0.beta2, epsilon: $0.epsilon)
      } back: {
        guard case .adam(let rates, let beta1, let beta2, let epsilon) = $0 else {
          return nil
        }
        return Adam(
          rates: rates, beta1: beta1, beta2: beta2,
          epsilon: epsilon)
      }),
    .object(
      "muon",
      muon.map {
        .muon(
          rates: $0.rates, momentum: $0.momentum, beta1: $0.beta1, beta2: $0.beta2,
          epsilon: $0.epsilon)
      } back: {
        guard case .muon(let rates, let momentum, let beta1, let beta2, let epsilon) = $0
        else { return nil }
        return Muon(
          rates: rates, momentum: momentum,
          beta1: beta1, beta2: beta2, epsilon: epsilon)
      }),
    .object(
      "soap",
      soap.map {
        .soap(
          rates: $0.rates, momentum: $0.momentum, covarianceDecay: $0.covarianceDecay,
          refreshEvery: $0.refreshEvery, largestSide: $0.largestSide, beta1: $0.beta1, beta2: $0.beta2,
          epsilon: $0.epsilon)
      } back: {
        guard
          case .soap(
            let rates, let momentum, let decay, let refresh, let side, let beta1,
            let beta2, let epsilon) = $0
        else { return nil }
        return SOAP(
          rates: rates, momentum: momentum,
          covarianceDecay: decay, refreshEvery: refresh, largestSide: side, beta1: beta1, beta2: beta2,
          epsilon: epsilon)
      }),
  ])
}

extension Schedule {
  /// As a reader would say it: `cosine to 0`.
  public var words: String {
    switch self {
    case .constant: "constant"
    case .cosine(let final, let warmup):
      "cosine to \(JSON.number(final).canonicalText)"
        + (warmup > 0 ? " after a warm-up of \(warmup) backprops" : "")
    case .constantThenLinear(let decay, let final):
      "constant, over the last \(decay) backprops linear to \(JSON.number(final).canonicalText)"
    }
  }

  private static let cosine: Form<Cosine> = {
    let final = Field<Cosine, Double>(
      "final", .number(from: 0, to: 1), says: "The factor on the learning rates at the end.", get: \.final)
    let warmup = Field<Cosine, Int>(
      "warmup", .integer(0...1_000_000_000_000), says: "Backprops over which the factor rises from 0 to 1.",
      get: \.warmup)
    return .section(
      "an object with final and warmup", [AnyField(final), AnyField(warmup)], isPatchable: true
    ) {
      values in
      guard let final = values[final], let warmup = values[warmup] else { return nil }
      return Cosine(final: final, warmup: warmup)
    }
  }()

  private static let constantThenLinear: Form<ConstantThenLinear> = {
    let decay = Field<ConstantThenLinear, Int>(
      "decay", .backprops, says: "Backprops at the end over which the factor falls from 1.", get: \.decay)
    let final = Field<ConstantThenLinear, Double>(
      "final", .number(from: 0, to: 1), says: "The factor on the learning rates at the end.", get: \.final)
    return .section(
      "an object with decay and final", [AnyField(decay), AnyField(final)], isPatchable: true
    ) {
      values in
      guard let decay = values[decay], let final = values[final] else { return nil }
      return ConstantThenLinear(decay: decay, final: final)
    }
  }()

  static let form = Form<Self>.choice([
    .word("constant", .constant),
    .object(
      "cosine",
      cosine.map {
        .cosine(final: $0.final, warmup: $0.warmup)
      } back: {
        if case .cosine(let final, let warmup) = $0 { Cosine(final: final, warmup: warmup) } else { nil }
      }),
    .object(
      "constantThenLinear",
      constantThenLinear.map {
        .constantThenLinear(decay: $0.decay, final: $0.final)
      } back: {
        guard case .constantThenLinear(let decay, let final) = $0 else { return nil }
        return ConstantThenLinear(decay: decay, final: final)
      }),
  ])
}
