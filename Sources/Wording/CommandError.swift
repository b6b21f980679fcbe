import HostSystem

/// An error that knows with which code a command ends that meets it.
package protocol CommandError: Error {
  /// 1 for what failed, 2 for a wrong option or spec, 3 for data that is missing or damaged, 4 for a run that another
  /// process has, 130 for an interruption.
  var exitCode: Int32 { get }
}

/// An option of a command whose value isn't one that it takes.
package struct OptionError: CommandError, Equatable, CustomStringConvertible {
  /// The option as it is typed: `--scale`.
  package let option: String
  package let expected: String
  package let found: String

  /// An option with another value than it takes.
  package init(option: String, expected: String, found: String) {
    (self.option, self.expected, self.found) = (option, expected, found)
  }

  /// 2.
  package var exitCode: Int32 { 2 }

  /// One sentence: what, expected, found.
  package var description: String { "\(option): expected \(expected), found '\(found)'" }
}

/// An error's sentence: its own `description`.
package func message(of error: any Error) -> String {
  String(describing: error)
}

/// The exit code of a command that ends with an error: that of the error, or 1.
package func exitCode(for error: any Error) -> Int32 { (error as? any CommandError)?.exitCode ?? 1 }

extension HostError: CommandError {
  /// 3 for a file that can't be what was asked for, else 1.
  package var exitCode: Int32 {
    switch self {
    case .notARegularFile, .tooLarge: 3
    default: 1
    }
  }
}
