/// The bytes that the contents of a file may still take in memory: a damaged or hostile file may claim any size, many times.
final class ReadingBudget {
  private var left: UInt64

  /// A budget of so many bytes.
  init(bytes: Int) { left = UInt64(bytes) }

  /// Checks that so many bytes are left.
  /// - Throws: `HDF5Failure`.
  func require(_ bytes: UInt64, for part: String) throws {
    guard bytes <= left else {
      throw HDF5Failure(operation: part, reason: "it claims \(bytes) bytes, and at most \(left) are read")
    }
  }

  /// Takes so many bytes.
  /// - Throws: `HDF5Failure` if fewer are left.
  func spend(_ bytes: UInt64, on part: String) throws {
    try require(bytes, for: part)
    left -= bytes
  }
}
