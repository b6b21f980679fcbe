#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Local means, variances and the covariance of two gray images under a Gaussian window, and their SSIM.
struct StructuralSimilarity {
  /// Pixels along a side of the window.
  static let windowSize = 11
  private static let standardDeviation = 1.5
  private static let c1 = (0.01 * 255) * (0.01 * 255)
  private static let c2 = (0.03 * 255) * (0.03 * 255)

  private let width: Int
  private let height: Int
  private let a: [Double]
  private let b: [Double]
  private let window: [Double]

  init(_ a: ByteImage, _ b: ByteImage) {
    width = a.width
    height = a.height
    self.a = a.pixels.map(Double.init)
    self.b = b.pixels.map(Double.init)
    let taps = (0..<Self.windowSize).map { i in
      let x = Double(i - Self.windowSize / 2) / Self.standardDeviation
      return exp(-x * x / 2)
    }
    let sum = taps.reduce(0, +)
    window = taps.map { $0 / sum }
  }

  func mean() -> Double {
    guard width >= Self.windowSize, height >= Self.windowSize else { return .nan }
    let meanA = filtered { a[$0] }
    let meanB = filtered { b[$0] }
    let squareA = filtered { a[$0] * a[$0] }
    let squareB = filtered { b[$0] * b[$0] }
    let product = filtered { a[$0] * b[$0] }
    var sum = 0.0
    for i in meanA.indices {
      let varianceA = squareA[i] - meanA[i] * meanA[i]
      let varianceB = squareB[i] - meanB[i] * meanB[i]
      let covariance = product[i] - meanA[i] * meanB[i]
      sum +=
        (2 * meanA[i] * meanB[i] + Self.c1) * (2 * covariance + Self.c2)
        / ((meanA[i] * meanA[i] + meanB[i] * meanB[i] + Self.c1) * (varianceA + varianceB + Self.c2))
    }
    return sum / Double(meanA.count)
  }

  /// The window's weighted mean of `value` (by index of the sample) wherever the window fits whole: the 2-D
  /// Gaussian is the product of two 1-D ones.
  private func filtered(_ value: (Int) -> Double) -> [Double] {
    let outWidth = width - Self.windowSize + 1
    let outHeight = height - Self.windowSize + 1
    var rows = [Double](repeating: 0, count: outWidth * height)
    for y in 0..<height {
      let line = (0..<width).map { value(y * width + $0) }
      accumulate(line, into: &rows, at: y * outWidth, count: outWidth)
    }
    var result = [Double](repeating: 0, count: outWidth * outHeight)
    for y in 0..<outHeight {
      for (tap, weight) in window.enumerated() {
        let source = (y + tap) * outWidth
        for x in 0..<outWidth { result[y * outWidth + x] += weight * rows[source + x] }
      }
    }
    return result
  }

  private func accumulate(_ line: [Double], into rows: inout [Double], at offset: Int, count: Int) {
    for (tap, weight) in window.enumerated() {
      for x in 0..<count { rows[offset + x] += weight * line[x + tap] }
    }
  }
}
