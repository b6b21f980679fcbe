import Foundation
import Imaging
import Testing
import TestLaboratory

@Suite struct `A folder of photos on the command line` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// A folder with one image of 4 x 4 pixels, and perhaps others.
  private func photos(_ others: [(name: String, width: Int)] = []) throws -> String {
    let images = try folder.folder("photos")
    for (name, width, height) in [("z.png", 4, 4)] + others.map({ ($0.name, $0.width, 1) }) {
      try ByteImage(
        width: width, height: height, channels: 1, pixels: .init(repeating: 7, count: width * height)
      ).writePNG(to: "\(images)/\(name)")
    }
    return images
  }

  private func upscale(_ arguments: String...) throws -> Program.Answer {
    try Program.run(["upscale", "--method", "bicubic"] + arguments)
  }

  @Test(arguments: [
    ("webp", "webp", 5462, "WebP holds 1 to 16383 pixels a side, not 16386 x 3"),
    ("jpeg", "jpg", 21_834, "JPEG holds 1 to 65500 pixels a side, not 65502 x 3"),
  ])
  func `of which one becomes too large for its format gives all others`(
    _ format: String, _ ending: String, _ width: Int, _ words: String
  ) throws {
    let images = try photos([("wide.png", width)])
    let out = folder.path + "/out"
    let answer = try upscale(images, "-o", out, "--format", format)
    #expect(answer.code == 3, "\(answer.errors)")
    #expect(answer.errors.contains("1 of 2 images are left out"), "\(answer.errors)")
    #expect(answer.errors.contains("cannot write \(out)/wide-x3.\(ending): \(words). Take PNG"))
    #expect(names(in: out) == ["z-x3.\(ending)"])
    let path = "\(folder.path)/wide.\(ending)"
    let alone = try upscale(images + "/wide.png", "-o", path)
    #expect(alone.code == 3 && alone.errors.contains(words) && !exists(path), "\(alone.errors)")
    // Before a method is trained, for which there are no images here.
    let high = folder.path + "/high.png"
    try ByteImage(width: width, height: 24, channels: 1, pixels: .init(repeating: 7, count: 24 * width))
      .writePNG(to: high)
    let trained = try Program.run([
      "upscale", "--method", "anr", high, "-o", path, "--data-root", folder.path,
    ])
    #expect(trained.code == 3 && trained.errors.contains("pixels a side"), "\(trained.errors)")
  }

  @Test func `of which one has too long a name gives all others`() throws {
    let long = String(repeating: "a", count: 250) + ".png"
    let images = try photos([(long, 1)])
    let out = folder.path + "/out"
    let answer = try upscale(images, "-o", out)
    #expect(answer.code == 3 && answer.errors.contains("File name too long"), "\(answer.errors)")
    #expect(names(in: out) == ["z-x3.png"])
  }

  @Test func `with other files is done, with a subfolder it isn't`() throws {
    let images = try photos()
    for name in ["notes.txt", ".DS_Store", "._z.png"] { try write([1], to: "\(images)/\(name)") }
    let out = images + "/large"
    let done = try upscale(images, "-o", out)
    #expect(done.code == 0 && done.errors.contains("notes.txt is left out: its name"), "\(done.errors)")
    // What was written isn't missed.
    let again = try upscale(images, "-o", out, "--force")
    #expect(again.code == 0 && names(in: out) == ["z-x3.png"], "\(again.errors)")
    let inner = try folder.folder("photos/inner")
    let partly = try upscale(images, "-o", out, "--force")
    #expect(partly.code == 3, "\(partly.errors)")
    #expect(partly.errors.contains("1 of 2 images and subfolders are left out"), "\(partly.errors)")
    #expect(partly.errors.contains("\(inner): it is a folder"), "\(partly.errors)")
    #expect(partly.errors.split(separator: inner).count == 2, "named once: \(partly.errors)")
  }

  @Test func `or an image is never written over by what is made of it, by no name or link`() throws {
    let images = try photos(), out = try folder.folder("out"), photo = images + "/z.png"
    let symbolic = folder.path + "/symbolic.png", hard = folder.path + "/hard.png"
    try FileManager.default.createSymbolicLink(atPath: symbolic, withDestinationPath: photo)
    for link in [hard, out + "/z-x3.png"] { try FileManager.default.linkItem(atPath: photo, toPath: link) }
    let before = try read(photo)
    for (input, output) in [(photo, photo), (photo, symbolic), (hard, photo), (photo, out), (images, out)] {
      let answer = try upscale(input, "-o", output, "--force")
      #expect(answer.code == 2, "\(input) \(output)")
      #expect(answer.errors.contains("--output: expected another file than the one that is read, found"))
      #expect(answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
    }
    #expect(try upscale(images, "-o", images).code == 0)
    let again = try upscale(images, "-o", images, "--force")
    #expect(again.code == 2 && again.errors.hasSuffix("found '\(images)/z-x3.png'\n"), "\(again.errors)")
    #expect(try read(photo) == before && names(in: images) == ["z-x3.png", "z.png"])
  }

  @Test func `or several images aren't taken for a network and an image`() throws {
    let images = try photos([("b.png", 4)])
    let out = folder.path + "/out.png"
    for first in [images, images + "/z.png"] {
      let answer = try Program.run(["upscale", first, images + "/b.png", "-o", out])
      #expect(answer.code == 2, "\(answer.errors)")
      #expect(answer.errors.contains("WEIGHTS: expected a network before \(images)/b.png"))
      #expect(answer.errors.contains("several images are enlarged in a folder"), "\(answer.errors)")
    }
    let three = try Program.run(["upscale"] + Array(repeating: images + "/z.png", count: 3) + ["-o", out])
    #expect(three.code == 2 && three.errors.contains("several images are enlarged in a folder"))
    #expect(!exists(out))
  }

  @Test func `has what a format can't hold named`() throws {
    let path = folder.path + "/deep.png"
    var description = PhotoDescription()
    description.density = .init(x: 11_811, y: 11_811)
    let writer = try PhotoWriter(
      path: path, format: .png, width: 4, height: 4, channels: 1, bits: 16, description: description)
    try writer.append(
      Raster(width: 4, height: 4, channels: 1, samples: .words([UInt16](repeating: 300, count: 16))))
    try writer.finish()
    let answer = try upscale(path, "-o", folder.path + "/out.webp")
    #expect(answer.code == 0 && answer.errors.contains("its 16 bits a sample are reduced to 8\n"))
    #expect(answer.errors.contains("deep.png: density isn't carried over\n"), "\(answer.errors)")
    #expect(try upscale(path, "-o", folder.path + "/out.tif").errors == "")
  }

  @Test func `or an image that a method can't hold in memory is refused before it is trained`() throws {
    // Of 16 bits, 4 bytes a pixel of the luminance are made: more than 512 MiB.
    let path = folder.path + "/large.png", width = 2900
    let writer = try PhotoWriter(
      path: path, format: .png, width: width, height: width, channels: 1, bits: 16,
      description: PhotoDescription())
    let rows = Raster(
      width: width, height: 100, channels: 1,
      samples: .words([UInt16](repeating: 300, count: 100 * width)))
    for _ in 0..<width / 100 { try writer.append(rows) }
    try writer.finish()
    let answer = try Program.run([
      "upscale", "--method", "anr", "--scale", "4", path, "-o", folder.path + "/out.png", "--data-root",
      folder.path,
    ])
    #expect(answer.code == 3, "\(answer.errors)")
    #expect(answer.errors.contains("large.png: 2900 x 2900 pixels at x4 are"), "\(answer.errors)")
    #expect(answer.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [("5", "found 5"), ("8", "found 8"), ("0.5", "found 0.5"), ("inf", "found inf")])
  func `gets no other factor than one up to 4`(_ factor: String, _ words: String) throws {
    let answer = try upscale("a.png", "-o", "b.png", "--scale", factor)
    #expect(answer.code == 2 && answer.errors.contains("expected a number above 1 and up to 4, \(words)\n"))
  }

  @Test func `without images gets no folder for them`() throws {
    let images = try folder.folder("none")
    try write([1], to: images + "/a.jxl")
    let answer = try upscale(images, "-o", folder.path + "/out")
    #expect(answer.code == 3 && answer.errors.contains("a.jxl is left out: its format"), "\(answer.errors)")
    #expect(!exists(folder.path + "/out"))
  }
}
