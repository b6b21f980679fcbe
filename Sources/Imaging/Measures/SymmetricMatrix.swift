/// Eigenvalues and eigenvectors of a small symmetric matrix.
struct SymmetricMatrix {
  /// The eigenvalues, in no order.
  private(set) var eigenvalues: [Double]
  /// The eigenvectors of length 1, one a row, in the order of the values.
  private(set) var eigenvectors: [[Double]]

  /// Decomposes a symmetric matrix of finite elements, one row each.
  /// - Complexity: O(n³), a handful of times.
  /// - Source: the cyclic Jacobi method; G. Golub, C. Van Loan, "Matrix computations", section 8.5.
  init(_ rows: [[Double]]) {
    let size = rows.count
    var a = rows
    var v = (0..<size).map { i in (0..<size).map { $0 == i ? 1.0 : 0 } }
    // The method converges quadratically: six to ten sweeps reach the last bit.
    for _ in 0..<30 {
      var changed = false
      for p in 0..<size {
        for q in p + 1..<size where Self.rotate(&a, &v, p, q) { changed = true }
      }
      if !changed { break }
    }
    eigenvalues = (0..<size).map { a[$0][$0] }
    eigenvectors = v
  }

  /// Makes the element (p, q) zero by a rotation; false if it is too small to count.
  private static func rotate(_ a: inout [[Double]], _ v: inout [[Double]], _ p: Int, _ q: Int) -> Bool {
    let size = a.count
    let negligible = 1e-16 * (a[p][p].magnitude * a[q][q].magnitude).squareRoot()
    guard a[p][q].magnitude > negligible, a[p][q].isFinite else { return false }
    let ratio = (a[q][q] - a[p][p]) / (2 * a[p][q])
    let tangent = (ratio < 0 ? -1 : 1) / (ratio.magnitude + (1 + ratio * ratio).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    for i in 0..<size {
      (a[i][p], a[i][q]) = (cosine * a[i][p] - sine * a[i][q], sine * a[i][p] + cosine * a[i][q])
    }
    for i in 0..<size {
      (a[p][i], a[q][i]) = (cosine * a[p][i] - sine * a[q][i], sine * a[p][i] + cosine * a[q][i])
      (v[p][i], v[q][i]) = (cosine * v[p][i] - sine * v[q][i], sine * v[p][i] + cosine * v[q][i])
    }
    (a[p][q], a[q][p]) = (0, 0)
    return true
  }
}
