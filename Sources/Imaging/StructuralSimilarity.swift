#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Local means, variances and the covariance of two planes under a Gaussian window, and their similarity.
struct StructuralSimilarity {
  /// Samples along a side of the window.
  static let windowSize = 11
  private static let c1 = (0.01 * 255) * (0.01 * 255)
  private static let c2 = (0.03 * 255) * (0.03 * 255)
  /// The 2-D Gaussian is the product of two of these.
  private static let window: [Double] = {
    let standardDeviation = 1.5
    let taps = (0..<windowSize).map { i in
      let x = Double(i - windowSize / 2) / standardDeviation
      return exp(-x * x / 2)
    }
    let sum = taps.reduce(0, +)
    return taps.map { $0 / sum }
  }()

  private let a: DoublePlane
  private let b: DoublePlane

  init(_ a: DoublePlane, _ b: DoublePlane) {
    self.a = a
    self.b = b
  }

  /// The mean of the similarity wherever the window fits whole; NaN if it fits nowhere.
  func mean() -> Double {
    var sum = 0.0
    let count = forEachWindow { window in
      sum +=
        (2 * window.meanA * window.meanB + Self.c1) * (2 * window.covariance + Self.c2)
        / ((window.meanA * window.meanA + window.meanB * window.meanB + Self.c1)
          * (window.varianceA + window.varianceB + Self.c2))
    }
    return sum / Double(count)
  }

  /// The mean of each of the three factors whose product the similarity is; NaN if the window fits nowhere.
  func componentMeans() -> (luminance: Double, contrast: Double, structure: Double) {
    var sums = (luminance: 0.0, contrast: 0.0, structure: 0.0)
    let count = forEachWindow { window in
      let (varianceA, varianceB) = (max(0, window.varianceA), max(0, window.varianceB))
      let deviations = varianceA.squareRoot() * varianceB.squareRoot()
      sums.luminance +=
        (2 * window.meanA * window.meanB + Self.c1)
        / (window.meanA * window.meanA + window.meanB * window.meanB + Self.c1)
      sums.contrast += (2 * deviations + Self.c2) / (window.varianceA + window.varianceB + Self.c2)
      sums.structure += (window.covariance + Self.c2 / 2) / (deviations + Self.c2 / 2)
    }
    return (sums.luminance / Double(count), sums.contrast / Double(count), sums.structure / Double(count))
  }

  private struct Statistics {
    let meanA: Double, meanB: Double
    let varianceA: Double, varianceB: Double, covariance: Double
  }

  /// Calls `body` with what each window sees, row by row, and returns how many there are.
  private func forEachWindow(_ body: (Statistics) -> Void) -> Int {
    guard a.width >= Self.windowSize, a.height >= Self.windowSize else { return 0 }
    let meanA = a.correlated(separably: Self.window).samples
    let meanB = b.correlated(separably: Self.window).samples
    let squareA = (a * a).correlated(separably: Self.window).samples
    let squareB = (b * b).correlated(separably: Self.window).samples
    let product = (a * b).correlated(separably: Self.window).samples
    for i in meanA.indices {
      body(
        Statistics(
          meanA: meanA[i], meanB: meanB[i], varianceA: squareA[i] - meanA[i] * meanA[i],
          varianceB: squareB[i] - meanB[i] * meanB[i], covariance: product[i] - meanA[i] * meanB[i]))
    }
    return meanA.count
  }
}
