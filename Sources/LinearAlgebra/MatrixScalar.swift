import CLAPACK

/// `Float` or `Double`: what BLAS and LAPACK calculate with.
///
/// The requirements are the routines themselves, called by `Matrix`, which checks the shapes. All matrices lie
/// column after column without gaps.
public protocol MatrixScalar: BinaryFloatingPoint, Sendable {
  /// `c = scale * op(a) op(b) + keep * c`, with `c` of `rows` x `columns`.
  static func multiply(
    _ a: [Self], transposed: Bool, _ b: [Self], transposed: Bool, rows: Int, columns: Int, inner: Int,
    scale: Self, keep: Self, into c: inout [Self])
  /// The lower triangle of `op(a) op(a)'`, with `op(a)` of `order` x `inner`.
  static func multiplyByItself(_ a: [Self], transposed: Bool, order: Int, inner: Int, into c: inout [Self])
  /// Cholesky's factor in the lower triangle of `a`; 0, or the order of the minor that isn't positive.
  static func factorize(_ a: inout [Self], order: Int) -> Int
  /// The solution of `op(L) x = b` in `b`, of `order` x `columns`, for a lower triangle `L`.
  static func solveTriangular(
    _ lower: [Self], transposed: Bool, order: Int, columns: Int, _ b: inout [Self])
  /// Eigenvalues, ascending, of the symmetric `a`, whose columns become the eigenvectors; 0 or LAPACK's complaint.
  static func decompose(_ a: inout [Self], order: Int, values: inout [Self]) -> Int
  /// The least-squares solution of `a x = b` in the first rows of `b`, for `rows >= columns`; 0 or the column at fault.
  static func leastSquares(
    _ a: inout [Self], rows: Int, columns: Int, _ b: inout [Self], rightSides: Int
  ) -> Int
}

/// Keeps OpenBLAS to the calling thread; asked for before every call.
///
/// - Source: OpenBLAS's `openblas_set_num_threads`; its own threads would compete with ours.
enum OneThread {
  static let isSet: Bool = {
    openblas_set_num_threads(1)
    return true
  }()
}

func order(_ transposed: Bool) -> CBLAS_TRANSPOSE { transposed ? CblasTrans : CblasNoTrans }

func leading(_ rows: Int) -> Int32 { Int32(max(1, rows)) }

/// LAPACK's letters.
let lowerTriangle = CChar(UInt8(ascii: "L"))
let withVectors = CChar(UInt8(ascii: "V"))
let untransposed = CChar(UInt8(ascii: "N"))
