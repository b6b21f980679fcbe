/// Orthonormal bases in double precision, by arithmetic alone: the same bits on every machine, unlike LAPACK's.
enum OrthonormalBasis {
  /// The eigenvectors of a symmetric matrix [side][side] as rows, that of the largest eigenvalue first, and the
  /// eigenvalues.
  ///
  /// - Source: C. Jacobi's cyclic method as in G. Golub, C. Van Loan, "Matrix computations", 4th edition, section 8.5.
  static func eigenvectors(of matrix: [Double], side: Int) -> (vectors: [Double], values: [Double]) {
    precondition(matrix.count == side * side, "\(matrix.count) elements of a matrix of \(side) rows")
    var a = matrix
    var vectors = identity(side)
    let size = a.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<30 {
      var rest = 0.0
      for p in 0..<side {
        for q in 0..<p {
          rest += a[p * side + q] * a[p * side + q]
          rotate(&a, &vectors, q, p, side)
        }
      }
      // A sweep squares what is left, once it is small.
      if rest <= 1e-18 * size { break }
    }
    let values = (0..<side).map { a[$0 * side + $0] }
    let order = (0..<side).sorted { (-values[$0], $0) < (-values[$1], $1) }
    return (order.flatMap { vectors[$0 * side..<($0 + 1) * side] }, order.map { values[$0] })
  }

  /// Turns the coordinates p and q so that the element (p, q) becomes 0.
  private static func rotate(_ a: inout [Double], _ vectors: inout [Double], _ p: Int, _ q: Int, _ side: Int)
  {
    let element = a[p * side + q]
    guard element != 0 else { return }
    let tau = (a[q * side + q] - a[p * side + p]) / (2 * element)
    let tangent = (tau < 0 ? -1.0 : 1.0) / (abs(tau) + (1 + tau * tau).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot(), sine = tangent * cosine
    for k in 0..<side {
      let (x, y) = (a[k * side + p], a[k * side + q])
      a[k * side + p] = cosine * x - sine * y
      a[k * side + q] = sine * x + cosine * y
    }
    for k in 0..<side {
      let (x, y) = (a[p * side + k], a[q * side + k])
      a[p * side + k] = cosine * x - sine * y
      a[q * side + k] = sine * x + cosine * y
      let (u, v) = (vectors[p * side + k], vectors[q * side + k])
      vectors[p * side + k] = cosine * u - sine * v
      vectors[q * side + k] = sine * u + cosine * v
    }
  }

  /// The rows of a matrix [side][side] made orthonormal, each among those before it: Q^T of A^T = Q R.
  ///
  /// - Source: A. Householder's reflections as in Golub and Van Loan, section 5.2; rows that depend on those before
  ///   them are replaced by some that don't.
  static func orthonormalRows(of matrix: [Double], side: Int) -> [Double] {
    precondition(matrix.count == side * side, "\(matrix.count) elements of a matrix of \(side) rows")
    var rows = matrix
    // 2 / |v|^2 of each reflection, whose v takes the place of its row.
    var factors = [Double](repeating: 0, count: side)
    for k in 0..<side {
      let begin = k * side
      let norm = (k..<side).reduce(0) { $0 + rows[begin + $1] * rows[begin + $1] }.squareRoot()
      guard norm > 0 else { continue }
      rows[begin + k] += rows[begin + k] < 0 ? -norm : norm
      factors[k] = 2 / (k..<side).reduce(0) { $0 + rows[begin + $1] * rows[begin + $1] }
      for j in k + 1..<max(side, k + 1) { reflect(&rows, row: j, by: rows, k, factors[k], side) }
    }
    var basis = identity(side)
    for j in 0..<side {
      for k in (0...j).reversed() { reflect(&basis, row: j, by: rows, k, factors[k], side) }
    }
    return basis
  }

  private static func reflect(
    _ rows: inout [Double], row: Int, by vectors: [Double], _ k: Int, _ factor: Double, _ side: Int
  ) {
    var product = 0.0
    for i in k..<side { product += vectors[k * side + i] * rows[row * side + i] }
    for i in k..<side { rows[row * side + i] -= factor * product * vectors[k * side + i] }
  }

  private static func identity(_ side: Int) -> [Double] {
    (0..<side * side).map { $0 / side == $0 % side ? 1 : 0 }
  }
}
