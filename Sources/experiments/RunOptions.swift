import ArgumentParser
import Harness
import ExperimentSpecs

/// The runs that `run` and `plan` are about, and how they are trained.
struct RunOptions: ParsableArguments {
  @OptionGroup var specs: SpecsArgument
  @OptionGroup var jobs: JobsOption
  @OptionGroup var selection: SelectionOptions

  @Option(
    help: ArgumentHelp("This variant alone; may be given several times.", valueName: "variant"),
    completion: Completions.variants)
  var only: [String] = []

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  /// Reads the specs.
  func selected() throws -> Selected {
    let project = try global.project()
    var selection = try selection.selection().namingFolders(of: project, note: global.note)
    selection.only = only
    let experiments = try specs.experiments(project, profile: selection.profileName, global).map {
      try selection.resolved($0)
    }
    let session = try global.session(
      profile: selection.profileName, threads: threads.count, jobs: jobs.jobs, format: format.format)
    return Selected(
      session: session, experiments: experiments, runs: try selection.runs(of: experiments),
      methods: try selection.methods(of: experiments))
  }

  /// What a command is about.
  struct Selected {
    var session: Session
    let experiments: [ResolvedExperiment]
    let runs: [RunDescription]
    let methods: [MethodDescription]
  }
}
