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
    return failures + shown.flatMap(warnings)
  }

  /// Runs of a variant that are below bicubic interpolation, by what they are below it on.
  private func warnings(of variant: VariantResults) -> [String] {
    let remarks = variant.runs.map { $0.metrics.remark(for: $0.run.data) }
    return Set(remarks).subtracting([""]).sorted().map { remark in
      let seeds = zip(variant.runs, remarks).filter { $0.1 == remark }.map { "\($0.0.run.seed)" }
      let words = seeds.count == 1 ? "seed" : "seeds"
      return "\(variant.label) is \(remark) (\(words) \(seeds.joined(separator: ", ")))"
    }
  }
}
