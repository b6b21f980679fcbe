import Foundation
import Testing
import TestLaboratory

@testable import Datasets

@Suite struct `Image sets of one's own` {
  private let project: TrioProject
  private let own: String
  init() throws {
    project = try TrioProject()
    own = try project.temporary.folder("My Photos")
    try project.putImages(in: own + "/inner")
  }

  @Test func `a new name gets a manifest with count, digest and role, where it is found again`() throws {
    let added = try project.catalog().add("my-train", folder: own, role: .train)
    #expect(added.folder == own && added.images.map(\.file) == ["inner/a.png", "inner/b.png", "inner/c.png"])
    let manifest = try project.catalog().manifest("my-train")
    #expect(manifest.role == .train && manifest.content == .folder)
    #expect(manifest.noted?.count == 3 && manifest.noted?.digest == added.digest)
    #expect(try project.catalog().require("my-train").digest == added.digest)
    #expect(Set(names(in: project.datasets)).isSuperset(of: ["my-train", "my-train.json", "trio.json"]))
    // Once more, with one image less, the manifest follows.
    try FileManager.default.removeItem(atPath: own + "/inner/a.png")
    try project.catalog().add("my-train", folder: own)
    #expect(try project.catalog().manifest("my-train").noted?.count == 2)
  }

  @Test func `a manifest beside a set in the data root is found, and that place is named`() throws {
    let root = try project.temporary.folder("root")
    try write(Array("{}".utf8), to: root + "/notes.json")
    try project.catalog(dataRoot: root).add("my-test", folder: own, role: .test)
    #expect(names(in: root).contains("my-test.json") && !exists(project.datasets + "/my-test.json"))
    #expect(try project.catalog(dataRoot: root).names == ["my-test", "trio"])
    #expect(try project.catalog(environment: ["SRCNN_DATASETS": root]).require("my-test").images.count == 3)
    let error = #expect(throws: DatasetError.self) { try project.catalog(dataRoot: root).manifest("my-tets") }
    let sentence = try #require(error).description
    for words in ["did you mean 'my-test'", "data add my-tets FOLDER", root, project.datasets] {
      #expect(sentence.contains(words), "\(sentence)")
    }
    #expect(error?.exitCode == 2)
  }

  @Test func `a folder is a set without being added, or by a name made of its own`() throws {
    let catalog = try project.catalog()
    let found = try catalog.require(nameOrFolder: own)
    #expect(found.name == "My Photos" && found.images.count == 3)
    #expect(catalog.names == ["trio"])
    #expect(try catalog.name(ofFolder: own, role: .train) == "my-photos")
    #expect(try project.catalog().require("my-photos").digest == found.digest)
    #expect(try project.catalog().name(ofFolder: own, role: .train) == "my-photos")
    let other = try project.temporary.folder("elsewhere/my-photos")
    try project.putImages(in: other)
    #expect(throws: DatasetError.self) { try project.catalog().name(ofFolder: other, role: .train) }
    let missing = #expect(throws: DatasetError.self) { try catalog.require(nameOrFolder: own + "/nowhere") }
    #expect(try #require(missing).description.contains("there is no such folder"))
  }

  @Test func `photos of other formats are left out with the way to have them`() throws {
    let photos = try project.temporary.folder("phone")
    for name in ["a.HEIC", "b.tiff", "c.webp", "d.nef"] { try write([1], to: "\(photos)/\(name)") }
    try write([1], to: photos + "/e.txt")
    let found = try ImageFolder(photos)
    #expect(
      found.notes(in: photos).map { $0.replacing("\(photos)/", with: "") } == [
        "a.HEIC is left out: its format isn't read here; convert it to PNG first, by any program that reads .heic",
        "b.tiff is left out: its format isn't read here; convert it to PNG first, by any program that reads .tiff",
        "c.webp is left out: its format isn't read here; convert it to PNG first, by any program that reads .webp",
        "d.nef is left out: its format isn't read here; convert it to PNG first, by any program that reads .nef",
        "e.txt is left out: its name doesn't end in .bmp, .jpeg, .jpg, .png",
      ])
    #expect(found.missed.map(\.name) == ["a.HEIC", "b.tiff", "c.webp", "d.nef"])
    let error = #expect(throws: DatasetError.self) { try project.catalog().require(nameOrFolder: photos) }
    #expect(try #require(error).description.contains("convert others to PNG first"))
  }

  @Test func `a folder that can't be listed is named with the reason, and not taken for empty`() throws {
    // Root may list any folder; a file in the place of one can be listed by nobody.
    let file = own + "/inner/a.png"
    let refusal = DatasetError.fileSystem(action: "list", path: file, reason: "Not a directory")
    #expect(throws: refusal) { try ImageFolder(file) }
    #expect(throws: refusal) { try FolderIndex(listing: file, name: "mine") }
    #expect(throws: refusal) {
      try project.catalog().manifest("trio").collect(from: file, into: project.temporary.path)
    }
    #expect(refusal.exitCode == 3 && refusal.description == "can't list \(file): Not a directory")
  }

  @Test(arguments: ["My Set", "", "../up", "-x"])
  func `a name that can't be one is refused`(_ name: String) throws {
    #expect(throws: DatasetError.self) { try project.catalog().add(name, folder: own) }
  }

  @Test func `one image is one, and what takes it instead of a download is said`() throws {
    for name in ["b.png", "c.png"] { try FileManager.default.removeItem(atPath: "\(own)/inner/\(name)") }
    try project.catalog().add("mine", folder: own)
    let text = try project.catalog().list().text
    #expect(text.contains("  1 image  "), "\(text)")
    let error = #expect(throws: DatasetError.self) { try project.catalog().fetch("mine") }
    let sentence = try #require(error).description
    #expect(sentence.contains("it is a folder of yours") && !sentence.contains("Not stated"), "\(sentence)")
    #expect(sentence.contains("`experiments data add mine FOLDER`"), "\(sentence)")
  }

  @Test func `the list has counts`() throws {
    try project.catalog().add("my-train", folder: own)
    let text = try project.catalog().list().text
    #expect(text.contains("3 images") && text.contains("in \(own)"), "\(text)")
  }
}
