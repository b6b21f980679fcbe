import ArgumentParser
import ExperimentSpecs

/// The runs that `run` and `plan` are about, and how they are trained.
struct RunOptions: ParsableArguments {
  @OptionGroup var specs: SpecsArgument
  @OptionGroup var jobs: JobsOption
  @OptionGroup var selection: SelectionOptions

  @Option(help: ArgumentHelp("This variant alone; may be given several times.", valueName: "variant"))
  var only: [String] = []

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  /// Reads the specs.
  /// - Returns: the runs of networks and methods that are asked for, and what trains them.
  func selected() throws -> (training: Training, runs: [RunDescription], methods: [MethodDescription]) {
    let project = try global.project()
    var selection = selection.selection
    selection.only = only
    let experiments = try specs.experiments(project, profile: selection.profileName, global).map {
      try selection.resolved($0)
    }
    let training = Training(
      project: project, profile: selection.profileName, threads: threads.count, jobs: jobs.jobs,
      format: format.format, isQuiet: global.quiet)
    return (training, try selection.runs(of: experiments), try selection.methods(of: experiments))
  }
}
