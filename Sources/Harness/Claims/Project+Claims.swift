import ExperimentSpecs

extension Project {
  /// Judges the claims of experiments by the finished runs; trains nothing.
  /// - Throws: `DatasetError.unknown`, `ProjectError.unreadable`, what reading a damaged run throws.
  public func judgeClaims(of experiments: [ResolvedExperiment], engine: RunEngine) throws -> ClaimReport {
    ClaimReport(
      groups: try experiments.filter { !$0.claims.isEmpty }.map {
        try judgeClaims(in: ExperimentResults($0, engine: engine))
      })
  }

  /// The verdicts on the claims of one experiment.
  func judgeClaims(in results: ExperimentResults) throws -> ClaimReport.Group {
    let judging = ClaimJudging(
      results: results, paper: try PaperNumbers(root: root), noise: try SeedNoise(root: root),
      isOfPhotographs: try results.isOfPhotographs(catalog()))
    return ClaimReport.Group(
      experiment: results.experiment, judgements: results.experiment.claims.map(judging.judge))
  }
}

extension ExperimentResults {
  /// Whether no image of any run was generated.
  func isOfPhotographs(_ catalog: DatasetCatalog) throws -> Bool {
    try variants.flatMap { $0.description.data.train + $0.description.data.test }.removingRepeats
      .allSatisfy { name in
        if case .generated = try catalog.manifest(name).content { false } else { true }
      }
  }
}
