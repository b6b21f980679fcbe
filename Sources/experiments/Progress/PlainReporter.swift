import ExperimentSpecs
import Foundation
import HostSystem
import Running
import Wording

/// The reporter for what the output goes to: a live line on a terminal, plain lines in a pipe, JSON for machines.
func makeReporter(format: OutputFormat, isQuiet: Bool) -> any ProgressReporter {
  if format == .json { return JSONReporter() }
  let environment = ProcessInfo.processInfo.environment
  let isTerminal = isatty(1) == 1 && environment["TERM"] != "dumb"
  if isQuiet { return PlainReporter(isQuiet: true) }
  guard isTerminal else { return PlainReporter(isQuiet: false) }
  return LiveReporter(isColored: (environment["NO_COLOR"] ?? "").isEmpty)
}

/// One line an event that stays.
struct PlainReporter: ProgressReporter {
  let isQuiet: Bool
  private let stream: StandardStream
  /// Where each run stood when it last said so.
  private let latest = Locked<[String: RunProgress]>([:])

  init(isQuiet: Bool, stream: StandardStream = .output) {
    self.isQuiet = isQuiet
    self.stream = stream
  }

  func report(_ event: RunEvent) {
    if case .progress(let run, let progress) = event {
      latest.withValue { $0[run.title] = progress }
    }
    guard let line = event.line({ run in latest.withValue { $0[run.title] } }) else { return }
    if event.isFailure {
      say(line, to: .errors)
    } else if !isQuiet {
      say(line, to: stream)
    }
  }
}

extension RunEvent {
  /// Whether a run came to grief.
  var isFailure: Bool {
    if case .ended(let result) = self, case .failed = result.outcome { true } else { false }
  }

  /// What is worth a line of its own, or nil.
  func line(_ latest: (any DescribedRun) -> RunProgress?) -> String? {
    switch self {
    // The plan says which runs are done before any begins.
    case .progress, .saved, .skipped: return nil
    case .scored(let run, let reason): return "\(run.title): \(reason)"
    case .stage(let run, let progress): return progress.isMilestone ? "\(run.title): \(progress.words)" : nil
    case .note(let run, let text): return "\(run.title): \(text)"
    case .started(let run, let from, let folder):
      let start = from > 0 ? "goes on after \(from.grouped) \(run.unit)" : "begins"
      return "\(run.title): \(start), in \(folder.path)"
    case .evaluated(let run, let backprops, let set, let psnr):
      let progress = latest(run)
      let rate = progress?.subImagesPerSecond.map { ", \(Int($0.rounded()).grouped) sub-images/s" } ?? ""
      let left = progress?.secondsLeft.map { ", \(duration($0)) left" } ?? ""
      return "\(run.title): \(backprops.grouped) of \(run.training.backprops.grouped) backprops, "
        + "\(decibels(psnr)) on \(set)\(rate)\(left)"
    case .ended(let result): return result.line
    }
  }
}

extension RunResult {
  fileprivate var line: String? {
    switch outcome {
    case .skipped: nil
    case .notStarted: nil
    case .leftOut: "\(run.title): not begun, since another run failed"
    case .trained: "\(run.title): done\(scores)\(folder.map { ", in \($0.path)" } ?? "")"
    case .stopped(let words): "\(run.title): \(words)"
    case .finished(let backprops):
      "\(run.title): done after \(backprops.grouped) backprops\(scores)\(folder.map { ", in \($0.path)" } ?? "")"
    case .interrupted(let backprops): "\(run.title): stopped after \(backprops.grouped) backprops; saved"
    case .failed(let error): "experiments: \(message(of: error))"
    }
  }

  /// The final mean PSNR of each set, beside bicubic interpolation's.
  private var scores: String {
    guard let metrics = try? folder?.metrics() else { return "" }
    let remark = metrics.remark(for: run.data)
    return run.data.test.compactMap { set in
      guard let final = metrics.final[set], let bicubic = metrics.bicubic[set] else { return nil }
      return ", \(set) \(decibels(final.meanPSNR)) (bicubic \(decibels(bicubic.meanPSNR)))"
    }.joined() + (remark.isEmpty ? "" : "; \(remark)")
  }
}

extension MethodProgress {
  /// `dictionary: 3 of 20, 2 min left`.
  var words: String {
    "\(stage): \(done.grouped) of \(total.grouped)"
      + (secondsLeft.map { done < total ? ", \(duration($0)) left" : "" } ?? "")
  }

  /// Whether a tenth of a stage that takes its time has come to its end.
  fileprivate var isMilestone: Bool {
    let all = max(1, total)
    return seconds > 5 && done * 10 / all != (done - 1) * 10 / all
  }
}

/// A PSNR with two decimals and its unit.
func decibels(_ value: Double) -> String { value.isNaN ? "-" : "\(value.fixed(2)) dB" }
