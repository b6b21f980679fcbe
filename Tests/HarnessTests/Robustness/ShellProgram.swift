import Foundation
import Testing
import TestLaboratory

extension Program {
  /// Whether the system has what lines of the shell here ask for: `timeout`, `/dev/full` and a limit of memory.
  static let hasShell: Bool = {
    #if os(Linux)
      return true
    #else
      return false
    #endif
  }()

  /// Runs the program from a line of the shell in which `"$@"` is the program with its arguments; a program that hangs is
  /// ended after 300 seconds and gives 124.
  static func shell(
    _ line: String, _ arguments: [String], in folder: String = packageRoot,
    environment: [String: String] = [:]
  ) throws -> Answer {
    let process = try process([], in: folder, environment: environment)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, "sh", "timeout", "300", path] + arguments
    return try answer(of: process)
  }
}
