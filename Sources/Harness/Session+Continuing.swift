import ExperimentSpecs
import RunRecords
import Wording

extension Session {
  /// Goes on with a run. On another device, or with another driver, from where it stands, as a run of its own, which names the run
  /// that it went on from; that one measures where it stands, if it hasn't, and otherwise stays as it is.
  /// - Parameters:
  ///   - name: the device that is to go on, as `--device` has it; nil for the run's own.
  ///   - backprops: where the new run ends; nil for where the other does.
  /// - Throws: `OptionError` where it can't go on so, `RunError.unsuitable` if the folder doesn't say what the run is, `DeviceError`,
  ///   and as `run` does.
  package func goOn(with source: RunFolder, on name: String?, backprops: Int?) throws {
    guard var run = source.description() else {
      throw RunError.unsuitable(path: source.path, reason: "it is no training of a network that can go on")
    }
    let device = try name.map(deviceName) ?? run.training.device
    let now = device == nil ? nil : try trainingBackend(device: device, threads: threads).name
    if device != run.training.device || now != source.provenance()?.device {
      run = try another(run, from: source, on: device)
    }
    if let backprops {
      guard run.training.isContinuable else {
        throw OptionError(
          option: "--backprops",
          expected: "none: the length of this run is part of its learning rate's schedule",
          found: "\(backprops)")
      }
      run.training.backprops = backprops
    }
    try requireStep(of: run)
    try self.run([run], [], of: [])
  }

  /// Looks whether a run that goes on from another has a step of its own; where its length is fixed, it has.
  private func requireStep(of run: RunDescription) throws(OptionError) {
    guard let at = run.continuedAt, run.training.isContinuable, run.training.backprops <= at else { return }
    throw OptionError(
      option: "--backprops", expected: "more than \(at), which the run has",
      found: "\(run.training.backprops)")
  }

  /// The run that goes on from where another stands.
  private func another(
    _ run: RunDescription, from source: RunFolder, on device: String?
  ) throws -> RunDescription {
    guard source.has(source.checkpointFile) else {
      throw RunError.unsuitable(
        path: source.path,
        reason:
          "it has no checkpoint to go on from; a run that is done keeps it only if its learning rate is constant"
      )
    }
    let checkpoint = try CheckpointFile(contentsOf: source.checkpointFile)
    let at = checkpoint.state.backprops
    return run.continued(
      as: "\(run.variant)/from=\(checkpoint.runId.prefix(12))@\(at)", at: at, on: device)
  }
}
