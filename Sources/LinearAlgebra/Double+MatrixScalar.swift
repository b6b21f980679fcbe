import CLAPACK

extension Double: MatrixScalar {
  /// BLAS' `dgemm`.
  public static func multiply(
    _ a: [Double], transposed aTransposed: Bool, _ b: [Double], transposed bTransposed: Bool, rows: Int,
    columns: Int, inner: Int, scale: Double, keep: Double, into c: inout [Double]
  ) {
    precondition(OneThread.isSet)
    cblas_dgemm(
      CblasColMajor, order(aTransposed), order(bTransposed), Int32(rows), Int32(columns), Int32(inner), scale,
      a, leading(aTransposed ? inner : rows), b, leading(bTransposed ? columns : inner), keep, &c,
      leading(rows))
  }

  /// BLAS' `dsyrk`.
  public static func multiplyByItself(
    _ a: [Double], transposed: Bool, order count: Int, inner: Int, into c: inout [Double]
  ) {
    precondition(OneThread.isSet)
    cblas_dsyrk(
      CblasColMajor, CblasLower, order(transposed), Int32(count), Int32(inner), 1, a,
      leading(transposed ? inner : count), 0, &c, leading(count))
  }

  /// LAPACK's `dpotrf`.
  public static func factorize(_ a: inout [Double], order: Int) -> Int {
    precondition(OneThread.isSet)
    return Int(LAPACKE_dpotrf(LAPACK_COL_MAJOR, lowerTriangle, Int32(order), &a, leading(order)))
  }

  /// BLAS' `dtrsm`.
  public static func solveTriangular(
    _ lower: [Double], transposed: Bool, order count: Int, columns: Int, _ b: inout [Double]
  ) {
    precondition(OneThread.isSet)
    cblas_dtrsm(
      CblasColMajor, CblasLeft, CblasLower, order(transposed), CblasNonUnit, Int32(count), Int32(columns), 1,
      lower, leading(count), &b, leading(count))
  }

  /// LAPACK's `dsyev`.
  public static func decompose(_ a: inout [Double], order: Int, values: inout [Double]) -> Int {
    precondition(OneThread.isSet)
    return Int(
      LAPACKE_dsyev(LAPACK_COL_MAJOR, withVectors, lowerTriangle, Int32(order), &a, leading(order), &values))
  }

  /// LAPACK's `dgels`.
  public static func leastSquares(
    _ a: inout [Double], rows: Int, columns: Int, _ b: inout [Double], rightSides: Int
  ) -> Int {
    precondition(OneThread.isSet)
    return Int(
      LAPACKE_dgels(
        LAPACK_COL_MAJOR, untransposed, Int32(rows), Int32(columns), Int32(rightSides), &a, leading(rows), &b,
        leading(rows)))
  }
}
