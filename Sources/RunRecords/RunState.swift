import ExperimentSpecs
import HostSystem
import Wording

/// What is there of a run.
package enum RunState: Sendable, Equatable {
  /// Trained and scored as asked.
  case done(RunFolder, backprops: Int)
  /// Trained, but some sets that are asked for weren't scored.
  case unscored(RunFolder, backprops: Int, sets: [String])
  /// Begun: the checkpoint after so many backprops is there.
  case resumable(RunFolder, from: Int)
  /// Nothing that could be used.
  case new
  /// Data sets that aren't here are needed.
  case dataMissing([String])
  /// Something is there but can't be used.
  case unusable(RunError)
}

/// One run as it stands, and what is left to do.
package struct Planned<Run: DescribedRun>: Sendable {
  package var run: Run
  /// What tells it from others; nil if its data isn't known.
  package var identity: RunIdentity?
  /// Its folder: where it is, or where it will be.
  package var folder: RunFolder?
  package var state: RunState
  /// Why it is done, or what will be done: a sentence without a stop.
  package var reason: String
  /// Seconds that it will take, or nil if it takes none or that can't be said.
  package var estimatedSeconds: Double?
  /// The sets of a run that is done whose images aren't here.
  package var absentSets: [String] = []

  /// Whether something is left to train.
  package var isUnfinished: Bool {
    switch state {
    case .done, .unscored, .unusable: false
    case .resumable, .new, .dataMissing: true
    }
  }
}

/// A run of a network as it stands.
package typealias PlannedRun = Planned<RunDescription>
/// A run of a method as it stands.
package typealias PlannedMethod = Planned<MethodDescription>

extension PlannedRun {
  /// Backprops that are left; at least one an epoch, where the sub-images aren't counted yet.
  package var backpropsLeft: Int {
    let all = max(run.training.backprops, run.training.epochs ?? 0)
    return switch state {
    case .done, .unscored, .unusable: 0
    case .resumable(_, let from): max(0, all - from)
    case .new, .dataMissing: all
    }
  }
}

extension RunFolder {
  /// What this folder has of a run, with a sentence for what couldn't be used.
  package func state(of run: RunDescription, _ identity: RunIdentity) -> (state: RunState, reason: String) {
    do {
      if let trained = try trained(run, identity) { return trained }
    } catch {
      let reason = message(of: error)
      return (.unusable(.damaged(run: run.title, path: path, reason: reason)), reason)
    }
    return resumable(run, identity)
  }

  /// The state if there are weights that are trained far enough.
  private func trained(
    _ run: RunDescription, _ identity: RunIdentity
  ) throws -> (state: RunState, reason: String)? {
    guard has(weightsFile), has(metricsFile) else { return nil }
    let weights = try weights()
    guard let origin = weights.run, origin.id == identity.id, origin.backprops >= run.training.backprops
    else {
      return nil
    }
    let metrics = try metrics()
    guard metrics.run == origin, metrics.history.sets[run.data.validation] != nil else { return nil }
    let unscored = metrics.unscored(of: run.data)
    let length = "trained for \(origin.backprops) backprops"
    guard unscored.isEmpty else {
      return (
        .unscored(self, backprops: origin.backprops, sets: unscored),
        "\(length), to be scored on \(unscored.joined(separator: ", ")): \(path)"
      )
    }
    let isLonger = run.training.epochs == nil && origin.backprops > run.training.backprops
    let more = isLonger ? " (\(run.training.backprops) asked for)" : ""
    return (
      .done(self, backprops: origin.backprops), "\(length)\(more) with the same settings and data: \(path)"
    )
  }

  private func resumable(_ run: RunDescription, _ identity: RunIdentity) -> (state: RunState, reason: String)
  {
    guard has(checkpointFile) else { return (.new, newReason(run, identity)) }
    do {
      let checkpoint = try CheckpointFile(contentsOf: checkpointFile)
      guard checkpoint.runId == identity.id else {
        return (.new, "the checkpoint is of another run: \(path)")
      }
      let from = checkpoint.state.backprops
      if run.training.epochs == nil, from >= run.training.backprops,
        checkpoint.history.sets[run.data.validation] == nil
      {
        return (
          .new, "trained for \(from) backprops, but without the curve of \(run.data.validation): starts anew"
        )
      }
      return (.resumable(self, from: from), "goes on after \(from) backprops: \(path)")
    } catch {
      let reason = message(of: error)
      return (.unusable(.damaged(run: run.title, path: checkpointFile, reason: reason)), reason)
    }
  }

  /// Why weights that are there don't count.
  private func newReason(_ run: RunDescription, _ identity: RunIdentity) -> String {
    guard let origin = try? weights().run, origin.id == identity.id else { return "nothing is there yet" }
    if origin.backprops < run.training.backprops {
      return
        "trained for \(origin.backprops) of \(run.training.backprops) backprops, but without a checkpoint to go "
        + "on from: starts anew"
    }
    return "trained, but without the curve of \(run.data.validation): starts anew"
  }
}

extension RunState {
  /// How much of the run is there: the most useful of several folders is taken.
  var rank: (Int, Int) {
    switch self {
    case .done: (5, 0)
    case .unscored: (4, 0)
    case .resumable(_, let from): (3, from)
    case .unusable: (2, 0)
    case .new: (1, 0)
    case .dataMissing: (0, 0)
    }
  }
}
