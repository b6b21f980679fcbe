import ArgumentParser
import Harness
import Reporting

/// `experiments plan SPEC...`
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say of every run whether it is done, and how long it will take; train nothing.",
    discussion: """
      Ends with the code that 'run' would end with: 3 if data is missing. Nothing is written, but where --set data.train names a \
      folder: that becomes an image set, whose manifest is put among the others.

      Example: experiments plan specs/depth.json --set training.seeds=5
      """)

  @OptionGroup var options: RunOptions

  func run() throws {
    let selected = try options.selected()
    let plan = try selected.session.plan(selected.runs, selected.methods)
    say(options.format.format == .json ? plan.json.compact : plan.text)
    if plan.exitCode != 0 { throw FailedCommand(exitCode: plan.exitCode) }
  }
}
