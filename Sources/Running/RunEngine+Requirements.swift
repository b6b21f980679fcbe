import ExperimentSpecs
import HostSystem
import RunRecords

extension RunEngine {
  /// Checks that all data is here that unfinished runs need, so that none begins that can't all be done.
  /// - Throws: `DatasetError.missing` or `.severalMissing`, with the ways to get the sets; `RunError.data` for a set
  ///   that can be seen to be damaged.
  package func requireData<Run>(for planned: [Planned<Run>]) throws {
    for case .unusable(.data(let run, let reason)) in planned.map(\.state) {
      throw RunError.data(run: run, reason: reason)
    }
    let missing = planned.flatMap { (run) -> [String] in
      if case .dataMissing(let sets) = run.state { sets } else { [] }
    }
    try catalog.requireAll(missing.removingRepeats)
  }

  /// Checks that no other process works on one of the runs, so that the answer doesn't come after hours of others.
  /// - Throws: `RunError.locked`.
  package func requireUnlocked<Run>(_ planned: [Planned<Run>]) throws(RunError) {
    for run in planned where run.isUnfinished {
      guard let path = run.identity.map(archive.lockPath) else { continue }
      if let owner = FileLock.holder(of: path), owner.process != .current {
        throw .locked(run: run.run.title, owner: owner, path: path)
      }
    }
  }
}
