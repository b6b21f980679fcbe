#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a file whole or not at all: beside its final name, synced, renamed over it, and the folder synced.
///
/// Whoever reads `path`, at any moment and after any crash, sees the old content or the new. If writing fails,
/// nothing is left beside it.
/// - Throws: `HostError.refused`: no such folder, not writable, disk full.
public func writeWhole(_ bytes: [UInt8], to path: String) throws(HostError) {
  let temporary = path + ".\(getpid()).partial"
  do throws(HostError) {
    try writeSynced(bytes, to: temporary)
    guard rename(temporary, path) == 0 else { throw HostError.last("write", path) }
  } catch {
    unlink(temporary)
    throw .refused(action: "write", path: path, reason: error.reason)
  }
  syncFolder(of: path)
}

/// Writes a text whole or not at all, in UTF-8.
/// - Throws: `HostError.refused`.
public func writeWhole(_ text: String, to path: String) throws(HostError) {
  try writeWhole(Array(text.utf8), to: path)
}

/// Adds a text to the end of a file, in one write, and creates the file if there is none.
/// - Throws: `HostError.refused`.
public func append(_ text: String, to path: String) throws(HostError) {
  let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
  guard file >= 0 else { throw HostError.last("write", path) }
  defer { close(file) }
  try writeAll(Array(text.utf8), to: file, path: path)
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

extension HostError {
  /// The failure of the system call just made.
  static func last(_ action: String, _ path: String) -> HostError {
    .refused(action: action, path: path, reason: String(cString: strerror(errno)))
  }

  var reason: String {
    switch self {
    case .refused(_, _, let reason): reason
    }
  }
}

private func writeSynced(_ bytes: [UInt8], to path: String) throws(HostError) {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  guard file >= 0 else { throw HostError.last("write", path) }
  do throws(HostError) {
    try writeAll(bytes, to: file, path: path)
    guard fsync(file) == 0 else { throw HostError.last("write", path) }
  } catch {
    close(file)
    throw error
  }
  // On some network file systems a full disk is first reported here.
  guard close(file) == 0 else { throw HostError.last("write", path) }
}

func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(HostError) {
  var done = 0
  while done < bytes.count {
    let count = bytes.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + done }, bytes.count - done) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { throw HostError.last("write", path) }
    done += count
  }
}

/// A rename is on the disk once its folder is; a folder that can't be synced (some network file systems) is let be.
private func syncFolder(of path: String) {
  let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  let file = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return }
  fsync(file)
  close(file)
}
