import ArgumentParser
import Foundation
import Harness
import HostSystem
import Wording

/// The command line: each command reads its options, calls one function and prints what it gives.
@main
struct Experiments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiments",
    abstract: "Re-runs the experiments of the SRCNN paper (Dong, Loy, He, Tang, TPAMI 2016).",
    discussion: """
      To begin with: 'experiments run specs/filter-size.json --profile demo' trains three small networks on images \
      that it makes itself; 'experiments list' shows what else there is.

      Exit codes: 0 done; 1 a run or a check failed, or output was lost; 2 usage or spec; 3 data, or a file of a run, \
      missing or damaged, or images left out; 4 locked by another run; 130 interrupted, with the state saved.
      """,
    version: programVersion,
    groupedSubcommands: [
      CommandGroup(
        name: "Experiments",
        subcommands: [
          New.self, Run.self, Continue.self, Measure.self, Plan.self, Validate.self, Resolve.self, List.self,
          Explain.self, Schema.self,
          Status.self, Show.self, Diff.self, Reproduce.self, Remove.self, CollectGarbage.self,
        ]),
      CommandGroup(
        name: "Results",
        subcommands: [FigureCommand.self, TableCommand.self, Claims.self, PictureCommand.self, Report.self]),
      CommandGroup(
        name: "Networks", subcommands: [Eval.self, Upscale.self, Compare.self, Import.self, Export.self]),
      CommandGroup(
        name: "Machine",
        subcommands: [
          DataCommand.self, SelfCheck.self, Bench.self, Devices.self, Doctor.self, ServePage.self,
          RunTask.self,
        ]),
    ])

  /// The parser's own sentences begin as ours do.
  static let _errorPrefix = "experiments: "

  /// Parses and runs; errors of ours are one sentence, those of usage the parser's own, with exit code 2.
  static func main() {
    surviveFailedWrites()
    do {
      try requireMeans()
    } catch {
      say("experiments: \(error)", to: .errors)
      Foundation.exit(1)
    }
    do {
      var command = try parseAsRoot()
      do {
        try command.run()
        if let loss = lostOutput.withValue({ $0 }) { throw loss }
      } catch let error as FailedCommand {
        if let words = error.words { say(words, to: .errors) }
        Foundation.exit(error.exitCode)
      } catch  where exitCode(for: error) == .failure {
        // What the parser has no code for is ours; requests for help and mistakes in the usage are its own.
        say("experiments: \(Wording.message(of: error))", to: .errors)
        Foundation.exit(Wording.exitCode(for: error))
      }
    } catch {
      let isAnswer = exitCode(for: error) == .success
      let meant = isAnswer ? nil : suggestion(for: Array(CommandLine.arguments.dropFirst()))
      let text = Completions.fallingBackToFiles(fullMessage(for: error).suggesting(meant))
      if !text.isEmpty { say(text, to: isAnswer ? .output : .errors) }
      let isLost = isAnswer && lostOutput.withValue { $0 != nil }
      Foundation.exit(isLost ? 1 : isAnswer ? 0 : 2)
    }
  }
}

/// Why a part of the output is lost, if it is: a training isn't given up for it, but the command hasn't done its work.
private let lostOutput = Locked<HostError?>(nil)

/// Writes a text and the end of its line at once, so that a pipe has it even if the process is killed after.
func say(_ text: String, to stream: StandardStream = .output) {
  write(terminalText(text) + (text.utf8.last == UInt8(ascii: "\n") ? "" : "\n"), to: stream)
}

/// Writes what a terminal is to have as it is.
func write(_ text: String, to stream: StandardStream) {
  do {
    try stream.write(text)
  } catch {
    if stream == .output { lostOutput.withValue { $0 = error } }
  }
}
