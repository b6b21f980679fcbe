import HostSystem

/// Whole files as bytes.
enum FileBytes {
  /// The most bytes of a file that are read.
  private static let limit = 1 << 30

  /// The bytes of a file.
  /// - Throws: `ImagingError.unreadable`.
  static func read(_ path: String) throws(ImagingError) -> [UInt8] {
    do {
      return try readFile(path, limit: limit)
    } catch .notARegularFile {
      throw .unreadable(path: path, reason: "it is a folder, a pipe or a device; name an image")
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
  }
}
