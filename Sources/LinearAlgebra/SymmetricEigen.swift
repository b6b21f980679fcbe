/// The eigenvalues and eigenvectors of a symmetric matrix.
public struct SymmetricEigen<Scalar: MatrixScalar>: Sendable, Equatable {
  /// Eigenvalues, the smallest first.
  public let values: [Scalar]
  /// Orthonormal eigenvectors as columns, in the order of the values.
  public let vectors: Matrix<Scalar>

  /// Decomposes a symmetric matrix, of which the lower triangle is read.
  ///
  /// - Throws: `LinearAlgebraError.noConvergence`, `.notFinite`.
  /// - Complexity: O(order^3).
  public init(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "a matrix of \(matrix.rows) x \(matrix.columns) isn't square")
    guard matrix.isFinite else { throw .notFinite(rows: matrix.rows, columns: matrix.columns) }
    var vectors = matrix
    var values = [Scalar](repeating: 0, count: matrix.rows)
    if matrix.rows > 0 {
      let result = Scalar.decompose(&vectors.elements, order: matrix.rows, values: &values)
      guard result == 0 else { throw .noConvergence(order: matrix.rows) }
    }
    self.values = values
    self.vectors = vectors
  }
}
