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

  /// Replaces a file whole or not at all: the bytes go to a file beside it, which is synced and renamed.
  /// - Throws: `ImagingError.unwritable`; what was there before stays.
  static func write(_ bytes: [UInt8], to path: String) throws(ImagingError) {
    let (folder, name) = split(path)
    let (file, temporary) = try createTemporary(in: folder, for: name, path: path)
    var failure: String?
    if !writeAll(bytes, to: file) || fsync(file) != 0 { failure = systemMessage() }
    if close(file) != 0 && failure == nil { failure = systemMessage() }
    if failure == nil && rename(temporary, path) != 0 { failure = systemMessage() }
    if let failure {
      unlink(temporary)
      throw .unwritable(path: path, reason: failure)
    }
    // The new name itself is on the disk only once its folder is.
    let folderFile = open(folder, O_RDONLY | O_CLOEXEC)
    if folderFile >= 0 {
      fsync(folderFile)
      close(folderFile)
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// A new file of a name that no other process or thread uses; O_EXCL decides.
  private static func createTemporary(
    in folder: String, for name: String, path: String
  ) throws(ImagingError) -> (file: Int32, path: String) {
    for attempt in 0..<10_000 {
      let candidate = "\(folder)/.\(name).\(getpid()).\(attempt).tmp"
      let file = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file >= 0 { return (file, candidate) }
      guard errno == EEXIST else { break }
    }
    throw .unwritable(path: path, reason: systemMessage())
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = systemWrite(file, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }

  /// The system's words for the last failed call.
  private static func systemMessage() -> String { String(cString: strerror(errno)) }
}

/// `read(2)` and `write(2)`, whose names the functions of `FileBytes` hide.
private func systemRead(_ file: Int32, _ into: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, into, count)
}

private func systemWrite(_ file: Int32, _ from: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, from, count)
}
