import ArgumentParser
import Harness

/// `experiments plan SPEC...`
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say of every run whether it is done, and how long it will take; train nothing.")

  @OptionGroup var specs: SpecsArgument
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
      isQuiet: global.quiet)
    let engine = try training.engine()
    let plan = RunPlan(
      methods: engine.plan(try selection.methods(of: experiments)),
      runs: engine.plan(try selection.runs(of: experiments)))
    say(format.format == .json ? plan.json.compact : plan.text)
  }
}
