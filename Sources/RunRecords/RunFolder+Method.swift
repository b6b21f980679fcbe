import ExperimentSpecs
import HostSystem
import Wording

extension RunFolder {
  /// The trained method.
  package var modelFile: String { path + "/model.h5" }

  /// Reads `model.h5`.
  /// - Throws: `HDF5StorageError`, `RunError.unsuitable`, `SparseCodingError`.
  package func model() throws -> MethodFile { try MethodFile(contentsOf: modelFile) }

  /// What this folder has of a run, with a sentence for what couldn't be used.
  ///
  /// A method is done when it was scored: regressors may be too large to be published with the scores, and are made
  /// again when they are needed.
  package func state(of run: MethodDescription, _ identity: RunIdentity) -> (state: RunState, reason: String)
  {
    var file = metricsFile
    do {
      var unscored = run.data.test
      if has(file), case let metrics = try metrics(), metrics.run.id == identity.id {
        unscored = metrics.unscored(of: run.data)
      }
      if unscored.isEmpty {
        return (.done(self, backprops: 0), "trained with the same settings and data: \(path)")
      }
      let sets = unscored.joined(separator: ", ")
      file = modelFile
      if has(file), try model().run?.id == identity.id {
        return (.unscored(self, backprops: 0, sets: unscored), "trained, to be scored on \(sets): \(path)")
      }
      file = checkpointFile
      if has(file), case let checkpoint = try MethodCheckpoint(contentsOf: file),
        checkpoint.runId == identity.id
      {
        let passes = checkpoint.state.history.count
        return (.resumable(self, from: passes), "goes on after \(passes) passes: \(path)")
      }
      return (
        .new,
        unscored.count < run.data.test.count
          ? "model.h5 isn't kept: trained again to be scored on \(sets)" : "nothing is there yet"
      )
    } catch {
      let reason = message(of: error)
      return (.unusable(.damaged(run: run.title, path: file, reason: reason)), reason)
    }
  }
}
