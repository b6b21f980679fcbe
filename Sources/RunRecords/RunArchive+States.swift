import ExperimentSpecs
import HostSystem
import Wording

extension RunArchive {
  /// How every run stands, and why.
  ///
  /// A run that was published (`weights.h5` and `metrics.h5` are there) counts as done if the manifests list the
  /// images that it was trained on, even where the images themselves aren't.
  package func states(of runs: [RunDescription], startingAnew: Bool = false) -> [PlannedRun] {
    runs.map { run in
      var planned = plan(run, startingAnew: startingAnew)
      switch planned.state {
      case .done(_, let backprops), .unscored(_, let backprops, _):
        if run.training.epochs != nil { planned.run.training.backprops = backprops }
      case .new, .resumable, .dataMissing, .unusable: break
      }
      return planned
    }
  }

  /// How every method stands, and why.
  package func states(of methods: [MethodDescription], startingAnew: Bool = false) -> [PlannedMethod] {
    methods.map { plan($0, startingAnew: startingAnew) }
  }

  /// How a run stands, and why.
  /// - Parameter startingAnew: whether what is there of it counts for nothing.
  package func plan<Run: IdentifiedRun>(_ run: Run, startingAnew: Bool = false) -> Planned<Run> {
    do {
      let missing = try catalog.missingSets(of: run.data)
      guard let identity = try run.identity(in: catalog) else {
        return withoutData(run, missing, identity: nil, folder: nil)
      }
      let own = RunFolder(run, identity: identity, results: results)
      if startingAnew {
        return Planned(
          run: run, identity: identity, folder: own, state: .new, reason: "starts anew, as --force asks")
      }
      let found = try find(run, identity, own: own)
      if case .done = found.state {
        return Planned(
          run: run, identity: identity, folder: found.folder, state: found.state, reason: found.reason,
          absentSets: missing)
      }
      if !missing.isEmpty { return withoutData(run, missing, identity: identity, folder: found.folder) }
      return Planned(
        run: run, identity: identity, folder: found.folder, state: found.state,
        reason: found.reason + failedBefore(found) + trainedNow(identity))
    } catch {
      let error = RunError(error, run: run)
      return Planned(
        run: run, state: .unusable(error), reason: error.description.without(prefix: run.title + ": "))
    }
  }

  /// A word about a living process that works on the run at this moment.
  private func trainedNow(_ identity: RunIdentity) -> String {
    guard let process = FileLock.holder(of: lockPath(of: identity))?.process else {
      return ""
    }
    return "; process \(process.process) is training it at this moment"
  }

  /// A word about a failure, which most likely comes again.
  private func failedBefore(_ found: Found) -> String {
    guard case .resumable = found.state, let failure = found.folder.provenance()?.failure else { return "" }
    return "; it failed before: \(failure.onOneLine)"
  }

  private func withoutData<Run: DescribedRun>(
    _ run: Run, _ missing: [String], identity: RunIdentity?, folder: RunFolder?
  ) -> Planned<Run> {
    Planned(
      run: run, identity: identity, folder: folder, state: .dataMissing(missing),
      reason: "data sets that aren't here: \(missing.joined(separator: ", "))")
  }
}
