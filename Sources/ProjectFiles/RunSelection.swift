import ExperimentSpecs

/// Which runs of which specs a command is about.
package struct RunSelection: Sendable {
  /// The profile; nil for the usual one.
  package var profile: String?
  /// What `--set` changes.
  package var overrides: [(key: String, value: String)]
  /// The variants; none for all.
  package var only: [String]

  /// A selection of these.
  package init(profile: String? = nil, overrides: [(key: String, value: String)] = [], only: [String] = []) {
    self.profile = profile
    self.overrides = overrides
    self.only = only
  }

  /// The name of the profile.
  package var profileName: String { profile ?? Experiment.defaultProfile }

  /// The overrides as they were typed.
  package var overrideTexts: [String] { overrides.map { "\($0.key)=\($0.value)" } }

  /// An experiment under the profile.
  /// - Throws: `SpecProblems`.
  package func resolved(_ experiment: Experiment) throws(SpecProblems) -> ResolvedExperiment {
    try experiment.resolved(profile: profileName, overrides: overrides)
  }

  /// The runs of experiments, in order, without the variants that aren't asked for.
  ///
  /// A variant of a grid is also chosen by the id before its values: `9-1-5` for `9-1-5/batch=16`. What a chosen
  /// variant starts from comes with it.
  /// - Throws: `ProjectError.unknownVariant` for a name that no experiment has.
  package func runs(of experiments: [ResolvedExperiment]) throws(ProjectError) -> [RunDescription] {
    try checkVariants(of: experiments)
    return experiments.flatMap(\.runs).filter(isChosen).inTrainingOrder
  }

  /// The runs of methods, likewise.
  /// - Throws: `ProjectError.unknownVariant` for a name that no experiment has.
  package func methods(of experiments: [ResolvedExperiment]) throws(ProjectError) -> [MethodDescription] {
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
