import ArgumentParser
import Foundation
import Harness
import ProjectFiles

/// Who does the runs.
struct SlurmOptions: ParsableArguments {
  @Option(
    help:
      "Who does the runs: this process, or Slurm as one job array, a task a run with --threads processors each."
  )
  var executor = Executor.local

  @Option(
    help: ArgumentHelp(
      "What Slurm is asked for beside, as sbatch takes it: --slurm=--time=4:00:00; may be given several times.",
      valueName: "option"))
  var slurm: [String] = []

  /// Who does the runs.
  enum Executor: String, ExpressibleByArgument, CaseIterable {
    case local, slurm
  }

  func validate() throws {
    if executor == .local, !slurm.isEmpty {
      throw ValidationError("--slurm: expected --executor slurm beside it")
    }
    for option in slurm where !option.hasPrefix("-") {
      throw ValidationError(
        "--slurm: expected an option of sbatch, as in --slurm=--time=4:00:00, found '\(option)'")
    }
  }

  /// What a submission is to look like. All paths are absolute: a node may begin anywhere.
  func request(_ session: Session, _ options: RunOptions) -> SlurmRequest {
    func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
    var command = [
      Bundle.main.executablePath ?? absolute(CommandLine.arguments[0]), "run-task",
      "--root", absolute(session.project.root), "--results", absolute(session.results),
      "--threads", "\(session.threads)",
    ]
    if let dataRoot = options.global.dataRoot { command += ["--data-root", absolute(dataRoot)] }
    return SlurmRequest(command: command, mostAtOnce: options.jobs.given, options: slurm)
  }
}

/// `experiments run-task`, which a task of a job array starts.
struct RunTask: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do one task of a submission to Slurm.", shouldDisplay: false)

  @Option(transform: path) var sweep: String
  @Option var task: Int
  @OptionGroup var threads: ThreadsOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try global.session(profile: "desk", threads: threads.count).runTask(task, of: sweep)
  }
}
