#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What one band of an image tells of the same band of the true image, in bits.
///
/// The true band is seen as blocks of 3 x 3 samples, each a Gaussian vector of one covariance times a factor of its
/// own; the image's band is the true one times a gain, and noise, both constant in a window around each block.
struct BandFidelity {
  /// Samples along a side of a block.
  private static let side = 3
  /// Variances below this are rounding.
  private static let rounding = 1e-15

  /// The information; NaN if the true band's blocks don't vary in all of their nine directions.
  private(set) var bits = 0.0

  private let image: DoublePlane
  private let truth: DoublePlane
  private let reach: Int

  /// Compares a band with the true one, with windows of 2 `reach` + 1 samples a side.
  init(of image: DoublePlane, against truth: DoublePlane, reach: Int) {
    let (width, height) = (truth.width / Self.side * Self.side, truth.height / Self.side * Self.side)
    self.image = image.cropped(width: width, height: height)
    self.truth = truth.cropped(width: width, height: height)
    self.reach = reach
    let covariance = SymmetricMatrix(blockCovariance())
    let largest = covariance.eigenvalues.max() ?? 0
    guard covariance.eigenvalues.allSatisfy({ $0 > 1e-13 * largest }) else {
      bits = .nan
      return
    }
    let channel = channel()
    // Blocks whose windows see the border are left out.
    let margin = (reach + Self.side - 1) / Self.side
    let columns = width / Self.side
    for row in margin..<max(margin, height / Self.side - margin) {
      for column in margin..<max(margin, columns - margin) {
        let (gain, noise) = channel[row * columns + column]
        let signal = gain * gain * scale(ofBlockAt: row, column, covariance) / (noise + 1e-10)
        for eigenvalue in covariance.eigenvalues { bits += log2(1 + signal * eigenvalue) }
      }
    }
  }

  /// The covariance of the true band's blocks at every position, samples row by row.
  private func blockCovariance() -> [[Double]] {
    let side = Self.side
    let (columns, rows) = (truth.width - side + 1, truth.height - side + 1)
    // A common shift changes no covariance, and small means keep the digits.
    let shift = truth.mean
    let centred = truth.samples.map { $0 - shift }
    func offset(_ i: Int) -> Int { i / side * truth.width + i % side }
    let count = Double(columns * rows)
    let means = (0..<side * side).map { i in
      (0..<rows).reduce(0.0) { sum, y in
        let start = y * truth.width + offset(i)
        return sum + centred[start..<start + columns].reduce(0, +)
      } / count
    }
    var covariance = [[Double]](repeating: [Double](repeating: 0, count: side * side), count: side * side)
    for i in 0..<side * side {
      for j in i..<side * side {
        let sum = Self.sumOfProducts(
          centred, offset(i), offset(j), columns: columns, rows: rows, stride: truth.width)
        covariance[i][j] = sum / count - means[i] * means[j]
        covariance[j][i] = covariance[i][j]
      }
    }
    return covariance
  }

  /// The sum over `rows` rows of `columns` samples of the products of two shifted copies, column sums first.
  private static func sumOfProducts(
    _ samples: [Double], _ a: Int, _ b: Int, columns: Int, rows: Int, stride: Int
  ) -> Double {
    precondition(
      max(a, b) + (rows - 1) * stride + columns <= samples.count, "the last row ends beyond the band")
    var sums = [Double](repeating: 0, count: columns)
    samples.withUnsafeBufferPointer { samples in
      sums.withUnsafeMutableBufferPointer { sums in
        for y in 0..<rows {
          let (p, q) = (a + y * stride, b + y * stride)
          for x in 0..<columns { sums[x] += samples[p + x] * samples[q + x] }
        }
      }
    }
    return sums.reduce(0, +)
  }

  /// The factor of one block: the mean square of its samples in units of the covariance.
  private func scale(ofBlockAt row: Int, _ column: Int, _ covariance: SymmetricMatrix) -> Double {
    let side = Self.side
    let corner = row * side * truth.width + column * side
    var sum = 0.0
    for (eigenvalue, vector) in zip(covariance.eigenvalues, covariance.eigenvectors) {
      var projection = 0.0
      for (i, component) in vector.enumerated() {
        projection += component * truth.samples[corner + i / side * truth.width + i % side]
      }
      sum += projection * projection / eigenvalue
    }
    return sum / Double(side * side)
  }

  /// Gain and variance of the noise of each block, by regression in the window around its middle.
  private func channel() -> [(gain: Double, noise: Double)] {
    let count = Double((2 * reach + 1) * (2 * reach + 1))
    let (truths, images) = (windowSums(truth), windowSums(image))
    let (products, truthSquares, imageSquares) =
      (windowSums(truth * image), windowSums(truth * truth), windowSums(image * image))
    return truths.indices.map { i in
      let (truthMean, imageMean) = (truths[i] / count, images[i] / count)
      let covariance = products[i] - count * truthMean * imageMean
      let truthVariance = max(0, truthSquares[i] - count * truthMean * truthMean)
      let imageVariance = max(0, imageSquares[i] - count * imageMean * imageMean)
      var gain = covariance / (truthVariance + Self.rounding)
      var noise = (imageVariance - gain * covariance) / count
      if truthVariance < Self.rounding { (gain, noise) = (0, imageVariance) }
      if imageVariance < Self.rounding { (gain, noise) = (0, 0) }
      // An image that goes the other way tells nothing.
      if gain < 0 { (gain, noise) = (0, imageVariance) }
      return (gain, max(noise, Self.rounding))
    }
  }

  /// The sum over the window around the middle of each block, beyond the border mirrored at the border samples.
  private func windowSums(_ plane: DoublePlane) -> [Double] {
    let window = 2 * reach + 1
    let source = plane.padded(by: reach, .mirroredAtSample)
    var sums: [Double] = []
    sums.reserveCapacity(plane.samples.count / (Self.side * Self.side))
    for middle in stride(from: Self.side / 2, to: plane.height, by: Self.side) {
      var columns = DoublePlane(zeros: source.width, 1)
      for y in middle..<middle + window { columns.addRow(0, 1, source.samples, from: y * source.width) }
      for x in stride(from: Self.side / 2, to: plane.width, by: Self.side) {
        sums.append(columns.samples[x..<x + window].reduce(0, +))
      }
    }
    return sums
  }
}
