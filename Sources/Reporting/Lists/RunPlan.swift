import ExperimentSpecs
import RunRecords
import Wording

/// The runs of experiments as they stand: the answer of `experiments plan`.
package struct RunPlan: Sendable {
  /// What a line of the plan says of a run.
  fileprivate struct Line: Sendable {
    let run: any DescribedRun
    let length: String
    let seconds: Double?
    let state: String
    let isLeft: Bool
    /// The exit code of what makes the run unusable.
    let obstacle: Int32?
    let json: JSON
  }
  private let lines: [Line]

  /// The plan of runs that train methods and networks.
  package init(methods: [PlannedMethod] = [], runs: [PlannedRun]) {
    lines =
      methods.map { planned in
        planned.line(length: planned.run.method.name.rawValue, isLeft: planned.isUnfinished, [])
      }
      + runs.map { planned in
        planned.line(
          length: planned.run.training.lengthText, isLeft: planned.isUnfinished,
          [
            ("backprops", .integer(planned.run.training.backprops)),
            ("backpropsLeft", .integer(planned.backpropsLeft)),
          ])
      }
  }

  /// The plan for people: one line a run with its state, time and reason, and the time of all.
  package var text: String {
    let rows = lines.map { line in
      [line.run.title, line.length, line.seconds.map { "about " + duration($0) } ?? "-", line.state]
    }
    let hasMethods = lines.contains { $0.run.ofNetwork == nil }
    let head = ["run", hasMethods ? "method or backprops" : "backprops", "time left", "state"]
    return listed([head] + rows) + summary + "\n"
  }

  /// What is to be done, in a sentence.
  package var summary: String {
    let left = lines.filter(\.isLeft)
    let unusable = lines.count { $0.obstacle != nil }
    let done = lines.count - left.count - unusable
    let obstacle = unusable == 0 ? "" : " \(runs(unusable)) can't be done: the reason is above."
    guard !left.isEmpty else {
      return unusable > 0 ? "\(done) done.\(obstacle)" : "Nothing to train: \(runs(done)) done."
    }
    let times = left.compactMap(\.seconds)
    let unknown = left.count - times.count
    let rest = unknown == 0 || times.isEmpty ? "" : ", and \(runs(unknown)) whose time isn't known"
    let time = times.isEmpty ? "" : "; about \(duration(times.reduce(0, +))) on this machine\(rest)"
    return "\(runs(left.count)) to train, \(done) done\(time).\(obstacle)"
  }

  /// The exit code of the command: that of the first run that can't be done; 0 if all can.
  package var exitCode: Int32 { lines.lazy.compactMap(\.obstacle).first ?? 0 }

  /// The plan for machines.
  package var json: JSON {
    .object([("runs", .list(lines.map(\.json)))])
  }
}

private func runs(_ count: Int) -> String { count == 1 ? "1 run" : "\(count) runs" }

extension TrainingSection {
  /// The backprops, or the epochs as long as their sub-images aren't counted.
  fileprivate var lengthText: String {
    guard backprops == 0, let epochs else { return backprops.grouped }
    return "\(epochs.grouped) epochs"
  }
}

extension Planned {
  /// - Parameter members: what the JSON has beside what all runs have.
  fileprivate func line(
    length: String, isLeft: Bool, _ members: [(key: String, value: JSON)]
  ) -> RunPlan.Line {
    var obstacle: Int32?
    if case .unusable(let error) = state { obstacle = error.exitCode }
    let name = (run as? MethodDescription)?.method.name.rawValue
    let method: [(key: String, value: JSON)] = name.map { [("method", .text($0))] } ?? []
    let json: [(key: String, value: JSON)] =
      [
        ("spec", .text(run.spec)), ("variant", .text(run.variant)), ("seed", .integer(run.seed)),
        ("id", identity.map { .text($0.id) } ?? .null), ("folder", folder.map { .text($0.path) } ?? .null),
        ("state", .text(state.name)), ("reason", .text(reason)),
      ] + method + members
      + [("estimatedSeconds", estimatedSeconds.map { .number($0, decimals: 1) } ?? .null)]
    return RunPlan.Line(
      run: run, length: length, seconds: estimatedSeconds, state: "\(state.words): \(reason.onOneLine)",
      isLeft: isLeft, obstacle: obstacle, json: .object(json))
  }
}

extension RunState {
  /// What people read before the reason.
  fileprivate var words: String {
    switch self {
    case .done: "done"
    case .unscored: "to be scored"
    case .resumable: "to go on"
    case .new: "new"
    case .dataMissing: "data missing"
    case .unusable: "unusable"
    }
  }

  /// What programs read.
  fileprivate var name: String {
    switch self {
    case .done: "done"
    case .unscored: "unscored"
    case .resumable: "resumable"
    case .new: "new"
    case .dataMissing: "dataMissing"
    case .unusable: "unusable"
    }
  }
}
