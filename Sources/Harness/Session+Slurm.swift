import ExperimentSpecs
import Foundation
import HostSystem
import Reporting
import RunRecords
import Running
import Wording

/// What a submission to Slurm is to look like.
package struct SlurmRequest: Sendable {
  /// The program, and the options that say where the project, its data and its results are.
  package var command: [String]
  /// The most tasks at once; nil for as many as Slurm will.
  package var mostAtOnce: Int?
  /// What `sbatch` is asked for beside.
  package var options: [String]

  /// Names all of it.
  package init(command: [String], mostAtOnce: Int?, options: [String]) {
    (self.command, self.mostAtOnce, self.options) = (command, mostAtOnce, options)
  }
}

extension Session {
  /// Submits what is left of runs as one job array, a task a run, and doesn't wait for it.
  /// - Returns: what was done, in sentences.
  /// - Throws: `DatasetError.missing`, `SlurmError`, `HostError`.
  package func submit(
    _ runs: [RunDescription], _ methods: [MethodDescription], _ request: SlurmRequest
  ) throws -> String {
    let engine = try engine()
    if limits.requiresClean { try engine.settings.environment.requireClean() }
    let slurm = try Slurm(environment: project.environment)
    let (planned, plannedMethods) = (engine.plan(runs), engine.plan(methods))
    try engine.requireData(for: planned)
    try engine.requireData(for: plannedMethods)
    let waiting = try slurm.waiting(in: results)
    var sweep = engine.sweep(planned, plannedMethods, waiting: waiting)
    let held = waiting.isEmpty ? "" : " \(waiting.count.counted("run")) wait for Slurm already."
    guard !sweep.tasks.isEmpty else { return "Nothing to submit.\(held)" }
    let folder = URL(fileURLWithPath: SlurmSweep.folder(in: results)).standardizedFileURL.path
    try makeFolder(folder)
    let name =
      "\(folder)/\(sweep.submitted.filter { $0.isNumber || $0 == "T" })-\(ProcessInfo.processInfo.processIdentifier)"
    try sweep.write(to: name + ".json")
    let script = SlurmScript(
      command: request.command + ["--sweep", name + ".json"], count: sweep.tasks.count,
      mostAtOnce: request.mostAtOnce, threads: threads, logs: folder, options: request.options)
    do {
      sweep.job = try slurm.submit(script, file: name + ".sh")
    } catch {
      for ending in [".json", ".sh"] { try? removeFile(name + ending) }
      throw error
    }
    try sweep.write(to: name + ".json")
    return
      "Job \(sweep.job ?? 0) of \(sweep.tasks.count.counted("task")) is submitted.\(held) `experiments status` tells how it "
      + "stands; the same command without --executor measures what figures want when all is done."
  }

  /// Does one task of a submission.
  /// - Throws: `FailedCommand` if a run failed or was interrupted.
  package func runTask(_ place: Int, of sweep: String) throws {
    let tasks = try SlurmSweep(contentsOf: sweep).tasks
    guard tasks.indices.contains(place) else {
      throw OptionError(option: "--task", expected: "a number below \(tasks.count)", found: "\(place)")
    }
    let engine = try engine()
    let (runs, methods) = (tasks[place].runs, tasks[place].methods)
    announce(plan(of: engine.plan(runs), engine.plan(methods), by: engine).text)
    try watchingSignals { try finish(engine.run(methods) + engine.run(runs)) }
  }

  /// How the submissions of the results stand, a line each; nothing where there are none or Slurm isn't here.
  package func slurmStatus() throws -> [String] {
    let sweeps = try SlurmSweep.all(in: results)
    guard !sweeps.isEmpty, let slurm = try? Slurm(environment: project.environment) else { return [] }
    return try sweeps.compactMap { sweep in
      guard let job = sweep.job, case let states = try slurm.states(ofJob: job), !states.isEmpty else {
        return nil
      }
      let counts = Dictionary(grouping: states.values) { $0.lowercased() }.mapValues(\.count)
      let words = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      let ended = sweep.tasks.count - states.count
      return "Slurm job \(job), submitted \(sweep.submitted): "
        + (words + (ended > 0 ? ["\(ended) ended"] : [])).joined(separator: ", ")
    }
  }
}
