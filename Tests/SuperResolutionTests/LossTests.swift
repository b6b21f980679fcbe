import Testing

@testable import SuperResolution
import Tensors
import Vocabulary

/// A loss with an output and a target of three channels, 0...1.
private struct LossSample {
  let function: LossFunction
  let target: [Float]
  var output: [Float]

  init(_ loss: Loss, side: Int = 21, counted: [Int]? = nil, deviation: Double = 0.1) {
    function = LossFunction(loss, side: side, channels: 3, counted: counted)
    var random = RandomStream(seed: 3, purpose: "loss")
    target = (0..<side * side * 3).map { _ in Float(random.uniform()) }
    output = target.map { $0 + Float(deviation * random.normal()) }
  }

  func evaluate() -> (loss: Double, slopes: [Float]) {
    var slopes = [Float](repeating: .nan, count: output.count)
    var span = slopes.mutableSpan
    let loss = function.evaluate(output: output.span, target: target.span, dOutput: &span)
    return (loss, slopes)
  }
}

@Suite struct LossTests {
  /// Losses are sums in double precision over outputs in single precision: a step of 2^-10 is exact in these, and
  /// leaves an error of its square times the third derivative.
  static let step: Float = 0x1p-10

  static let kinds: [(loss: Loss, counted: [Int]?, deviation: Double)] = Loss.allCases.flatMap { loss in
    // Noise far from the truth has a negative covariance somewhere, where powers have no slope of their own.
    [[0, 1, 2], [0], [1, 2]].flatMap { counted in [(loss, counted, 0.1), (loss, counted, 2)] }
  }

  @Test(arguments: kinds.indices)
  func `slopes are those of finite differences`(kind: Int) {
    let (loss, counted, deviation) = Self.kinds[kind]
    var sample = LossSample(loss, counted: counted, deviation: deviation)
    let slopes = sample.evaluate().slopes
    let scale = slopes.map(\.magnitude).max() ?? 0
    #expect(scale > 0)
    for i in stride(from: 0, to: sample.output.count, by: 37) {
      let own = sample.output[i]
      if loss == .l1, (own - sample.target[i]).magnitude < Self.step { continue }
      sample.output[i] = own + Self.step
      let above = sample.evaluate().loss
      let upper = sample.output[i]
      sample.output[i] = own - Self.step
      let below = sample.evaluate().loss
      let difference = (above - below) / Double(upper - sample.output[i])
      sample.output[i] = own
      let error = abs(difference - Double(slopes[i])) / Double(scale)
      #expect(error < 2e-3, "\(loss) at \(i)")
    }
  }

  @Test(arguments: Loss.allCases)
  func `the loss of the truth is 0, and has no slope`(loss: Loss) {
    var sample = LossSample(loss)
    sample.output = sample.target
    let (value, slopes) = sample.evaluate()
    #expect(abs(value) < 1e-12)
    #expect(slopes.allSatisfy { $0.magnitude < 1e-7 })
  }

  @Test(arguments: Loss.allCases)
  func `a channel that doesn't count changes nothing`(loss: Loss) {
    var sample = LossSample(loss, counted: [1])
    let (value, slopes) = sample.evaluate()
    for i in slopes.indices where i % 3 != 1 { #expect(slopes[i] == 0) }
    for i in stride(from: 0, to: sample.output.count, by: 3) { sample.output[i] += 0.5 }
    let again = sample.evaluate()
    #expect(again.loss == value)
    #expect(again.slopes == slopes)
  }

  @Test func `MSE is half the sum of squares, L1 the sum of absolute differences`() {
    var sample = LossSample(.mse)
    sample.output = sample.target
    sample.output[4] += 0.5
    sample.output[7] -= 0.25
    let squares = sample.evaluate().loss
    #expect(abs(squares - 0.15625) < 1e-6)
    let other = LossFunction(.l1, side: 21, channels: 3)
    var slopes = [Float](repeating: .nan, count: sample.output.count)
    var span = slopes.mutableSpan
    let loss = other.evaluate(output: sample.output.span, target: sample.target.span, dOutput: &span)
    #expect(abs(loss - 0.75) < 1e-6)
    #expect([slopes[4], slopes[7], slopes[0]] == [1, -1, 0])
  }

  /// - Source: exp(-i^2 / (2 s^2)) for s = 1.5, 3, 6, in Python's math.exp.
  @Test func `windows are Gaussians of 1.5, 3 and 6 pixels, cut to what fits`() {
    let windows = (0..<3).map { GaussianWindow(side: 21, doublings: $0) }
    #expect(windows.map(\.taps.count) == [11, 21, 21])
    #expect(windows.map(\.positions) == [11, 1, 1])
    let ratios = windows.map { $0.taps[$0.taps.count / 2 - 3] / $0.taps[$0.taps.count / 2] }
    for (ratio, expected) in zip(ratios, [0.1353352832366127, 0.6065306597126334, 0.8824969025845955]) {
      #expect(abs(ratio - expected) < 1e-14)
    }
    #expect(GaussianWindow(side: 8, doublings: 0).taps.count == 7)
    #expect(GaussianWindow(side: 1, doublings: 2).taps == [1])
  }
}
