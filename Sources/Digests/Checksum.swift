/// A fast checksum of 64 bits that notices damage; it is no defence against someone who means it.
///
/// FNV-1a over the elements in turn on four lanes, which are then mixed: a change of any one element changes the
/// result, as each step is a bijection.
/// - Source: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV non-cryptographic hash algorithm", IETF draft.
public struct Checksum: Sendable {
  private static let prime: UInt64 = 0x0000_0100_0000_01b3
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The checksum of nothing.
  public init() {}

  /// The checksum of all elements so far.
  public var bits: UInt64 { value }

  /// Appends bytes.
  public mutating func update(_ bytes: [UInt8]) {
    update(count: bytes.count) { UInt64(bytes[$0]) }
  }

  /// Appends the bits of numbers.
  public mutating func update(_ numbers: [Float]) {
    update(count: numbers.count) { UInt64(numbers[$0].bitPattern) }
  }

  /// Appends words.
  public mutating func update(_ words: [UInt64]) {
    update(count: words.count) { words[$0] }
  }

  @inline(__always)
  private mutating func update(count: Int, _ element: (Int) -> UInt64) {
    var (a, b, c, d) = (value, value &+ 1, value &+ 2, value &+ 3)
    let whole = count - count % 4
    for i in stride(from: 0, to: whole, by: 4) {
      a = (a ^ element(i)) &* Self.prime
      b = (b ^ element(i + 1)) &* Self.prime
      c = (c ^ element(i + 2)) &* Self.prime
      d = (d ^ element(i + 3)) &* Self.prime
    }
    for i in whole..<count { a = (a ^ element(i)) &* Self.prime }
    for lane in [a, b, c, d, UInt64(count)] {
      value = (value ^ lane) &* Self.prime
      value ^= value >> 32
    }
  }
}
