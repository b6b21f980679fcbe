import ExperimentSpecs
import SuperResolution
import Tensors

extension ResolvedExperiment {
  /// The sets on which a claim asks how sparse activations are.
  fileprivate var setsOfSparsity: Set<String> {
    Set(
      claims.compactMap { claim in
        if case .score(let set, .zeros) = claim.expect.quantity { set } else { nil }
      })
  }
}

extension RunEngine {
  /// Measures how sparse the activations, or coefficients, of finished runs are, on the sets that a claim of the
  /// experiment names, and adds that to their metrics; leaves alone what was measured, runs whose images or model
  /// aren't here, and methods other than sparse coding.
  /// - Throws: what reading the images or weights throws, `HDF5StorageError` if the metrics can't be written.
  public func measureSparsity(of experiment: ResolvedExperiment) throws {
    let asked = experiment.setsOfSparsity
    guard !asked.isEmpty else { return }
    for planned in plan(experiment.runs) {
      try measureSparsity(of: planned, on: asked, padding: planned.run.padding.whenUsed) { folder, set in
        try set.sparsity(of: try folder.weights().network, threads: settings.threads)
      }
    }
    for planned in plan(experiment.methods) {
      try measureSparsity(of: planned, on: asked, padding: .replicate) { folder, set in
        guard folder.has(folder.modelFile), case .sparseCoding(let model) = try folder.model().model else {
          return nil
        }
        return try set.sparsity(of: model, threads: settings.threads)
      }
    }
  }

  /// - Parameter measure: how sparse the run is on a set, or nil if the folder has nothing to measure.
  private func measureSparsity<Run: IdentifiedRun>(
    of planned: Planned<Run>, on asked: Set<String>, padding: Padding,
    _ measure: (RunFolder, TestSet) throws -> Sparsity?
  ) throws {
    guard case .done(let folder, _) = planned.state else { return }
    let run = planned.run
    var metrics = try folder.metrics()
    let names = run.data.test.filter { set in
      (asked.contains(set) || set == run.data.validation && asked.contains("validation"))
        && metrics.final[set] != nil && metrics.sparsity[set] == nil
    }
    guard !names.isEmpty, try names.allSatisfy({ try catalog.locate($0) != nil }) else { return }
    let sets = try data.testSets(of: run.data, padding: padding, note: { reporter.report(.note(run, $0)) })
    for set in sets where names.contains(set.name) {
      guard let found = try measure(folder, set) else { return }
      metrics.sparsity[set.name] = found
      reporter.report(
        .note(
          run,
          "\((100 * found.meanZeros).fixed(1)) % zeros before the last layer on \(set.name); \(found.unused) of "
            + "\(found.channels) channels are always 0"))
    }
    try metrics.write(to: folder.metricsFile)
  }
}
