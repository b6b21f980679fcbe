import Tensors
import Testing

import Vocabulary

@testable import SuperResolution

/// The optimizers' arithmetic, step by step, against the formulas of their papers in double precision.
@Suite struct UpdateRuleTests {
  private static let layout = NetworkLayout(channels: 1, filterSizes: [5, 1, 3], widths: [16, 16])
  private static let rates = LearningRates(weights: 1e-2, lastLayerWeights: 3e-3, biases: 5e-3)
  /// The schedule's factors of five steps.
  private static let factors = [0.5, 1, 1, 0.75, 0.25]
  /// Rounding of five steps of Floats of about 1.
  private static let tolerance = 2e-6

  private static func values(_ purpose: String) -> [Float] {
    var random = RandomStream(seed: 1, purpose: purpose)
    return (0..<layout.storedParameterCount).map { _ in Float(random.normal()) }
  }

  private static let gradients = (0..<5).map { values("gradient \($0)") }

  private func trained(
    _ optimizer: Optimizer, fixed: Set<Int> = [], whitening: WhitenedCoordinates? = nil
  ) -> [Float] {
    let configuration = TrainerConfiguration(
      loss: .mse, optimizer: optimizer, schedule: .constant, padding: .valid, batch: 1, backprops: 5,
      averaging: nil, seed: 1, fixedLayers: fixed)
    let rule = UpdateRule(
      configuration, layout: Self.layout, whitening: whitening, threads: 1, level: .best)
    var bases = [Float](
      repeating: 0, count: configuration.soapKernels(for: Self.layout)?.basisCount ?? 0)
    var parameters = Self.values("start")
    var moments = [[Float]](
      repeating: [Float](repeating: 0, count: parameters.count), count: optimizer.momentCount)
    for (step, gradient) in Self.gradients.enumerated() {
      rule.update(
        &parameters, moments: &moments, bases: &bases, gradient: gradient, step: step + 1,
        factor: Self.factors[step])
    }
    return parameters
  }

  /// The rate of a parameter at factor 1.
  private func rate(_ index: Int) -> Double {
    if (0..<3).contains(where: { Self.layout.biasRange(ofLayer: $0).contains(index) }) {
      return Self.rates.biases
    }
    return Self.layout.weightRange(ofLayer: 2).contains(index)
      ? Self.rates.lastLayerWeights : Self.rates.weights
  }

  /// Equation 5 of the paper with Caffe's sign.
  @Test func `gradient descent has momentum, and a rate for each part of the network`() {
    let found = trained(.sgd(rates: Self.rates, momentum: 0.9))
    for index in found.indices {
      var (weight, velocity) = (Double(Self.values("start")[index]), 0.0)
      for (factor, gradient) in zip(Self.factors, Self.gradients) {
        velocity = 0.9 * velocity - rate(index) * factor * Double(gradient[index])
        weight += velocity
      }
      #expect(abs(Double(found[index]) - weight) < Self.tolerance)
    }
  }

  /// Algorithm 1 of Kingma and Ba.
  private func adam(_ index: Int) -> Double {
    var (weight, mean, square) = (Double(Self.values("start")[index]), 0.0, 0.0)
    for (step, gradient) in Self.gradients.enumerated() {
      let g = Double(gradient[index]), t = step + 1
      mean = 0.9 * mean + 0.1 * g
      square = 0.99 * square + 0.01 * g * g
      let unbiasedMean = mean / (1 - power(0.9, t)), unbiasedSquare = square / (1 - power(0.99, t))
      weight -= rate(index) * Self.factors[step] * unbiasedMean / (unbiasedSquare.squareRoot() + 1e-3)
    }
    return weight
  }

  @Test func `Adam's means are corrected for their start, and epsilon stands outside the root`() {
    let found = trained(.adam(rates: Self.rates, beta1: 0.9, beta2: 0.99, epsilon: 1e-3))
    for index in found.indices { #expect(abs(Double(found[index]) - adam(index)) < Self.tolerance) }
  }

  /// The steps of Muon and SOAP on a matrix are tested beside their kernels.
  @Test(arguments: [
    Optimizer.muon(rates: rates, momentum: 0.95, beta1: 0.9, beta2: 0.99, epsilon: 1e-3),
    .soap(
      rates: rates, momentum: 0.95, covarianceDecay: 0.95, refreshEvery: 2, largestSide: 64, beta1: 0.9,
      beta2: 0.99, epsilon: 1e-3),
  ])
  func `Muon and SOAP leave the biases and the last layer to Adam`(optimizer: Optimizer) {
    let found = trained(optimizer)
    let muons = [0, 1].flatMap { Array(Self.layout.weightRange(ofLayer: $0)) }
    let strangers = found.indices.filter { abs(Double(found[$0]) - adam($0)) >= Self.tolerance }
    #expect(Set(strangers).isSubset(of: muons))
    // Some come out alike by chance.
    #expect(strangers.count > muons.count * 9 / 10)
  }

  @Test(arguments: [
    Optimizer.sgd(rates: rates, momentum: 0.9),
    .adam(rates: rates, beta1: 0.9, beta2: 0.99, epsilon: 1e-8),
    .muon(rates: rates, momentum: 0.9, beta1: 0.9, beta2: 0.99, epsilon: 1e-8),
    .soap(
      rates: rates, momentum: 0.9, covarianceDecay: 0.9, refreshEvery: 2, largestSide: 64, beta1: 0.9,
      beta2: 0.99, epsilon: 1e-8),
  ])
  func `a fixed layer stays, and the others move as if it didn't`(optimizer: Optimizer) {
    let whole = trained(optimizer), found = trained(optimizer, fixed: [1]), start = Self.values("start")
    let fixed = Self.layout.weightRange(ofLayer: 1).lowerBound..<Self.layout.biasRange(ofLayer: 1).upperBound
    for index in found.indices {
      #expect(found[index] == (fixed.contains(index) ? start[index] : whole[index]))
    }
  }

  /// With P as the coordinates w = P u, a step of gradient descent on u by P g moves w by P P g.
  @Test func `in whitened coordinates the first layer alone moves by another matrix`() {
    let moments = (0..<25 * 25).map { $0 / 25 == $0 % 25 ? 1.0 : 0.9 }
    let whitening = WhitenedCoordinates(layout: Self.layout, moments: moments, floor: 1e-5)
    let sgd = Optimizer.sgd(rates: Self.rates, momentum: 0.9)
    let plain = trained(sgd), found = trained(sgd, whitening: whitening), start = Self.values("start")
    var expected = zip(plain, start).map { $0 - $1 }
    whitening.turn(&expected)
    whitening.turn(&expected)
    let first = Self.layout.weightRange(ofLayer: 0)
    for index in found.indices {
      if first.contains(index) {
        // P stretches steps of 0.1 up to ten times, with rounding.
        #expect(abs(found[index] - start[index] - expected[index]) < 2e-5)
      } else {
        #expect(found[index] == plain[index])
      }
    }
  }
}
