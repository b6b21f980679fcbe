import LinearAlgebra
import Tensors

/// Orthogonal matching pursuit: again and again the atom that has most in common with what is left of a vector,
/// then the best coefficients of all atoms chosen so far.
///
/// The inner products with all atoms are matrix products over blocks of vectors; the small systems take their
/// inner products of atoms from a table.
/// - Source: Y. Pati, R. Rezaiifar, P. Krishnaprasad, 1993; R. Rubinstein, M. Zibulevsky, M. Elad, "Efficient
///   implementation of the K-SVD algorithm using batch orthogonal matching pursuit", 2008.
public struct MatchingPursuit: Sendable {
  /// The vectors coded together.
  static let block = 256

  /// Atoms of norm 1, a column each.
  public let dictionary: Matrix<Float>
  /// The most atoms of a vector.
  public let sparsity: Int
  private let gram: Matrix<Float>

  /// A pursuit of up to `sparsity` atoms of norm 1.
  public init(dictionary: Matrix<Float>, sparsity: Int) {
    precondition(sparsity > 0 && dictionary.columns > 0, "\(sparsity) of \(dictionary.columns) atoms")
    self.dictionary = dictionary
    self.sparsity = sparsity
    gram = dictionary.gram
  }

  /// The codes of vectors, a column each, and what they leave over.
  public func codes(
    of vectors: Matrix<Float>, threads: Int
  ) throws -> (codes: SparseCodes, residual: Matrix<Float>) {
    let blocks = (vectors.columns + Self.block - 1) / Self.block
    let parts = try orderedMap(blocks, threads: threads) { block in
      let first = block * Self.block
      return coded(vectors.columns(first..<min(first + Self.block, vectors.columns)))
    }
    return (
      SparseCodes(sparsity: sparsity, joining: parts.map(\.codes)),
      Matrix(
        rows: vectors.rows, columns: vectors.columns, elements: parts.flatMap { $0.residual.elements })
    )
  }

  /// Codes of one block, on the calling thread.
  func coded(_ vectors: Matrix<Float>) -> (codes: SparseCodes, residual: Matrix<Float>) {
    var codes = SparseCodes(sparsity: sparsity, count: vectors.columns)
    var residual = vectors
    var systems = Array(repeating: PursuitSystem(), count: vectors.columns)
    for _ in 0..<sparsity {
      let choices = dictionary.multiplied(by: residual, transposed: true).rowsOfLargestMagnitude()
      for (vector, atom) in choices.enumerated() {
        guard extend(&systems[vector], by: atom, vectors, vector) else { continue }
        residual.replaceColumn(vector, by: vectors)
        let coefficients = systems[vector].solution()
        for (place, atom) in systems[vector].atoms.enumerated() {
          codes.atoms[vector * sparsity + place] = Int32(atom)
          codes.coefficients[vector * sparsity + place] = Float(coefficients[place])
          Vectors.add(
            dictionary.elements, from: atom * vectors.rows, count: vectors.rows,
            times: -Float(coefficients[place]), to: &residual.elements, from: vector * vectors.rows)
        }
      }
    }
    return (codes, residual)
  }

  /// Takes an atom into the system of a vector; false if nothing is left for it to explain.
  private func extend(
    _ system: inout PursuitSystem, by atom: Int, _ vectors: Matrix<Float>, _ vector: Int
  ) -> Bool {
    guard !system.isClosed else { return false }
    let product = Vectors.dot(
      dictionary.elements, from: atom * vectors.rows, vectors.elements, from: vector * vectors.rows,
      count: vectors.rows)
    let extended =
      (product != 0 || !system.atoms.isEmpty)
      && system.extend(by: atom, product: product) { Double(gram[$0, atom]) }
    if !extended { system.isClosed = true }
    return extended
  }
}

extension Matrix where Scalar == Float {
  /// Makes a column equal to that of another matrix of the same shape.
  mutating func replaceColumn(_ column: Int, by other: Matrix) {
    for index in column * rows..<(column + 1) * rows { elements[index] = other.elements[index] }
  }
}
