#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whole files as bytes, by POSIX calls whose failures keep the system's own words.
enum FileBytes {
  /// The most bytes of a file that are read, so that a device without end is refused.
  private static let limit = 1 << 30

  /// The bytes of a file.
  /// - Throws: `ImagingError.unreadable`.
  static func read(_ path: String) throws(ImagingError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(path: path, reason: systemMessage()) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(path: path, reason: systemMessage()) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw .unreadable(path: path, reason: "it is a folder; name an image in it")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: max(1 << 16, min(Int(status.st_size) + 1, limit)))
    while true {
      let count = chunk.withUnsafeMutableBytes { systemRead(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(path: path, reason: systemMessage()) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        throw .unreadable(path: path, reason: "it has more than \(limit) bytes")
      }
    }
  }

  /// The system's words for the last failed call.
  private static func systemMessage() -> String { String(cString: strerror(errno)) }
}

/// `read(2)`, whose name the function of `FileBytes` hides.
private func systemRead(_ file: Int32, _ into: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, into, count)
}
