import ExperimentSpecs
import RunRecords
import Scoring
import SuperResolution
import Tensors
import Vocabulary

extension RunEngine {
  /// Measures how sparse the activations, or coefficients, of finished runs are, on the sets that a claim of the
  /// experiment names, and adds that to their metrics; leaves alone what was measured, runs whose images or model
  /// aren't here, and methods other than sparse coding.
  /// - Throws: what reading the images or weights throws, `HDF5StorageError` if the metrics can't be written.
  package func measureSparsity(
    of runs: [RunDescription], _ methods: [MethodDescription], for experiment: ResolvedExperiment
  ) throws {
    for planned in archive.states(of: runs) {
      try measureSparsity(of: planned, in: experiment, padding: planned.run.padding.whenUsed) { folder in
        let network = try folder.weights().network
        return { set in set.sparsity(of: network, threads: settings.threads) }
      }
    }
    for planned in archive.states(of: methods) {
      try measureSparsity(of: planned, in: experiment, padding: .replicate) { folder in
        guard folder.has(folder.modelFile), case .sparseCoding(let model) = try folder.model().model else {
          return nil
        }
        return { set in try set.sparsity(of: model, threads: settings.threads) }
      }
    }
  }

  /// - Parameter measure: what gives the sparsity on a set, or nil if the folder has nothing to measure.
  private func measureSparsity<Run: IdentifiedRun>(
    of planned: Planned<Run>, in experiment: ResolvedExperiment, padding: Padding,
    _ measure: (RunFolder) throws -> ((TestSet) throws -> Sparsity)?
  ) throws {
    let run = planned.run
    let asked = run.data.test.filter { experiment.asksForSparsity(on: $0, of: run.data) }
    guard case .done(let folder, _) = planned.state, !asked.isEmpty else { return }
    let metrics = try folder.metrics()
    let names = asked.filter { metrics.final[$0] != nil && metrics.sparsity[$0] == nil }
    guard !names.isEmpty, try names.allSatisfy({ try catalog.locate($0) != nil }),
      let sparsity = try measure(folder)
    else { return }
    let sets = try data.testSets(of: run.data, padding: padding, note: { reporter.report(.note(run, $0)) })
    var found: [String: Sparsity] = [:]
    for set in sets where names.contains(set.name) {
      let own = try sparsity(set)
      found[set.name] = own
      reporter.report(
        .note(
          run,
          "\((100 * own.meanZeros).fixed(1)) % zeros before the last layer on \(set.name); \(own.unused) of "
            + "\(own.channels) channels are always 0"))
    }
    try amendMetrics(planned) { $0.sparsity.merge(found) { _, new in new } }
  }
}
