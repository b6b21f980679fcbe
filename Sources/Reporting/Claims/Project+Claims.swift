import Datasets
import ExperimentSpecs
import ProjectFiles
import RunRecords

extension Project {
  /// Judges the claims of experiments by the finished runs; trains nothing.
  /// - Throws: `DatasetError.unknown`, `ProjectError.unreadable`, what reading a damaged run throws.
  package func judgeClaims(of experiments: [ResolvedExperiment], archive: RunArchive) throws -> ClaimReport {
    let asked = try experiments.map { try ExperimentResults($0, archive: archive) }
    let noise = try seedNoise(besides: asked, archive: archive)
    return ClaimReport(
      groups: try asked.filter { !$0.experiment.claims.isEmpty }.map {
        try judgeClaims(in: $0, noise: noise)
      },
      noise: noise)
  }

  /// The verdicts on the claims of one experiment.
  package func judgeClaims(in results: ExperimentResults, noise: SeedNoise) throws -> ClaimReport.Group {
    let judging = ClaimJudging(
      results: results, paper: try PaperNumbers(root: root), noise: noise,
      isOfPhotographs: try results.isOfPhotographs(catalog()))
    return ClaimReport.Group(
      experiment: results.experiment, judgements: results.experiment.claims.map(judging.judge))
  }

  /// The noise between the seeds of the project's specs, whichever of them are asked about; what was read for those isn't
  /// read again.
  private func seedNoise(besides asked: [ExperimentResults], archive: RunArchive) throws -> SeedNoise {
    // A spec that can't be read is a problem of its own, where it is asked for.
    let known = try specPaths.compactMap { try? experiment($0) }
    return SeedNoise(
      try asked.map(\.experiment.profile).removingRepeats.flatMap { profile in
        try known.filter { $0.profiles.contains(profile) }.map {
          let resolved = try $0.resolved(profile: profile)
          return try asked.first { $0.experiment == resolved }
            ?? ExperimentResults(resolved, archive: archive)
        }
      })
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
