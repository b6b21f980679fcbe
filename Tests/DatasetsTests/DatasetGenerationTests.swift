import Foundation
import Imaging
import Testing
import TestLaboratory

@testable import Datasets

@Suite struct DatasetGenerationTests {
  /// A project with the package's own embedded sets; it lives as long as the test.
  let temporary: TemporaryFolder
  let catalog: DatasetCatalog

  init() throws {
    temporary = try TemporaryFolder()
    let datasets = try temporary.folder("datasets")
    for name in ["leaves-train", "leaves-test"] {
      try FileManager.default.copyItem(
        atPath: packageRoot + "/datasets/\(name).json", toPath: datasets + "/\(name).json")
    }
    catalog = try DatasetCatalog(root: temporary.path, dataRoot: nil, environment: [:])
  }

  @Test func `the embedded test set is generated on its first use, with the listed pixels, and then kept`()
    throws
  {
    #expect(catalog.list().map(\.state) == [.generatedOnUse, .generatedOnUse])
    let log = ProgressLog()
    let located = try catalog.require("leaves-test", progress: log.note)
    #expect(located.folder == temporary.path + "/datasets/leaves-test")
    #expect(try located.loadImages().map(\.image.width) == [Int](repeating: 192, count: 8))
    #expect(log.lines.first == "generating 8 images of Leaves (test)")
    let count = log.lines.count
    try catalog.require("leaves-test", progress: log.note)
    #expect(log.lines.count == count)
  }

  @Test func `the first images of the training set have the listed pixels, and none is in the test set`()
    throws
  {
    let train = try catalog.manifest("leaves-train")
    let test = try catalog.manifest("leaves-test")
    guard case .generated(let images, let generator) = train.content else {
      Issue.record("leaves-train isn't generated")
      return
    }
    for index in 0..<3 {
      let image = generator.image(at: index, of: "leaves-train")
      #expect(images[index].digest == .pixels(image.pixelDigest), "\(index)")
    }
    let all = Set((images + test.images).map(\.digest.hex))
    #expect(all.count == images.count + test.images.count)
  }

  @Test func `other pixels are found, though every PNG is sound`() throws {
    let located = try catalog.require("leaves-test")
    var image = try ByteImage(contentsOf: located.files[3])
    image.pixels[1000] ^= 1
    try image.writePNG(to: located.files[3])
    let error = #expect(throws: DatasetError.self) { try located.loadImages() }
    #expect(try #require(error).description.contains("leaves-4.png has changed"))
    #expect(throws: DatasetError.self) { try catalog.verify("leaves-test") }
    let again = try catalog.generate("leaves-test")
    #expect(again.digest == located.digest)
    try again.verified()
  }

  @Test func `a generator that makes other pixels than listed leaves no set behind`() throws {
    let path = temporary.path + "/datasets/leaves-test.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try write(Array(text.replacing("\"seed\": 2", with: "\"seed\": 3").utf8), to: path)
    let catalog = try DatasetCatalog(root: temporary.path, dataRoot: nil, environment: [:])
    let error = #expect(throws: DatasetError.self) { try catalog.require("leaves-test") }
    #expect(try #require(error).description.contains("leaves-1.png expected"))
    #expect(!exists(temporary.path + "/datasets/leaves-test"))
  }

  @Test func `who comes while the set is being made waits, says so, and finds it`() throws {
    let log = ProgressLog()
    let waits = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    let first = try catalog.generate("leaves-test") { line in
      guard line.hasPrefix("generating") else { return }
      Thread.detachNewThread {
        let second = try? catalog.require("leaves-test") { line in
          log.note(line)
          waits.signal()
        }
        log.note("digest " + (second?.digest ?? "none"))
        done.signal()
      }
      #expect(waits.wait(timeout: .now() + 300) == .success)
    }
    #expect(done.wait(timeout: .now() + 300) == .success)
    let busy = "another process is busy with 'leaves-test'; waiting for it"
    #expect(log.lines == [busy, "digest " + first.digest])
    #expect(
      names(in: temporary.path + "/datasets").filter { !$0.hasSuffix(".json") } == [
        ".partial", "leaves-test",
      ])
  }

  @Test func `a set that can't be written is an error that names the folder and the way out`() throws {
    try write([1], to: temporary.path + "/file")
    let catalog = try DatasetCatalog(
      root: temporary.path, dataRoot: temporary.path + "/file/below", environment: [:])
    let error = #expect(throws: DatasetError.self) { try catalog.require("leaves-test") }
    let words = try #require(error).description
    #expect(words.contains("\(temporary.path)/file/below/.partial"))
    #expect(words.contains("The embedded set 'leaves-test' is made on its first use"))
    #expect(words.contains("name a folder that may be written to with --data-root"))
    #expect(words.contains("or put a copy of leaves-test/ there"))
  }

  @Test func `photographs can't be generated`() throws {
    let error = #expect(throws: DatasetError.self) { try TrioProject().catalog().generate("trio") }
    #expect(try #require(error).description.contains("consists of photographs"))
  }
}
