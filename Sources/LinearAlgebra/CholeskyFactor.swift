/// The lower triangle L of a symmetric, positive definite matrix L L', by which systems of equations are solved.
public struct CholeskyFactor<Scalar: MatrixScalar>: Sendable, Equatable {
  /// L, with zeros above its diagonal.
  public let lower: Matrix<Scalar>

  /// Factorizes a symmetric matrix, of which the lower triangle is read.
  ///
  /// - Throws: `LinearAlgebraError.notPositiveDefinite`, `.notFinite`.
  /// - Complexity: O(order^3).
  @inlinable
  public init(_ matrix: Matrix<Scalar>) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns, "a matrix of \(matrix.rows) x \(matrix.columns) isn't square")
    guard matrix.isFinite else { throw .notFinite(rows: matrix.rows, columns: matrix.columns) }
    var lower = matrix
    let minor = matrix.rows == 0 ? 0 : Scalar.factorize(&lower.elements, order: matrix.rows)
    guard minor == 0 else { throw .notPositiveDefinite(order: matrix.rows, minor: minor) }
    for column in 0..<lower.columns {
      for row in 0..<column { lower[row, column] = 0 }
    }
    self.lower = lower
  }

  /// The `x` of `L L' x = b`, a column for each column of `b`.
  public func solve(_ b: Matrix<Scalar>) -> Matrix<Scalar> {
    lower.solveLowerTriangular(lower.solveLowerTriangular(b), transposed: true)
  }
}

extension Matrix {
  /// The `x` of `op(self) x = b` for a lower triangle without zeros on its diagonal.
  public func solveLowerTriangular(_ b: Matrix, transposed: Bool = false) -> Matrix {
    precondition(rows == columns && b.rows == rows, "\(rows) x \(columns) against \(b.rows) rows")
    var solution = b
    guard !b.elements.isEmpty else { return solution }
    Scalar.solveTriangular(
      elements, transposed: transposed, order: rows, columns: b.columns, &solution.elements)
    return solution
  }

  /// The `x` of `self x = b` for a symmetric, positive definite matrix.
  ///
  /// - Throws: `LinearAlgebraError.notPositiveDefinite`, `.notFinite`.
  public func solvePositiveDefinite(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    try CholeskyFactor(self).solve(b)
  }

  /// The `x` that brings `self x` nearest to `b` in the sum of squares, by a QR factorization; `rows >= columns`.
  ///
  /// - Throws: `LinearAlgebraError.rankDeficient`, `.notFinite`.
  public func leastSquares(_ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    precondition(rows >= columns && b.rows == rows, "\(rows) x \(columns) against \(b.rows) rows")
    guard isFinite else { throw .notFinite(rows: rows, columns: columns) }
    guard b.isFinite else { throw .notFinite(rows: b.rows, columns: b.columns) }
    guard columns > 0, b.columns > 0 else { return Matrix(rows: columns, columns: b.columns) }
    var factors = self, solution = b
    let fault = Scalar.leastSquares(
      &factors.elements, rows: rows, columns: columns, &solution.elements, rightSides: b.columns)
    guard fault == 0 else { throw .rankDeficient(columns: columns, column: fault) }
    return Matrix(
      rows: columns, columns: b.columns,
      elements: (0..<b.columns).flatMap { solution.column($0).prefix(columns) })
  }
}
