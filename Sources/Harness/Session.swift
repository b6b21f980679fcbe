import Datasets
import Evaluating
import ExperimentSpecs
import HostSystem
import ProjectFiles
import Reporting
import RunRecords
import Running
import Wording

/// One command's work on a project: whose results, by how many threads, and who is told.
package struct Session: Sendable {
  package let project: Project
  /// The profile whose results they are.
  package let profile: String
  /// Threads in all.
  package let threads: Int
  /// Runs at once, which share the threads.
  package let jobs: Int
  /// What asks the training to stop.
  package let cancellation = Cancellation()
  private let commandLine: [String]
  private let reporter: any ProgressReporter
  let announce: @Sendable (String) -> Void
  /// Told what a reader of the results must know.
  let note: @Sendable (String) -> Void
  /// When it is to stop before all is done.
  package var limits = SessionLimits()

  /// A command's work.
  /// - Parameters:
  ///   - commandLine: the command, for the provenance.
  ///   - announce: told what is about to be trained.
  ///   - note: told what a reader of the results must know.
  package init(
    project: Project, profile: String, threads: Int, jobs: Int = 1, commandLine: [String],
    reporter: any ProgressReporter, announce: @escaping @Sendable (String) -> Void,
    note: @escaping @Sendable (String) -> Void
  ) {
    (self.project, self.profile, self.threads, self.jobs) = (project, profile, threads, jobs)
    (self.commandLine, self.reporter) = (commandLine, reporter)
    (self.announce, self.note) = (announce, note)
  }

  /// Where the results of the profile go.
  package var results: String { project.results(ofProfile: profile) }

  /// The runs of the profile's results.
  /// - Throws: `DatasetError` for a manifest that can't be read.
  package func archive() throws -> RunArchive {
    RunArchive(catalog: try project.catalog(), results: results)
  }

  /// An engine for the profile's results.
  /// - Parameter results: another folder for them; nil for the profile's.
  package func engine(force: Bool = false, results: String? = nil) throws -> RunEngine {
    var settings = RunSettings(
      results: results ?? self.results, threads: threads, jobs: jobs, force: force, commandLine: commandLine,
      environment: RunEnvironment(root: project.root, libraries: libraryVersions()))
    settings.stopsAtFailure = limits.stopsAtFailure
    settings.backend = trainingBackend
    return RunEngine(
      catalog: try project.catalog(), settings: settings, cancellation: cancellation,
      reporter: PulseReporter(reporter))
  }

  /// How runs stand, and how long they will take.
  package func plan(_ runs: [RunDescription], _ methods: [MethodDescription]) throws -> RunPlan {
    let engine = try engine()
    return plan(of: engine.plan(runs), engine.plan(methods), by: engine)
  }

  func plan(of runs: [PlannedRun], _ methods: [PlannedMethod], by engine: RunEngine) -> RunPlan {
    RunPlan(methods: methods, runs: runs, remedy: engine.catalog.remedy)
  }

  /// Trains what isn't trained yet, and measures what their experiments want of it.
  /// - Throws: `DatasetError.missing` and `RunError.locked` before anything begins, `FailedCommand` if a run failed or was
  ///   interrupted.
  package func run(
    _ runs: [RunDescription], _ methods: [MethodDescription], of experiments: [ResolvedExperiment],
    force: Bool = false
  ) throws {
    try train(runs, methods, force: force)
    for experiment in experiments {
      try engine().measure(
        runs.filter { $0.spec == experiment.spec }, methods.filter { $0.spec == experiment.spec },
        for: experiment)
    }
  }

  /// Measures on the finished runs of experiments what their figures, tables and claims want beside the scores that
  /// every run has; trains nothing.
  /// - Throws: what reading images, weights and metrics throws, what writing metrics and provenance throws.
  package func measure(_ experiments: [ResolvedExperiment]) throws {
    for experiment in experiments {
      try engine().measure(experiment)
      try ExperimentResults(experiment, archive: archive()).notes.forEach(note)
    }
  }

  private func train(_ runs: [RunDescription], _ methods: [MethodDescription], force: Bool) throws {
    let engine = try engine(force: force)
    if limits.requiresClean { try engine.settings.environment.requireClean() }
    let (planned, plannedMethods) = (engine.plan(runs), engine.plan(methods))
    try engine.requireData(for: planned)
    try engine.requireData(for: plannedMethods)
    try engine.requireUnlocked(planned)
    try engine.requireUnlocked(plannedMethods)
    try requireDevices(of: planned)
    announce(plan(of: planned, plannedMethods, by: engine).text)
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
  package func model(_ name: MethodSection.Name, scale: Int) throws -> EvaluatedMethod {
    let method = try project.publishedMethod(name, scale: scale, profile: profile)
    let engine = try engine()
    return try watchingSignals {
      do {
        return .model(try engine.model(of: method), name: name.rawValue)
      } catch is CancellationError {
        throw FailedCommand(
          exitCode: 130, words: "Interrupted. The same command goes on from what is saved.")
      }
    }
  }

  func watchingSignals<Value>(_ body: () throws -> Value) rethrows -> Value {
    let watch = SignalWatch(cancellation) {
      announce(
        "\nStopping: the state is being saved. Once more Ctrl-C stops at once, back to the last checkpoint.")
    }
    let timer = limits.seconds.map { seconds in
      CancellationTimer(cancellation, seconds: seconds) {
        announce("\nStopping after \(duration(seconds)), as --max-time asks: the state is being saved.")
      }
    }
    defer { withExtendedLifetime((watch, timer)) {} }
    return try body()
  }

  func finish(_ results: [RunResult]) throws {
    let code = results.exitCode
    if code == 0 { return }
    throw FailedCommand(
      exitCode: code,
      words: code == 130 ? "Interrupted; the state is saved. The same command goes on from there." : nil)
  }
}

/// The end of a command that has said what went wrong, with a code other than 0.
package struct FailedCommand: Error {
  package let exitCode: Int32
  /// What is left to say.
  package let words: String?

  /// An end with a code.
  package init(exitCode: Int32, words: String? = nil) {
    (self.exitCode, self.words) = (exitCode, words)
  }
}
