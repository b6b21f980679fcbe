import ExperimentSpecs
import Foundation
import HostSystem
import RunRecords

/// What a results folder has that is of no use any more, and how it goes.
package struct RunCleaning: Sendable {
  /// Something that can go.
  package struct Leftover: Sendable, Equatable {
    package let path: String
    /// Why it is of no use.
    package let reason: String
    /// Its size.
    package let bytes: Int
    /// The beginning of the id of the run whose lock is taken meanwhile.
    fileprivate let id: String
  }

  /// What can go, in the order of paths.
  package let leftovers: [Leftover]
  private let results: String

  /// Looks for what processes that are gone have left behind: files that are half written, locks, and runs that have nothing
  /// to go on from. What a living process works on is left alone.
  /// - Throws: `HostError.refused` if a folder can't be listed.
  package init(of results: String) throws(HostError) {
    self.results = results
    var found: [Leftover] = []
    for folder in try RunFolder.all(in: results) where !folder.isHeld {
      let files = [folder.weightsFile, folder.modelFile, folder.metricsFile, folder.checkpointFile]
      if files.contains(where: folder.has) {
        let names = try entries(of: folder.path).map(\.name).filter { $0.hasPrefix(".unfinished-") }
        found += names.map {
          Leftover("\(folder.path)/\($0)", folder.shortId, "half written by a process that is gone")
        }
      } else {
        found.append(Leftover(folder.path, folder.shortId, "a run with nothing to go on from"))
      }
    }
    let runs = results + "/runs"
    for name in try names(in: runs) where name.hasPrefix(Self.removedPrefix) {
      found.append(Leftover("\(runs)/\(name)", RunFolder(name).shortId, "a run that was being removed"))
    }
    for name in try names(in: runs + "/.locks") {
      let id = String(name.split(separator: ".")[0])
      let lock = RunFolder.lockFile(ofShortId: id, results: results)
      if FileLock.holder(of: lock) == nil {
        found.append(Leftover("\(runs)/.locks/\(name)", id, "the lock of a process that is gone"))
      }
    }
    leftovers = found.sorted { $0.path < $1.path }
  }

  /// Removes it all, but for what a process works on by now.
  /// - Throws: `HostError.refused`.
  package func remove() throws {
    for leftover in leftovers {
      try makeFolder(results + "/runs/.locks")
      let path = RunFolder.lockFile(ofShortId: leftover.id, results: results)
      guard case .taken(let lock, _) = try FileLock.take(path, note: "cleaning") else { continue }
      // A lock goes with the one that is held here.
      try withExtendedLifetime(lock) { if leftover.path != path { try removeTree(leftover.path) } }
    }
  }

  /// Removes a run with all its files; killed in the middle it leaves the whole run or what ``init(of:)`` finds.
  /// - Throws: `RunError.locked` if a process works on it, `HostError.refused`.
  package static func remove(_ folder: RunFolder) throws {
    let path = RunFolder.lockFile(ofShortId: folder.shortId, results: folder.results)
    try makeFolder(folder.results + "/runs/.locks")
    switch try FileLock.take(path, note: "being removed") {
    case .heldBy(let owner):
      throw RunError.locked(run: folder.description()?.title ?? folder.path, owner: owner, path: path)
    case .taken(let lock, _):
      try withExtendedLifetime(lock) {
        let aside = "\(folder.results)/runs/\(removedPrefix)\(folder.shortId)"
        try moveFile(folder.path, to: aside)
        try removeTree(aside)
      }
    }
  }

  private static let removedPrefix = ".removed-"
}

extension RunCleaning.Leftover {
  fileprivate init(_ path: String, _ id: String, _ reason: String) {
    (self.path, self.id, self.reason) = (path, id, reason)
    bytes = size(ofTree: path)
  }
}

extension RunFolder {
  /// Whether a living process works on it.
  fileprivate var isHeld: Bool {
    FileLock.holder(of: RunFolder.lockFile(ofShortId: shortId, results: results)) != nil
  }

  /// Bytes of all its files.
  package var bytes: Int { size(ofTree: path) }
}

private func names(in folder: String) throws(HostError) -> [String] {
  isFolder(folder) ? try entries(of: folder).map(\.name) : []
}

private func removeTree(_ path: String) throws(HostError) {
  do {
    try FileManager.default.removeItem(atPath: path)
  } catch {
    throw .refused(action: "remove", path: path, reason: error.localizedDescription)
  }
}
