import ExperimentSpecs
import RunRecords
import Wording

/// The runs of experiments as they stand: the answer of `experiments plan`.
package struct RunPlan: Sendable {
  /// What a line of the plan says of a run.
  fileprivate struct Line: Sendable {
    let run: any DescribedRun
    let length: String
    var seconds: Double?
    var state: String
    /// What stands below the rows, once for all runs that have it.
    let remark: Remark?
    var isLeft: Bool
    /// Whether it is a run that stands above under another name.
    var isRepeated = false
    /// The exit code of what keeps the run from being done.
    let obstacle: Int32?
    var json: JSON
  }

  /// What several runs may have in common.
  fileprivate enum Remark: Equatable {
    /// Something that is there can't be used, for a reason.
    case unusable(String)
    /// Sets that are to be trained or scored on aren't here.
    case dataMissing([String])
    /// The images of runs that are done aren't here.
    case imagesAbsent([String])
  }
  private let lines: [Line]
  private let notes: [String]

  /// The plan of runs that train methods and networks.
  /// - Parameter remedy: the commands that get sets, for a note on those that aren't here.
  package init(
    methods: [PlannedMethod] = [], runs: [PlannedRun],
    remedy: ([String]) -> String = { _ in "`experiments data list`" }
  ) {
    var titles: [String: String] = [:]
    let lines: [Line] =
      methods.map { planned in
        planned.line(length: planned.run.method.name.rawValue, isLeft: planned.isUnfinished, [])
          .knowing(&titles, key: planned.identity?.id)
      }
      + runs.map { planned in
        planned.line(
          length: planned.run.training.lengthText, isLeft: planned.isUnfinished,
          [
            ("backprops", .integer(planned.run.training.backprops)),
            ("backpropsLeft", .integer(planned.backpropsLeft)),
          ]
        ).knowing(
          &titles, key: planned.identity.map { "\($0.id) \(planned.run.training.lengthText)" })
      }
    self.lines = lines
    notes = lines.compactMap(\.remark).removingRepeats.map { remark in
      let own = lines.filter { $0.remark == remark }
      return remark.sentence(of: own.count == 1 ? own[0].run.title : counted(own.count), remedy: remedy)
    }
  }

  /// The plan for people: one line a run with its state and time, what several have in common, and the time of all.
  package var text: String {
    let rows = lines.map { line in
      [line.run.title, line.length, line.seconds.map { "about " + duration($0) } ?? "-", line.state]
    }
    let hasMethods = lines.contains { $0.run.ofNetwork == nil }
    let head = ["run", hasMethods ? "method or backprops" : "backprops", "time left", "state"]
    return listed([head] + rows) + (notes + [summary]).map { $0 + "\n" }.joined()
  }

  /// What is to be done, in a sentence.
  package var summary: String {
    let left = lines.filter(\.isLeft)
    let hindered = lines.count { $0.obstacle != nil }
    let done = lines.count { !$0.isRepeated } - left.count - hindered
    let obstacle = hindered == 0 ? "" : " \(counted(hindered)) can't be done: the reason is above."
    guard !left.isEmpty else {
      return hindered > 0 ? "\(done) done.\(obstacle)" : "Nothing to train: \(counted(done)) done."
    }
    let times = left.compactMap(\.seconds)
    let unknown = left.count - times.count
    let rest = unknown == 0 || times.isEmpty ? "" : ", and \(counted(unknown)) whose time isn't known"
    let time = times.isEmpty ? "" : "; about \(duration(times.reduce(0, +))) on this machine\(rest)"
    return "\(counted(left.count)) to train, \(done) done\(time).\(obstacle)"
  }

  /// The exit code of the command, as of one that trains the runs: 3 if data is missing or damaged, else that of the first
  /// run that can't be done; 0 if all can.
  package var exitCode: Int32 {
    let codes = lines.compactMap(\.obstacle)
    return codes.contains(3) ? 3 : codes.first ?? 0
  }

  /// The plan for machines.
  package var json: JSON {
    .object([("runs", .list(lines.map(\.json)))])
  }
}

extension RunPlan.Line {
  /// The line, or, if it is of a run that stands above for another spec, a word of that.
  /// - Parameters:
  ///   - titles: of the runs above, by what tells them from others.
  ///   - key: nil for a run of which that isn't known.
  fileprivate func knowing(_ titles: inout [String: String], key: String?) -> Self {
    guard obstacle == nil, let key else { return self }
    guard let title = titles[key] else {
      titles[key] = run.title
      return self
    }
    var line = self
    line.isRepeated = true
    if case .object(let members) = json {
      line.json = .object(members + [.init(key: "sameAs", value: .text(title))])
    }
    if isLeft { (line.seconds, line.state, line.isLeft) = (nil, "the same run as \(title)", false) }
    return line
  }
}

private func counted(_ count: Int) -> String { count.counted("run") }

extension RunPlan.Remark {
  /// - Parameter runs: their number, or the one that it is.
  fileprivate func sentence(of runs: String, remedy: ([String]) -> String) -> String {
    func sets(_ names: [String]) -> String {
      "\(names.joined(separator: ", ")). To get them: \(remedy(names))"
    }
    return switch self {
    case .unusable(let reason): "Unusable (\(runs)): \(reason)"
    case .dataMissing(let names): "Data missing (\(runs)): \(sets(names))"
    case .imagesAbsent(let names): "Done, but the images aren't here (\(runs)): \(sets(names))"
    }
  }
}

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
    var remark: RunPlan.Remark?
    var obstacle: Int32?
    switch state {
    case .unusable(let error): (remark, obstacle) = (.unusable(reason.onOneLine), error.exitCode)
    case .dataMissing(let sets): (remark, obstacle) = (.dataMissing(sets), 3)
    case .done, .unscored, .resumable, .new: if !absentSets.isEmpty { remark = .imagesAbsent(absentSets) }
    }
    let words = state.words + (obstacle == nil ? ": \(reason.onOneLine)" : "")
    let name = (run as? MethodDescription)?.method.name.rawValue
    let method: [(key: String, value: JSON)] = name.map { [("method", .text($0))] } ?? []
    let json: [(key: String, value: JSON)] =
      [
        ("spec", .text(run.spec)), ("variant", .text(run.variant)), ("seed", .integer(run.seed)),
        ("id", identity.map { .text($0.id) } ?? .null), ("folder", folder.map { .text($0.path) } ?? .null),
        ("state", .text(state.name)), ("reason", .text(reason)),
        ("absentSets", .list(absentSets.map { .text($0) })),
      ] + method + members
      + [("estimatedSeconds", estimatedSeconds.map { .number($0, decimals: 1) } ?? .null)]
    return RunPlan.Line(
      run: run, length: length, seconds: estimatedSeconds, state: words, remark: remark,
      isLeft: isLeft && obstacle == nil, obstacle: obstacle, json: .object(json))
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
