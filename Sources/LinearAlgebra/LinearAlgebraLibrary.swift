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
    return "\(build); kernels for \(kernels)"
  }

  /// The processor whose kernels it chose, by its name for it.
  public static var kernels: String { String(cString: openblas_get_corename()) }

  /// Whether these are those that it takes on a processor that it doesn't know, of SSE3 alone.
  public static func areForUnknownProcessor(_ kernels: String) -> Bool { kernels.lowercased() == "prescott" }
}
