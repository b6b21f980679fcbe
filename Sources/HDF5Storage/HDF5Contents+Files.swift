import CHDF5
import HostSystem

/// More than any file of ours holds, and still fits in memory.
private let largestFile = 1 << 30

extension HDF5Contents {
  /// Reads a whole HDF5 file that `write` has written.
  ///
  /// One that is damaged, or that another program has written or changed, is refused. As a checksum can be forged, and
  /// libhdf5 isn't proof against every file, it is read in a copy of this process, within bounds, which hands over what it found.
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
    if var known = recent.withValue({ $0.contents(of: bytes) }) {
      known.rename(file)
      self = known
      return
    }
    do {
      self = try Self.readInCopy(image, file)
      let read = self
      recent.withValue { $0.keep(read, of: bytes) }
    } catch let failure as HDF5Failure {
      throw HDF5StorageError.unreadable(path: file, part: failure.operation, reason: failure.reason)
    }
  }

  /// Reads the bytes of an HDF5 file of another program, which has no checksum: in a copy of this process.
  ///
  /// - Throws: `HDF5StorageError`: `.notHDF5`, `.unreadable`.
  public init(decodingForeign bytes: [UInt8], file: String) throws {
    guard hasSignature(bytes[...]) else { throw HDF5StorageError.notHDF5(path: file) }
    do {
      self = try Self.readInCopy(bytes[...], file)
    } catch let failure as HDF5Failure {
      throw HDF5StorageError.unreadable(path: file, part: failure.operation, reason: failure.reason)
    }
  }

  /// Reads in a copy of this process, where libhdf5 may crash, hang, or write where it mustn't.
  /// - Throws: `HDF5Failure` if it does, or can't read the file; `HostError` if there can be no copy.
  private static func readInCopy(_ image: ArraySlice<UInt8>, _ file: String) throws -> HDF5Contents {
    // Slower than any machine reads, faster than anyone waits.
    let most = mostContents(of: image.count)
    let seconds = 2 + image.count >> 23 + most >> 28
    let outcome = try withHDF5Library {
      try inCopy(
        "read", file, memory: 2 * most + 4 * image.count + 256 << 20, seconds: seconds,
        atMost: 3 * most + 64 << 20,
        { writer in
          do {
            var reader = HDF5Reader(file: file, mostBytes: most)
            try reader.read(image)
            writer.put(0)
            reader.contents.handOver(to: writer)
          } catch {
            let failure = error as? HDF5Failure
            writer.put(1)
            writer.put(failure?.operation ?? "it")
            writer.put(failure?.reason ?? "\(error)")
          }
        },
        take: { reader in
          guard try reader.number() == 0 else {
            throw HDF5Failure(operation: try reader.message(), reason: try reader.message())
          }
          return try HDF5Contents(handedOver: &reader, file: file)
        })
    }
    switch outcome {
    case .ended(let contents): return contents
    case .failed(let reason): throw HDF5Failure(operation: "the file", reason: reason)
    }
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

/// What was read before, as far as it isn't much: the files of a run are read again and again.
private struct RecentContents {
  private var known: [Int: (bytes: [UInt8], contents: HDF5Contents)] = [:]
  private var size = 0
  private static let mostBytes = 128 << 20

  /// The contents of a file of the same bytes; a checksum that is the same proves nothing.
  func contents(of bytes: [UInt8]) -> HDF5Contents? {
    guard let found = known[Self.key(bytes)], found.bytes == bytes else { return nil }
    return found.contents
  }

  mutating func keep(_ read: HDF5Contents, of bytes: [UInt8]) {
    let taken = bytes.count + read.bytesInMemory
    guard taken <= Self.mostBytes >> 4, known[Self.key(bytes)] == nil else { return }
    if size + taken > Self.mostBytes { (known, size) = ([:], 0) }
    known[Self.key(bytes)] = (bytes, read)
    size += taken
  }

  private static func key(_ bytes: [UInt8]) -> Int { bytes.suffix(8).reduce(0) { $0 << 8 | Int($1) } }
}

extension HDF5Contents {
  /// About as many bytes as the contents take.
  fileprivate var bytesInMemory: Int {
    func size(_ values: HDF5Values) -> Int {
      if case .strings(let texts) = values { return texts.reduce(0) { $0 + $1.utf8.count + 16 } }
      return 8 * values.count
    }
    let attributes = [self.attributes] + groupAttributes.values + arrays.values.map(\.attributes)
    return arrays.values.reduce(0) { $0 + size($1.values) + 512 }
      + attributes.reduce(0) { $0 + $1.values.reduce(512) { $0 + size($1.stored.values) + 128 } }
      + 256 * passedOver.count
  }
}

private let recent = Locked(RecentContents())

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
