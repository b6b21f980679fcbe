import Foundation

/// A program of the system: curl, tar, unzip.
package struct ExternalTool {
  package let path: String

  /// The first of the named programs that `PATH` has.
  ///
  /// - Throws: `DatasetError.toolMissing`.
  package init(anyOf names: [String], for purpose: String, environment: [String: String]) throws(DatasetError)
  {
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } }
    guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw .toolMissing(tools: names, purpose: purpose)
    }
    self.path = path
  }

  package var name: String { (path as NSString).lastPathComponent }

  /// How a program ended.
  package struct Outcome {
    package let status: Int32
    /// What it wrote to standard error.
    package let complaints: String

    /// The last line of it that isn't empty and says more than that something went wrong.
    var complaint: String {
      let lines = complaints.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
      let summaries = ["Error exit delayed from previous errors", "Exiting with failure status"]
      let telling = lines.last { line in !summaries.contains { line.contains($0) } }
      return (telling ?? lines.last).map(String.init) ?? ""
    }
  }

  /// Runs the program to its end, handing each piece of its standard output to `receive`.
  ///
  /// If `receive` throws, the program is stopped. A program that writes to us also ends when we die: its next
  /// write fails.
  package func run(_ arguments: [String], receive: (Data) throws -> Void) throws -> Outcome {
    let complaints = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: complaints.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: complaints) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    // Its words are looked into.
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: complaints)
    try process.run()
    do {
      while let piece = try output.fileHandleForReading.read(upToCount: 1 << 16), !piece.isEmpty {
        try receive(piece)
      }
    } catch {
      process.terminate()
      process.waitUntilExit()
      throw error
    }
    process.waitUntilExit()
    let text = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
    return Outcome(status: process.terminationStatus, complaints: text)
  }
}
