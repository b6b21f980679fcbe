import Evaluating
import ExperimentSpecs
import Foundation
import Harness
import HostSystem
import ProjectFiles
import Reporting
import Running
import RunRecords

/// How a command trains: what is common to `run` and `figure`.
struct Training {
  let project: Project
  let profile: String
  let threads: Int
  var jobs = 1
  var format = OutputFormat.text
  let isQuiet: Bool
  /// Whether what is said goes to the error stream, because the output is for results.
  var saysErrors = false
  let cancellation = Cancellation()

  /// Where the results of the profile go.
  var results: String { project.results(ofProfile: profile) }

  /// An engine for the profile's results.
  func engine(force: Bool = false) throws -> RunEngine {
    let settings = RunSettings(
      results: results, threads: threads, jobs: jobs, force: force, commandLine: CommandLine.arguments,
      environment: RunEnvironment(root: project.root, libraries: libraryVersions()))
    let reporter: any ProgressReporter =
      saysErrors
      ? PlainReporter(isQuiet: isQuiet, stream: .errors)
      : makeReporter(format: format, isQuiet: isQuiet)
    return RunEngine(
      catalog: try project.catalog(), settings: settings, cancellation: cancellation, reporter: reporter)
  }

  /// Trains what isn't trained yet.
  /// - Throws: `DatasetError.missing` and `RunError.locked` before anything begins, `FailedCommand` if a run failed or was interrupted.
  func train(_ runs: [RunDescription], _ methods: [MethodDescription] = [], force: Bool = false) throws {
    let engine = try engine(force: force)
    let (planned, plannedMethods) = (engine.plan(runs), engine.plan(methods))
    try engine.requireData(for: planned)
    try engine.requireData(for: plannedMethods)
    try engine.requireUnlocked(planned)
    try engine.requireUnlocked(plannedMethods)
    note(RunPlan(methods: plannedMethods, runs: planned).text)
    try watchingSignals {
      guard force else { return try finish(engine.run(methods) + engine.run(runs)) }
      try finish(engine.run(methods.distinctTrainings) + engine.run(runs.distinctTrainings))
      // What else is asked of the same trainings: scores on more sets, by more measures.
      let rest = try self.engine()
      try finish(rest.run(methods) + rest.run(runs))
    }
  }

  /// The trained model of a method; trained now if it isn't there.
  /// - Throws: `DatasetError.missing` before anything begins, `FailedCommand` if it was interrupted.
  func model(_ name: MethodSection.Name, scale: Int) throws -> EvaluatedMethod {
    let method = try project.publishedMethod(name, scale: scale, profile: profile)
    let engine = try engine()
    return try watchingSignals {
      do {
        return .model(try engine.model(of: method), name: name.rawValue)
      } catch is CancellationError {
        say("Interrupted. The same command goes on from what is saved.", to: .errors)
        throw FailedCommand(exitCode: 130)
      }
    }
  }

  private func watchingSignals<Value>(_ body: () throws -> Value) rethrows -> Value {
    let watch = SignalWatch(cancellation) {
      note(
        "\nStopping: the state is being saved. Once more Ctrl-C stops at once, back to the last checkpoint.")
    }
    defer { withExtendedLifetime(watch) {} }
    return try body()
  }

  private func finish(_ results: [RunResult]) throws {
    let code = results.exitCode
    if code == 130 {
      say("Interrupted; the state is saved. The same command goes on from there.", to: .errors)
    }
    if code != 0 { throw FailedCommand(exitCode: code) }
  }

  private func note(_ text: String) {
    if !isQuiet && format == .text { say(text, to: saysErrors ? .errors : .output) }
  }
}
