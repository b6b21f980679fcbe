import Foundation
import Testing
import TestLaboratory

@testable import Datasets

@Suite struct `What killed commands left of image sets` {
  private let temporary: TemporaryFolder
  private let partial: String
  init() throws {
    temporary = try TemporaryFolder()
    partial = try temporary.folder(".partial")
  }

  private func cleaning() throws(DatasetError) -> DatasetCleaning { try DatasetCleaning(of: temporary.path) }

  /// What it names, each by name, size and reason.
  private func named() throws -> [String] {
    try cleaning().leftovers.map { "\($0.path.dropFirst(partial.count + 1)), \($0.bytes): \($0.reason)" }
  }

  @Test func `is named with its size, removed, and no lock with it`() throws {
    for folder in ["set5.complete", "set5.unpacked", "t91-0123456789ab.files"] {
      _ = try temporary.folder(".partial/" + folder)
    }
    try write([], to: partial + "/my-set-0123456789ab.zip.part")
    try write([1, 2, 3], to: partial + "/set14-ba9876543210.tgz.part")
    try write([1, 2], to: partial + "/t91-0123456789ab.files/a.png")
    try write([], to: partial + "/t91-0123456789ab.files/b.png.part")
    try write([], to: partial + "/set5.lock")
    try write([1], to: partial + "/notes.txt")
    #expect(
      try named() == [
        "my-set-0123456789ab.zip.part, 0: a download of which nothing came",
        "set5.complete, 0: a set that was being put together",
        "set5.unpacked, 0: a set that was being put together",
      ])
    try cleaning().remove()
    #expect(try cleaning().leftovers == [])
    // What a fetch goes on with stays, as a run's checkpoint does.
    #expect(
      names(in: partial).filter { !$0.hasSuffix(".lock") }
        == ["notes.txt", "set14-ba9876543210.tgz.part", "t91-0123456789ab.files"])
  }

  @Test func `is nothing where a process works on it, nor where nothing was ever staged`() throws {
    let part = partial + "/set5-0123456789ab.zip.part"
    try write([], to: part)
    let before = try cleaning()
    let staging = DatasetStaging(root: temporary.path, name: "set5")
    try staging.locked(progress: { _ in }) { () throws(DatasetError) in
      let named = try cleaning().leftovers
      #expect(named == [])
      // What was named before another process took it up stays, too.
      try before.remove()
    }
    #expect(exists(part) && before.leftovers.count == 1)
    #expect(try DatasetCleaning(of: temporary.path + "/nowhere").leftovers == [])
    try before.remove()
    #expect(!exists(part))
  }
}
