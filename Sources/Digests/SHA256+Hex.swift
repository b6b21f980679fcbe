import HostSystem

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
/// - Throws: `HostError` if the file can't be opened or read.
public func sha256Hex(ofFile path: String) throws(HostError) -> String {
  let file = try BinaryFile(path)
  var (hash, done, size) = (SHA256(), 0, try file.size())
  while done < size {
    var piece = [UInt8](repeating: 0, count: min(1 << 20, size - done))
    try file.read(&piece, at: done)
    hash.update(piece)
    done += piece.count
  }
  return hash.finish().hex
}
