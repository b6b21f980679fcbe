/// What is minimised over x: 1/2 |y - D x|^2 + `penalty` |x|_1, with x >= 0 if `isNonNegative`.
public struct LassoProblem: Sendable, Equatable {
  /// The price of a coefficient's magnitude, above 0.
  public let penalty: Double
  /// Whether coefficients below 0 are forbidden.
  public let isNonNegative: Bool
  /// How many breakpoints further than the penalty the solution is, on the path that solutions take as the penalty falls.
  public let breakpointsBeyond: Int

  /// States the problem; `penalty` must be above 0 and finite.
  public init(penalty: Double, isNonNegative: Bool = false, breakpointsBeyond: Int = 0) {
    precondition(penalty > 0 && penalty.isFinite, "a lasso with the penalty \(penalty)")
    self.penalty = penalty
    self.isNonNegative = isNonNegative
    self.breakpointsBeyond = breakpointsBeyond
  }
}
