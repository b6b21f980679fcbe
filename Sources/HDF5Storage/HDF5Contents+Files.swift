import CHDF5
import HostSystem

/// More than any file of ours holds, and still fits in memory.
private let largestFile = 4 << 30

extension HDF5Contents {
  /// Reads a whole HDF5 file, by whatever program it was written.
  ///
  /// What has no place in `HDF5Contents` (links, compound types, references, …) is passed over and listed in `passedOver`.
  ///
  /// A file of ours that was damaged is always refused. For files without our checksum libhdf5 is the judge, and
  /// isn't proof against every damage.
  ///
  /// - Throws: `HDF5StorageError`: `.cannotRead`, `.notARegularFile`, `.notHDF5`, `.damaged`, `.unreadable`, `.tooLarge`.
  public init(contentsOf path: String) throws {
    try self.init(decoding: try readWhole(path, limit: largestFile), file: path)
  }

  /// Reads the bytes of an HDF5 file; `file` is its name in messages.
  ///
  /// - Throws: `HDF5StorageError`: `.notHDF5`, `.damaged`, `.unreadable`, `.tooLarge`.
  public init(decoding bytes: [UInt8], file: String) throws {
    guard let image = FileChecksum.removed(from: bytes) else {
      throw HDF5StorageError.damaged(path: file)
    }
    guard hasSignature(image) else { throw HDF5StorageError.notHDF5(path: file) }
    var reader = HDF5Reader(file: file)
    do {
      try withHDF5Library { try reader.read(image) }
    } catch let failure as HDF5Failure {
      throw HDF5StorageError.unreadable(path: file, part: failure.operation, reason: failure.reason)
    }
    self = reader.contents
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
