#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the system says of a file's content without reading it: while this is the same, so most likely is the content.
public struct FileStamp: Sendable, Equatable {
  /// Bytes.
  public let size: Int
  /// When the content was last changed, nanoseconds since 1970.
  public let modified: Int

  public init(size: Int, modified: Int) {
    (self.size, self.modified) = (size, modified)
  }

  /// The stamp of the file at a path; nil if there is none, or no regular file, as a link isn't.
  public init?(ofFile path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    self.init(size: Int(status.st_size), modified: Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec))
  }
}
