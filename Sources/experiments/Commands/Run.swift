import ArgumentParser
import ExperimentSpecs
import Harness

/// `experiments run SPEC...`
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train the networks and methods that aren't trained yet.",
    discussion: """
      A run that is done is skipped, one that was interrupted goes on from its checkpoint to the same bits. Ctrl-C \
      saves the state and ends with 130.
      """)

  @OptionGroup var specs: SpecsArgument

  @Flag(help: "Train from the start what is done or begun.")
  var force = false

  @OptionGroup var jobs: JobsOption
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var variants: OnlyOption
  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let project = try global.project()
    var selection = selection.selection
    selection.only = variants.only
    let experiments = try specs.experiments(project, profile: selection.profileName, global).map {
      try selection.resolved($0)
    }
    let training = Training(
      project: project, profile: selection.profileName, threads: threads.count, jobs: jobs.jobs,
      format: format.format, isQuiet: global.quiet)
    try training.train(
      selection.runs(of: experiments), selection.methods(of: experiments), force: force)
  }
}

extension GlobalOptions {
  /// Reads specs, and says which files were taken.
  func experiments(_ arguments: [String], _ project: Project) throws -> [Experiment] {
    let paths = try arguments.map { try project.specPath($0) }
    for path in paths { note("spec \(project.shortened(path))") }
    return try project.experiments(paths)
  }
}
