import ArgumentParser
import ProjectFiles

/// `experiments validate SPEC...`
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check specs under all of their profiles, and report every mistake with its place.")

  @OptionGroup var specs: SpecsArgument
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let project = try global.project()
    for experiment in try specs.experiments(project, profile: nil, global) {
      if !global.quiet { say("\(experiment.file): \(experiment.validity)") }
    }
  }
}

/// `experiments schema`
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the JSON Schema of a spec.")

  @OptionGroup var global: GlobalOptions

  func run() { say(specSchema()) }
}

/// `experiments list`
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the specs, their figures, and what each profile costs.")

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let list = try SpecList(global.project())
    say(format.format == .json ? list.json.compact : list.text)
  }
}
