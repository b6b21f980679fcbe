#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The whole of a regular file; a pipe is refused, where opening it would wait for a writer.
/// - Parameter limit: bytes; a larger file is refused before it is read.
/// - Throws: `HostError.refused`, `.notARegularFile`, `.tooLarge`.
public func readFile(_ path: String, limit: Int) throws(HostError) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard file >= 0 else { throw HostError.last("read", path) }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0 else { throw HostError.last("read", path) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile(path: path) }
  let size = Int(status.st_size)
  guard size <= limit else { throw .tooLarge(path: path, bytes: size, limit: limit) }
  var bytes = [UInt8](repeating: 0, count: size)
  var filled = 0
  while filled < size {
    let count = bytes.withUnsafeMutableBytes { readOn(file, into: .init(rebasing: $0[filled...])) }
    guard count >= 0 else { throw HostError.last("read", path) }
    if count == 0 { break }
    filled += count
  }
  return filled == size ? bytes : Array(bytes.prefix(filled))
}
