#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that is read and written at any place, by any number of threads; closed with its last user.
public final class BinaryFile: Sendable {
  /// Where it is, or was when it was opened.
  public let path: String
  private let file: Int32

  /// Opens a file; a pipe is refused, where that would wait for a writer.
  /// - Parameter writable: to write it too, and to make it if there is none.
  /// - Throws: `HostError.refused`, `.notARegularFile`.
  public init(_ path: String, writable: Bool = false) throws(HostError) {
    self.path = path
    file = open(path, (writable ? O_RDWR | O_CREAT : O_RDONLY | O_NONBLOCK) | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw HostError.last(writable ? "write" : "read", path) }
    var status = stat()
    guard writable || fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw .notARegularFile(path: path)
    }
  }

  deinit { close(file) }

  /// Bytes in the file.
  /// - Throws: `HostError.refused`.
  public func size() throws(HostError) -> Int {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw HostError.last("read", path) }
    return Int(status.st_size)
  }

  /// Fills an array with what begins `offset` bytes from the start.
  /// - Throws: `HostError.refused`, also if the file ends before the array is full.
  public func read<Element: BitwiseCopyable>(_ elements: inout [Element], at offset: Int) throws(HostError) {
    let status = elements.withUnsafeMutableBytes { bytes in
      inPieces(bytes.count) { done in
        pread(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      }
    }
    switch status {
    case .whole: return
    case .ended: throw .refused(action: "read", path: path, reason: "the file ends early")
    case .failed: throw HostError.last("read", path)
    }
  }

  /// Writes an array, its first byte `offset` bytes from the start.
  /// - Throws: `HostError.refused`.
  public func write<Element: BitwiseCopyable>(_ elements: [Element], at offset: Int) throws(HostError) {
    let status = elements.withUnsafeBytes { bytes in
      inPieces(bytes.count) { done in
        pwrite(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      }
    }
    if status != .whole { throw HostError.last("write", path) }
  }

  /// Cuts the file off after so many bytes.
  /// - Throws: `HostError.refused`.
  public func truncate(to size: Int) throws(HostError) {
    guard ftruncate(file, off_t(size)) == 0 else { throw HostError.last("write", path) }
  }

  /// Gives the file another name, in place of a file that has it, after all that was written is on the disk.
  /// - Throws: `HostError.refused`.
  public func install(as other: String) throws(HostError) {
    guard fsync(file) == 0, rename(path, other) == 0 else { throw HostError.last("write", other) }
  }
}

private enum Transfer {
  case whole, ended, failed
}

/// Calls `transfer` with the number of bytes done until all are.
private func inPieces(_ count: Int, _ transfer: (_ done: Int) -> Int) -> Transfer {
  var done = 0
  while done < count {
    let piece = transfer(done)
    if piece < 0 && errno == EINTR { continue }
    guard piece > 0 else { return piece == 0 ? .ended : .failed }
    done += piece
  }
  return .whole
}
