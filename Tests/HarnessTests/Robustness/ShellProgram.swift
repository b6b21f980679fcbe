import Foundation
import Testing
import TestLaboratory

extension Program {
  /// Runs the program from a line of the shell in which `"$@"` is the program with its arguments; a program that hangs is
  /// ended after 25 seconds and gives 124.
  static func shell(
    _ line: String, _ arguments: [String], in folder: String = packageRoot,
    environment: [String: String] = [:]
  ) throws -> Answer {
    let process = try process([], in: folder, environment: environment)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, "sh", "timeout", "25", path] + arguments
    return try answer(of: process)
  }
}
