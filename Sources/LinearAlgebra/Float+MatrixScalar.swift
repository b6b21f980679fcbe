import CLAPACK

extension Float: MatrixScalar {
  /// BLAS' `sgemm`.
  public static func multiply(
    _ a: [Float], transposed aTransposed: Bool, _ b: [Float], transposed bTransposed: Bool, rows: Int,
    columns: Int, inner: Int, scale: Float, keep: Float, into c: inout [Float]
  ) {
    precondition(OneThread.isSet)
    cblas_sgemm(
      CblasColMajor, order(aTransposed), order(bTransposed), Int32(rows), Int32(columns), Int32(inner), scale,
      a, leading(aTransposed ? inner : rows), b, leading(bTransposed ? columns : inner), keep, &c,
      leading(rows))
  }

  /// BLAS' `ssyrk`.
  public static func multiplyByItself(
    _ a: [Float], transposed: Bool, order count: Int, inner: Int, into c: inout [Float]
  ) {
    precondition(OneThread.isSet)
    cblas_ssyrk(
      CblasColMajor, CblasLower, order(transposed), Int32(count), Int32(inner), 1, a,
      leading(transposed ? inner : count), 0, &c, leading(count))
  }

  /// LAPACK's `spotrf`.
  public static func factorize(_ a: inout [Float], order: Int) -> Int {
    precondition(OneThread.isSet)
    return Int(LAPACKE_spotrf(LAPACK_COL_MAJOR, lowerTriangle, Int32(order), &a, leading(order)))
  }

  /// BLAS' `strsm`.
  public static func solveTriangular(
    _ lower: [Float], transposed: Bool, order count: Int, columns: Int, _ b: inout [Float]
  ) {
    precondition(OneThread.isSet)
    cblas_strsm(
      CblasColMajor, CblasLeft, CblasLower, order(transposed), CblasNonUnit, Int32(count), Int32(columns), 1,
      lower, leading(count), &b, leading(count))
  }

  /// LAPACK's `ssyev`.
  public static func decompose(_ a: inout [Float], order: Int, values: inout [Float]) -> Int {
    precondition(OneThread.isSet)
    return Int(
      LAPACKE_ssyev(LAPACK_COL_MAJOR, withVectors, lowerTriangle, Int32(order), &a, leading(order), &values))
  }

  /// LAPACK's `sgels`.
  public static func leastSquares(
    _ a: inout [Float], rows: Int, columns: Int, _ b: inout [Float], rightSides: Int
  ) -> Int {
    precondition(OneThread.isSet)
    return Int(
      LAPACKE_sgels(
        LAPACK_COL_MAJOR, untransposed, Int32(rows), Int32(columns), Int32(rightSides), &a, leading(rows), &b,
        leading(rows)))
  }
}
