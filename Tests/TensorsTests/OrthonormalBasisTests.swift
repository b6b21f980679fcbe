import Testing

@testable import Tensors

@Suite struct OrthonormalBasisTests {
  private static func random(_ side: Int) -> [Double] {
    var random = RandomStream(seed: UInt64(side), purpose: "matrix")
    return (0..<side * side).map { _ in random.normal() }
  }

  private static func product(_ a: [Double], _ b: [Double], _ side: Int) -> [Double] {
    var out = [Double](repeating: 0, count: side * side)
    for i in 0..<side {
      for k in 0..<side { for j in 0..<side { out[i * side + j] += a[i * side + k] * b[k * side + j] } }
    }
    return out
  }

  private static func flipped(_ a: [Double], _ side: Int) -> [Double] {
    (0..<side * side).map { a[$0 % side * side + $0 / side] }
  }

  private static func distanceFromIdentity(_ a: [Double], _ side: Int) -> Double {
    guard a.allSatisfy(\.isFinite) else { return .infinity }
    return a.indices.map { abs(a[$0] - ($0 / side == $0 % side ? 1 : 0)) }.max() ?? 0
  }

  @Test(arguments: [1, 2, 16, 81])
  func `eigenvectors are orthonormal, in falling order, and what the matrix only stretches`(side: Int) {
    let a = Self.random(side), matrix = Self.product(a, Self.flipped(a, side), side)
    let (vectors, values) = OrthonormalBasis.eigenvectors(of: matrix, side: side)
    let gram = Self.product(vectors, Self.flipped(vectors, side), side)
    #expect(Self.distanceFromIdentity(gram, side) < 1e-12)
    #expect(values == values.sorted(by: >))
    let stretched = Self.product(vectors, matrix, side)
    for i in stretched.indices {
      #expect(abs(stretched[i] - values[i / side] * vectors[i]) < 1e-9 * values[0])
    }
  }

  /// A covariance of few gradients: most eigenvalues are 0.
  @Test func `a matrix of low rank has a whole basis, too`() {
    let side = 25, few = Self.random(side).enumerated().map { $0.offset < 4 * side ? $0.element : 0 }
    let (vectors, values) = OrthonormalBasis.eigenvectors(
      of: Self.product(Self.flipped(few, side), few, side), side: side)
    #expect(Self.distanceFromIdentity(Self.product(vectors, Self.flipped(vectors, side), side), side) < 1e-12)
    #expect(values.dropFirst(4).allSatisfy { abs($0) < 1e-12 * values[0] })
    let rows = OrthonormalBasis.orthonormalRows(of: few, side: side)
    #expect(Self.distanceFromIdentity(Self.product(rows, Self.flipped(rows, side), side), side) < 1e-12)
  }

  /// Each row is a sum of the first orthonormal ones up to its own: A = R^T Q, R upper triangular.
  @Test(arguments: [1, 2, 16, 81]) func `orthonormal rows span what the rows before them span`(side: Int) {
    let a = Self.random(side), rows = OrthonormalBasis.orthonormalRows(of: a, side: side)
    #expect(Self.distanceFromIdentity(Self.product(rows, Self.flipped(rows, side), side), side) < 1e-12)
    let coordinates = Self.product(a, Self.flipped(rows, side), side)
    for i in 0..<side {
      for j in i + 1..<max(side, i + 1) { #expect(abs(coordinates[i * side + j]) < 1e-11) }
    }
  }
}
