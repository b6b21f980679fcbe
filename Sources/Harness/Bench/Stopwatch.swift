/// Seconds that one call takes, measured several times.
struct Stopwatch {
  let repeats: Int
  /// Seconds that a measurement takes at least, in as many calls as that needs.
  let seconds: Double

  /// Calls `body` three times to warm up, then measures.
  func measure(_ body: () throws -> Void) rethrows -> Spread {
    for _ in 0..<3 { try body() }
    let once = try time { try body() }
    let calls = max(1, Int(seconds / max(once, 1e-9)))
    let times = try (0..<max(1, repeats)).map { _ in
      try time { for _ in 0..<calls { try body() } } / Double(calls)
    }
    return Spread(times)
  }

  private func time(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let duration = try clock.measure { try body() }
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}

/// The median and the ends of several measurements.
public struct Spread: Sendable, Equatable {
  /// The middle one, or the mean of the middle two.
  public var median: Double
  /// The smallest.
  public var minimum: Double
  /// The largest.
  public var maximum: Double

  /// The spread of at least one measurement.
  init(_ values: [Double]) {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    minimum = sorted[0]
    maximum = sorted[sorted.count - 1]
  }

  /// All times `factor`, which is positive.
  func scaled(by factor: Double) -> Spread {
    var scaled = self
    (scaled.median, scaled.minimum, scaled.maximum) = (median * factor, minimum * factor, maximum * factor)
    return scaled
  }

  /// `amount` a unit of these: rates from times.
  func divided(_ amount: Double) -> Spread {
    var rates = self
    (rates.median, rates.minimum, rates.maximum) = (amount / median, amount / maximum, amount / minimum)
    return rates
  }
}
