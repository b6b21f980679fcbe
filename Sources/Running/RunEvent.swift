import ExperimentSpecs
import RunRecords

/// Something that happened while runs were worked on.
package enum RunEvent: Sendable {
  /// A run is not trained, since it is done; the reason is a sentence.
  case skipped(any DescribedRun, reason: String)
  /// A run that was trained before is now also scored on more sets; the sentence says on which.
  case scored(any DescribedRun, reason: String)
  /// A training begins or goes on.
  case started(any DescribedRun, from: Int, folder: RunFolder)
  /// A sentence that the user should see: a dead process's lock was taken over, sets are being generated.
  case note(any DescribedRun, String)
  /// Where the training or scoring of a method stands; often.
  case stage(MethodDescription, MethodProgress)
  /// Where a training stands; often.
  case progress(RunDescription, RunProgress)
  /// The network was scored; the set is the one that the spec validates on.
  case evaluated(RunDescription, backprops: Int, set: String, psnr: Double)
  /// All that is needed to go on is on the disk.
  case saved(RunDescription, backprops: Int)
  /// A run came to its end, good or bad.
  case ended(RunResult)
}

/// Where a training stands.
package struct RunProgress: Sendable, Equatable {
  /// Sub-images trained on so far, counted again each time.
  package var backprops: Int
  /// Those of the whole run.
  package var total: Int
  /// Sub-images a second in this session, evaluations left out; nil before the first step.
  package var subImagesPerSecond: Double?
  /// The last mean PSNR on the validation set, dB.
  package var psnr: Double?
  /// Bicubic interpolation's, dB.
  package var bicubicPSNR: Double
  /// Seconds until the run ends, evaluations included; nil before the first step.
  package var secondsLeft: Double?
}

/// Where the work on a method stands.
package struct MethodProgress: Sendable, Equatable {
  /// What is being done: `dictionary`, `passes`, `scores of set5`.
  package var stage: String
  /// Steps done.
  package var done: Int
  /// Steps of this stage.
  package var total: Int
  /// Steps that were done before this session.
  package var first = 0
  /// Seconds of this session in the stage.
  package var seconds: Double

  /// Seconds until the stage ends; nil before the first step.
  package var secondsLeft: Double? {
    done > first ? seconds / Double(done - first) * Double(total - done) : nil
  }
}

/// Whoever wants to know what happens; called on the threads that the runs are on.
package protocol ProgressReporter: Sendable {
  /// Takes note of an event; should be quick.
  func report(_ event: RunEvent)
}

/// A reporter that says nothing.
package struct SilentReporter: ProgressReporter {
  package init() {}
  /// Does nothing.
  package func report(_ event: RunEvent) {}
}

/// What came of one run.
package struct RunResult: Sendable {
  package var run: any DescribedRun
  /// Its folder; nil if its data isn't known.
  package var folder: RunFolder?
  /// How it ended.
  package var outcome: Outcome

  /// How a run ended.
  package enum Outcome: Sendable {
    /// It was done before, for the reason given.
    case skipped(reason: String)
    /// It was trained to its end.
    case finished(backprops: Int)
    /// The method was trained and scored.
    case trained
    /// It was asked to stop; the state is saved.
    case interrupted(backprops: Int)
    /// The method was asked to stop; the sentence says from where it will go on.
    case stopped(String)
    /// It was asked to stop before it began.
    case notStarted
    /// It didn't begin, since one before it failed.
    case leftOut
    case failed(RunError)
  }

  /// 0 done, 1 failed, 2 usage, 3 data, 4 locked, 130 interrupted.
  package var exitCode: Int32 {
    switch outcome {
    case .skipped, .finished, .trained, .leftOut: 0
    case .interrupted, .stopped, .notStarted: 130
    case .failed(let error): error.exitCode
    }
  }
}

extension [RunResult] {
  /// The exit code of all: an interruption counts most, then a lock, then missing data, then what is asked for and can't be
  /// had, then a failure. Runs that weren't begun because another was locked are no interruption.
  package var exitCode: Int32 {
    let isInterrupted = contains {
      switch $0.outcome {
      case .interrupted, .stopped: true
      default: false
      }
    }
    let codes = map(\.exitCode)
    return (isInterrupted ? [130] : [4, 130, 3, 2, 1]).first(where: codes.contains) ?? 0
  }
}
