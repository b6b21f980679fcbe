import ExperimentSpecs
import RunRecords
import Scoring

extension RunEngine {
  /// Measures on finished runs what the figures, tables and claims of their experiment want beside the scores that every
  /// run has: seconds an image, the share of zeros, and colour; leaves alone what was measured, and runs whose images
  /// aren't here.
  /// - Parameters:
  ///   - runs: those of the experiment that are meant.
  ///   - methods: likewise.
  /// - Throws: what reading the images or weights throws, what writing metrics and provenance throws.
  package func measure(
    _ runs: [RunDescription], _ methods: [MethodDescription], for experiment: ResolvedExperiment
  ) throws {
    try measureSpeed(of: runs, methods, for: experiment)
    try measureSparsity(of: runs, methods, for: experiment)
    try measureColour(of: runs, for: experiment)
  }

  /// Measures all finished runs of an experiment.
  /// - Throws: what reading the images or weights throws, what writing metrics and provenance throws.
  package func measure(_ experiment: ResolvedExperiment) throws {
    try measure(experiment.runs, experiment.methods, for: experiment)
  }

  /// Scores networks of luminance by channel, where the experiment asks for that.
  private func measureColour(of runs: [RunDescription], for experiment: ResolvedExperiment) throws {
    for planned in archive.states(of: runs.filter(experiment.asksForColour)) {
      guard case .done(let folder, _) = planned.state else { continue }
      let (run, metrics) = (planned.run, try folder.metrics())
      var unscored = run.data
      unscored.test = try run.data.test.filter { name in
        try metrics.final[name].map { $0.colour == nil } ?? false && catalog.locate(name) != nil
      }
      if unscored.test.isEmpty { continue }
      let network = try folder.weights().network
      let sets = try data.testSets(
        of: unscored, padding: run.padding.whenUsed, measuresColour: true,
        note: { reporter.report(.note(run, $0)) })
      var found: [String: ColourScores] = [:]
      for set in sets {
        found[set.name] = set.scores(of: network, threads: settings.threads).colour
      }
      reporter.report(.note(run, "scored by channel on \(found.keys.sorted().joined(separator: ", "))"))
      try amendMetrics(planned) { metrics in
        for (name, colour) in found { metrics.add(colour, to: name, by: archive.scoring) }
      }
    }
  }

  /// Changes the files of a finished run under its lock; leaves alone one that another process works on.
  /// - Throws: `HostError`, what the change throws.
  func amend<Run: IdentifiedRun>(
    _ planned: Planned<Run>, _ change: (RunFolder, RunIdentity) throws -> Void
  ) throws {
    guard case .done(let folder, _) = planned.state, let identity = planned.identity else { return }
    do {
      let lock = try lock(planned.run, identity)
      defer { withExtendedLifetime(lock) {} }
      try change(folder, identity)
    } catch RunError.locked {
      reporter.report(.note(planned.run, "another process works on it: what was measured isn't kept"))
    }
  }

  /// Changes the metrics of a finished run under its lock.
  func amendMetrics<Run: IdentifiedRun>(_ planned: Planned<Run>, _ change: (inout MetricsFile) -> Void) throws
  {
    try amend(planned) { folder, _ in
      var metrics = try folder.metrics()
      change(&metrics)
      try metrics.write(to: folder.metricsFile)
    }
  }

  /// Notes on which images a run is measured now.
  /// - Throws: `HostError`, `DatasetError`.
  func noteContent(of sets: [String], _ identity: RunIdentity, in folder: RunFolder) throws {
    var digests: [String: String] = [:]
    for name in sets { digests[name] = try catalog.contentDigest(of: name) }
    try folder.amendProvenance(of: identity) { $0.dataSets.merge(digests) { $1 } }
  }
}
