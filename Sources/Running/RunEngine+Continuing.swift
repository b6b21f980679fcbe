import ExperimentSpecs
import HostSystem
import RunRecords

extension RunEngine {
  /// The checkpoint of the run that a run names to go on from, nil if it names none; it is trained up to there if it isn't yet.
  ///
  /// The source always measures before it rests, so that its curve up to there is its own, wherever it was cut off. Where it lacks
  /// the point there, it is gone on with even without a step: checkpoint, provenance and log are written anew.
  /// - Throws: `RunError.noState` if the source is beyond, or done without a state; `CancellationError` if it was asked to stop before.
  func checkpointOfContinuedRun(of run: RunDescription, threads: Int) throws -> ResumedTraining? {
    guard let source = run.continuedRun, let backprops = run.continuedAt else { return nil }
    let (identity, own) = try archive.identify(source)
    let lock = try lock(source, identity)
    defer { withExtendedLifetime(lock) {} }
    let found = try archive.find(source, identity, own: own)
    let folder = found.folder
    func failure(_ reason: String) -> RunError {
      .noState(run: run.title, from: source.title, reason: reason)
    }
    var checkpoint: CheckpointFile?
    switch found.state {
    case .unusable(let error): throw error
    case .new, .dataMissing: break
    case .resumable, .done, .unscored:
      guard folder.has(folder.checkpointFile) else {
        throw failure("that run is done, and keeps no state to go on from")
      }
      checkpoint = try CheckpointFile(contentsOf: folder.checkpointFile)
    }
    let at = checkpoint?.state.backprops ?? 0
    guard at <= backprops else {
      throw failure(
        "that run went on to \(at) backprops, and its state after \(backprops) is gone: go on from where it is now"
      )
    }
    if at < backprops || checkpoint?.lacksMeasurement(of: source) ?? true {
      let resumed = checkpoint.map { ResumedTraining(identity: identity, folder: folder, checkpoint: $0) }
      let result = try train(
        source, identity, in: folder, from: resumed, threads: threads, restsAt: backprops)
      reporter.report(.ended(result))
      checkpoint = try CheckpointFile(contentsOf: folder.checkpointFile)
    }
    // Less if it was asked to stop.
    guard let checkpoint, checkpoint.state.backprops == backprops else { throw CancellationError() }
    return ResumedTraining(identity: identity, folder: folder, checkpoint: checkpoint)
  }
}

extension CheckpointFile {
  /// Whether the curve lacks a point that the schedule has here.
  package func lacksMeasurement(of run: RunDescription) -> Bool {
    guard let last = history.backprops.last else { return true }
    return run.training.evaluations(until: state.backprops) > run.training.evaluations(until: last)
  }
}
