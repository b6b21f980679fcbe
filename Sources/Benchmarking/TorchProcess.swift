import Foundation
import HostSystem

/// What is measured with PyTorch, as the script's arguments say it.
struct TorchWork {
  let network: BenchmarkNetwork
  let threads: Int
  /// `training --batch 128` or `inference --size 512x512`, in words.
  let work: [String]
  /// What it is called in a message.
  let title: String
  /// The graphics card that computes, by its name; nil for the processor.
  var device: String?
}

/// One process of the script: one network, one setting, alive from the first round to the last.
final class TorchProcess {
  /// What the process said of itself.
  private(set) var versions = TorchVersions(python: "", torch: "")
  private let process: ChildProcess
  private let questions = Pipe()
  private let answers = Pipe()
  private let complaints: FileHandle
  private var unread = Data()
  private let runtime: TorchRuntime
  private let work: TorchWork
  private let stopwatch: Stopwatch

  /// Starts the script, and waits until it has built, compiled and warmed up what it measures.
  /// - Throws: `BenchmarkError`, `HostError.cannotStart`.
  init(_ work: TorchWork, setting: String, runtime: TorchRuntime, stopwatch: Stopwatch) throws {
    (self.work, self.runtime, self.stopwatch) = (work, runtime, stopwatch)
    complaints = try Program.namelessFile()
    let network = work.network
    let arguments = [
      runtime.script, "--network", network.name, "--widths", network.widthsText,
      "--channels", "\(network.channels)", "--threads", "\(work.threads)", "--setting", setting,
    ]
    var launch = Launch(
      runtime.python, arguments + (work.device.map { ["--device", $0] } ?? []) + work.work)
    (launch.input, launch.output) = (.pipe(questions), .pipe(answers))
    launch.errors = .file(complaints)
    try stopwatch.check()
    process = try launch.start()
    runtime.began(process)
    // A wish to stop that came in between found nothing to stop.
    try stopwatch.check()
    try introduce()
  }

  deinit {
    // It ends with its input; a step that it is at isn't waited for.
    try? questions.fileHandleForWriting.close()
    TorchRuntime.stop(process)
    process.wait()
    runtime.ended(process)
  }

  /// Seconds a step, measured for at least so many seconds.
  func secondsPerStep(atLeast seconds: Double) throws -> Double {
    let question = Data("measure \(seconds)\n".utf8)
    do { try questions.fileHandleForWriting.write(contentsOf: question) } catch { throw failure() }
    let answer = try answer(as: Measurement.self)
    guard answer.steps > 0, answer.seconds > 0 else { throw failure() }
    return answer.seconds / Double(answer.steps)
  }

  private struct Introduction: Decodable {
    var missing: String?
    var withoutDevice: String?
    var python: String?
    var torch: String?
    var parameters: Int?
  }

  private struct Measurement: Decodable {
    var steps: Int
    var seconds: Double
  }

  private func introduce() throws {
    let introduction = try answer(as: Introduction.self)
    if let missing = introduction.missing {
      throw BenchmarkError.torchMissing(python: runtime.python, found: missing)
    }
    if let reason = introduction.withoutDevice { throw BenchmarkError.torchWithoutDevice(reason: reason) }
    guard let python = introduction.python, let torch = introduction.torch,
      let parameters = introduction.parameters
    else { throw failure() }
    guard TorchRuntime.isVersion(torch, atLeast: TorchRuntime.oldestTorch) else {
      throw BenchmarkError.torchTooOld(python: runtime.python, found: torch)
    }
    let expected = work.network.layout.parameterCount
    guard parameters == expected else {
      throw BenchmarkError.otherNetwork(work: work.title, expected: expected, found: parameters)
    }
    versions = TorchVersions(python: python, torch: torch)
  }

  private func answer<Answer: Decodable>(as type: Answer.Type) throws -> Answer {
    while true {
      if let end = unread.firstIndex(of: 0x0A) {
        let line = unread[..<end]
        unread = Data(unread[(end + 1)...])
        guard let answer = try? JSONDecoder().decode(type, from: Data(line)) else { throw failure() }
        return answer
      }
      guard let piece = try? answers.nextBytes(atMost: 4096), !piece.isEmpty else {
        throw failure()
      }
      unread += piece
    }
  }

  /// Why there is no answer, or none that can be understood.
  private func failure() -> BenchmarkError {
    if stopwatch.cancellation.isRequested { return .interrupted }
    let text = Program.text(of: complaints)
    let last = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
    return .scriptFailed(work: work.title, said: last.map { String($0.prefix(300)) } ?? "")
  }
}

/// What PyTorch runs on.
package struct TorchVersions: Sendable, Equatable {
  /// The version of Python.
  package let python: String
  /// The version of PyTorch.
  package let torch: String
}
