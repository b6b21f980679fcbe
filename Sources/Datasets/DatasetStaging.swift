import Foundation
import HostSystem

/// The place where a data set is put together before it appears under its name: `.partial/` beside the sets.
///
/// A set appears by one rename of a folder that is complete and checked, so a process that dies in the middle
/// leaves nothing under the set's name. Its leftovers are removed by the next one that stages the same set.
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
    let path = partialFolder + "/\(name).lock"
    try makeFolder(partialFolder)
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    guard let file = FileHandle(forUpdatingAtPath: path) else {
      throw .fileSystem(action: "write", path: path, reason: "is the folder writable?")
    }
    defer { try? file.close() }
    if flock(file.fileDescriptor, LOCK_EX | LOCK_NB) != 0 {
      progress("another process is busy with '\(name)'; waiting for it")
      while flock(file.fileDescriptor, LOCK_EX) != 0, errno == EINTR {}
    }
    return try body()
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
