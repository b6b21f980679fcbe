import Foundation
import HostSystem
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
    let words = ["-c", line, "sh", "timeout", "300", path] + arguments
    var launch = try launch(words, in: folder, environment: environment)
    launch.path = "/bin/sh"
    return try answer(of: launch)
  }
}
