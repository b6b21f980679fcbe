import ArgumentParser
import ExperimentSpecs
import Foundation
import Harness
import HostSystem
import ProjectFiles
import Reporting
import RunRecords

/// The page that is served while runs are trained, by a process of its own: whatever browsers do to it, it takes neither
/// memory nor files from the training.
final class ServedPage {
  private let companion: Companion

  /// Begins to serve, and says where.
  /// - Throws: `FailedCommand` if it can't be served, for a reason that has been said.
  init(port: Int, _ options: RunOptions) throws {
    var arguments = ["serve-page", "--port", "\(port)", "--with-parent"] + options.specs.specs
    if options.specs.all { arguments.append("--all") }
    let selection = try options.selection.selection()
    arguments += ["--profile", selection.profileName]
    for text in selection.overrideTexts { arguments += ["--set", text] }
    let global = options.global
    for (name, value) in [("results", global.results), ("data-root", global.dataRoot), ("root", global.root)]
    {
      if let value { arguments += ["--\(name)", value] }
    }
    companion = try Companion(Bundle.main.executablePath ?? CommandLine.arguments[0], arguments + ["--quiet"])
    guard let address = companion.firstLine else { throw FailedCommand(exitCode: companion.stop()) }
    global.note("Look at \(address) while it trains.")
  }

  /// Ends it.
  func stop() { companion.stop() }
}

/// `experiments serve-page`, which `run --serve` starts.
struct ServePage: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the page of results at a port of this machine.", shouldDisplay: false)

  @Option var port: Int
  @Flag var withParent = false
  @OptionGroup var specs: SpecsArgument
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let selection = try selection.selection()
    let session = try global.session(profile: selection.profileName, threads: 1)
    let experiments = try specs.experiments(session.project, profile: selection.profileName, global).map {
      (path: session.project.root + "/" + $0.file, experiment: try selection.resolved($0))
    }
    let server = try session.serve(experiments, port: port)
    say(server.address)
    withParent ? waitForEndOfInput() : waitForSignal()
    server.stop()
  }
}

/// Waits for Ctrl-C or another wish to end.
func waitForSignal() {
  let wished = DispatchSemaphore(value: 0)
  let watch = SignalWatch(Cancellation()) { wished.signal() }
  withExtendedLifetime(watch) { wished.wait() }
}
