import ArgumentParser
import Harness
import Reporting

/// `experiments plan SPEC...`
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say of every run whether it is done, and how long it will take; train nothing.",
    discussion: "Example: experiments plan specs/depth.json --set training.seeds=5")

  @OptionGroup var options: RunOptions

  func run() throws {
    let selected = try options.selected()
    let plan = try selected.session.plan(selected.runs, selected.methods)
    say(options.format.format == .json ? plan.json.compact : plan.text)
    if plan.exitCode != 0 { throw FailedCommand(exitCode: plan.exitCode) }
  }
}
