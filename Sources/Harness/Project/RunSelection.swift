import ExperimentSpecs
import HostSystem

/// Which runs of which specs a command is about.
public struct RunSelection: Sendable {
  /// The profile; nil for the usual one.
  public var profile: String?
  /// What `--set` changes.
  public var overrides: [(key: String, value: String)]
  /// The variants; none for all.
  public var only: [String]

  /// A selection of these.
  public init(profile: String? = nil, overrides: [(key: String, value: String)] = [], only: [String] = []) {
    self.profile = profile
    self.overrides = overrides
    self.only = only
  }

  /// The name of the profile.
  public var profileName: String { profile ?? Experiment.defaultProfile }

  /// The overrides as they were typed.
  public var overrideTexts: [String] { overrides.map { "\($0.key)=\($0.value)" } }

  /// An experiment under the profile.
  /// - Throws: `SpecProblems`.
  public func resolved(_ experiment: Experiment) throws(SpecProblems) -> ResolvedExperiment {
    try experiment.resolved(profile: profileName, overrides: overrides)
  }

  /// The runs of experiments, in order, without the variants that aren't asked for.
  ///
  /// A variant of a grid is also chosen by the id before its values: `9-1-5` for `9-1-5/batch=16`. What a chosen
  /// variant starts from comes with it.
  /// - Throws: `ProjectError.unknownVariant` for a name that no experiment has.
  public func runs(of experiments: [ResolvedExperiment]) throws(ProjectError) -> [RunDescription] {
    let runs = experiments.flatMap(\.runs)
    if only.isEmpty { return runs.inTrainingOrder }
    for name in only where !runs.contains(where: { Self.is($0.variant, name) }) {
      throw .unknownVariant(name: name, known: runs.map(\.variant).removingRepeats)
    }
    return runs.filter { run in only.contains { Self.is(run.variant, $0) } }.inTrainingOrder
  }

  private static func `is`(_ variant: String, _ name: String) -> Bool {
    variant == name || variant.hasPrefix(name + "/")
  }
}

extension RunEngine {
  /// Checks that all data is here that unfinished runs need, so that none begins that can't all be done.
  /// - Throws: `DatasetError.missing` or `.severalMissing`, with the ways to get the sets; `RunError.data` for a set
  ///   that can be seen to be damaged.
  public func requireData(for planned: [PlannedRun]) throws {
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
  public func requireUnlocked(_ planned: [PlannedRun]) throws(RunError) {
    for run in planned where run.backpropsLeft > 0 {
      guard let path = run.identity.map(lockPath) else { continue }
      if let owner = FileLock.owner(in: path), let process = owner.process, process.isAlive == true,
        process != .current
      {
        throw .locked(run: run.run.title, owner: owner, path: path)
      }
    }
  }
}

extension [RunDescription] {
  /// One run of each training, the longest: what another run of the list continues or repeats is left out.
  public var distinctTrainings: [RunDescription] {
    var kept: [(key: [UInt8], run: RunDescription)] = []
    for run in sorted(by: { $0.training.backprops > $1.training.backprops }) {
      let key = canonicalJSON(of: run)
      if !kept.contains(where: { $0.key == key }) { kept.append((key, run)) }
    }
    return kept.map(\.run)
  }
}

extension [PlannedRun] {
  /// The plan for people: one line a run with its state, time and reason, and the time of all.
  public var text: String {
    var rows = [["run", "backprops", "time left", "state"]]
    for planned in self {
      rows.append([
        planned.run.title, planned.run.training.lengthText,
        planned.estimatedSeconds.map { "about " + duration($0) } ?? "-", planned.stateText,
      ])
    }
    return listed(rows) + summary + "\n"
  }

  /// What is to be done, in a sentence.
  public var summary: String {
    let left = filter { $0.backpropsLeft > 0 }
    let unusable = filter { if case .unusable = $0.state { true } else { false } }.count
    let done = count - left.count - unusable
    let obstacle = unusable == 0 ? "" : " \(runs(unusable)) can't be done: the reason is above."
    guard !left.isEmpty else {
      return unusable > 0 ? "\(done) done.\(obstacle)" : "Nothing to train: \(runs(done)) done."
    }
    let times = left.compactMap(\.estimatedSeconds)
    let time = times.isEmpty ? "" : "; about \(duration(times.reduce(0, +))) on this machine"
    return "\(runs(left.count)) to train, \(done) done\(time).\(obstacle)"
  }

  /// The plan for machines.
  public var json: JSONText {
    .object([("runs", .list(map(\.json)))])
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

extension PlannedRun {
  fileprivate var stateText: String {
    switch state {
    case .done: "done: \(reason)"
    case .unscored: "to be scored: \(reason)"
    case .resumable: "to go on: \(reason)"
    case .new: "new: \(reason)"
    case .dataMissing: "data missing: \(reason)"
    case .unusable: "unusable: \(reason.onOneLine)"
    }
  }

  fileprivate var stateName: String {
    switch state {
    case .done: "done"
    case .unscored: "unscored"
    case .resumable: "resumable"
    case .new: "new"
    case .dataMissing: "dataMissing"
    case .unusable: "unusable"
    }
  }

  fileprivate var json: JSONText {
    .object([
      ("spec", .text(run.spec)), ("variant", .text(run.variant)), ("seed", .integer(run.seed)),
      ("id", identity.map { .text($0.id) } ?? .null), ("folder", folder.map { .text($0.path) } ?? .null),
      ("state", .text(stateName)), ("reason", .text(reason)), ("backprops", .integer(run.training.backprops)),
      ("backpropsLeft", .integer(backpropsLeft)),
      ("estimatedSeconds", estimatedSeconds.map { .number($0, decimals: 1) } ?? .null),
    ])
  }
}
