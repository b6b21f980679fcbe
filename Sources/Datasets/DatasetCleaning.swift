import HostSystem

/// What commands that were killed left of data sets that nobody came back for, and how it goes.
package struct DatasetCleaning: Sendable {
  /// Something that can go.
  package struct Leftover: Sendable, Equatable {
    package let path: String
    /// What it is.
    package let reason: String
    /// Its size.
    package let bytes: Int
    fileprivate let set: String
  }

  /// What can go, in the order of paths.
  package let leftovers: [Leftover]
  private let root: String

  /// Looks among what isn't complete for downloads of which nothing came, and for sets that were being put together. What
  /// a living process works on is left alone, and so are locks, and downloads that a fetch goes on with.
  /// - Parameter root: the folder of all sets.
  /// - Throws: `DatasetError.fileSystem` if a folder can't be listed.
  package init(of root: String) throws(DatasetError) {
    self.root = root
    let folder = DatasetStaging(root: root, name: "").partialFolder
    guard isFolder(folder) else {
      leftovers = []
      return
    }
    let found: [FolderEntry]
    do {
      found = try entries(of: folder)
    } catch {
      throw .fileSystem(action: "list", path: folder, reason: error.reason)
    }
    leftovers = found.compactMap { Leftover($0.name, in: folder) }
      .filter { !DatasetStaging(root: root, name: $0.set).isBusy }
  }

  /// Removes it all, but for what a process works on by now.
  /// - Throws: `DatasetError.fileSystem`.
  package func remove() throws(DatasetError) {
    for leftover in leftovers {
      let staging = DatasetStaging(root: root, name: leftover.set)
      try staging.lockedIfFree { () throws(DatasetError) in try staging.remove(leftover.path) }
    }
  }
}

extension DatasetCleaning.Leftover {
  /// Nil for a lock, and for what isn't ours.
  fileprivate init?(_ name: String, in folder: String) {
    path = "\(folder)/\(name)"
    bytes = size(ofTree: path)
    if let set = DatasetStaging.setOfDownload(name) {
      self.set = set
      guard bytes == 0 else { return nil }
      reason = "a download of which nothing came"
      return
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == "complete" || parts[1] == "unpacked",
      DatasetManifest.isName(String(parts[0]))
    else { return nil }
    set = String(parts[0])
    reason = "a set that was being put together"
  }
}
