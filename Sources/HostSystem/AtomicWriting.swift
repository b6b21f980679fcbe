#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the name of a file begins with while it is being written.
private let unfinishedPrefix = ".unfinished-"

/// Writes a file whole or not at all: whoever reads `path`, at whatever moment, finds the old file or the new one.
///
/// The bytes go to a file of a unique name in the same folder, which is synced, renamed to `path`, and its
/// folder synced. A symbolic link is followed. After a failure that file is removed and the old one untouched.
///
/// - Throws: `HostError.cannotWrite` with the system's reason, `.notARegularFile` if `path` is a folder or a device,
///   `.cannotSync` if the new file is there but its folder could not be synced.
public func writeAtomically(_ bytes: [UInt8], to path: String) throws(HostError) {
  let target = try regularTarget(of: path)
  let folder = folder(of: target)
  let temporary = "\(folder)/\(unfinishedPrefix)\(String(UInt64.random(in: .min ... .max), radix: 36))"
  do throws(HostError) {
    try create(temporary, holding: bytes, for: path)
    guard rename(temporary, target) == 0 else { throw failure(path, "renaming the new file") }
  } catch {
    unlink(temporary)
    throw error
  }
  try sync(folder: folder, for: path)
}

/// A file that is written piece by piece and appears whole: until `commit` nobody finds it under its name.
public final class AtomicFile {
  /// The name that it gets.
  public let path: String
  /// Where it is written to; it stays the file's own.
  public let descriptor: Int32
  private let target: String
  private let temporary: String
  private var isCommitted = false

  /// Makes an empty file of a unique name in the folder of `path`.
  /// - Throws: as `writeAtomically`.
  public init(path: String) throws(HostError) {
    self.path = path
    target = try regularTarget(of: path)
    temporary =
      "\(folder(of: target))/\(unfinishedPrefix)\(String(UInt64.random(in: .min ... .max), radix: 36))"
    descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(path, "making a file in its folder") }
  }

  /// Syncs what was written and gives the file its name, in place of one that has it.
  /// - Throws: as `writeAtomically`.
  public func commit() throws(HostError) {
    guard fsync(descriptor) == 0 else { throw failure(path, "syncing the new file") }
    guard rename(temporary, target) == 0 else { throw failure(path, "renaming the new file") }
    isCommitted = true
    try sync(folder: folder(of: target), for: path)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unlink(temporary) }
  }
}

/// Checks that a file could be written to a path, before the work that gives its bytes.
/// - Throws: as `writeAtomically`.
public func requireWritable(_ path: String) throws(HostError) {
  _ = try AtomicFile(path: path)
}

/// Makes a folder and those above it that are missing, and checks that a file can be made in it, before the work that gives
/// its bytes.
/// - Throws: `HostError.refused`.
public func prepareFolder(_ path: String) throws(HostError) {
  try makeFolder(path)
  do throws(HostError) {
    try requireWritable("\(path)/\(unfinishedPrefix)probe")
  } catch {
    throw .refused(action: "write into", path: path, reason: error.reason)
  }
}

/// Removes what a killed process left half-written by `writeAtomically` in `folder`.
///
/// Call it only while no other process writes to the folder, as under a lock.
/// - Returns: how many files were removed.
/// - Throws: `HostError.refused` if the folder can't be listed or a file stays.
@discardableResult
public func removeUnfinishedFiles(in folder: String) throws(HostError) -> Int {
  let names = try entries(of: folder).map(\.name).filter { $0.hasPrefix(unfinishedPrefix) }
  for name in names { try removeFile("\(folder)/\(name)") }
  return names.count
}

/// `path`, or what it links to; refuses folders and devices, which a rename would replace or run into.
private func regularTarget(of path: String) throws(HostError) -> String {
  var status = stat()
  guard lstat(path, &status) == 0 else {
    // Said now, and not when the file that was written under another name gets this one.
    if errno == ENAMETOOLONG { throw failure(path, "looking for it") }
    return path
  }
  guard status.st_mode & S_IFMT == S_IFLNK else {
    guard isRegular(status) else { throw HostError.notARegularFile(path: path) }
    return path
  }
  guard let resolved = realpath(path, nil) else { throw failure(path, "following the link") }
  defer { free(resolved) }
  guard stat(resolved, &status) == 0, isRegular(status) else {
    throw HostError.notARegularFile(path: path)
  }
  return String(cString: resolved)
}

private func isRegular(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Makes the new file `temporary`, filled and synced.
private func create(_ temporary: String, holding bytes: [UInt8], for path: String) throws(HostError) {
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw failure(path, "making a file in its folder") }
  do throws(HostError) {
    guard writeAll(bytes, to: descriptor) else { throw failure(path, "writing its \(bytes.count) bytes") }
    guard fsync(descriptor) == 0 else { throw failure(path, "syncing its \(bytes.count) bytes") }
  } catch {
    close(descriptor)
    throw error
  }
  // Some file systems report a full disk or quota only here.
  guard close(descriptor) == 0 else { throw failure(path, "closing the new file") }
}

/// Makes a rename in `folder` outlast a power cut, where the file system can.
private func sync(folder: String, for path: String) throws(HostError) {
  let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }  // a folder may be written to without being readable
  defer { close(descriptor) }
  if fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP {
    throw .cannotSync(path: path, code: errno)
  }
}

/// The reason of the system call that just failed.
private func failure(_ path: String, _ step: String) -> HostError {
  .cannotWrite(path: path, step: step, code: errno)
}
