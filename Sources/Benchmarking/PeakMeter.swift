import Tensors

/// What the processor can do at most: multiply-adds in registers, on all threads.
struct PeakMeter {
  private let level: SIMDLevel
  private let threads: Int
  private let stopwatch: Stopwatch
  private let steps: Int
  /// Spins a measurement; the fastest counts, since nothing makes a processor faster than it is.
  private static let spins = 3
  /// Seconds of a measurement: spins long enough that starting the threads doesn't count.
  static let seconds = Double(spins) * 0.04

  /// Finds out how much work lasts long enough.
  /// - Parameter seconds: of a measurement.
  init(level: SIMDLevel, threads: Int, seconds: Double = Self.seconds, stopwatch: Stopwatch) throws {
    let spinSeconds = seconds / Double(Self.spins)
    let trial = 1_000_000
    let once = try stopwatch.secondsPerCall(atLeast: spinSeconds) {
      _ = level.multiplyAdds(steps: trial, threads: threads)
    }
    (self.level, self.threads, self.stopwatch) = (level, threads, stopwatch)
    steps = max(1000, Int(Double(trial) * spinSeconds / once))
  }

  /// Billions of floating-point operations a second, a multiply-add being two.
  func gigaflops() throws -> Double {
    var most = 0.0
    for _ in 0..<Self.spins {
      var operations = 0.0
      let seconds = try stopwatch.secondsPerCall(atLeast: 0) {
        operations = level.multiplyAdds(steps: steps, threads: threads)
      }
      most = max(most, operations / seconds / 1e9)
    }
    return most
  }
}
