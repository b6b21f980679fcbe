import Datasets
import ExperimentSpecs
import Wording

/// Which runs of which specs a command is about.
package struct RunSelection: Sendable {
  /// The profile; nil for the usual one.
  package var profile: String?
  /// What `--set` changes.
  package var overrides: [(key: String, value: String)]
  /// The variants; none for all.
  package var only: [String]

  package init(profile: String? = nil, overrides: [(key: String, value: String)] = [], only: [String] = []) {
    self.profile = profile
    self.overrides = overrides
    self.only = only
  }

  /// The selection with the names of sets where `--set` gives the path of a folder: sets that are made of them now.
  /// - Throws: as `DatasetCatalog.name(ofFolder:role:)`.
  package func namingFolders(of project: Project, note: (String) -> Void) throws -> RunSelection {
    let roles: [String: DatasetManifest.Role] = [
      "data.train": .train, "data.test": .test, "data.validation": .test,
    ]
    var selection = self
    for (index, pair) in overrides.enumerated() {
      guard let role = roles[pair.key], pair.value.contains("/"), !pair.value.contains("[") else { continue }
      let names = try pair.value.split(separator: ",").map { value in
        value.contains("/")
          ? try project.catalog().name(ofFolder: String(value), role: role, progress: note) : String(value)
      }
      selection.overrides[index].value =
        names.count == 1 ? names[0] : JSON.list(names.map(JSON.text)).compact
    }
    return selection
  }

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
