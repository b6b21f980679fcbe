import ArgumentParser
import Foundation
import Harness
import ProjectFiles

/// Options that every command has.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where runs, figures and tables are. (default: results; of profile demo results/demo)",
      valueName: "folder"), completion: .directory, transform: path)
  var results: String?

  @Option(
    help: ArgumentHelp("Where image sets are looked for first, and new ones are put.", valueName: "folder"),
    completion: .directory, transform: path)
  var dataRoot: String?

  @Option(
    help: ArgumentHelp(
      "The project's folder. (default: the nearest upward with a Package.swift, or what was installed)",
      valueName: "folder"),
    completion: .directory, transform: path)
  var root: String?

  @Flag(help: "Say nothing but results and errors.")
  var quiet = false

  /// The project that the options mean.
  func project() throws -> Project {
    try Project(
      root: root, installed: Self.installed, results: results, dataRoot: dataRoot,
      currentFolder: FileManager.default.currentDirectoryPath,
      environment: ProcessInfo.processInfo.environment
    )
  }

  /// What `make install` puts beside the program, in PREFIX/share, whether it is there or not.
  static var installed: String? {
    Bundle.main.executablePath.map { path in
      URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "share/srcnn-experiments").path
    }
  }

  /// The work of a command on the project.
  /// - Parameter saysErrors: whether what is trained is told on the error stream, because the output is for results.
  func session(
    profile: String, threads: Int, jobs: Int = 1, format: OutputFormat = .text, saysErrors: Bool = false
  ) throws -> Session {
    let isTalkative = !quiet && format == .text
    return Session(
      project: try project(), profile: profile, threads: threads, jobs: jobs,
      commandLine: CommandLine.arguments,
      reporter: saysErrors
        ? PlainReporter(isQuiet: quiet, stream: .errors) : makeReporter(format: format, isQuiet: quiet),
      announce: { if isTalkative { say($0, to: saysErrors ? .errors : .output) } },
      note: { [quiet] in if !quiet { say($0, to: .errors) } })
  }

  /// Says what is being done, on the error stream, unless the user wants quiet.
  func note(_ text: String) {
    if !quiet { say(text, to: .errors) }
  }
}

/// A path on the command line. One that is empty is most likely a variable of the shell that isn't set, and would mean the
/// root of the file system to what is put behind it.
@Sendable func path(_ argument: String) throws -> String {
  if argument.isEmpty { throw ValidationError("expected a path, found an empty text") }
  return argument
}

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// For machines.
  case json
}

/// The option `--format` of commands that print text or JSON.
struct FormatOption: ParsableArguments {
  @Option(help: "text is for people, json for machines.")
  var format = OutputFormat.text
}

/// The option `--threads`.
struct ThreadsOption: ParsableArguments {
  @Option(help: "Threads; results don't depend on it. (default: all processors)")
  var threads: Int?

  /// The number of threads meant.
  var count: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads: expected a number from 1 to 256, found \(threads)")
    }
  }
}

/// The option `--jobs`.
struct JobsOption: ParsableArguments {
  @Option(
    name: .customLong("jobs"),
    help: "Runs at once; they share the threads. (default: 1; of Slurm as many tasks as it will)")
  var given: Int?

  /// The number of runs at once.
  var jobs: Int { given ?? 1 }

  func validate() throws {
    if let given, !(1...64).contains(given) {
      throw ValidationError("--jobs: expected a number from 1 to 64, found \(given)")
    }
  }
}

/// The options that choose runs.
struct SelectionOptions: ParsableArguments {
  @Option(
    help: "The spec's profile: demo, desk or paper, or one of its own. (default: desk)",
    completion: Completions.profiles)
  var profile: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Another value of a setting, such as training.batch=16.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "Runs of each variant: short for --set training.seeds=N.")
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      """
      What trains: cpu, gpu for the first graphics card, or a device by its name or a part of it. Devices round \
      differently, so a run of another device is another run. (default: cpu)
      """, valueName: "name"), completion: Completions.devices)
  var device: String?

  func validate() throws {
    for text in overrides where text.firstIndex(of: "=") ?? text.startIndex == text.startIndex {
      throw ValidationError("--set: expected key=value, as in training.batch=16, found '\(text)'")
    }
  }

  /// The selection that the options mean.
  func selection() throws -> RunSelection {
    var pairs = overrides.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (key: String(parts[0]), value: String(parts.last ?? ""))
    }
    if let seeds { pairs.append(("training.seeds", "\(seeds)")) }
    if let device { pairs.append(("training.device", try trainingDevice(device).compact)) }
    return RunSelection(profile: profile, overrides: pairs)
  }
}
