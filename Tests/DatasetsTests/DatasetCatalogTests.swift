import Digests
import Foundation
import Testing
import TestLaboratory

@testable import Datasets

@Suite struct DatasetCatalogTests {
  @Test func `a set is looked for in --data-root, then SRCNN_DATASETS, then the project`() throws {
    let project = try TrioProject()
    let named = try project.temporary.folder("named")
    let environment = ["SRCNN_DATASETS": try project.temporary.folder("environment")]
    try project.putImages(in: project.trio)
    #expect(
      try project.catalog(dataRoot: named, environment: environment).require("trio").folder == project.trio)
    try project.putImages(in: project.temporary.path + "/environment/trio")
    #expect(
      try project.catalog(dataRoot: named, environment: environment).require("trio").folder
        == project.temporary.path + "/environment/trio")
    try project.putImages(in: named + "/trio")
    #expect(
      try project.catalog(dataRoot: named, environment: environment).require("trio").folder == named + "/trio"
    )
  }

  @Test func `images come in the manifest's order, with their pixels`() throws {
    let project = try TrioProject()
    try project.putImages(in: project.trio)
    let images = try project.catalog().require("trio").loadImages()
    #expect(images.map(\.name) == ["c", "a", "b"])
    #expect(images.map { $0.image.pixels[1] } == [7, 8, 9])
    #expect(try project.catalog().require("trio").loadImages(first: 2).map(\.name) == ["c", "a"])
  }

  @Test func `the digest is what sha256sum makes of the list, and is the same wherever the set lies`() throws
  {
    let project = try TrioProject()
    try project.putImages(in: project.trio)
    let elsewhere = try project.temporary.folder("elsewhere")
    try project.putImages(in: elsewhere + "/trio")
    let lines = project.images.map { sha256Hex(of: $0.bytes) + "\n" }
    let here = try project.catalog().require("trio")
    #expect(here.digest == sha256Hex(of: lines.joined()))
    #expect(try project.catalog(dataRoot: elsewhere).require("trio").digest == here.digest)
  }

  @Test func `a missing set is named with the folders looked in and the ways to get it`() throws {
    let project = try TrioProject()
    let catalog = try project.catalog(dataRoot: "/nowhere/data")
    let error = #expect(throws: DatasetError.self) { try catalog.require("trio") }
    #expect(
      try #require(error).description == """
        data set 'trio' (Trio) isn't here; looked in /nowhere/data (--data-root; no such folder), \
        \(project.datasets) (the project). To get it:
          1. `experiments data fetch trio` downloads it from its public addresses;
          2. `experiments data add trio FOLDER` takes a copy that you have;
          3. --data-root or SRCNN_DATASETS names a folder with a subfolder trio/.
        Or go on with the embedded images: `--profile demo` for specs and --method, `eval --test leaves-test`.
        """)
    #expect(error?.exitCode == 3)
  }

  @Test func `an unknown name is answered with the known ones`() throws {
    let catalog = try TrioProject().catalog()
    let error = #expect(throws: DatasetError.self) { try catalog.require("set6") }
    #expect(try #require(error).description.hasPrefix("no data set is called 'set6'; there are: trio."))
    #expect(error?.exitCode == 2)
  }

  @Test func `an empty folder as a data set is an error, not a set of no images`() throws {
    let project = try TrioProject()
    _ = try project.temporary.folder("project/datasets/trio")
    let error = #expect(throws: DatasetError.self) { try project.catalog().require("trio") }
    #expect(error == .empty(name: "trio", folder: project.trio))
    guard case .unusable(let sentence)? = try project.catalog().list().first?.state else {
      Issue.record("the list doesn't show the empty folder as unusable")
      return
    }
    #expect(sentence.contains("has no images in it"))
  }

  @Test func `missing files are named`() throws {
    let project = try TrioProject()
    try project.putImages(in: project.trio)
    try FileManager.default.removeItem(atPath: project.trio + "/a.png")
    let error = #expect(throws: DatasetError.self) { try project.catalog().require("trio") }
    #expect(try #require(error).description.contains("1 of 3 files are missing: a.png"))
  }

  @Test func `a changed byte is found when the set is loaded and when it is verified, and the file is named`()
    throws
  {
    let project = try TrioProject()
    try project.putImages(in: project.trio)
    var bytes = project.images[1].bytes
    bytes[bytes.count / 2] ^= 1
    try write(bytes, to: project.trio + "/a.png")
    let located = try project.catalog().require("trio")
    let damaged = DatasetError.DamagedFile(
      file: "a.png", expected: sha256Hex(of: project.images[1].bytes), found: sha256Hex(of: bytes))
    let expected = DatasetError.differs(
      name: "trio", folder: project.trio, damaged: [damaged], missing: [], listed: 3)
    #expect(throws: expected) { try located.loadImages() }
    #expect(throws: expected) { try project.catalog().verify("trio") }
    #expect(
      expected.description.contains(
        "a.png has changed: expected SHA-256 \(damaged.expected), found \(damaged.found)"))
    #expect(expected.description.contains("experiments data fetch trio"))
    #expect(try located.loadImages(first: 1).count == 1)
  }

  @Test func `a listed file that is no image is named`() throws {
    let project = try TrioProject()
    try project.putImages(in: project.trio)
    let text = Array("no image".utf8)
    try write(text, to: project.trio + "/b.png")
    try project.writeManifest(sources: "[]", digest: ["b.png": sha256Hex(of: text)])
    let error = #expect(throws: DatasetError.self) { try project.catalog().require("trio").loadImages() }
    #expect(try #require(error).description.contains("\(project.trio)/b.png can't be read as an image"))
  }

  @Test func `a folder without manifests says so`() throws {
    let temporary = try TemporaryFolder()
    #expect(throws: DatasetError.noManifests(folder: temporary.path + "/datasets")) {
      try DatasetCatalog(root: temporary.path, dataRoot: nil, environment: [:])
    }
  }
}
