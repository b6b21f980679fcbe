import Foundation
import Testing

@testable import Tensors

@Suite struct RandomStreamTests {
  @Test func `the same seed and purpose draw the same numbers, others don't`() {
    func draws(_ seed: UInt64, _ purpose: String, _ index: UInt64 = 0) -> [UInt64] {
      var stream = RandomStream(seed: seed, purpose: purpose, index: index)
      return (0..<4).map { _ in stream.next() }
    }
    #expect(draws(1, "order") == draws(1, "order"))
    #expect(draws(1, "order") != draws(2, "order"))
    #expect(draws(1, "order") != draws(1, "initialisation"))
    #expect(draws(1, "order") != draws(1, "order", 1))
  }

  @Test func `the numbers of a stream never change between versions`() {
    var stream = RandomStream(seed: 1, purpose: "order")
    // Drawn once by this code: a change here changes every result, and must raise numericsVersion.
    #expect((0..<3).map { _ in stream.next() } == Self.golden)
  }

  @Test func `a permutation holds every index once`() {
    var stream = RandomStream(seed: 7, purpose: "order")
    let order = stream.permutation(of: 1000)
    #expect(order.sorted() == (0..<1000).map(Int32.init))
    #expect(order != (0..<1000).map(Int32.init))
  }

  @Test func `normal numbers have mean 0, deviation 1 and normal tails`() {
    var stream = RandomStream(seed: 3, purpose: "test")
    let values = (0..<100_000).map { _ in stream.normal() }
    let mean = values.reduce(0, +) / 100_000
    let variance = values.reduce(0) { $0 + $1 * $1 } / 100_000
    let fourSigma = 4 / (100_000.0).squareRoot()
    #expect(abs(mean) < fourSigma)
    #expect(abs(variance - 1) < fourSigma * 2.0.squareRoot())
    let beyondTwo = Double(values.filter { abs($0) > 2 }.count) / 100_000
    #expect(abs(beyondTwo - 0.0455) < 0.003)
  }

  @Test(arguments: [1e-300, 1e-9, 0.3, 0.5, 1, 1.414_213_5, 2, 1e9, 1e300])
  func `our logarithm is the C library's to the last few bits`(x: Double) {
    let tolerance = 4 * max(log(x).ulp, 1e-16)
    #expect(abs(naturalLogarithm(x) - log(x)) <= tolerance)
  }

  private static let golden: [UInt64] = [
    3_736_100_241_467_002_730, 7_129_367_212_716_482_766, 5_052_468_678_952_538_769,
  ]
}
