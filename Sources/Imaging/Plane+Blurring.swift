extension Plane {
  /// The plane blurred by a Gaussian, of which the pixel in the middle of each `factor` by `factor` block is kept;
  /// where an even block has none, the Gaussian stands between the pixels.
  ///
  /// The Gaussian is cut off at four standard deviations, its weights add up to 1, and the border is repeated.
  /// - Parameter deviation: the Gaussian's standard deviation, pixels, at least 0.1.
  public func blurred(standardDeviation deviation: Double, keepingEvery factor: Int) -> Plane {
    precondition(deviation >= 0.1 && factor > 0, "a blur of \(deviation) and a factor of \(factor)")
    guard !isEmpty else { return self }
    let (columns, rows) = ((width + factor - 1) / factor, (height + factor - 1) / factor)
    let (across, first) = gaussian(deviation, blockSize: factor)
    var narrow = [Double](repeating: 0, count: height * columns)
    for y in 0..<height {
      for x in 0..<columns {
        for (tap, weight) in across.enumerated() {
          let source = min(max(x * factor + first + tap, 0), width - 1)
          narrow[y * columns + x] += weight * Double(samples[y * width + source])
        }
      }
    }
    var small = [Float](repeating: 0, count: rows * columns)
    for y in 0..<rows {
      for x in 0..<columns {
        var sum = 0.0
        for (tap, weight) in across.enumerated() {
          let source = min(max(y * factor + first + tap, 0), height - 1)
          sum += weight * narrow[source * columns + x]
        }
        small[y * columns + x] = Float(sum)
      }
    }
    return Plane(width: columns, height: rows, samples: small)
  }
}

/// The weights of a Gaussian around the middle of a block, and the pixel of the first, counted from the block's.
private func gaussian(_ deviation: Double, blockSize: Int) -> (weights: [Double], first: Int) {
  let middle = Double(blockSize - 1) / 2
  let first = Int((middle - 4 * deviation).rounded(.up)), last = Int((middle + 4 * deviation).rounded(.down))
  // A narrow Gaussian between two pixels reaches neither.
  let (low, high) = first <= last ? (first, last) : (Int(middle.rounded(.down)), Int(middle.rounded(.up)))
  let weights = (low...high).map {
    exponential(of: -(Double($0) - middle) * (Double($0) - middle) / (2 * deviation * deviation))
  }
  let sum = weights.reduce(0, +)
  return (weights.map { $0 / sum }, low)
}

/// e^x for x from -100 to 0 by arithmetic alone, since C libraries differ in the last bit.
private func exponential(of x: Double) -> Double {
  let small = x / 1024
  var term = 1.0, sum = 1.0
  for n in 1...12 {
    term *= small / Double(n)
    sum += term
  }
  for _ in 0..<10 { sum *= sum }
  return sum
}
