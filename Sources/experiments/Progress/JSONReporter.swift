import ExperimentSpecs
import Running
import Wording

/// One JSON object a line for each event but the frequent ones.
struct JSONReporter: ProgressReporter {
  func report(_ event: RunEvent) {
    switch event {
    case .progress, .stage, .saved: break
    case .skipped(let run, let reason), .scored(let run, let reason):
      line(run, "skipped", [("reason", .text(reason))])
    case .note(let run, let text): line(run, "note", [("text", .text(text))])
    case .started(let run, let from, let folder):
      line(run, "started", [("from", .integer(from)), ("folder", .text(folder.path))])
    case .evaluated(let run, let backprops, let set, let psnr):
      line(
        run, "evaluated",
        [("backprops", .integer(backprops)), ("set", .text(set)), ("psnr", .score(psnr, decimals: 6))])
    case .ended(let result): line(result.run, "ended", members(of: result))
    }
  }

  private func members(of result: RunResult) -> [(key: String, value: JSON)] {
    let folder = ("folder", result.folder.map { JSON.text($0.path) } ?? .null)
    switch result.outcome {
    case .skipped(let reason): return [("outcome", .text("skipped")), ("reason", .text(reason)), folder]
    case .trained: return [("outcome", .text("trained")), folder]
    case .stopped(let words): return [("outcome", .text("stopped")), ("text", .text(words)), folder]
    case .finished(let backprops):
      return [("outcome", .text("finished")), ("backprops", .integer(backprops)), folder]
    case .interrupted(let backprops):
      return [("outcome", .text("interrupted")), ("backprops", .integer(backprops)), folder]
    case .notStarted: return [("outcome", .text("notStarted"))]
    case .leftOut: return [("outcome", .text("leftOut"))]
    case .failed(let error):
      return [("outcome", .text("failed")), ("error", .text(error.description)), folder]
    }
  }

  private func line(_ run: any DescribedRun, _ event: String, _ members: [(key: String, value: JSON)]) {
    let head: [(key: String, value: JSON)] = [
      ("event", .text(event)), ("spec", .text(run.spec)), ("variant", .text(run.variant)),
      ("seed", .integer(run.seed)),
    ]
    say(JSON.object(head + members).compact)
  }
}
