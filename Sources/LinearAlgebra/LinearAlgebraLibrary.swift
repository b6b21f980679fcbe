import CLAPACK

/// The library that products and decompositions are done by.
public enum LinearAlgebraLibrary {
  /// Its version and build in words, as `OpenBLAS 0.3.26 … MAX_THREADS=64`, with the kernels that it chose for this
  /// processor behind it.
  ///
  /// Kernels of different processors round differently: the same program gives the same bits on processors of one
  /// such family alone.
  public static var description: String {
    let build = String(cString: openblas_get_config()).split(separator: " ").joined(separator: " ")
    return "\(build); kernels for \(String(cString: openblas_get_corename()))"
  }
}
