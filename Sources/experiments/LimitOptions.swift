import ArgumentParser
import Harness

/// The options that end a command before all runs are done.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Stop after so long, such as 90m, 8h or 1h30m, with the state saved and exit code 130.",
      valueName: "time"),
    transform: LimitOptions.seconds)
  var maxTime: Double?

  @Flag(
    help: "What follows a run that failed: the others go on, or none begins any more. (default: --keep-going)"
  )
  var failing: Failing = .keepGoing

  @Flag(help: "Refuse to train with changes that aren't committed: the results would be of no known program.")
  var requireClean = false

  /// What follows a run that failed.
  enum Failing: String, EnumerableFlag {
    case keepGoing, failFast
  }

  /// The limits that the options mean.
  var limits: SessionLimits {
    var limits = SessionLimits()
    limits.seconds = maxTime
    limits.stopsAtFailure = failing == .failFast
    limits.requiresClean = requireClean
    return limits
  }

  /// `90s`, `30m`, `8h`, `2d`, and several of these behind each other.
  @Sendable static func seconds(_ text: String) throws -> Double {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    var (total, digits) = (0.0, "")
    for letter in text {
      if let unit = units[letter], let number = Double(digits) {
        total += number * unit
        digits = ""
      } else if letter.isASCII, letter.isNumber || letter == "." {
        digits.append(letter)
      } else {
        digits = "?"
      }
    }
    guard digits.isEmpty, total > 0, total < 1e9 else {
      throw ValidationError("--max-time: expected a time such as 90m, 8h or 1h30m, found '\(text)'")
    }
    return total
  }
}
