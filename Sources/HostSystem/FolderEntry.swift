#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a folder has under one name.
public struct FolderEntry: Sendable, Equatable {
  /// What is under a name; a link is what it is, not what it leads to.
  public enum Kind: Sendable, Equatable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A symbolic link.
    case link
    /// A pipe, a socket, a device, or what the system doesn't tell.
    case other
  }
  /// The name; what isn't UTF-8 in it is replaced.
  public let name: String
  /// Whether the name is UTF-8, so that the file can be opened by it.
  public let isUTF8: Bool
  public let kind: Kind
}

/// All that is in a folder, sorted by name.
/// - Throws: `HostError.refused`.
public func entries(of folder: String) throws(HostError) -> [FolderEntry] {
  guard let listing = opendir(folder) else { throw HostError.last("list", folder) }
  defer { closedir(listing) }
  var entries: [FolderEntry] = []
  while let bytes = try nextName(in: listing, of: folder) {
    let name = String(decoding: bytes, as: UTF8.self)
    if name == "." || name == ".." { continue }
    var status = stat()
    let isKnown = (bytes + [0]).withUnsafeBufferPointer { name in
      name.withMemoryRebound(to: CChar.self) { name in
        name.baseAddress.map { fstatat(dirfd(listing), $0, &status, AT_SYMLINK_NOFOLLOW) == 0 } ?? false
      }
    }
    let kind: FolderEntry.Kind =
      switch status.st_mode & S_IFMT {
      case _ where !isKnown: .other
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    entries.append(FolderEntry(name: name, isUTF8: Array(name.utf8) == bytes, kind: kind))
  }
  return entries.sorted { $0.name < $1.name }
}

/// The next name of an open folder, as the system has it; nil at the end.
/// - Throws: `HostError.refused`.
private func nextName(in listing: OpaquePointer, of folder: String) throws(HostError) -> [UInt8]? {
  errno = 0
  guard let entry = readdir(listing) else {
    if errno != 0 { throw HostError.last("list", folder) }
    return nil
  }
  guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
  // An entry may be shorter than its type says: nothing behind the end of the name is read.
  let name = UnsafeRawPointer(entry).advanced(by: offset)
  let count = strlen(name.assumingMemoryBound(to: CChar.self))
  return Array(UnsafeRawBufferPointer(start: name, count: count))
}
