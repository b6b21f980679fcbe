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
    try checkVariants(of: experiments)
    return experiments.flatMap(\.runs).filter(isChosen).inTrainingOrder
  }

  /// The runs of methods, likewise.
  /// - Throws: `ProjectError.unknownVariant` for a name that no experiment has.
  public func methods(of experiments: [ResolvedExperiment]) throws(ProjectError) -> [MethodDescription] {
    try checkVariants(of: experiments)
    return experiments.flatMap(\.methods).filter(isChosen)
  }

  private func checkVariants(of experiments: [ResolvedExperiment]) throws(ProjectError) {
    let known = experiments.flatMap { $0.runs.map(\.variant) + $0.methods.map(\.variant) }.removingRepeats
    for name in only where !known.contains(where: { Self.is($0, name) }) {
      throw .unknownVariant(name: name, known: known)
    }
  }

  private func isChosen(_ run: some DescribedRun) -> Bool {
    only.isEmpty || only.contains { Self.is(run.variant, $0) }
  }

  private static func `is`(_ variant: String, _ name: String) -> Bool {
    variant == name || variant.hasPrefix(name + "/")
  }
}

extension RunEngine {
  /// Checks that all data is here that unfinished runs need, so that none begins that can't all be done.
  /// - Throws: `DatasetError.missing` or `.severalMissing`, with the ways to get the sets; `RunError.data` for a set
  ///   that can be seen to be damaged.
  public func requireData<Run>(for planned: [Planned<Run>]) throws {
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
  public func requireUnlocked<Run>(_ planned: [Planned<Run>]) throws(RunError) {
    for run in planned where run.isUnfinished {
      guard let path = run.identity.map(lockPath) else { continue }
      if let owner = FileLock.holder(of: path), owner.process != .current {
        throw .locked(run: run.run.title, owner: owner, path: path)
      }
    }
  }
}

extension [MethodDescription] {
  /// One run of each training: what another run of the list repeats is left out.
  public var distinctTrainings: [MethodDescription] {
    var seen: Set<[UInt8]> = []
    return filter { seen.insert(canonicalJSON(of: $0)).inserted }
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
