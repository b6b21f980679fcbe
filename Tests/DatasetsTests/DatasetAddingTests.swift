import Foundation
import Testing
import TestLaboratory

@testable import Datasets
@testable import Wording

@Suite struct DatasetAddingTests {
  @Test func `images are found by their bytes, whatever they are called and however deep they lie`() throws {
    let project = try TrioProject()
    let own = try project.temporary.folder("own")
    try project.putImages(in: own + "/deep/inside") { "image_" + $0.replacing(".png", with: "_GT.PNG") }
    try write([1, 2, 3], to: own + "/other.png")
    let located = try project.catalog().add("trio", folder: own)
    #expect(located.folder == project.trio)
    #expect(names(in: project.trio) == ["a.png", "b.png", "c.png"])
    #expect(try project.catalog().verify("trio").digest == located.digest)
  }

  @Test func `a changed file and a missing one are told apart, and nothing is added`() throws {
    let project = try TrioProject()
    let own = try project.temporary.folder("own")
    try project.putImages(in: own)
    try write(project.images[0].bytes + [0], to: own + "/c.png")
    try FileManager.default.removeItem(atPath: own + "/b.png")
    let error = #expect(throws: DatasetError.self) { try project.catalog().add("trio", folder: own) }
    let message = try #require(error).description
    #expect(message.contains("c.png has changed"), "\(message)")
    #expect(message.contains("1 of 3 files are missing: b.png"), "\(message)")
    #expect(!exists(project.trio))
  }

  @Test func `a folder that had the set's name is moved aside, not deleted`() throws {
    let project = try TrioProject()
    try project.putImages(in: project.trio)
    try write([1], to: project.trio + "/mine.txt")
    try FileManager.default.removeItem(atPath: project.trio + "/a.png")
    let own = try project.temporary.folder("own")
    try project.putImages(in: own)
    let log = ProgressLog()
    try project.catalog().add("trio", folder: own, progress: log.note)
    #expect(names(in: project.trio) == ["a.png", "b.png", "c.png"])
    #expect(names(in: project.trio + ".replaced") == ["b.png", "c.png", "mine.txt"])
    #expect(log.lines.contains { $0.contains("trio.replaced") })
  }

  @Test func `an empty folder and one that isn't there are refused`() throws {
    let project = try TrioProject()
    let own = try project.temporary.folder("own")
    #expect(throws: DatasetError.empty(name: "trio", folder: own)) {
      try project.catalog().add("trio", folder: own)
    }
    let error = #expect(throws: DatasetError.self) {
      try project.catalog().add("trio", folder: own + "/none")
    }
    #expect(try #require(error).description.contains("there is no such folder"))
  }

  @Test(arguments: ["png", "webp"])
  func `a folder with other images has some, and none of the set's`(_ ending: String) throws {
    let project = try TrioProject()
    let own = try project.temporary.folder("own")
    try write([1, 2, 3], to: own + "/x." + ending)
    let refusal = DatasetError.noneListed(name: "trio", folder: own, found: 1, listed: 3)
    #expect(throws: refusal) { try project.catalog().add("trio", folder: own) }
    #expect(refusal.description.contains("none of its 3 images is among the 1 in \(own); get the set with"))
    // So has the folder that is said to hold the set.
    _ = try project.temporary.folder("project/datasets/trio")
    try write([1, 2, 3], to: project.trio + "/x." + ending)
    #expect(throws: DatasetError.noneListed(name: "trio", folder: project.trio, found: 1, listed: 3)) {
      try project.catalog().require("trio")
    }
  }

  @Test func `an empty folder of one's own isn't to be fetched`() throws {
    let project = try TrioProject()
    let own = try project.temporary.folder("own")
    let refusal = DatasetError.empty(name: "mine", folder: own, isOwn: true)
    #expect(throws: refusal) { try project.catalog().add("mine", folder: own) }
    #expect(refusal.description.hasSuffix("; put some into it, or name another folder"))
  }

  @Test func `a set isn't put behind another folder of its name, where it wouldn't be found`() throws {
    let project = try TrioProject()
    let environment = ["SRCNN_DATASETS": try project.temporary.folder("environment")]
    try project.putImages(in: project.temporary.path + "/environment/trio")
    try write([0], to: project.temporary.path + "/environment/trio/a.png")
    let own = try project.temporary.folder("own")
    try project.putImages(in: own)
    let shadowed = DatasetError.shadowed(
      name: "trio", by: project.temporary.path + "/environment/trio", target: project.trio)
    #expect(throws: shadowed) { try project.catalog(environment: environment).add("trio", folder: own) }
    #expect(!exists(project.trio))
    // A folder of the command line comes first, and is where the set goes.
    let named = project.temporary.path + "/named"
    let catalog = try project.catalog(dataRoot: named, environment: environment)
    try catalog.add("trio", folder: own)
    #expect(try catalog.require("trio").folder == named + "/trio")
  }

  /// A project whose one set is a folder of the user's.
  private func folderProject() throws -> TrioProject {
    let project = try TrioProject()
    try write(
      Array(
        """
        { "dataset": 1, "name": "imagenet", "title": "ImageNet", "description": "Many.", "publishedBy": "they",
          "terms": "Register.", "role": "train", "luma": "ycbcr", "kind": "folder" }
        """.utf8), to: project.datasets + "/imagenet.json")
    return project
  }

  @Test func `a folder of the user's stays where it is, in the order of its paths, and a later change shows`()
    throws
  {
    let project = try folderProject()
    let own = try project.temporary.folder("own")
    try project.putImages(in: own + "/n02")
    try project.putImages(in: own + "/n01") { "x-" + $0 }
    let added = try project.catalog().add("imagenet", folder: own)
    let files = ["n01/x-a.png", "n01/x-b.png", "n01/x-c.png", "n02/a.png", "n02/b.png", "n02/c.png"]
    #expect(added.images.map(\.file) == files)
    #expect(added.folder == own)
    #expect(names(in: project.datasets + "/imagenet") == [FolderIndex.fileName])
    #expect(try project.catalog().require("imagenet").loadImages(first: 2).map(\.name) == ["x-a", "x-b"])
    try write(project.images[0].bytes, to: own + "/n02/a.png")
    let error = #expect(throws: DatasetError.self) { try project.catalog().verify("imagenet") }
    #expect(try #require(error).description.contains("n02/a.png has changed"))
  }

  @Test func `a folder in a data root needs no adding and has the same digest as an added one`() throws {
    let project = try folderProject()
    let root = try project.temporary.folder("root")
    try project.putImages(in: root + "/imagenet")
    let found = try project.catalog(dataRoot: root).require("imagenet")
    let added = try project.catalog().add("imagenet", folder: root + "/imagenet")
    #expect(found.images == added.images)
    #expect(found.digest == added.digest)
  }

  @Test func `a folder of the user's that has moved away is named`() throws {
    let project = try folderProject()
    let own = try project.temporary.folder("own")
    try project.putImages(in: own)
    try project.catalog().add("imagenet", folder: own)
    try FileManager.default.removeItem(atPath: own)
    let error = #expect(throws: DatasetError.self) { try project.catalog().require("imagenet") }
    #expect(try #require(error).description.contains("can't find \(own)"))
  }

  @Test func `a folder of the user's can't be fetched, and the missing one isn't offered for it`() throws {
    let project = try folderProject()
    let fetching = #expect(throws: DatasetError.self) { try project.catalog().fetch("imagenet") }
    #expect(
      try #require(fetching).description.contains("Register. Then: `experiments data add imagenet FOLDER`"))
    let requiring = #expect(throws: DatasetError.self) { try project.catalog().require("imagenet") }
    #expect(!(try #require(requiring).description.contains("data fetch")))
  }
}
