import LinearAlgebra
import Testing

@testable import SparseCoding

struct MatchingPursuitTests {
  private let dictionary = randomAtoms(12, 40, seed: 1)
  private let vectors = randomMatrix(12, 300, seed: 2, as: Float.self)

  @Test
  func `the codes are those of a pursuit that solves each least-squares problem from scratch`()
    throws
  {
    let (codes, residual) = try MatchingPursuit(dictionary: dictionary, sparsity: 4)
      .codes(of: vectors, threads: 2)
    let atoms = dictionary.converted(to: Double.self)
    for vector in 0..<vectors.columns {
      let target = vectors.columns(vector..<vector + 1).converted(to: Double.self)
      var left = target
      var support: [Int] = []
      var solution = target
      for _ in 0..<4 {
        let products = atoms.multiplied(by: left, transposed: true).elements.map(abs)
        support.append(products.indices.max { products[$0] < products[$1] } ?? 0)
        solution = try atoms.columns(support).leastSquares(target)
        left = target
        left.add(atoms.columns(support), times: solution, scale: -1)
      }
      let entries = vector * 4..<vector * 4 + 4
      #expect(codes.atoms[entries].map(Int.init) == support, "vector \(vector)")
      // Float has 24 bits; inner products of 12 numbers lose a few.
      #expect(distance(codes.coefficients[entries].map(Double.init), solution.elements) < 1e-5)
      #expect(
        distance(residual.columns(vector..<vector + 1).elements.map(Double.init), left.elements)
          < 1e-5)
    }
  }

  @Test func `a vector made of one atom needs no other, and a zero vector none`() throws {
    var data = Matrix<Float>(rows: 12, columns: 2)
    for row in 0..<12 { data[row, 0] = 2 * dictionary[row, 7] }
    let codes = try MatchingPursuit(dictionary: dictionary, sparsity: 3).codes(of: data, threads: 1)
      .codes
    #expect(codes.atoms[0] == 7)
    #expect(abs(codes.coefficients[0] - 2) < 1e-6)
    #expect(codes.coefficients[1...2].allSatisfy { abs($0) < 1e-6 })
    #expect(codes.atoms[3...] == [-1, -1, -1])
    #expect(codes.combined(dictionary).columns(1..<2).elements == [Float](repeating: 0, count: 12))
  }

  @Test func `an atom that is there twice is chosen once`() throws {
    let twice = dictionary.columns([0, 0, 1, 1])
    let codes = try MatchingPursuit(dictionary: twice, sparsity: 4).codes(of: vectors, threads: 1)
      .codes
    for vector in 0..<vectors.columns {
      let atoms = codes.atoms[vector * 4..<vector * 4 + 4].filter { $0 >= 0 }
      #expect(Set(atoms.map { $0 / 2 }).count == atoms.count)
    }
    #expect(codes.coefficients.allSatisfy { $0.isFinite })
  }
}
