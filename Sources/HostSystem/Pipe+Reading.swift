import Foundation

/// A signal doesn't end the wait of these: at one, `FileHandle.availableData` traps, and `read(upToCount:)` throws.
extension Pipe {
  /// What there is to read, at most so many bytes, after waiting for the first; empty at the end.
  /// - Throws: `HostError.refused`.
  package func nextBytes(atMost limit: Int) throws(HostError) -> Data {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = bytes.withUnsafeMutableBytes { readOn(fileHandleForReading.fileDescriptor, into: $0) }
    guard count >= 0 else { throw HostError.last("read", "what a program writes") }
    return Data(bytes[..<count])
  }

  /// What there is to read up to the next end of a line, or the last, without it.
  /// - Throws: `HostError.refused`.
  package func nextLine() throws(HostError) -> String {
    var line = Data()
    while true {
      let byte = try nextBytes(atMost: 1)
      if byte.first ?? UInt8(ascii: "\n") == UInt8(ascii: "\n") {
        return String(decoding: line, as: UTF8.self)
      }
      line += byte
    }
  }
}
