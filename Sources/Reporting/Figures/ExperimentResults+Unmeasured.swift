import ExperimentSpecs
import RunRecords
import Wording

extension ExperimentResults {
  /// The command that measures what figures, tables and claims want beside the scores.
  package var measuringCommand: String {
    "experiments measure \(experiment.argument)"
      + (experiment.profile == Experiment.defaultProfile ? "" : " --profile \(experiment.profile)")
  }

  /// What figures, tables and claims want of finished runs and wasn't measured, with the command that measures it; nil for
  /// nothing. A run whose weights or model aren't kept has nothing to measure with.
  var unmeasured: String? {
    let runs = variants.flatMap(\.runs)
    let counts = [
      ("seconds an image", runs.count(where: lacksSeconds)),
      ("zeros before the last layer", runs.count(where: lacksSparsity)),
      ("PSNR by channel", runs.count(where: lacksColour)),
    ].filter { $0.1 > 0 }
    if counts.isEmpty { return nil }
    let words = counts.map { "\($0.0) of \($0.1.counted("run"))" }.joined(separator: ", ")
    return
      "\(experiment.spec): not measured yet: \(words); `\(measuringCommand)` measures it where the images are here"
  }

  private func lacksSeconds(_ run: FinishedRun) -> Bool {
    guard let provenance = run.provenance, run.folder.has(run.weightsOrModel) else { return false }
    return experiment.timedSets(of: run.run).contains { provenance.speed?.secondsPerImage[$0] == nil }
  }

  private func lacksSparsity(_ run: FinishedRun) -> Bool {
    if let method = run.run as? MethodDescription,
      ![.sparseCoding, .sparseCodingTIP].contains(method.method.name)
    {
      return false
    }
    return run.folder.has(run.weightsOrModel)
      && run.run.data.test.contains {
        experiment.asksForSparsity(on: $0, of: run.run.data) && run.metrics.final[$0] != nil
          && run.metrics.sparsity[$0] == nil
      }
  }

  private func lacksColour(_ run: FinishedRun) -> Bool {
    experiment.asksForColour(of: run.run) && run.folder.has(run.weightsOrModel)
      && run.run.data.test.contains { run.metrics.final[$0].map { $0.colour == nil } ?? false }
  }
}

extension FinishedRun {
  fileprivate var weightsOrModel: String { run.ofNetwork == nil ? folder.modelFile : folder.weightsFile }
}
