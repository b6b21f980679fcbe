/// What ``YangModel/diagnostics(_:threads:)`` finds in the codes of an image.
public struct YangDiagnostics: Sendable, Equatable {
  /// Patches coded.
  public let patches: Int
  /// Share of the coefficients that are 0, `0…1`.
  public let shareOfZeros: Double
  /// The largest of ``LassoSolution/violation(of:gram:correlations:)``, a multiple of the penalty.
  public let largestViolation: Double
}
