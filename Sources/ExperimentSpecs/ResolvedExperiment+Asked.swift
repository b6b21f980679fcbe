extension ResolvedExperiment {
  /// Whether a claim asks how sparse activations are on a test set of such data.
  package func asksForSparsity(on set: String, of data: DataSection) -> Bool {
    claims.contains { claim in
      guard case .score(let score) = claim.expect.quantity, score.measure == .zeros else { return false }
      return score.set == set || score.set == "validation" && set == data.validation
    }
  }
}
