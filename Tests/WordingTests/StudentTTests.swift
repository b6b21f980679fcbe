import Testing

@testable import Wording

@Suite struct `Student's t` {
  /// - Source: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2, column 0.975 (three decimals).
  @Test(arguments: [
    (1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (6, 2.447), (7, 2.365), (8, 2.306),
    (9, 2.262),
    (10, 2.228), (15, 2.131), (20, 2.086), (30, 2.042), (40, 2.021), (60, 2.000), (100, 1.984),
  ])
  func `the 95 % quantiles are the tabulated ones`(degreesOfFreedom: Int, tabulated: Double) {
    let quantile = StudentT(degreesOfFreedom: degreesOfFreedom).quantile(within: 0.95)
    #expect(abs(quantile - tabulated) <= 0.0005)
  }

  /// - Source: the same table, columns 0.90 and 0.995: 80 % and 99 % of both sides.
  @Test(arguments: [(2, 1.886, 9.925), (3, 1.638, 5.841), (10, 1.372, 3.169), (25, 1.316, 2.787)])
  func `other quantiles are the tabulated ones`(degreesOfFreedom: Int, eighty: Double, ninetyNine: Double) {
    let distribution = StudentT(degreesOfFreedom: degreesOfFreedom)
    #expect(abs(distribution.quantile(within: 0.80) - eighty) <= 0.0005)
    #expect(abs(distribution.quantile(within: 0.99) - ninetyNine) <= 0.0005)
  }

  @Test func `with two degrees of freedom it is a root, and half of all is within the quartile of Cauchy's`()
  {
    // P(|T| <= t) = t / sqrt(t² + 2), solved for t.
    let t = (2 * 0.95 * 0.95 / (1 - 0.95 * 0.95)).squareRoot()
    #expect(abs(StudentT(degreesOfFreedom: 2).quantile(within: 0.95) - t) < 1e-12)
    #expect(abs(StudentT(degreesOfFreedom: 1).quantile(within: 0.5) - 1) < 1e-12)
  }

  /// Differences 1, 2, 3: mean 2, deviation 1, so 2 ± 4.302653 / sqrt 3.
  @Test func `an interval is the mean with the quantile times the error of the mean on both sides`() {
    let interval = confidenceInterval(of: [1, 2, 3])
    #expect(abs(interval.lowerBound - (2 - 2.484138)) < 1e-6)
    #expect(abs(interval.upperBound - (2 + 2.484138)) < 1e-6)
    #expect(confidenceInterval(of: [4, 4]) == 4...4)
  }
}
