import Foundation

/// The two clocks of a run, so that a test can set them.
package struct RunClock: Sendable {
  /// The time of day.
  package var date: @Sendable () -> Date
  /// Seconds since some moment, never backwards.
  package var seconds: @Sendable () -> Double

  /// Clocks of one's own.
  package init(date: @escaping @Sendable () -> Date, seconds: @escaping @Sendable () -> Double) {
    self.date = date
    self.seconds = seconds
  }

  /// The machine's.
  package static var system: RunClock {
    let start = ContinuousClock.now
    return RunClock(
      date: { Date() },
      seconds: {
        let elapsed = (ContinuousClock.now - start).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
      })
  }

  /// The time of day in ISO 8601, to the second, in UTC.
  var timestamp: String { date().formatted(.iso8601) }
}
