import ExperimentSpecs
import Foundation
import Imaging
import Tensors
import Testing
import TestLaboratory

@testable import Datasets
@testable import Running

/// A folder of the user's, as ImageNet is.
@Suite struct `A folder of training images` {
  private let laboratory: RunLaboratory
  private let folder: String

  init() throws {
    laboratory = try RunLaboratory()
    folder = laboratory.root + "/mine"
    try FileManager.default.createDirectory(atPath: folder + "/a", withIntermediateDirectories: true)
    try write(
      Array(
        """
        { "dataset": 1, "name": "photos", "title": "Photos", "description": "Many.", "publishedBy": "me",
          "terms": "None.", "role": "train", "luma": "ycbcr", "kind": "folder" }
        """.utf8), to: laboratory.root + "/datasets/photos.json")
    var random = RandomStream(seed: 8, purpose: "photos")
    for index in 0..<4 {
      try DeadLeaves(width: 34, height: 30).image(using: &random).writePNG(to: "\(folder)/a/\(index).png")
    }
  }

  private func catalog() throws -> DatasetCatalog { try laboratory.engine().catalog }

  private func result(results: String = "results", memory: Int = 0, log: ProgressLog = ProgressLog()) throws
    -> RunResult
  {
    let run = laboratory.run { $0.data.train = ["photos"] }
    var engine = try laboratory.engine(results: "\(laboratory.root)/\(results)") {
      if case .note(_, let text) = $0 { log.note(text) }
    }
    var settings = engine.settings
    settings.imageMemory = memory
    engine.data = RunData(engine.catalog, settings, .init(), engine.clock)
    return engine.run([run])[0]
  }

  /// Replaces a byte of a file, with its time as it was.
  private func damage(_ file: String, keepingTime: Bool) throws {
    let path = "\(folder)/\(file)"
    let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    var bytes = try read(path)
    bytes[bytes.count - 20] ^= 1
    try write(bytes, to: path)
    if keepingTime, let time {
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    }
  }

  @Test func `that lies in a data root is hashed once, and then only what looks changed`() throws {
    let place = laboratory.root + "/datasets/photos"
    try FileManager.default.moveItem(atPath: folder, toPath: place)
    let first = try catalog().require("photos")
    #expect(first.images.count == 4)
    // A file whose bytes changed behind its size and time isn't read again: its old digest is still there.
    let path = place + "/a/1.png"
    let time = try #require(
      try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date)
    let whole = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded())
    try FileManager.default.setAttributes([.modificationDate: whole], ofItemAtPath: path)
    let second = try catalog().require("photos")
    #expect(second.digest == first.digest)
    var bytes = try read(path)
    bytes[40] ^= 1
    try write(bytes, to: path)
    try FileManager.default.setAttributes([.modificationDate: whole], ofItemAtPath: path)
    #expect(try catalog().require("photos").digest == first.digest)
    let error = #expect(throws: DatasetError.self) { try catalog().verify("photos") }
    #expect(try #require(error).description.contains("a/1.png has changed"))
    // With a time of its own it is.
    try write(bytes, to: path)
    #expect(try catalog().require("photos").digest != first.digest)
    try FileManager.default.removeItem(atPath: path)
    #expect(try catalog().require("photos").images.count == 3)
  }

  @Test
  func `that was added is compared by size and time before its cache is used, and by bytes if they differ`()
    throws
  {
    try catalog().add("photos", folder: folder)
    let first = try result()
    #expect(first.finishedAt == 200, "\(first.outcome)")
    // The same bytes at another time are the same image.
    try write(try read(folder + "/a/2.png"), to: folder + "/a/2.png")
    let second = try result(results: "second")
    #expect(try laboratory.digest(second.folder) == laboratory.digest(first.folder))
    try damage("a/2.png", keepingTime: false)
    let error = try result(results: "third").error
    #expect(error?.exitCode == 3)
    #expect(error?.description.contains("a/2.png has changed") == true, "\(String(describing: error))")
  }

  @Test func `has an index that an earlier version can have written`() throws {
    try catalog().add("photos", folder: folder)
    let path = laboratory.root + "/datasets/photos/index.sha256"
    let index = try #require(FolderIndex(text: Data(try read(path))))
    #expect(index.stamps.count == 4)
    let lines = String(decoding: try read(path), as: UTF8.self).split(separator: "\n")
    let old = lines.map { $0.split(separator: "\t")[0] + "\n" }.joined()
    try write(Array(old.utf8), to: path)
    let located = try catalog().require("photos")
    #expect(located.images == index.images && located.stamps.isEmpty)
    #expect(try result().finishedAt == 200)
  }

  @Test(arguments: ["", "/nowhere\n", "/nowhere\nshort\n"])
  func `whose index is damaged is named`(text: String) throws {
    try catalog().add("photos", folder: folder)
    let path = laboratory.root + "/datasets/photos/index.sha256"
    try write(Array(text.utf8), to: path)
    let error = #expect(throws: DatasetError.self) { try catalog().require("photos") }
    #expect(try #require(error).description.contains("it isn't an index of images; add the folder anew"))
  }

  @Test(arguments: [0, Int.max])
  func `with files that aren't images is refused by their names`(memory: Int) throws {
    for file in ["a/0b.png", "a/9.jpg"] { try write(Array("no image".utf8), to: "\(folder)/\(file)") }
    let refusal = #expect(throws: DatasetError.self) { try catalog().add("photos", folder: folder) }
    #expect(refusal?.description.hasPrefix("2 files can't be read as images:") == true)
    // One that is put there without `add`.
    try FileManager.default.createSymbolicLink(
      atPath: laboratory.root + "/datasets/photos", withDestinationPath: folder)
    let unverified = #expect(throws: DatasetError.self) { try catalog().verify("photos") }
    #expect(unverified?.description.contains("a/9.jpg: expected a PNG") == true)
    let error = try result(memory: memory).error
    let text = try #require(error).description
    #expect(error?.exitCode == 3)
    #expect(text.contains("a/0b.png"), "\(text)")
    #expect(memory > 0 || text.contains("2 files can't be read"), "\(text)")
    #expect(memory > 0 || text.contains("a/9.jpg"), "\(text)")
  }

  @Test func `in which a file was replaced since it was listed is named by verify`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: laboratory.root + "/datasets/photos", withDestinationPath: folder)
    try catalog().verify("photos")
    var random = RandomStream(seed: 9, purpose: "photos")
    try DeadLeaves(width: 34, height: 30).image(using: &random).writePNG(to: "\(folder)/a/1.png")
    let error = #expect(throws: DatasetError.self) { try catalog().verify("photos") }
    #expect(error?.description.contains("a/1.png has changed") == true)
  }

  @Test func `counts and names all that is no image of it`() throws {
    try write([1], to: folder + "/b.jfif")
    try write([1], to: folder + "/a/.hidden.png")
    try write([1], to: folder + "/a/two\nlines.png")
    try FileManager.default.createSymbolicLink(atPath: folder + "/link.png", withDestinationPath: "a/0.png")
    #expect("\(folder)/\u{FF}.png".withCString { mkfifo($0, 0o600) } == 0)
    let log = ProgressLog()
    let set = try catalog().add("photos", folder: folder, progress: log.note)
    #expect(set.images.map(\.file) == (0..<4).map { "a/\($0).png" })
    for words in [
      "b.jfif is left out: its name doesn't end in", ".hidden.png is left out: it is hidden",
      "lines.png is left out: its name has the end of a line", "link.png is left out: it is a link",
      "ÿ.png is left out: it is no file",
    ] {
      #expect(log.lines.contains { $0.contains(words) }, "\(words): \(log.lines)")
    }
    // What was added is a set that every command takes.
    #expect(try catalog().require("photos").images.count == 4)
  }

  @Test func `with images of one name in several folders tells them apart`() throws {
    // Where capitals make no difference the third would be the second.
    let isOneFile = exists(folder + "/A/0.png")
    for name in ["x/img.png", "y/img.png", "y/other.png"] + (isOneFile ? [] : ["y/img.PNG"]) {
      let path = "\(folder)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: folder + "/a/0.png", toPath: path)
    }
    let set = try catalog().add("photos", folder: folder)
    let inner = isOneFile ? ["y/img"] : ["y/img.PNG", "y/img.png"]
    #expect(try set.loadImages().map(\.name) == ["0", "1", "2", "3", "x/img"] + inner + ["other"])
  }

  @Test(arguments: [0, Int.max])
  func `says how many images give no sub-image`(memory: Int) throws {
    var random = RandomStream(seed: 9, purpose: "photos")
    // Of a row nothing is left once it is cropped to a multiple of the factor.
    try DeadLeaves(width: 40, height: 1).image(using: &random).writePNG(to: "\(folder)/a/tiny.png")
    try catalog().add("photos", folder: folder)
    let log = ProgressLog()
    #expect(try result(memory: memory, log: log).finishedAt == 200)
    #expect(
      log.lines.contains(
        "1 of 5 training images are smaller than a sub-image and give none, such as a/tiny.png"),
      "\(log.lines)")
  }
}
