import Foundation
import Testing

@testable import Harness

extension Program {
  /// Runs the program from a line of the shell in which `"$@"` is the program with its arguments; a program that hangs is
  /// ended after 25 seconds and gives 124.
  static func shell(
    _ line: String, _ arguments: [String], in folder: String = packageRoot,
    environment: [String: String] = [:]
  ) throws -> Answer {
    let process = try process([], in: folder, environment: environment)
    let program = try #require(path)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, "sh", "timeout", "25", program] + arguments
    let files = FileManager.default.temporaryDirectory.path + "/shell-\(UUID().uuidString)"
    let paths = ["\(files).out", "\(files).err"]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
    for path in paths { try write([], to: path) }
    process.standardOutput = FileHandle(forWritingAtPath: paths[0])
    process.standardError = FileHandle(forWritingAtPath: paths[1])
    try process.run()
    process.waitUntilExit()
    let texts = try paths.map { String(decoding: try read($0), as: UTF8.self) }
    return Answer(code: process.terminationStatus, output: texts[0], errors: texts[1])
  }
}
