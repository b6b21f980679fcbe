import ArgumentParser
import Datasets
import ExperimentSpecs
import Foundation
import Harness
import HostSystem
import ProjectFiles
import Reporting
import RunRecords
import Running
import Wording

/// `experiments diff RUN RUN`
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare two runs: settings, data, code and machine, results.",
    discussion: "Example: experiments diff 3f2a91 91bc07")

  @Argument(
    help: ArgumentHelp("A run's folder, or the beginning of its id.", valueName: "run"),
    completion: Completions.runs)
  var first: String

  @Argument(help: ArgumentHelp("Another run.", valueName: "run"), completion: Completions.runs)
  var second: String

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let list = try RunList(results: try global.project().givenResults())
    let comparison = try RunComparison(list.folder(of: first), list.folder(of: second))
    say(format.format == .json ? comparison.json.compact : comparison.text)
  }
}

/// `experiments reproduce RUN`
struct Reproduce: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a run once more, by what its folder says of it alone, and compare the bits.",
    discussion: """
      Ends with 1 if a bit differs. The run itself is only read.

      Example: experiments reproduce 3f2a91
      """)

  @Argument(
    help: ArgumentHelp("The run's folder, or the beginning of its id.", valueName: "run"),
    completion: Completions.runs)
  var name: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Keep the new run in this results folder.", valueName: "folder"),
    completion: .directory, transform: path)
  var output: String?

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try global.session(
      profile: Experiment.defaultProfile, threads: threads.count, saysErrors: true)
    let list = try RunList(results: try session.project.givenResults())
    let result = try session.reproduce(list.folder(of: name), in: output)
    say(format.format == .json ? result.json.compact : result.text)
    if !result.isSame { throw FailedCommand(exitCode: 1) }
  }
}

/// `experiments rm RUN...`
struct Remove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm", abstract: "Remove runs with all their files; without --yes only say which.",
    discussion: "Example: experiments rm 3f2a91 --yes")

  @Argument(
    help: ArgumentHelp("The runs' folders, or the beginnings of their ids.", valueName: "run"),
    completion: Completions.runs)
  var names: [String]

  @Flag(help: "Do it.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let list = try RunList(results: try global.project().givenResults())
    let folders = try names.map { try list.folder(of: $0) }.removingRepeats
    for folder in folders {
      say("\(yes ? "removing" : "would remove") \(folder.path), \(sizeWords(folder.bytes))")
      if yes { try RunCleaning.remove(folder) }
    }
    if !yes { global.note("Nothing is removed yet: --yes does it.") }
  }
}

/// `experiments gc`
struct CollectGarbage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Say what killed processes left behind among results and image sets; with --yes remove it.",
    discussion: """
      Files that are half written, locks of processes that are gone, runs with nothing to go on from, and image sets that were \
      being put together. No trained network, score, checkpoint or download that can be gone on with is touched.

      Example: experiments gc --yes
      """)

  @Flag(help: "Do it.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let project = try global.project()
    let runs = try RunCleaning(of: project.givenResults())
    let sets = try DatasetCleaning(of: project.dataFolder)
    for leftover in runs.leftovers { tell(leftover.path, leftover.reason, leftover.bytes) }
    for leftover in sets.leftovers { tell(leftover.path, leftover.reason, leftover.bytes) }
    if yes {
      try runs.remove()
      try sets.remove()
    }
    if runs.leftovers.isEmpty && sets.leftovers.isEmpty {
      say("Nothing to remove.")
    } else if !yes {
      global.note("Nothing is removed yet: --yes does it.")
    }
  }

  private func tell(_ path: String, _ reason: String, _ bytes: Int) {
    say("\(yes ? "removing" : "would remove") \(path): \(reason), \(sizeWords(bytes))")
  }
}

private func sizeWords(_ bytes: Int) -> String {
  bytes < 1 << 20 ? "\((bytes + 1023) >> 10) KiB" : "\(bytes >> 20) MiB"
}
