import CKernels
import Testing

@testable import Tensors

/// Muon's direction in double precision, by the iteration as it is published: X = G / |G|, and five times
/// X <- a X + (b X X^T + c (X X^T)^2) X.
private func published(_ matrix: [Double], rows: Int, columns: Int) -> [Double] {
  let norm = matrix.reduce(0) { $0 + $1 * $1 }.squareRoot()
  var x = matrix.map { $0 / norm }
  func product(_ a: [Double], _ b: [Double], _ n: Int, _ k: Int, _ m: Int) -> [Double] {
    var out = [Double](repeating: 0, count: n * m)
    for i in 0..<n { for l in 0..<k { for j in 0..<m { out[i * m + j] += a[i * k + l] * b[l * m + j] } } }
    return out
  }
  for _ in 0..<5 {
    let transposed = (0..<columns * rows).map { x[$0 % rows * columns + $0 / rows] }
    let a = product(transposed, x, columns, rows, columns)
    let square = product(a, a, columns, columns, columns)
    let factor = a.indices.map {
      -4.7750 * a[$0] + 2.0315 * square[$0] + ($0 / columns == $0 % columns ? 3.4445 : 0)
    }
    x = product(x, factor, rows, columns, columns)
  }
  return x
}

@Suite struct MuonKernelsTests {
  /// Layers as wide as they are long, longer, and shorter than wide; hidden channels that are no whole vector.
  static let layouts = [
    NetworkLayout(channels: 1, filterSizes: [9, 1, 5], widths: [64, 32]),
    NetworkLayout(channels: 1, filterSizes: [9, 5, 5], widths: [64, 32]),
    NetworkLayout(channels: 3, filterSizes: [3, 3, 3], widths: [20, 7]),
    NetworkLayout(channels: 1, filterSizes: [3, 1, 3], widths: [32, 48]),
  ]

  /// Random numbers wherever the network has a weight, zeros in the padding.
  private func values(_ layout: NetworkLayout, _ purpose: String) -> [Float] {
    var random = RandomStream(seed: 1, purpose: purpose)
    let weights = (0..<layout.layerCount).map { layer in
      let shape = layout.weightShape(ofLayer: layer)
      return Tensor(
        shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in Float(random.normal()) })
    }
    let biases = (0..<layout.layerCount).map { Tensor(zeros: [layout.channelCount($0 + 1)]) }
    return layout.packed(weights: weights, biases: biases)
  }

  /// So many have faded that the others are put together in fewer vectors.
  @Test(arguments: SIMDLevel.allCases.filter(\.isAvailable), [Float.leastNormalMagnitude / 64, 1e-36])
  func `columns and rows that have faded become 0, and leave the others' bits`(
    level: SIMDLevel, faded: Float
  ) {
    let rows = 24, columns = 64
    var random = RandomStream(seed: 1, purpose: "matrix")
    let matrix = (0..<rows * columns).map { _ in Float(random.normal()) }
    let gone = matrix.indices.filter { (5..<25).contains($0 % columns) || [3, 4, 17].contains($0 / columns) }
    func direction(_ value: Float) -> [Float] {
      var matrix = matrix, out = [Float](repeating: .nan, count: matrix.count)
      for index in gone { matrix[index] = value }
      let count = kernels_orthogonalize_floats(Int32(rows), Int32(columns))
      var scratch = [Float](repeating: .nan, count: count)
      kernels_orthogonalize(level.kernelsLevel, matrix, Int32(rows), Int32(columns), &scratch, &out)
      return out
    }
    let own = direction(faded)
    #expect(own == direction(0))
    #expect(gone.allSatisfy { own[$0] == 0 })
    #expect(own.count { $0 == 0 } == gone.count)
  }

  /// The momentum of a filter that no longer learns fades into denormals and stays there: as one of its own layer, a column,
  /// and as an input of the next one, a row.
  @Test(arguments: SIMDLevel.allCases.filter(\.isAvailable), [Float.leastNormalMagnitude / 64, 1e-36])
  func `a filter whose momentum has faded isn't moved, and the others' bits are those without it`(
    level: SIMDLevel, faded: Float
  ) {
    let layout = Self.layouts[0], start = values(layout, "weights"), gradient = values(layout, "gradient")
    let ranges = [0, 1].map(layout.weightRange(ofLayer:)), columns = [1, 2].map(layout.storedChannels)
    let dead =
      ranges[0].filter { ($0 - ranges[0].lowerBound) % columns[0] == 5 }
      + ranges[1].filter { ($0 - ranges[1].lowerBound) / columns[1] == 5 }
    func step(_ momentum: Float) -> [Float] {
      var parameters = start, momenta = values(layout, "momenta"), slopes = gradient
      for index in dead { (momenta[index], slopes[index]) = (momentum, 0) }
      let kernels = MuonKernels(layout: layout, layers: [0, 1], threads: 2, level: level)
      kernels.descend(&parameters, momenta: &momenta, gradients: slopes, rate: 0.5, momentum: 0.95)
      #expect(dead.allSatisfy { momenta[$0] == 0.95 * momentum })
      return parameters
    }
    let moved = step(faded)
    #expect(moved == step(0))
    #expect(dead.allSatisfy { moved[$0] == start[$0] })
    #expect(ranges.joined().filter { moved[$0] == start[$0] }.count < dead.count + 32)
  }

  /// A step by Single precision departs by some hundred-thousandths from the exact one, whose elements are about 0.1.
  @Test(arguments: layouts.indices, SIMDLevel.allCases.filter(\.isAvailable))
  func `two steps are those of the published formulas`(index: Int, level: SIMDLevel) {
    let layout = Self.layouts[index], start = values(layout, "weights")
    let gradients = [values(layout, "first"), values(layout, "second")]
    var parameters = start, momenta = [Float](repeating: 0, count: start.count)
    let kernels = MuonKernels(layout: layout, layers: [0, 1], threads: 2, level: level)
    for gradient in gradients {
      kernels.descend(&parameters, momenta: &momenta, gradients: gradient, rate: 0.5, momentum: 0.9)
    }
    for layer in 0...1 {
      let range = layout.weightRange(ofLayer: layer), columns = layout.storedChannels(layer + 1)
      let shape = layout.weightShape(ofLayer: layer)
      let size = max(1, Double(shape[0]) / Double(shape[1] * shape[2] * shape[3])).squareRoot()
      var expected = range.map { Double(start[$0]) }, sum = [Double](repeating: 0, count: range.count)
      for gradient in gradients {
        let slope = range.map { Double(gradient[$0]) }
        sum = zip(sum, slope).map { 0.9 * $0 + $1 }
        let direction = published(
          zip(sum, slope).map { 0.9 * $0 + $1 }, rows: range.count / columns, columns: columns)
        expected = zip(expected, direction).map { $0 - 0.5 * size * $1 }
      }
      for (index, value) in zip(range, expected) { #expect(abs(Double(parameters[index]) - value) < 1e-4) }
      for (index, value) in zip(range, sum) { #expect(abs(Double(momenta[index]) - value) < 1e-5) }
    }
    // The last layer, the biases and the padding are left alone.
    for index in start.indices where start[index] == 0 { #expect(parameters[index] == 0) }
    for index in layout.weightRange(ofLayer: 2) { #expect(parameters[index] == start[index]) }
  }

  /// Directions that hardly occur in the gradient are as strong in the step as the others: what Muon is for.
  @Test func `a weak direction of the gradient moves the weights as much as a strong one`() {
    let layout = NetworkLayout(channels: 1, filterSizes: [9, 1, 5], widths: [64, 32])
    var gradient = [Float](repeating: 0, count: layout.storedParameterCount)
    let range = layout.weightRange(ofLayer: 1)
    (gradient[range.lowerBound], gradient[range.lowerBound + 33]) = (1, 0.01)
    var parameters = [Float](repeating: 0, count: gradient.count), momenta = parameters
    MuonKernels(layout: layout, layers: [1], threads: 1)
      .descend(&parameters, momenta: &momenta, gradients: gradient, rate: 1, momentum: 0)
    let ratio = parameters[range.lowerBound + 33] / parameters[range.lowerBound]
    // The published coefficients bring singular values to 0.7 to 1.2.
    #expect((0.55...1.75).contains(ratio), "\(ratio)")
  }

  @Test func `no gradient is no step, and one that isn't finite doesn't pass unnoticed`() {
    let layout = Self.layouts[0], start = values(layout, "weights")
    let kernels = MuonKernels(layout: layout, layers: [0, 1], threads: 1)
    var parameters = start, momenta = [Float](repeating: 0, count: start.count)
    kernels.descend(
      &parameters, momenta: &momenta, gradients: [Float](repeating: 0, count: start.count), rate: 1,
      momentum: 0.9)
    #expect(parameters == start)
    var gradient = values(layout, "first")
    gradient[layout.weightRange(ofLayer: 0).lowerBound] = .infinity
    kernels.descend(&parameters, momenta: &momenta, gradients: gradient, rate: 1, momentum: 0.9)
    let isFinite = parameters[layout.weightRange(ofLayer: 0)].allSatisfy { $0.isFinite }
    #expect(!isFinite)
  }

  @Test func `any number of threads gives the same bits`() {
    let layout = Self.layouts[1], gradient = values(layout, "first")
    let results = [1, 2, 5].map { threads in
      var parameters = values(layout, "weights"), momenta = [Float](repeating: 0, count: gradient.count)
      MuonKernels(layout: layout, layers: [0, 1], threads: threads)
        .descend(&parameters, momenta: &momenta, gradients: gradient, rate: 0.1, momentum: 0.9)
      return parameters
    }
    #expect(results[1] == results[0] && results[2] == results[0])
  }
}
