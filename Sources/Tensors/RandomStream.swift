/// A stream of random numbers named by a seed and a purpose, the same on every machine.
///
/// Streams of different purposes are independent, so that one more draw for the initialisation changes nothing
/// in the order of the data. xoshiro256** seeded through SplitMix64.
///
/// - Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021.
public struct RandomStream: RandomNumberGenerator, Sendable, Equatable, Codable {
  private var state: [UInt64]

  /// Starts the stream number `index` of a purpose, for example the order of the data in epoch `index`.
  public init(seed: UInt64, purpose: String, index: UInt64 = 0) {
    // FNV-1a of the purpose, mixed with seed and index.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var mixer = SplitMix64(state: seed)
    mixer.state = mixer.next() ^ hash
    mixer.state = mixer.next() ^ index
    state = (0..<4).map { _ in mixer.next() }
  }

  /// Draws 64 random bits.
  public mutating func next() -> UInt64 {
    let result = rotated(state[1] &* 5, by: 7) &* 9
    let shifted = state[1] << 17
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotated(state[3], by: 45)
    return result
  }

  /// Draws a number in 0..<1 with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Draws a whole number in `0..<bound` without bias.
  ///
  /// - Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.
  public mutating func integer(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "an empty range has no number")
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return product.high }
    }
  }

  /// Draws from the normal distribution of mean 0 and standard deviation 1 (Marsaglia's polar method).
  public mutating func normal() -> Double {
    while true {
      let u = 2 * uniform() - 1, v = 2 * uniform() - 1
      let s = u * u + v * v
      if s > 0, s < 1 { return u * (-2 * naturalLogarithm(s) / s).squareRoot() }
    }
  }

  /// Draws a random order of `0..<count` (Fisher and Yates).
  ///
  /// - Complexity: O(count).
  public mutating func permutation(of count: Int) -> [Int32] {
    var order = (0..<Int32(count)).map { $0 }
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(integer(below: UInt64(last + 1))))
    }
    return order
  }
}

private func rotated(_ x: UInt64, by bits: UInt64) -> UInt64 { (x << bits) | (x >> (64 - bits)) }

/// The natural logarithm by arithmetic alone, since C libraries differ in the last bit.
///
/// With x = m 2^e and m in sqrt(1/2)..<sqrt(2): ln x = e ln 2 + 2 atanh((m - 1) / (m + 1)).
func naturalLogarithm(_ x: Double) -> Double {
  var exponent = Double(x.exponent), mantissa = x.significand
  if mantissa > 1.414_213_562_373_095_1 {
    mantissa /= 2
    exponent += 1
  }
  let t = (mantissa - 1) / (mantissa + 1)
  var power = t, sum = 0.0
  for odd in stride(from: 1.0, through: 27.0, by: 2.0) {
    sum += power / odd
    power *= t * t
  }
  return exponent * 0.693_147_180_559_945_3 + 2 * sum
}

/// Spreads one 64-bit seed over the larger state of another generator.
private struct SplitMix64 {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
