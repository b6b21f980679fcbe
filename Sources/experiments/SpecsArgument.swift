import ArgumentParser
import ExperimentSpecs
import ProjectFiles

/// The specs that a command is about: those named, or with `--all` every one of the project.
struct SpecsArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Spec files, as given or under experiments/.", valueName: "spec"),
    completion: Completions.specs)
  var specs: [String] = []

  @Flag(help: "Every spec of the project that has the profile.")
  var all = false

  func validate() throws {
    if specs.isEmpty != all {
      throw ValidationError(
        all
          ? "name specs or give --all, not both"
          : "name the specs, as in specs/depth.json, or give --all for every one of them")
    }
  }

  /// Reads the specs, and says which files were taken.
  /// - Parameter profile: with `--all`, a spec without this profile is passed over; nil for none.
  func experiments(_ project: Project, profile: String?, _ global: GlobalOptions) throws -> [Experiment] {
    guard all else { return try global.experiments(specs, project) }
    return try project.experiments(project.specPaths).filter { experiment in
      profile.map(experiment.profiles.contains) ?? true
    }
  }
}
