/// A spec file that was decoded and found valid under every profile: what to train, and what to draw from it.
///
///     let experiment = try Experiment.decode(bytes, file: "experiments/specs/depth.json")
///     let resolved = try experiment.resolved(profile: "desk", overrides: [("training.seeds", "5")])
///     for run in resolved.runs { … }
///
/// A value comes from the spec's sections, unless the profile has another, unless the variant has, unless the grid
/// has, unless `--set` has. No value comes from code.
public struct Experiment: Sendable {
  /// The profile meant when none is named.
  public static let defaultProfile = "desk"
  /// The profile that the others' deviations are stated against.
  public static let paperProfile = "paper"

  /// The name, which names the folder of the results.
  public let name: String
  /// The title.
  public let title: String
  /// The section, figure or table of the paper that is re-run.
  public let source: String
  /// What the experiment is to show, one sentence.
  public let claim: String
  /// What each profile costs to run, in words.
  public let cost: [String: String]
  /// The profiles' names, in the file's order.
  public let profiles: [String]
  /// The figures, as the spec has them.
  public let figures: [FigureSection]
  /// The path of the file.
  public let file: String

  /// Reads a spec and checks it under each of its profiles.
  /// - Parameter file: the path that problems are reported with.
  /// - Throws: all of its problems at once.
  public static func decode(_ bytes: [UInt8], file: String) throws(SpecProblems) -> Experiment {
    throw SpecProblems(problems: [])
  }

  /// The runs and figures of one profile.
  /// - Parameter overrides: keys as dotted paths (`training.batch`) with values in JSON, where a text needs no
  ///   quotes; the last one for a key counts.
  /// - Throws: all problems at once, those of an override with the place `--set key=value`.
  public func resolved(profile: String, overrides: [(key: String, value: String)] = [])
    throws(SpecProblems) -> ResolvedExperiment
  {
    throw SpecProblems(problems: [])
  }
}

/// What decides the weights of a run, as JSON with sorted keys and shortest numbers, for the run's id.
///
/// In it: the training images and how they are cut, the network, the training and the seed. Not in it: the spec, the
/// variant, the test sets, how often a run is measured or saved, and, if the learning rate is constant, its length:
/// the same training in two specs is one run, and a longer run continues a shorter one.
public func canonicalJSON(of run: RunDescription) -> [UInt8] { [] }

/// The JSON Schema (2020-12) of a spec file, made from the tables that it is decoded with.
public func schemaJSON() -> String { "" }
