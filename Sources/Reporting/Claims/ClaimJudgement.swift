import ExperimentSpecs

/// What became of a claim.
package enum Verdict: String, Sendable, Equatable {
  /// The whole interval of the difference is where the claim wants it.
  case held
  /// None of it is.
  case notHeld = "not held"
  /// Some of it is, or it couldn't be measured.
  case undecided

  /// The verdict on an interval that is inside, outside, or both.
  package init(_ isInside: Bool?) {
    self = isInside.map { $0 ? .held : .notHeld } ?? .undecided
  }
}

/// The verdict on one comparison of a claim.
package struct LinkJudgement: Sendable, Equatable {
  /// A difference that was measured.
  package struct Difference: Sendable, Equatable {
    /// The mean over the seeds.
    package let mean: Double
    /// The 95 % interval over seeds; with one seed the value and the noise on both sides.
    package let interval: ClosedRange<Double>
    /// The seeds that all networks of the comparison have; 0 if no network is in it.
    package let seeds: Int
  }

  /// The comparison.
  package let link: ClaimLink
  /// What was measured, or nil if it couldn't be.
  package let difference: Difference?
  /// Why nothing was measured or nothing can be said.
  package let obstacle: String?
  /// The same difference by the paper's numbers, if all are known.
  package let paper: Double?

  /// Held, not held or undecided.
  package var verdict: Verdict {
    guard let difference, obstacle == nil else { return .undecided }
    return Verdict(link.region.decide(difference.interval))
  }

  /// Whether the paper's own numbers are where the claim wants them.
  package var paperVerdict: Bool? {
    paper.flatMap { link.region.decide($0...$0) }
  }
}

/// The verdict on a claim.
package struct ClaimJudgement: Sendable, Equatable {
  package let claim: ClaimSection
  /// Its comparisons, in order.
  package let links: [LinkJudgement]

  /// Not held if a comparison isn't, held if all are, undecided otherwise.
  package var verdict: Verdict {
    if links.contains(where: { $0.verdict == .notHeld }) { return .notHeld }
    return links.allSatisfy { $0.verdict == .held } ? .held : .undecided
  }

  /// Whether the verdict rests on one seed.
  package var isOfOneSeed: Bool { links.contains { $0.difference?.seeds == 1 } }

  /// Whether the claim holds by the paper's own numbers, if all are known.
  package var paperVerdict: Bool? {
    if links.contains(where: { $0.paperVerdict == false }) { return false }
    return links.allSatisfy { $0.paperVerdict == true } ? true : nil
  }
}
