import Vocabulary
import Wording

/// What figures, tables and claims ask of finished runs beside the scores that every run has.
extension ResolvedExperiment {
  /// The test sets on which a figure wants to know how long a run's network or method takes for an image.
  package func timedSets(of run: some DescribedRun) -> [String] {
    figures.filter { $0.kind == .scatter && ($0.variants ?? []).contains(run.variant) }
      .map { $0.y.set(for: run.data) }.removingRepeats
  }

  /// Whether a claim asks how sparse activations are on a test set of such data.
  package func asksForSparsity(on set: String, of data: DataSection) -> Bool {
    claims.contains { claim in
      guard case .score(let score) = claim.expect.quantity, score.measure == .zeros else { return false }
      return score.set == set || score.set == "validation" && set == data.validation
    }
  }

  /// Whether networks of luminance are scored by channel, Cb and Cr being interpolated: where there are networks of three
  /// channels to hold them against.
  package func asksForColour(of run: some DescribedRun) -> Bool {
    run is RunDescription && run.data.channels == .y && runs.contains { $0.data.channels.count == 3 }
  }
}
