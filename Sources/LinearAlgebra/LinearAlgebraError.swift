/// Why a system of equations or a decomposition has no answer.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// A symmetric system of `order` unknowns isn't positive definite: its leading minor of order `minor` is not.
  case notPositiveDefinite(order: Int, minor: Int)
  /// A least-squares problem whose `columns` columns depend on each other, the one numbered `column` first.
  case rankDeficient(columns: Int, column: Int)
  /// The eigenvalues of a symmetric matrix of `order` were not found in LAPACK's number of iterations.
  case noConvergence(order: Int)
  /// A matrix of `rows` x `columns` holds a value that is infinite or not a number.
  case notFinite(rows: Int, columns: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// One sentence or two: what failed, what was expected and found, and what to do.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let order, let minor):
      "the system of \(order) equations is singular: expected a positive definite matrix, but its first \(minor) "
        + "rows and columns are not. Use more data, fewer unknowns or a larger regularisation."
    case .rankDeficient(let columns, let column):
      "the least-squares problem of \(columns) columns is singular: column \(column) depends on those before it. "
        + "Use more data or fewer unknowns."
    case .noConvergence(let order):
      "the eigenvalues of a symmetric matrix of \(order) x \(order) were not found. Check the scale of its values."
    case .notFinite(let rows, let columns):
      "a matrix of \(rows) x \(columns) holds a value that is infinite or not a number. Check the data it is made of."
    }
  }
}
