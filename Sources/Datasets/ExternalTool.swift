import Foundation
import HostSystem

/// A program of the system: curl, tar, unzip.
package struct ExternalTool {
  private let program: Program

  package var path: String { program.path }

  /// The first of the named programs that `PATH` has.
  ///
  /// - Throws: `DatasetError.toolMissing`.
  package init(anyOf names: [String], for purpose: String, environment: [String: String]) throws(DatasetError)
  {
    guard let program = Program(anyOf: names, inPath: environment["PATH"] ?? "/usr/bin:/bin") else {
      throw .toolMissing(tools: names, purpose: purpose)
    }
    self.program = program
  }

  package var name: String { (path as NSString).lastPathComponent }

  /// Runs the program to its end, handing each piece of its output to `receive`. Its words are in English: they are looked
  /// into.
  package func run(
    _ arguments: [String], isTooMuch: (@Sendable () -> Bool)? = nil, receive: (Data) throws -> Void
  ) throws -> Program.Ending {
    try program.run(
      arguments, environment: ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 },
      isTooMuch: isTooMuch, receive: receive)
  }
}

extension Program.Ending {
  /// The last line of its errors that isn't empty and says more than that something went wrong.
  var complaint: String {
    let lines = errors.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
    let summaries = ["Error exit delayed from previous errors", "Exiting with failure status"]
    let telling = lines.last { line in !summaries.contains { line.contains($0) } }
    return (telling ?? lines.last).map(String.init) ?? ""
  }
}
