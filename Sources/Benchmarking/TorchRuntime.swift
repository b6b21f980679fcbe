import Foundation
import HostSystem
import RunRecords

/// A Python with PyTorch, and the project's script that runs the paper's networks on it.
package final class TorchRuntime: Sendable {
  /// The oldest Python that the script is written for.
  static let oldestPython = "3.9"
  /// The oldest PyTorch that it is written for: the first with `torch.compile`.
  static let oldestTorch = "2.0"

  /// The program.
  package let python: String
  /// The path of the script.
  let script: String
  private let running = Locked<[ChildProcess]>([])

  /// Looks whether it can be used, before anything long is measured.
  /// - Parameters:
  ///   - python: a path, or a name that `PATH` has.
  ///   - root: the project's folder.
  /// - Throws: `BenchmarkError` for whatever is missing or too old.
  package init(python: String, root: String, environment: [String: String]) throws(BenchmarkError) {
    // A question to a script that has ended is to be an error, not our end.
    surviveFailedWrites()
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    let candidates = python.contains("/") ? [python] : folders.map { "\($0)/\(python)" }
    guard
      let path = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) && !isFolder($0) }
      )
    else { throw .pythonMissing(path: python) }
    script = root + "/experiments/yardsticks/torch_bench.py"
    self.python = path
    guard FileManager.default.fileExists(atPath: script) else { throw .scriptMissing(path: script) }
    let version = Program.output(of: [path, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]) ?? ""
    guard Self.isVersion(version, atLeast: Self.oldestPython) else {
      throw .notPython(path: path, found: version.onOneLine)
    }
  }

  /// Whether the first two numbers of a version are those of `oldest` or later.
  static func isVersion(_ version: String, atLeast oldest: String) -> Bool {
    func numbers(_ text: String) -> [Int] { text.split(separator: ".").prefix(2).map { Int($0) ?? -1 } }
    let (own, least) = (numbers(version), numbers(oldest))
    guard own.count == 2, own.allSatisfy({ $0 >= 0 }) else { return false }
    return !own.lexicographicallyPrecedes(least)
  }

  /// Ends all processes of the script at once: a wait for one of their answers is then over.
  package func stopAll() {
    for process in running.withValue({ $0 }) { Self.stop(process) }
  }

  /// It has nothing to save.
  static func stop(_ process: ChildProcess) { process.send(SIGKILL) }

  func began(_ process: ChildProcess) { running.withValue { $0.append(process) } }
  func ended(_ process: ChildProcess) { running.withValue { $0.removeAll { $0 === process } } }
}
