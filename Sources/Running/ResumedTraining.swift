import ExperimentSpecs
import RunRecords

/// Where a training goes on: a checkpoint of its own, or of another run that it goes on from.
///
/// Either way it takes over the state, the curve, the lines of progress and the seconds that they took.
package struct ResumedTraining {
  /// The run whose checkpoint it is.
  let identity: RunIdentity
  let folder: RunFolder
  let checkpoint: CheckpointFile

  /// What the journal of the training takes over.
  var journal: RunJournal.Resumed {
    RunJournal.Resumed(
      identity: identity, folder: folder, from: checkpoint.state.backprops,
      lastRow: checkpoint.history.backprops.last ?? -1)
  }
}

extension RunEngine {
  /// Where a run that has nothing of its own yet goes on from another: from the one that it names, or from its constant part.
  func otherCheckpoint(for run: RunDescription, threads: Int) throws -> ResumedTraining? {
    if run.continuedRun != nil { return try checkpointOfContinuedRun(of: run, threads: threads) }
    return settings.force ? nil : try checkpointOfConstantPart(of: run)
  }

  func ownCheckpoint(_ identity: RunIdentity, in folder: RunFolder) throws -> ResumedTraining {
    ResumedTraining(
      identity: identity, folder: folder, checkpoint: try CheckpointFile(contentsOf: folder.checkpointFile))
  }

  /// The checkpoint of the run at a constant rate that is this one until its rate falls, if it is here and not beyond that.
  ///
  /// So one long training at a constant rate serves several whose rate falls after different lengths. What was measured on images that
  /// have changed since isn't taken over.
  func checkpointOfConstantPart(of run: RunDescription) throws -> ResumedTraining? {
    guard run.continuedRun == nil, let part = run.training.constantPart else { return nil }
    var constant = run
    constant.training = part
    let (identity, own) = try archive.identify(constant)
    for folder in [own] + (try RunFolder.all(in: settings.results, of: identity)) {
      guard folder.has(folder.checkpointFile) else { continue }
      var checkpoint = try CheckpointFile(contentsOf: folder.checkpointFile)
      guard checkpoint.runId == identity.id, (1...part.backprops).contains(checkpoint.state.backprops) else {
        continue
      }
      for set in try archive.changedSets(of: run, in: folder, metrics: nil) { checkpoint.history.forget(set) }
      return ResumedTraining(identity: identity, folder: folder, checkpoint: checkpoint)
    }
    return nil
  }
}
