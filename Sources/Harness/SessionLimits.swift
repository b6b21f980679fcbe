import RunRecords
import Wording

/// When a session is to stop before all is done, or not begin.
package struct SessionLimits: Sendable {
  /// Seconds until it stops with the state saved; nil for no end.
  package var seconds: Double?
  /// Whether no run begins after one that failed.
  package var stopsAtFailure = false
  /// Whether the program's working tree has to be as its commit.
  package var requiresClean = false

  /// No limits.
  package init() {}
}

extension RunEnvironment {
  /// - Throws: `OptionError` if it isn't known by a commit alone what is run.
  func requireClean() throws(OptionError) {
    let found: String? =
      switch (commit, isDirty) {
      case (nil, _): "none"
      case (_, true?): "changes that aren't committed"
      case (_, nil): "one whose state git doesn't say"
      case (_, false?): nil
      }
    if let found {
      throw OptionError(
        option: "--require-clean", expected: "a working tree of git with all of it committed", found: found)
    }
  }
}
