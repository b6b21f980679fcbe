import Foundation
import HostSystem

/// The place where a data set is put together before it appears under its name: `.partial/` beside the sets.
///
/// A set appears by one rename of a folder that is complete and checked, so a process that dies in the middle
/// leaves nothing under the set's name. Its leftovers are removed by the next one that stages the same set; what was
/// downloaded is gone on with, and removed once the set is there. `DatasetCleaning` names what nobody came back for.
package struct DatasetStaging {
  /// The folder of all sets.
  package let root: String
  /// The set's name.
  package let name: String

  /// The folder of everything that isn't complete.
  var partialFolder: String { root + "/.partial" }

  /// Runs `body` while no other process stages the same set; waits for one that does.
  ///
  /// The lock is the kernel's (`flock`): it ends with the process that holds it, however that ends.
  package func locked<Result>(
    progress: (String) -> Void, _ body: () throws(DatasetError) -> Result
  ) throws(DatasetError) -> Result {
    let file = try lockFile()
    defer { release(file) }
    if flock(file.fileDescriptor, LOCK_EX | LOCK_NB) != 0 {
      progress("another process is busy with '\(name)'; waiting for it")
      while flock(file.fileDescriptor, LOCK_EX) != 0, errno == EINTR {}
    }
    return try body()
  }

  /// Runs `body` unless another process stages the same set; doesn't wait for that.
  func lockedIfFree(_ body: () throws(DatasetError) -> Void) throws(DatasetError) {
    let file = try lockFile()
    defer { release(file) }
    if flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 { try body() }
  }

  /// Whether a process stages the set.
  var isBusy: Bool {
    guard let file = FileHandle(forReadingAtPath: lockPath) else { return false }
    defer { release(file) }
    return flock(file.fileDescriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Gives a lock back, at once: by closing alone it would end when a copy of this process has closed it, too.
  private func release(_ file: FileHandle) {
    flock(file.fileDescriptor, LOCK_UN)
    try? file.close()
  }

  private var lockPath: String { partialFolder + "/\(name).lock" }

  private func lockFile() throws(DatasetError) -> FileHandle {
    let path = lockPath
    try makeFolder(partialFolder)
    do {
      try append("", to: path)
      return try FileHandle(forUpdating: URL(fileURLWithPath: path))
    } catch {
      throw .fileSystem(action: "write", path: path, reason: error.systemReason)
    }
  }

  /// An empty folder for one step of the work; what a process that died left in it is removed.
  func emptyFolder(_ step: String) throws(DatasetError) -> String {
    let folder = partialFolder + "/\(name).\(step)"
    try remove(folder)
    try makeFolder(folder)
    return folder
  }

  /// Gives a complete folder the set's name.
  ///
  /// - Returns: where a folder that had this name was moved to; nil if there was none or an empty one.
  package func install(_ complete: String) throws(DatasetError) -> String? {
    let final = root + "/" + name
    var replaced: String?
    if isFolder(final) {
      let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: final))?.isEmpty ?? false
      if isEmpty {
        try remove(final)
      } else {
        let aside = unusedName(final + ".replaced")
        try move(final, to: aside)
        replaced = aside
      }
    }
    try move(complete, to: final)
    return replaced
  }

  /// Removes what was downloaded of the set, whole or begun, from whatever address; call it under the lock.
  func discardDownloads() {
    for entry in (try? entries(of: partialFolder)) ?? [] where Self.setOfDownload(entry.name) == name {
      try? remove("\(partialFolder)/\(entry.name)")
    }
  }

  /// The set that an entry of `.partial/` was downloaded of, as `NAME-KEY.zip`, `NAME-KEY.tgz.part` or the folder
  /// `NAME-KEY.files`, where twelve digits stand for the address; nil for anything else.
  static func setOfDownload(_ entry: String) -> String? {
    var parts = entry.split(separator: ".", omittingEmptySubsequences: false)
    if parts.last == "part" { parts.removeLast() }
    guard parts.count == 2, DatasetSource.Kind(rawValue: String(parts[1])) != nil,
      let dash = parts[0].lastIndex(of: "-")
    else { return nil }
    let key = parts[0][dash...].dropFirst()
    guard key.count == 12, key.allSatisfy(\.isHexDigit) else { return nil }
    return String(parts[0][..<dash])
  }

  func remove(_ path: String) throws(DatasetError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw .fileSystem(action: "remove", path: path, reason: error.systemReason)
    }
  }

  private func makeFolder(_ path: String) throws(DatasetError) {
    do {
      try HostSystem.makeFolder(path)
    } catch {
      throw .fileSystem(action: "make the folder", path: path, reason: error.reason)
    }
  }

  private func move(_ path: String, to destination: String) throws(DatasetError) {
    do {
      try FileManager.default.moveItem(atPath: path, toPath: destination)
    } catch {
      throw .fileSystem(action: "rename \(path) to", path: destination, reason: error.systemReason)
    }
  }

  private func unusedName(_ path: String) -> String {
    var candidate = path
    var number = 2
    while FileManager.default.fileExists(atPath: candidate) {
      candidate = "\(path)-\(number)"
      number += 1
    }
    return candidate
  }
}
