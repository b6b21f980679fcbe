import ArgumentParser
import Foundation
import Harness
import HostSystem
import ProjectFiles
import Reporting

/// `experiments status`
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "List the runs in the results folder: what each reached, and how far those are that are being trained.",
    discussion: """
      Of a run that another process trains it says backprops, PSNR, sub-images a second and the time left, as of the last \
      second or two.

      Example: experiments status --watch
      """)

  @Flag(help: "Only what is being trained, anew every two seconds, until Ctrl-C.")
  var watch = false

  @Option(
    help: ArgumentHelp(
      "Show the page of results at this port of this machine, until Ctrl-C; 0 for any port.",
      valueName: "port"))
  var serve: Int?

  @Option(help: "The profile whose results the page shows.", completion: Completions.profiles)
  var profile = "desk"

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let project = try global.project()
    let results = try project.givenResults()
    if let serve { return try show(at: serve) }
    if watch { return try keepWatching(results) }
    let status = try RunList(results: results)
    say(format.format == .json ? status.json.compact : status.text)
    if format.format == .text {
      for line in try global.session(profile: profile, threads: 1).slurmStatus() { say(line) }
    }
    if status.isDamaged { throw FailedCommand(exitCode: 3) }
  }

  private func show(at port: Int) throws {
    let server = try global.session(profile: profile, threads: 1).serveAll(port: port)
    defer { server.stop() }
    say("Look at \(server.address). Ctrl-C ends it.")
    waitForSignal()
  }

  /// On a terminal each look takes the place of the one before; elsewhere only what is new is said.
  private func keepWatching(_ results: String) throws {
    let isTerminal = format.format == .text && isatty(1) == 1
    let cancellation = Cancellation()
    let watch = SignalWatch(cancellation)
    defer { withExtendedLifetime(watch) {} }
    var last = ""
    while !cancellation.isRequested {
      let list = try LiveList(results: results)
      let text = format.format == .json ? list.json.compact + "\n" : list.text
      if isTerminal { write("\u{1B}[H\u{1B}[J", to: .output) }
      if isTerminal || text != last { say(text) }
      last = text
      for _ in 0..<20 where !cancellation.isRequested { usleep(100_000) }
    }
  }
}

/// `experiments show RUN`
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show all that is known of one run: every setting, each image's scores, its curve.",
    discussion: "Example: experiments show 3ee45f90")

  @Argument(
    help: ArgumentHelp("The run's folder, or the beginning of its id.", valueName: "run"),
    completion: Completions.runs)
  var name: String

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let list = try RunList(results: try global.project().givenResults())
    say(format.format == .json ? try list.detailJSON(of: name).compact : try list.detail(of: name))
    if try list.isDamaged(name) { throw FailedCommand(exitCode: 3) }
  }
}
