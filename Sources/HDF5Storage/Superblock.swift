/// The first bytes of an HDF5 file of format 1.8 or later.
///
/// H5Fget_file_image clears the flag "open for writing" in the copy that it makes, but leaves the superblock's
/// checksum as it was with the flag (seen with libhdf5 1.10.8); no program would open the copy.
///
/// - Source: HDF5 File Format Specification, II.A.2, superblock versions 2 and 3.
enum Superblock {
  private static let length = 44

  /// Makes the checksum of the superblock at the start of `image` right.
  static func correctChecksum(of image: inout [UInt8]) {
    guard image.count >= length + 4, image[8] == 2 || image[8] == 3 else { return }
    let checksum = lookup3(image.prefix(length))
    for byte in 0..<4 { image[length + byte] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(byte))) }
  }

  /// Jenkins' hash of bytes, with the initial value 0.
  ///
  /// - Source: Bob Jenkins, lookup3.c, `hashlittle`, 2006 (public domain).
  static func lookup3(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var words = stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
      bytes[start..<min(start + 4, bytes.endIndex)].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    var a = 0xdead_beef &+ UInt32(truncatingIfNeeded: bytes.count)
    var (b, c) = (a, a)
    while words.count > 3 {
      (a, b, c) = mixed(a &+ words[0], b &+ words[1], c &+ words[2])
      words.removeFirst(3)
    }
    guard !words.isEmpty else { return c }
    words += [0, 0]
    return final(a &+ words[0], b &+ words[1], c &+ words[2])
  }

  private static func mixed(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> (UInt32, UInt32, UInt32) {
    var (a, b, c) = (a, b, c)
    a = (a &- c) ^ rotated(c, 4)
    c = c &+ b
    b = (b &- a) ^ rotated(a, 6)
    a = a &+ c
    c = (c &- b) ^ rotated(b, 8)
    b = b &+ a
    a = (a &- c) ^ rotated(c, 16)
    c = c &+ b
    b = (b &- a) ^ rotated(a, 19)
    a = a &+ c
    c = (c &- b) ^ rotated(b, 4)
    b = b &+ a
    return (a, b, c)
  }

  private static func final(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> UInt32 {
    var (a, b, c) = (a, b, c)
    c = (c ^ b) &- rotated(b, 14)
    a = (a ^ c) &- rotated(c, 11)
    b = (b ^ a) &- rotated(a, 25)
    c = (c ^ b) &- rotated(b, 16)
    a = (a ^ c) &- rotated(c, 4)
    b = (b ^ a) &- rotated(a, 14)
    return (c ^ b) &- rotated(b, 24)
  }

  private static func rotated(_ x: UInt32, _ bits: UInt32) -> UInt32 { x << bits | x >> (32 - bits) }
}
