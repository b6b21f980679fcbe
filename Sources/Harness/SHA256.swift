import Digests
import Foundation

/// The SHA-256 of bytes as 64 lower-case hexadecimal digits.
public func sha256Hex(of bytes: [UInt8]) -> String {
  SHA256.digest(of: bytes).hex
}

/// The SHA-256 of a text's UTF-8 bytes as 64 lower-case hexadecimal digits.
public func sha256Hex(of text: String) -> String {
  SHA256.digest(of: text).hex
}

/// The SHA-256 of a file's content as 64 lower-case hexadecimal digits, read in pieces of 1 MiB.
///
/// - Throws: what Foundation throws if the file can't be opened or read.
public func sha256Hex(ofFile path: String) throws -> String {
  let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
  defer { try? file.close() }
  var hash = SHA256()
  while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
    hash.update(Array(piece))
  }
  return hash.finish().hex
}
