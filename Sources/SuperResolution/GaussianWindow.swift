/// A square Gaussian window that is moved over a square plane wherever it fits whole.
struct GaussianWindow: Sendable {
  /// Pixels along a side of the plane.
  let side: Int
  /// The window's weights along one side, whose sum is 1: the window is their outer product.
  let taps: [Double]

  /// Where the window fits along one side of the plane.
  var positions: Int { side - taps.count + 1 }

  /// The window of SSIM, 11 pixels wide with a standard deviation of 1.5, made twice as wide so many times, and cut
  /// to the largest odd width that fits into a plane.
  init(side: Int, doublings: Int) {
    precondition(side > 0 && doublings >= 0, "a plane of \(side) pixels")
    let radius = min(5 << doublings, (side - 1) / 2)
    // exp(-1 / (2 1.5^2)); half of the exponent's quarter is that of twice the deviation. No exp of a C library,
    // whose last bit differs between machines.
    var base = 0.800_737_402_916_808_1
    for _ in 0..<doublings { base = base.squareRoot().squareRoot() }
    let weights = (-radius...radius).map { power(base, $0 * $0) }
    let sum = weights.reduce(0, +)
    self.side = side
    taps = weights.map { $0 / sum }
  }

  /// The window's weighted means of a plane, `positions` by `positions`.
  func means(of plane: [Double]) -> [Double] {
    var rows = [Double](repeating: 0, count: side * positions)
    for y in 0..<side {
      for (tap, weight) in taps.enumerated() {
        for x in 0..<positions { rows[y * positions + x] += weight * plane[y * side + x + tap] }
      }
    }
    var means = [Double](repeating: 0, count: positions * positions)
    for (tap, weight) in taps.enumerated() {
      for i in means.indices { means[i] += weight * rows[tap * positions + i] }
    }
    return means
  }

  /// The transpose of `means`: the derivative by the plane of a sum over the positions with these factors.
  func spread(_ factors: [Double]) -> [Double] {
    var rows = [Double](repeating: 0, count: side * positions)
    for (tap, weight) in taps.enumerated() {
      for i in factors.indices { rows[tap * positions + i] += weight * factors[i] }
    }
    var plane = [Double](repeating: 0, count: side * side)
    for y in 0..<side {
      for (tap, weight) in taps.enumerated() {
        for x in 0..<positions { plane[y * side + x + tap] += weight * rows[y * positions + x] }
      }
    }
    return plane
  }
}
