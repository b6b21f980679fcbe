/// What ``YangModel/diagnostics(_:threads:)`` finds in the codes of an image.
public struct YangDiagnostics: Sendable, Equatable {
  /// Patches coded.
  public let patches: Int
  /// For each atom the patches in which its coefficient isn't 0.
  public let uses: [Int]
  /// The largest of ``LassoSolution/violation(of:gram:correlations:)``, a multiple of the penalty.
  public let largestViolation: Double

  /// Share of the coefficients that are 0, `0…1`.
  public var shareOfZeros: Double { 1 - Double(uses.reduce(0, +)) / Double(patches * uses.count) }
}
