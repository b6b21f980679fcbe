import HostSystem

/// Times calls, and stops when it is asked to.
package struct Stopwatch: Sendable {
  /// Looked at after each call.
  package let cancellation: Cancellation

  /// Seconds that one call takes: the mean of as many as `seconds` need, one at least.
  /// - Throws: `BenchmarkError.interrupted`, and what `body` throws.
  func secondsPerCall(atLeast seconds: Double, _ body: () throws -> Void) throws -> Double {
    let start = ContinuousClock.now
    var calls = 0, passed = 0.0
    repeat {
      try body()
      try check()
      calls += 1
      let elapsed = (ContinuousClock.now - start).components
      passed = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    } while passed < seconds
    return passed / Double(calls)
  }

  /// - Throws: `BenchmarkError.interrupted`.
  package func check() throws(BenchmarkError) {
    if cancellation.isRequested { throw .interrupted }
  }
}
