extension DoublePlane {
  /// The product of two matrices, this one's width being the other's height.
  /// - Complexity: O(`height` * `width` * `other.width`).
  func times(_ other: DoublePlane) -> DoublePlane {
    precondition(
      width == other.height, "a product of \(height) x \(width) and \(other.height) x \(other.width)")
    var product = DoublePlane(zeros: other.width, height)
    for row in 0..<height {
      // Four rows at once: the row of the product is read and written a quarter as often.
      for k in stride(from: 0, to: width - width % 4, by: 4) {
        let i = row * width + k
        product.addRow(row, (samples[i], samples[i + 1], samples[i + 2], samples[i + 3]), other, from: k)
      }
      for k in width - width % 4..<width {
        product.addRow(row, samples[row * width + k], other.samples, from: k * other.width)
      }
    }
    return product
  }

  /// Adds a plane of the same size.
  mutating func add(_ other: DoublePlane) {
    precondition(width == other.width && height == other.height, "planes of two sizes")
    for y in 0..<height { addRow(y, 1, other.samples, from: y * width) }
  }

  /// Adds to row `y` four rows of another plane, each times its weight.
  private mutating func addRow(
    _ y: Int, _ weights: (Double, Double, Double, Double), _ other: DoublePlane, from first: Int
  ) {
    precondition(y < height && width == other.width && first + 4 <= other.height, "rows that aren't there")
    let width = width
    samples.withUnsafeMutableBufferPointer { samples in
      other.samples.withUnsafeBufferPointer { source in
        guard let row = samples.baseAddress, let source = source.baseAddress else { return }
        let (to, a) = (row + y * width, source + first * width)
        let (b, c, d) = (a + width, a + 2 * width, a + 3 * width)
        for x in 0..<width {
          to[x] += weights.0 * a[x] + weights.1 * b[x] + (weights.2 * c[x] + weights.3 * d[x])
        }
      }
    }
  }
}
