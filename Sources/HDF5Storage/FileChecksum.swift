import CHDF5

/// The last 16 bytes of a written file: a mark and the FNV-1a hash of all the bytes before it.
///
/// HDF5 itself protects only compressed arrays and most of its metadata, and libhdf5 may crash on damaged
/// metadata. With this checksum a damaged file is refused before libhdf5 sees it, and no changed bit passes for a number.
/// HDF5 allows bytes after the end of its data; a program that changes the file cuts them off, and the
/// file is then refused like any foreign one.
package enum FileChecksum {
  private static let mark = Array("\nchksum\n".utf8)
  private static let length = 16

  /// `image` with its checksum appended.
  package static func appended(to image: [UInt8]) -> [UInt8] {
    image + mark + hash(image[...])
  }

  /// The bytes without the checksum.
  /// - Throws: `HDF5StorageError.noChecksum`, `.damaged` if it disagrees.
  static func removed(from bytes: [UInt8], file: String) throws(HDF5StorageError) -> ArraySlice<UInt8> {
    guard bytes.count >= length, bytes.suffix(length).starts(with: mark) else {
      throw .noChecksum(path: file)
    }
    let image = bytes.dropLast(length)
    guard bytes.suffix(length - mark.count).elementsEqual(hash(image)) else { throw .damaged(path: file) }
    return image
  }

  /// 64-bit FNV-1a, little-endian.
  ///
  /// - Source: Fowler, Noll, Vo; draft-eastlake-fnv. Each step is a bijection of the state, so a single
  ///   changed byte always changes the hash.
  static func hash(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let value = bytes.withUnsafeBufferPointer { chdf5_fnv1a($0.baseAddress, $0.count) }
    return withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
