import ExperimentSpecs
import HostSystem

extension RunEngine {
  /// How every run stands, why, and how long it will take; trains nothing but what a trial of an unknown kind of
  /// network takes, a third of a second.
  public func plan(_ runs: [RunDescription]) -> [PlannedRun] {
    var rates = TrainingRates(results: settings.results, threads: max(1, settings.threads / settings.jobs))
    return states(of: runs).map { planned in
      var planned = planned
      switch planned.state {
      case .new, .resumable:
        planned.run = counted(planned)
        planned.estimatedSeconds = rates.seconds(for: planned.run, backprops: planned.backpropsLeft)
      case .done, .unscored, .dataMissing, .unusable: break
      }
      return planned
    }
  }

  /// How every run stands, and why.
  ///
  /// A run that was published (`weights.h5` and `metrics.h5` are there) counts as done if the manifests list the
  /// images that it was trained on, even where the images themselves aren't.
  func states(of runs: [RunDescription]) -> [PlannedRun] {
    runs.map { run in
      var planned = plan(run)
      switch planned.state {
      case .done(_, let backprops), .unscored(_, let backprops, _):
        if run.training.epochs != nil { planned.run.training.backprops = backprops }
      case .new, .resumable, .dataMissing, .unusable: break
      }
      return planned
    }
  }

  /// How every method stands, and why.
  func states(of methods: [MethodDescription]) -> [PlannedMethod] { methods.map { plan($0) } }

  /// A run by epochs with its backprops, as far as its sub-images can be counted without generating images.
  private func counted(_ planned: PlannedRun) -> RunDescription {
    let run = planned.run
    guard run.training.epochs != nil, let identity = planned.identity,
      run.data.train.allSatisfy({ (try? catalog.locate($0)) != nil }),
      let subImages = try? data.subImages(of: run, identity, note: { _ in })
    else { return run }
    return run.counted(over: subImages)
  }

  func plan<Run: IdentifiedRun>(_ run: Run) -> Planned<Run> {
    do {
      let missing = try catalog.missingSets(of: run.data)
      guard let identity = try run.identity(in: catalog) else {
        return withoutData(run, missing, identity: nil, folder: nil)
      }
      let own = RunFolder(run, identity: identity, results: settings.results)
      if settings.force {
        return Planned(
          run: run, identity: identity, folder: own, state: .new, reason: "starts anew, as --force asks")
      }
      let found = try find(run, identity, own: own)
      if case .done = found.state {
        let note = missing.isEmpty ? "" : "; its images aren't here (\(missing.joined(separator: ", ")))"
        return Planned(
          run: run, identity: identity, folder: found.folder, state: found.state, reason: found.reason + note)
      }
      if !missing.isEmpty { return withoutData(run, missing, identity: identity, folder: found.folder) }
      return Planned(
        run: run, identity: identity, folder: found.folder, state: found.state,
        reason: found.reason + trainedNow(identity))
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

  private func withoutData<Run: DescribedRun>(
    _ run: Run, _ missing: [String], identity: RunIdentity?, folder: RunFolder?
  ) -> Planned<Run> {
    Planned(
      run: run, identity: identity, folder: folder, state: .dataMissing(missing),
      reason: "data sets that aren't here: \(missing.joined(separator: ", "))")
  }
}
