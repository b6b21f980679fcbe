import ExperimentSpecs
import TestLaboratory

@testable import Reporting
@testable import RunRecords

extension FigureLaboratory {
  /// A run of T91 at x3 that has finished without a curve, as the only variant's; nothing of it is on the disk.
  func finishedRun(measuredOn set: String) throws -> (run: RunDescription, results: ExperimentResults) {
    let run = laboratory.run {
      $0.data.train = ["t91"]
      ($0.data.test, $0.data.validation, $0.data.scale) = ([set], set, 3)
    }
    let finished = FinishedRun(
      run: run, folder: RunFolder("/nowhere"),
      metrics: MetricsFile(
        run: .init(id: "0", seed: 1, backprops: 64), scale: 3, channels: .y, history: History()),
      provenance: nil)
    let results = ExperimentResults(
      try resolved(),
      variants: [VariantResults(id: run.variant, label: "own", description: run, runs: [finished])])
    return (run, results)
  }
}
