import ArgumentParser
import Reporting

/// `experiments plan SPEC...`
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say of every run whether it is done, and how long it will take; train nothing.")

  @OptionGroup var options: RunOptions

  func run() throws {
    let (training, runs, methods) = try options.selected()
    let engine = try training.engine()
    let plan = RunPlan(methods: engine.plan(methods), runs: engine.plan(runs))
    say(options.format.format == .json ? plan.json.compact : plan.text)
    if plan.exitCode != 0 { throw FailedCommand(exitCode: plan.exitCode) }
  }
}
