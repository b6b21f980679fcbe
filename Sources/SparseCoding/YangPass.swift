/// What a pass of ``YangTraining`` found, before the dictionary's last update.
public struct YangPass: Sendable, Equatable {
  /// Mean of 1/2 |x - D s|^2 + penalty |s|_1 over the patches.
  public let objective: Double
  /// Share of the coefficients that were 0, `0…1`.
  public let shareOfZeros: Double
  /// Atoms that no patch used and that were replaced.
  public let replacedAtoms: Int

  /// The findings that were stored.
  public init(objective: Double, shareOfZeros: Double, replacedAtoms: Int) {
    self.objective = objective
    self.shareOfZeros = shareOfZeros
    self.replacedAtoms = replacedAtoms
  }
}
