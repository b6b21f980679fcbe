import Foundation

/// The whole of a regular file.
///
/// - Throws: `HDF5StorageError.cannotRead`, `.notARegularFile`, `.tooLarge`.
func readWhole(_ path: String, limit: Int) throws -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw HDF5StorageError.cannotRead(path: path, code: errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw HDF5StorageError.cannotRead(path: path, code: errno) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw HDF5StorageError.notARegularFile(path: path) }
  let size = Int(status.st_size)
  guard size <= limit else {
    throw HDF5StorageError.tooLarge(path: path, part: "the file", bytes: UInt64(size), limit: UInt64(limit))
  }
  var bytes = [UInt8](repeating: 0, count: size)
  var filled = 0
  while filled < size {
    let count = bytes.withUnsafeMutableBytes {
      read(descriptor, $0.baseAddress?.advanced(by: filled), size - filled)
    }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw HDF5StorageError.cannotRead(path: path, code: errno) }
    if count == 0 { break }
    filled += count
  }
  return Array(bytes.prefix(filled))
}
