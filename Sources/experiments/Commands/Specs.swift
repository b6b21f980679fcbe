import ArgumentParser
import ExperimentSpecs
import ProjectFiles

/// `experiments validate SPEC...`
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check specs under all of their profiles, and report every mistake with its place.",
    discussion: "Example: experiments validate my-widths.json")

  @OptionGroup var specs: SpecsArgument
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let project = try global.project()
    let catalog = try project.catalog()
    for experiment in try specs.experiments(project, profile: nil, global) {
      for name in try experiment.imageSets() { _ = try catalog.manifest(name) }
      if !global.quiet { say("\(experiment.file): \(try experiment.validity)") }
    }
  }
}

/// `experiments resolve SPEC`
struct Resolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a spec as it will be run, with what it extends, profiles, variants, grid and --set.",
    discussion: """
      The JSON has all settings of every variant, in the profile that --profile names or in each. Figures, tables and claims \
      are as the file, or the one that it extends, has them.

      Example: experiments resolve my-widths.json --profile desk
      """)

  @Argument(
    help: ArgumentHelp("A spec file, as given or under experiments/.", valueName: "spec"),
    completion: Completions.specs)
  var spec: String

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let selection = try selection.selection()
    for experiment in try global.experiments([spec], global.project()) {
      say(try experiment.whole(profile: selection.profile, overrides: selection.overrides))
    }
  }
}

/// `experiments schema`
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of a spec.", discussion: "Example: experiments schema > spec.schema.json"
  )

  @OptionGroup var global: GlobalOptions

  func run() { say(specSchema()) }
}

/// `experiments list`
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the specs, their figures, and what each profile costs.",
    discussion: "Example: experiments list --format json")

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let list = try SpecList(global.project())
    say(format.format == .json ? list.json.compact : list.text)
  }
}
