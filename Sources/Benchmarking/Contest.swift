import Wording

/// Something whose speed is measured again and again.
package struct Contestant {
  /// Seconds a call, measured for at least so many seconds.
  package let measure: (_ seconds: Double) throws -> Double
}

/// Measures contestants in turn, round after round, and the processor's peak between the rounds: clocks drift, and
/// only what was measured in the same moments can be compared.
package struct Contest {
  /// Nil where the processor isn't what is measured.
  let peak: PeakMeter?
  package let rounds: Int
  /// Seconds that a measurement takes at least.
  package let seconds: Double
  let stopwatch: Stopwatch

  /// Every second round goes the other way, so that none always follows the same one.
  package func run(_ contestants: [Contestant]) throws -> ContestResult {
    for contestant in contestants { _ = try contestant.measure(seconds / 4) }
    var times = contestants.map { _ in [Double]() }
    var peaks = [try peak?.gigaflops()].compactMap(\.self)
    for round in 0..<rounds {
      let order = round % 2 == 0 ? Array(contestants.indices) : contestants.indices.reversed()
      for index in order {
        try stopwatch.check()
        times[index].append(try contestants[index].measure(seconds))
      }
      if let now = try peak?.gigaflops() { peaks.append(now) }
    }
    return ContestResult(times: times, peaks: zip(peaks, peaks.dropFirst()).map(max))
  }
}

/// What a contest measured.
package struct ContestResult {
  /// Seconds a call, of each contestant in each round.
  package let times: [[Double]]
  /// The peak of each round, the higher of before and after it, in billions of operations a second.
  let peaks: [Double]

  /// Calls a second times `amount`.
  package func rates(_ contestant: Int, of amount: Double) -> Spread {
    Spread(times[contestant].map { amount / $0 })
  }

  /// Round by round, how many times as fast per amount of work `contestant` is as `other`.
  func ratio(_ contestant: Int, doing amount: Double = 1, to other: Int, doing otherAmount: Double = 1)
    -> Spread
  {
    Spread(zip(times[contestant], times[other]).map { amount / $0 / (otherAmount / $1) })
  }

  /// Round by round, the share of the peak that so many operations a call come to.
  func shareOfPeak(_ contestant: Int, operations: Double) -> Spread {
    Spread(zip(times[contestant], peaks).map { operations / $0 / 1e9 / $1 })
  }
}
