/// SHA-256 of bytes that arrive in pieces.
///
///     var hash = SHA256()
///     hash.update(bytes)
///     let name = hash.finish().hex
///
/// - Source: FIPS 180-4, sections 4.1.2, 5.1.1 and 6.2.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// Starts the digest of an empty message.
  public init() {
    pending.reserveCapacity(SHA256.blockSize)
  }

  /// Bytes taken at a time.
  private static let blockSize = 64

  /// Appends bytes to the message.
  ///
  /// - Complexity: O(n) in the number of bytes.
  public mutating func update(_ bytes: [UInt8]) {
    byteCount &+= UInt64(bytes.count)
    var position = 0
    if !pending.isEmpty {
      position = min(SHA256.blockSize - pending.count, bytes.count)
      pending.append(contentsOf: bytes[..<position])
      guard pending.count == SHA256.blockSize else { return }
      compress(pending, at: 0)
      pending.removeAll(keepingCapacity: true)
    }
    let blocks = (bytes.count - position) / SHA256.blockSize
    compress(bytes, at: position, blocks: blocks)
    position += blocks * SHA256.blockSize
    pending.append(contentsOf: bytes[position...])
  }

  /// The digest of all bytes appended so far.
  public consuming func finish() -> SHA256Digest {
    let bitCount = byteCount &* 8
    pending.append(0x80)
    if pending.count > SHA256.blockSize - 8 {
      pending.append(contentsOf: repeatElement(0, count: SHA256.blockSize - pending.count))
      compress(pending, at: 0)
      pending.removeAll(keepingCapacity: true)
    }
    pending.append(contentsOf: repeatElement(0, count: SHA256.blockSize - 8 - pending.count))
    pending.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: bitCount >> (56 - 8 * UInt64($0))) })
    compress(pending, at: 0)
    return SHA256Digest(
      bytes: state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } })
  }

  /// Takes blocks of 64 bytes from `start` on into the state (FIPS 180-4, section 6.2.2).
  ///
  /// The arrays are local so that the optimiser sees that nothing else touches them.
  private mutating func compress(_ bytes: [UInt8], at start: Int, blocks: Int = 1) {
    let constants = roundConstants
    var schedule = [UInt32](repeating: 0, count: 64)
    for block in 0..<blocks {
      expand(bytes, at: start + SHA256.blockSize * block, into: &schedule)
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      for t in 0..<64 {
        let sum1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)
        let choice = (e & f) ^ (~e & g)
        let t1 = h &+ sum1 &+ choice &+ constants[t] &+ schedule[t]
        let sum0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        (h, g, f, e) = (g, f, e, d &+ t1)
        (d, c, b, a) = (c, b, a, t1 &+ sum0 &+ majority)
      }
      for (i, word) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= word }
    }
  }

  /// The 64 words of the message schedule of one block.
  private func expand(_ bytes: [UInt8], at start: Int, into schedule: inout [UInt32]) {
    for t in 0..<16 {
      let i = start + 4 * t
      schedule[t] =
        UInt32(bytes[i]) << 24 | UInt32(bytes[i + 1]) << 16 | UInt32(bytes[i + 2]) << 8
        | UInt32(bytes[i + 3])
    }
    for t in 16..<64 {
      let w15 = schedule[t - 15]
      let w2 = schedule[t - 2]
      let sigma0 = rotateRight(w15, 7) ^ rotateRight(w15, 18) ^ (w15 >> 3)
      let sigma1 = rotateRight(w2, 17) ^ rotateRight(w2, 19) ^ (w2 >> 10)
      schedule[t] = schedule[t - 16] &+ sigma0 &+ schedule[t - 7] &+ sigma1
    }
  }
}

/// A finished SHA-256.
public struct SHA256Digest: Sendable, Hashable {
  /// The 32 bytes, first byte first.
  public let bytes: [UInt8]

  /// The digest as 64 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

extension SHA256 {
  /// The SHA-256 of a message that is at hand as a whole.
  public static func digest(of bytes: [UInt8]) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// The SHA-256 of a text's UTF-8 bytes.
  public static func digest(of text: String) -> SHA256Digest {
    digest(of: Array(text.utf8))
  }
}

@inline(__always)
private func rotateRight(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word &>> count | word &<< (32 &- count)
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let roundConstants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
