#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that one process at a time can hold, and that says in words which.
///
///     switch try FileLock.take("results/runs/.locks/1f0c.lock", note: "2026-11-22 20:43:10") {
///     case .taken(let lock, let leftBy): …
///     case .heldBy(let owner): …
///     }
///
/// The kernel's lock on the file (`flock`) decides and ends with its holder, however that ends, in another container or
/// on another machine too; so a file that names a dead process is taken over without a race. Where the file system has
/// no such locks, the process that the file names is asked for; one of another machine is believed to be alive.
public final class FileLock: Sendable {
  public let path: String
  private let file: Int32

  /// Who has the file.
  public struct Owner: Sendable, Equatable {
    /// The process, or nil if the file doesn't name one legibly.
    public let process: ProcessIdentity?
    /// What the holder wrote beside its name: when it took the lock.
    public let note: String
  }

  /// What came of trying to take a lock.
  public enum Attempt: Sendable {
    /// The lock is ours, until `FileLock` is released; `leftBy` is a dead process that had it and didn't give it back.
    case taken(FileLock, leftBy: Owner?)
    /// A living process has it.
    case heldBy(Owner)
  }

  /// Tries to take the lock, without waiting.
  /// - Throws: `HostError.refused` if the file can't be made.
  public static func take(_ path: String, note: String) throws(HostError) -> Attempt {
    while true {
      // Through a link that someone put there another file would be overwritten.
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
      guard file >= 0 else { throw HostError.last("make the lock", path) }
      let isLocked = flock(file, LOCK_EX | LOCK_NB) == 0
      let wasRefused = !isLocked && errno == EWOULDBLOCK
      let owner = owner(in: path)
      if wasRefused {
        close(file)
        return .heldBy(owner ?? Owner(process: nil, note: ""))
      }
      // The holder before us may have removed the file between our opening and locking it: then it is no longer
      // the file that others see.
      guard isSameFile(file, path) else {
        close(file)
        continue
      }
      if !isLocked, let owner, let process = owner.process, process.isAlive != false {
        close(file)
        return .heldBy(owner)
      }
      return .taken(try FileLock(path: path, file: file, note: note), leftBy: owner)
    }
  }

  private init(path: String, file: Int32, note: String) throws(HostError) {
    self.path = path
    self.file = file
    let me = ProcessIdentity.current
    let text = "host \(me.host)\nprocess \(me.process)\nstarted \(me.started ?? -1)\nsince \(note)\n"
    guard ftruncate(file, 0) == 0 else { throw HostError.last("write", path) }
    guard writeAll(Array(text.utf8), to: file) else { throw HostError.last("write", path) }
  }

  /// Gives the lock back and removes its file.
  deinit {
    unlink(path)
    close(file)
  }

  /// Who has a lock, or nil if no living process has it.
  ///
  /// A process of another machine can't be asked; its lock is tried for a moment.
  public static func holder(of path: String) -> Owner? {
    guard let owner = owner(in: path), let process = owner.process, process.isAlive != false else {
      return nil
    }
    guard process.isAlive == nil else { return owner }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer {
      flock(file, LOCK_UN)
      close(file)
    }
    return flock(file, LOCK_SH | LOCK_NB) == 0 ? nil : owner
  }

  /// Who a lock file names, or nil if there is none or it is empty.
  public static func owner(in path: String) -> Owner? {
    guard let bytes = try? readFile(path, limit: 1 << 16), !bytes.isEmpty else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    var fields: [Substring: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2 { fields[words[0]] = String(words[1]) }
    }
    var process: ProcessIdentity?
    if let host = fields["host"], let number = fields["process"].flatMap({ Int32($0) }) {
      let started = fields["started"].flatMap { Int64($0) }
      process = ProcessIdentity(host: host, process: number, started: started == -1 ? nil : started)
    }
    return Owner(process: process, note: fields["since"] ?? "")
  }

  private static func isSameFile(_ file: Int32, _ path: String) -> Bool {
    var ours = stat()
    var theirs = stat()
    guard fstat(file, &ours) == 0, stat(path, &theirs) == 0 else { return false }
    return ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino
  }
}
