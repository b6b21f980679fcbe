import CHDF5
import HostSystem

/// More than any file of ours holds, and still fits in memory.
private let largestFile = 1 << 30

extension HDF5Contents {
  /// Reads a whole HDF5 file that `write` has written.
  ///
  /// One that is damaged, or that another program has written or changed, is refused. As a checksum can be forged, and
  /// libhdf5 isn't proof against every file, it is read in a copy of this process first, within bounds.
  ///
  /// What has no place in `HDF5Contents` (links, compound types, references, …) is passed over and listed in `passedOver`.
  ///
  /// - Throws: `HDF5StorageError`: `.cannotRead`, `.notHDF5`, `.noChecksum`, `.damaged`, `.unreadable`.
  public init(contentsOf path: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try readFile(path, limit: largestFile)
    } catch {
      throw HDF5StorageError.cannotRead(error)
    }
    try self.init(decoding: bytes, file: path)
  }

  /// Reads the bytes of an HDF5 file; `file` is its name in messages.
  ///
  /// - Throws: `HDF5StorageError`: `.notHDF5`, `.noChecksum`, `.damaged`, `.unreadable`.
  public init(decoding bytes: [UInt8], file: String) throws {
    guard hasSignature(bytes[...]) else { throw HDF5StorageError.notHDF5(path: file) }
    let image = try FileChecksum.removed(from: bytes, file: file)
    func read() throws -> HDF5Contents { try Self.read(image, file) }
    do {
      self = try withHDF5Library {
        let content = FileContent(checksum: Array(bytes.suffix(8)), bytes: bytes.count)
        if !harmless.withValue({ $0.contains(content) }) {
          try rehearseReading(file, bytes: bytes.count) { _ = try read() }
          harmless.withValue { _ = $0.insert(content) }
        }
        return try read()
      }
    } catch let failure as HDF5Failure {
      throw HDF5StorageError.unreadable(path: file, part: failure.operation, reason: failure.reason)
    }
  }

  /// Reads the bytes of an HDF5 file of another program, which has no checksum: in a copy of this process first.
  ///
  /// - Throws: `HDF5StorageError`: `.notHDF5`, `.unreadable`.
  public init(decodingForeign bytes: [UInt8], file: String) throws {
    guard hasSignature(bytes[...]) else { throw HDF5StorageError.notHDF5(path: file) }
    do {
      self = try withHDF5Library {
        try rehearseReading(file, bytes: bytes.count) { _ = try Self.read(bytes[...], file) }
        return try Self.read(bytes[...], file)
      }
    } catch let failure as HDF5Failure {
      throw HDF5StorageError.unreadable(path: file, part: failure.operation, reason: failure.reason)
    }
  }

  private static func read(_ image: ArraySlice<UInt8>, _ file: String) throws -> HDF5Contents {
    var reader = HDF5Reader(file: file, mostBytes: mostContents(of: image.count))
    try reader.read(image)
    return reader.contents
  }

  /// Writes the file whole and atomically, as `writeAtomically` does.
  ///
  /// - Throws: `HDF5StorageError`: `.cannotStore`, `.cannotWrite`, `.libraryFailure`.
  public func write(to path: String) throws {
    let bytes = try encoded()
    do {
      try writeAtomically(bytes, to: path)
    } catch {
      throw HDF5StorageError.cannotWrite(error)
    }
  }

  /// The bytes of the file: the same for the same contents.
  ///
  /// libhdf5 builds the file in memory and never touches the disk, so that a full one can't upset it.
  ///
  /// - Throws: `HDF5StorageError`: `.cannotStore`, `.libraryFailure`.
  public func encoded() throws -> [UInt8] {
    try checkNames()
    do {
      return FileChecksum.appended(to: try withHDF5Library { try HDF5Writer(contents: self).image() })
    } catch let failure as HDF5Failure {
      throw HDF5StorageError.libraryFailure(operation: failure.operation, reason: failure.reason)
    }
  }
}

/// The bytes that the contents of a file of so many may take: a compressed array can't be a thousand times as large.
private func mostContents(of bytes: Int) -> Int { min(1 << 30, 64 << 20 + bytes << 10) }

/// What tells the content of a file, whose checksum was found to be right, from others.
private struct FileContent: Hashable {
  let checksum: [UInt8]
  let bytes: Int
}

/// The contents that were read well before: the files of a run are read again and again.
private let harmless = Locked<Set<FileContent>>([])

/// Reads in a copy of this process first.
/// - Throws: `HDF5Failure` if that fails, crashes or hangs; `HostError` if there can be no copy.
private func rehearseReading(_ file: String, bytes: Int, _ read: () throws -> Void) throws {
  // Slower than any machine reads, faster than anyone waits.
  let seconds = 2 + bytes >> 23
  let memory = 2 * mostContents(of: bytes) + 4 * bytes + 256 << 20
  let rehearsal = try rehearse("read", file, memory: memory, seconds: seconds) {
    do {
      try read()
      return ""
    } catch let failure as HDF5Failure {
      return failure.operation + "\n" + failure.reason
    } catch {
      return "it\n\(error)"
    }
  }
  switch rehearsal {
  case .ended(""): return
  case .ended(let said):
    let parts = said.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    throw HDF5Failure(operation: parts[0], reason: parts.count > 1 ? parts[1] : "no reason given")
  case .failed(let reason): throw HDF5Failure(operation: "the file", reason: reason)
  }
}

/// Whether the HDF5 signature stands where it may: at 0, 512, 1024, 2048, …
private func hasSignature(_ image: ArraySlice<UInt8>) -> Bool {
  let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
  var position = 0
  while position + signature.count <= image.count {
    if image.dropFirst(position).starts(with: signature) { return true }
    position = position == 0 ? 512 : position * 2
  }
  return false
}
