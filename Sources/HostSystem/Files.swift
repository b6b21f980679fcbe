#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Adds a text to the end of a file, in one write, and creates the file if there is none.
/// - Throws: `HostError.refused`.
public func append(_ text: String, to path: String) throws(HostError) {
  let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
  guard file >= 0 else { throw HostError.last("write", path) }
  defer { close(file) }
  guard writeAll(Array(text.utf8), to: file) else { throw HostError.last("write", path) }
}

/// Makes a folder and those above it that are missing.
/// - Throws: `HostError.refused`.
public func makeFolder(_ path: String) throws(HostError) {
  if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
    throw HostError.last("make the folder", path)
  }
  try makeFolder(String(path[..<slash]))
  guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw HostError.last("make the folder", path) }
}

/// Removes a file; that there is none is no error.
/// - Throws: `HostError.refused`.
public func removeFile(_ path: String) throws(HostError) {
  guard unlink(path) == 0 || errno == ENOENT else { throw HostError.last("remove", path) }
}

/// Gives a file another name in the same file system, in place of a file that has it.
/// - Throws: `HostError.refused`.
public func moveFile(_ path: String, to other: String) throws(HostError) {
  guard rename(path, other) == 0 else { throw HostError.last("write", other) }
}

extension HostError {
  /// The failure of the system call just made.
  static func last(_ action: String, _ path: String) -> HostError {
    .refused(action: action, path: path, reason: systemWords(errno))
  }
}

/// Writes all of the bytes; false if the system refused, with its reason in `errno`.
func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool { bytes.withUnsafeBytes { writeAll($0, to: file) } }

func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
  var done = 0
  while done < bytes.count {
    let count = write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return false }
    done += count
  }
  return true
}

/// What `read` says, however many signals come while it waits.
func readOn(_ file: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
  while true {
    let count = read(file, buffer.baseAddress, buffer.count)
    if count >= 0 || errno != EINTR { return count }
  }
}
