import ArgumentParser
import Harness
import Reporting

/// `experiments status`
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the runs in the results folder: what each reached, and which are being trained.",
    discussion: "Example: experiments status")

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let status = try RunList(results: try global.project().givenResults())
    say(format.format == .json ? status.json.compact : status.text)
    if status.isDamaged { throw FailedCommand(exitCode: 3) }
  }
}

/// `experiments show RUN`
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show all that is known of one run.", discussion: "Example: experiments show 3ee45f90")

  @Argument(
    help: ArgumentHelp("The run's folder, or the beginning of its id.", valueName: "run"),
    completion: Completions.runs)
  var name: String

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let list = try RunList(results: try global.project().givenResults())
    say(try list.detail(of: name))
    if try list.isDamaged(name) { throw FailedCommand(exitCode: 3) }
  }
}
