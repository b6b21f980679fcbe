import Foundation
import Imaging
import Testing

@Suite struct FileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the format is told by content, not by name`() throws {
    let png = PNGFixture(width: 1, height: 1, colorType: 0, rows: [[42]])
    #expect(try ByteImage(contentsOf: folder.file("really-png.jpg", png.bytes)).pixels == [42])
    #expect(try ByteImage(contentsOf: folder.file("really-jpeg", JPEGFixtures.gray)).width == 12)
  }

  @Test func `text named as a picture is said to be other content`() throws {
    let path = try folder.file("notes.png", Array("hello, I am text\n".utf8))
    let error = #expect(throws: ImagingError.unknownFormat(path: path, expected: "PNG, JPEG or BMP")) {
      try ByteImage(contentsOf: path)
    }
    #expect(error?.description.contains("expected a PNG, JPEG or BMP image, found other content") == true)
  }

  @Test func `an empty file is said to be empty`() throws {
    let path = try folder.file("empty.png", [])
    #expect(throws: ImagingError.empty(path: path)) { try ByteImage(contentsOf: path) }
  }

  @Test func `a folder is said to be a folder`() {
    #expect(
      throws: ImagingError.unreadable(
        path: folder.path, reason: "it is a folder, a pipe or a device; name an image")
    ) { try ByteImage(contentsOf: folder.path) }
  }

  @Test func `a missing file is named with the system's words`() {
    let path = folder.path + "/nothing.png"
    let error = #expect(throws: ImagingError.self) { try ByteImage(contentsOf: path) }
    #expect(error?.description == "cannot read the image \(path): No such file or directory")
  }

  @Test(arguments: [1, 3]) func `a written PNG reads back the same`(channels: Int) throws {
    let pixels = (0..<5 * 7 * channels).map { UInt8($0 * 37 % 256) }
    let image = ByteImage(width: 5, height: 7, channels: channels, pixels: pixels)
    let path = folder.path + "/out.png"
    try image.writePNG(to: path)
    #expect(try ByteImage(contentsOf: path) == image)
    try image.shaved(by: 1).writePNG(to: path)
    #expect(try ByteImage(contentsOf: path) == image.shaved(by: 1), "an existing file is replaced")
    #expect(try folder.names() == ["out.png"], "nothing else is left")
  }

  @Test func `a written file has the permissions of any new file`() throws {
    let plain = try folder.file("plain", [1])
    let path = folder.path + "/out.png"
    try ByteImage(width: 1, height: 1, channels: 1, pixels: [1]).writePNG(to: path)
    #expect(try permissions(path) == permissions(plain))
  }

  @Test func `a failed write leaves nothing behind`() throws {
    let image = ByteImage(width: 1, height: 1, channels: 1, pixels: [1])
    let missing = folder.path + "/missing/out.png"
    let error = #expect(throws: ImagingError.self) { try image.writePNG(to: missing) }
    #expect(
      error?.description.hasPrefix("cannot write \(missing): No such file or directory. Choose") == true)
    // A folder of that name can't be replaced by a file: the rename fails after all was written.
    let taken = folder.path + "/taken"
    try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
    #expect(throws: ImagingError.self) { try image.writePNG(to: taken) }
    #expect(try folder.names() == ["taken"])
  }

  @Test func `an image without pixels isn't written`() {
    let empty = ByteImage(width: 0, height: 0, channels: 1, pixels: [])
    #expect(throws: ImagingError.self) { try empty.pngData() }
  }

  private func permissions(_ path: String) throws -> NSNumber? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
  }
}
