import ArgumentParser
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
      if !global.quiet { say("\(experiment.file): \(experiment.validity)") }
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
