import Testing

@testable import Tensors

/// SOAP on one matrix [rows][columns] in double precision, as algorithm 3 has it.
private struct PublishedSOAP {
  let rows, columns: Int
  let turnsRows, turnsColumns: Bool
  var weights, mean, square: [Double]
  var left, right, leftBasis, rightBasis: [Double]
  let beta1 = 0.9, beta2 = 0.8, epsilon = 1e-3, rate = 0.1

  init(_ weights: [Double], rows: Int, columns: Int, largestSide: Int) {
    (self.rows, self.columns) = (rows, columns)
    (turnsRows, turnsColumns) = (rows <= largestSide, columns <= largestSide)
    self.weights = weights
    mean = weights.map { _ in 0 }
    square = mean
    left = [Double](repeating: 0, count: rows * rows)
    right = [Double](repeating: 0, count: columns * columns)
    // The identity, for a side that isn't turned.
    leftBasis = (0..<rows * rows).map { $0 / rows == $0 % rows ? 1 : 0 }
    rightBasis = (0..<columns * columns).map { $0 / columns == $0 % columns ? 1 : 0 }
  }

  private func product(_ a: [Double], _ b: [Double], _ n: Int, _ k: Int, _ m: Int) -> [Double] {
    var out = [Double](repeating: 0, count: n * m)
    for i in 0..<n { for l in 0..<k { for j in 0..<m { out[i * m + j] += a[i * k + l] * b[l * m + j] } } }
    return out
  }

  private func flipped(_ a: [Double], _ n: Int, _ m: Int) -> [Double] {
    (0..<n * m).map { a[$0 % n * m + $0 / n] }
  }

  /// Q_L^T A Q_R; bases hold an eigenvector a row.
  private func turned(_ a: [Double]) -> [Double] {
    let half = product(leftBasis, a, rows, rows, columns)
    return product(half, flipped(rightBasis, columns, columns), rows, columns, columns)
  }

  mutating func step(_ gradient: [Double], _ step: Int, refreshes: Bool) {
    if step > 1 {
      let t = Double(step - 1)
      mean = zip(mean, gradient).map { beta1 * $0 + (1 - beta1) * $1 }
      square = zip(square, turned(gradient)).map { beta2 * $0 + (1 - beta2) * $1 * $1 }
      let (first, second) = (1 - pow(beta1, t), 1 - pow(beta2, t))
      let direction = zip(turned(mean), square).map {
        $0 / first / (($1 / second).squareRoot() + epsilon)
      }
      let half = product(flipped(leftBasis, rows, rows), direction, rows, rows, columns)
      let back = product(half, rightBasis, rows, columns, columns)
      weights = zip(weights, back).map { $0 - rate * $1 }
    }
    let transposed = flipped(gradient, rows, columns)
    left = zip(left, product(gradient, transposed, rows, columns, rows)).map {
      beta2 * $0 + (1 - beta2) * $1
    }
    right = zip(right, product(transposed, gradient, columns, rows, columns)).map {
      beta2 * $0 + (1 - beta2) * $1
    }
    func basis(_ covariance: [Double], _ former: [Double], _ side: Int) -> [Double] {
      if step == 1 { return OrthonormalBasis.eigenvectors(of: covariance, side: side).vectors }
      guard refreshes else { return former }
      return OrthonormalBasis.orthonormalRows(
        of: product(former, covariance, side, side, side), side: side)
    }
    if turnsRows { leftBasis = basis(left, leftBasis, rows) }
    if turnsColumns { rightBasis = basis(right, rightBasis, columns) }
  }

  private func pow(_ base: Double, _ exponent: Double) -> Double {
    (0..<Int(exponent)).reduce(1.0) { product, _ in product * base }
  }
}

@Suite struct SOAPKernelsTests {
  private static func values(_ layout: NetworkLayout, _ purpose: String) -> [Float] {
    var random = RandomStream(seed: 1, purpose: purpose)
    let weights = (0..<3).map { layer in
      let shape = layout.weightShape(ofLayer: layer)
      return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in Float(random.normal()) })
    }
    return layout.packed(
      weights: weights, biases: (0..<3).map { Tensor(zeros: [layout.channelCount($0 + 1)]) })
  }

  /// Both sides of both layers turned, those that a first gradient has all directions of, and none; no width is a whole
  /// vector. Steps are of size 0.1, and bases of Floats depart in the seventh digit.
  @Test(
    arguments: [([9, 9], 64), ([20, 28], 9), ([12, 9], 9), ([20, 28], 4)],
    SIMDLevel.allCases.filter(\.isAvailable))
  func `four steps are those of the published formulas`(
    _ shape: (widths: [Int], largestSide: Int), level: SIMDLevel
  ) {
    let layout = NetworkLayout(channels: 1, filterSizes: [3, 1, 3], widths: shape.widths)
    let largestSide = shape.largestSide
    var parameters = Self.values(layout, "weights")
    let kernels = SOAPKernels(
      layout: layout, layers: [0, 1], beta1: 0.9, beta2: 0.8, refreshEvery: 2, largestSide: largestSide,
      level: level)
    var means = parameters.map { _ in Float(0) }, squares = means
    var bases = [Float](repeating: 0, count: kernels.basisCount)
    var published = (0...1).map { layer in
      let weight = layout.weight(ofLayer: layer, in: parameters), shape = weight.shape
      let rows = shape[1] * shape[2] * shape[3]
      return PublishedSOAP(
        matrix(weight), rows: rows, columns: shape[0], largestSide: largestSide)
    }
    for step in 1...4 {
      let gradient = Self.values(layout, "gradient \(step)"), t = max(1, step - 1)
      let correction = (1 - (0..<t).reduce(1.0) { product, _ in product * 0.8 }).squareRoot()
      let first = 1 - (0..<t).reduce(1.0) { product, _ in product * 0.9 }
      kernels.descend(
        &parameters, means: &means, squares: &squares, bases: &bases, gradients: gradient,
        size: Float(0.1 * correction / first), floor: Float(1e-3 * correction), step: step)
      for layer in 0...1 {
        published[layer].step(
          matrix(layout.weight(ofLayer: layer, in: gradient)), step, refreshes: step % 2 == 0)
      }
    }
    for layer in 0...1 {
      let found = matrix(layout.weight(ofLayer: layer, in: parameters))
      for (a, b) in zip(found, published[layer].weights) { #expect(abs(a - b) < 2e-4) }
    }
    // Padding stays zero, as the file of a checkpoint takes for granted.
    let packed = layout.packed(
      weights: (0..<3).map { layout.weight(ofLayer: $0, in: squares) },
      biases: (0..<3).map { layout.bias(ofLayer: $0, in: squares) })
    #expect(packed == squares)
  }

  /// `[O, I, H, W]` as rows of taps and inputs, columns of outputs.
  private func matrix(_ weight: Tensor) -> [Double] {
    let (outputs, inputs, taps) = (weight.shape[0], weight.shape[1], weight.shape[2] * weight.shape[3])
    return (0..<taps * inputs * outputs).map { index in
      let (row, output) = index.quotientAndRemainder(dividingBy: outputs)
      return Double(weight.elements[(output * inputs + row % inputs) * taps + row / inputs])
    }
  }

  /// What SOAP is for: a direction that is a hundred times weaker in all gradients moves as far as the others.
  @Test func `a weak direction moves as far as a strong one`() {
    let layout = NetworkLayout(channels: 1, filterSizes: [1, 1, 1], widths: [16, 16])
    let range = layout.weightRange(ofLayer: 1)
    let kernels = SOAPKernels(
      layout: layout, layers: [1], beta1: 0.9, beta2: 0.9, refreshEvery: 1, largestSide: 64)
    var parameters = [Float](repeating: 0, count: layout.storedParameterCount)
    var means = parameters, squares = parameters
    var bases = [Float](repeating: 0, count: kernels.basisCount)
    // Two directions that no coordinate lies in.
    let strong: [Float] = (0..<16).map { $0 % 2 == 0 ? 0.25 : -0.25 },
      weak = [Float](repeating: 0.25, count: 16)
    for step in 1...40 {
      var gradient = parameters.map { _ in Float(0) }
      for (place, index) in range.enumerated() {
        gradient[index] = strong[place / 16] * strong[place % 16] + 0.01 * weak[place / 16] * weak[place % 16]
      }
      kernels.descend(
        &parameters, means: &means, squares: &squares, bases: &bases, gradients: gradient, size: 0.1,
        floor: 1e-8, step: step)
    }
    func moved(_ direction: [Float]) -> Float {
      range.enumerated().reduce(0) {
        $0 - parameters[$1.element] * direction[$1.offset / 16] * direction[$1.offset % 16]
      }
    }
    #expect(abs(moved(weak) / moved(strong) - 1) < 0.05)
  }
}
