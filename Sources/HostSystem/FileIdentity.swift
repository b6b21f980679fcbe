#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Which file or folder a path leads to, by whatever name or link.
public struct FileIdentity: Sendable, Hashable {
  private let device, number: UInt64

  /// The identity of what is at a path; nil if nothing is.
  public init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino))
  }
}
