import ExperimentSpecs
import HostSystem
import RunRecords
import Wording

extension RunEngine {
  /// How every run stands, why, and how long it will take; trains nothing but what a trial of an unknown kind of
  /// network takes, a third of a second.
  package func plan(_ runs: [RunDescription]) -> [PlannedRun] {
    var rates = TrainingRates(results: settings.results, threads: max(1, settings.threads / settings.jobs))
    return archive.states(of: runs, startingAnew: settings.force).map { planned in
      var planned = planned
      switch planned.state {
      case .new, .resumable:
        planned.run = counted(planned)
        var left = planned.backpropsLeft
        if case .new = planned.state, !settings.force,
          let former = try? checkpointOfConstantPart(of: planned.run)
        {
          let done = former.checkpoint.state.backprops
          planned.reason =
            "goes on after \(done.counted("backprop")) at a constant rate: \(former.folder.path)"
          left -= done
        }
        planned.estimatedSeconds = rates.seconds(for: planned.run, backprops: left)
      case .done, .unscored, .dataMissing, .unusable: break
      }
      return planned
    }
  }

  /// A run by epochs with its backprops, as far as its sub-images can be counted without generating images.
  private func counted(_ planned: PlannedRun) -> RunDescription {
    let run = planned.run
    guard run.training.epochs != nil, let identity = planned.identity,
      run.data.train.allSatisfy({ (try? catalog.locate($0)) != nil }),
      let subImages = try? data.subImages(of: run, identity, note: { _ in })
    else { return run }
    return run.counted(over: subImages)
  }
}
