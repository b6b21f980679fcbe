import Foundation
import HDF5Storage
import HostSystem
import Testing

struct `Atomic writing` {
  @Test func `a file is made, then replaced`() throws {
    try withTemporaryFolder { folder in
      try writeAtomically(Array("old".utf8), to: "\(folder)/a.txt")
      #expect(try bytes(of: "\(folder)/a.txt") == Array("old".utf8))
      try writeAtomically([], to: "\(folder)/a.txt")
      #expect(try bytes(of: "\(folder)/a.txt") == [])
      #expect(try names(in: folder) == ["a.txt"])
    }
  }

  @Test func `a link is followed, not replaced`() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: "\(folder)/real", withIntermediateDirectories: true)
      try writeAtomically([1], to: "\(folder)/real/a")
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "real/a")
      try writeAtomically([2], to: "\(folder)/link")
      #expect(try bytes(of: "\(folder)/real/a") == [2])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "real/a")
      #expect(try names(in: folder) == ["link", "real"])
    }
  }

  @Test(arguments: [
    ("file/x.h5", "Not a directory (errno 20) while making a file in its folder. Nothing was replaced."),
    ("absent/x.h5", "No such file or directory (errno 2) while making a file in its folder."),
    ("folder", "is a folder or a device; expected the path of a file"),
    ("broken", "No such file or directory (errno 2) while following the link"),
  ])
  func `where nothing can be written the sentence says why`(name: String, reason: String) throws {
    try withTemporaryFolder { folder in
      try writeAtomically([1], to: "\(folder)/file")
      try FileManager.default.createDirectory(atPath: "\(folder)/folder", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/broken", withDestinationPath: "nowhere")
      let before = try names(in: folder)
      let text = try sentence { try variedContents().write(to: "\(folder)/\(name)") }
      #expect(text.contains(reason) && text.contains("\(folder)/\(name)"), "\(text)")
      #expect(try names(in: folder) == before)
    }
  }

  @Test func `a device is left alone`() throws {
    #expect(throws: HostError.notARegularFile(path: "/dev/null")) {
      try writeAtomically([1], to: "/dev/null")
    }
  }

  @Test func `a name of the greatest length can be written`() throws {
    try withTemporaryFolder { folder in
      let name = String(repeating: "n", count: 255)
      try writeAtomically([1], to: "\(folder)/\(name)")
      #expect(try names(in: folder) == [name])
      let text = try sentence { try writeAtomically([1], to: "\(folder)/\(name)n") }
      #expect(text.contains("too long") && text.contains("Choose a shorter name."))
      #expect(try names(in: folder) == [name])
    }
  }

  @Test func `a reader finds the old file or the new one`() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/storage-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/a"
    try writeAtomically([UInt8](repeating: 0, count: 100_000), to: path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...2 {
        group.addTask {
          for _ in 0..<20 { try writeAtomically([UInt8](repeating: UInt8(writer), count: 100_000), to: path) }
        }
      }
      group.addTask {
        for _ in 0..<200 {
          let found = try bytes(of: path)
          #expect(found.count == 100_000 && found.allSatisfy { $0 == found[0] })
        }
      }
      try await group.waitForAll()
    }
    #expect(try names(in: folder) == ["a"])
  }

  @Test func `what a killed process left is removed`() throws {
    try withTemporaryFolder { folder in
      try writeAtomically([1], to: "\(folder)/a")
      try Data([1]).write(to: URL(fileURLWithPath: "\(folder)/.unfinished-abc"))
      #expect(try removeUnfinishedFiles(in: folder) == 1)
      #expect(try names(in: folder) == ["a"])
      #expect(throws: HostError.refused(action: "list", path: "\(folder)/a", reason: "Not a directory")) {
        try removeUnfinishedFiles(in: "\(folder)/a")
      }
    }
  }

  #if os(Linux)
    @Test(.enabled(if: mayMount, "filling a disk needs the right to mount a small tmpfs"))
    func `a full disk leaves the old file and no half of the new one`() throws {
      try withTemporaryFolder { folder in
        try #require(mount("tmpfs", folder, "tmpfs", 0, "size=128k") == 0)
        defer { umount(folder) }
        let path = "\(folder)/weights.h5"
        var contents = HDF5Contents()
        contents.attributes["run"] = .string("old")
        try contents.write(to: path)
        var random = Stream(3)
        let noise = (0..<60_000).map { _ in UInt64(random.next(below: .max)) }
        contents.arrays["/x"] = HDF5Array(noise, shape: [noise.count])
        let text = try sentence { try contents.write(to: path) }
        #expect(
          text.hasPrefix("cannot write \(path): No space left on device (errno 28) while writing its "),
          "\(text)")
        #expect(text.hasSuffix("Nothing was replaced. Free some space or choose another folder, then go on."))
        #expect(try names(in: folder) == ["weights.h5"])
        #expect(try HDF5Contents(contentsOf: path).string("run") == "old")
        contents.arrays = [:]
        contents.attributes["run"] = .string("new")
        try contents.write(to: path)
        #expect(try HDF5Contents(contentsOf: path).string("run") == "new")
      }
    }

    /// Whether this process may mount file systems.
    private static let mayMount: Bool = {
      let folder = FileManager.default.temporaryDirectory.path + "/storage-tests-\(UUID().uuidString)"
      guard mkdir(folder, 0o700) == 0 else { return false }
      defer { rmdir(folder) }
      guard mount("tmpfs", folder, "tmpfs", 0, "size=64k") == 0 else { return false }
      return umount(folder) == 0
    }()
  #endif
}
