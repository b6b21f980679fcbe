import ExperimentSpecs
import RunRecords

extension ExperimentResults {
  /// What stands beneath every table and figure of some variants: which runs failed, and which ended below bicubic
  /// interpolation.
  /// - Parameter ids: those of the variants; nil for all.
  package func warnings(of ids: [String]? = nil) -> [String] {
    let failures = failed.filter { ids?.contains($0.run.variant) ?? true }.map { run, reason in
      // A path of this machine has no place in what is published.
      "\(run.title) failed and is left out" + (reason.contains("/") ? "" : ": \(reason)")
    }
    let shown = trained.filter { ids?.contains($0.id) ?? true }
    return failures
      + shown.flatMap(\.runs).compactMap { run in
        let remark = run.metrics.remark(for: run.run.data)
        return remark.isEmpty
          ? nil : "\(run.run.title) is \(remark): trained too shortly, or a setting is wrong"
      }
  }
}
