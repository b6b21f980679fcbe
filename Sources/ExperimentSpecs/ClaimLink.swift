/// One comparison of a claim: a sum of operands with signs, and where it has to lie.
public struct ClaimLink: Sendable, Equatable {
  /// Where the sum has to lie; bounds themselves are outside.
  public enum Region: Sendable, Equatable {
    /// Above a bound.
    case above(Double)
    /// Below a bound.
    case below(Double)
    /// Nearer to zero than a bound.
    case within(Double)
    /// Farther from zero than a bound.
    case beyond(Double)

    public var bound: Double {
      switch self {
      case .above(let bound), .below(let bound), .within(let bound), .beyond(let bound): bound
      }
    }

    /// Whether all of an interval is inside (true), none of it (false), or some of it (nil).
    public func decide(_ interval: ClosedRange<Double>) -> Bool? {
      let (low, high) = (interval.lowerBound, interval.upperBound)
      switch self {
      case .above(let bound): return low > bound ? true : high <= bound ? false : nil
      case .below(let bound): return high < bound ? true : low >= bound ? false : nil
      case .within(let bound):
        if low > -bound && high < bound { return true }
        return low >= bound || high <= -bound ? false : nil
      case .beyond(let bound):
        return Self.within(bound).decide(interval).map { !$0 }
      }
    }
  }

  /// The operands that are added.
  public let plus: [ClaimExpression.Operand]
  /// The operands that are taken away.
  public let minus: [ClaimExpression.Operand]
  /// Where the sum has to lie.
  public let region: Region
}

extension ClaimExpression {
  /// The comparisons between neighbours of the chain.
  public var links: [ClaimLink] { zip(terms, terms.dropFirst()).map(link) }

  private func link(_ left: Term, _ right: Term) -> ClaimLink {
    switch (left, right) {
    case (.distance(let a, let b), .value(.number(let bound))):
      ClaimLink(plus: [a], minus: [b], region: relation == .less ? .within(bound) : .beyond(bound))
    case (.value(.number(let bound)), .distance(let a, let b)):
      ClaimLink(plus: [a], minus: [b], region: relation == .greater ? .within(bound) : .beyond(bound))
    case (_, .value(.number(let bound))):
      ClaimLink(
        plus: left.added, minus: left.subtracted, region: relation == .greater ? .above(bound) : .below(bound)
      )
    case (.value(.number(let bound)), _):
      ClaimLink(
        plus: right.added, minus: right.subtracted,
        region: relation == .greater ? .below(bound) : .above(bound))
    default:
      ClaimLink(
        plus: left.added + right.subtracted, minus: left.subtracted + right.added,
        region: relation == .greater ? .above(0) : .below(0))
    }
  }
}

extension ClaimExpression.Term {
  fileprivate var added: [ClaimExpression.Operand] { Array(operands.prefix(1)) }
  fileprivate var subtracted: [ClaimExpression.Operand] { Array(operands.dropFirst()) }
}
