import ExperimentSpecs
import Foundation
import Harness
import HostSystem

/// How a command trains: what is common to `run` and `figure`.
struct Training {
  let project: Project
  let profile: String
  let threads: Int
  var jobs = 1
  var format = OutputFormat.text
  let isQuiet: Bool
  let cancellation = Cancellation()

  /// Where the results of the profile go.
  var results: String { project.results(ofProfile: profile) }

  /// An engine for the profile's results.
  func engine(force: Bool = false) throws -> RunEngine {
    let settings = RunSettings(
      results: results, threads: threads, jobs: jobs, force: force, commandLine: CommandLine.arguments,
      environment: RunEnvironment(root: project.root, libraries: libraryVersions()))
    return RunEngine(
      catalog: try project.catalog(), settings: settings, cancellation: cancellation,
      reporter: makeReporter(format: format, isQuiet: isQuiet))
  }

  /// Trains what isn't trained yet.
  /// - Throws: `DatasetError.missing` and `RunError.locked` before anything begins, `FailedCommand` if a run failed or was interrupted.
  func train(_ runs: [RunDescription], force: Bool = false) throws {
    let engine = try engine(force: force)
    let planned = engine.plan(runs)
    try engine.requireData(for: planned)
    try engine.requireUnlocked(planned)
    note(planned.text)
    let watch = SignalWatch(cancellation) {
      note(
        "\nStopping: the state is being saved. Once more Ctrl-C stops at once, back to the last checkpoint.")
    }
    defer { withExtendedLifetime(watch) {} }
    let ended = engine.run(force ? runs.distinctTrainings : runs)
    try finish(ended)
    if force { try finish(try self.engine().run(runs)) }
  }

  private func finish(_ results: [RunResult]) throws {
    let code = results.exitCode
    if code == 130 {
      say("Interrupted; the state is saved. The same command goes on from there.", to: .standardError)
    }
    if code != 0 { throw FailedCommand(exitCode: code) }
  }

  private func note(_ text: String) {
    if !isQuiet && format == .text { say(text) }
  }
}
