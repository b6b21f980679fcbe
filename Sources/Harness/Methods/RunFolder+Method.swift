import ExperimentSpecs

extension RunFolder {
  /// The trained method.
  public var modelFile: String { path + "/model.h5" }

  /// Reads `model.h5`.
  /// - Throws: `HDF5StorageError`, `RunError.unsuitable`, `SparseCodingError`.
  public func model() throws -> MethodFile { try MethodFile(contentsOf: modelFile) }

  /// What this folder has of a run, with a sentence for what couldn't be used.
  ///
  /// A method is done when it was scored: regressors may be too large to be published with the scores, and are made
  /// again when they are needed.
  func state(of run: MethodDescription, _ identity: RunIdentity) -> (state: RunState, reason: String) {
    func unusable(_ path: String, _ error: any Error) -> (state: RunState, reason: String) {
      let reason = message(of: error)
      return (.unusable(.damaged(run: run.title, path: path, reason: reason)), reason)
    }
    var unscored = run.data.test
    do {
      if has(metricsFile), case let metrics = try metrics(), metrics.run.id == identity.id {
        unscored = metrics.unscored(of: run.data)
      }
    } catch {
      return unusable(metricsFile, error)
    }
    if unscored.isEmpty {
      return (.done(self, backprops: 0), "trained with the same settings and data: \(path)")
    }
    let sets = unscored.joined(separator: ", ")
    do {
      if has(modelFile), try model().run?.id == identity.id {
        return (.unscored(self, backprops: 0, sets: unscored), "trained, to be scored on \(sets): \(path)")
      }
    } catch {
      return unusable(modelFile, error)
    }
    do {
      if has(checkpointFile), case let checkpoint = try MethodCheckpoint(contentsOf: checkpointFile),
        checkpoint.runId == identity.id
      {
        let passes = checkpoint.state.history.count
        return (.resumable(self, from: passes), "goes on after \(passes) passes: \(path)")
      }
    } catch {
      return unusable(checkpointFile, error)
    }
    let isScored = unscored.count < run.data.test.count
    return (
      .new,
      isScored ? "model.h5 isn't kept: trained again to be scored on \(sets)" : "nothing is there yet"
    )
  }
}
