import Imaging
import Testing
import TestLaboratory
import Vocabulary

@testable import Evaluating

@Suite struct `An image and the one that it should be` {
  private let folder: TemporaryFolder
  private let truth: ByteImage
  init() throws {
    folder = try TemporaryFolder()
    truth = ByteImage(width: 20, height: 16, channels: 3, pixels: (0..<960).map { UInt8($0 * 7 % 251) })
  }

  /// A file of the format that its name says, without loss where the format has such a way.
  private func file(_ raster: Raster, _ name: String) throws -> String {
    let path = "\(folder.path)/\(name)"
    let writer = try PhotoWriter(
      path: path, format: #require(PhotoFormat(path: path)), width: raster.width, height: raster.height,
      channels: raster.channels, bits: raster.bits, description: PhotoDescription(), quality: 100)
    try writer.append(raster)
    try writer.finish()
    return path
  }

  private func expectPerfect(_ path: String, _ reference: String, remarks: [String] = []) throws {
    let comparison = try ImageComparison(of: path, against: reference, shave: 0, measures: [.psnr])
    #expect(comparison.scores.map(\.score) == [.infinity], "\(path)")
    #expect(comparison.remarks == remarks)
  }

  @Test func `are of any formats`() throws {
    let reference = try file(Raster(truth, alpha: nil), "truth.png")
    for name in ["a.png", "a.tif", "a.webp"] {
      try expectPerfect(file(Raster(truth, alpha: nil), name), reference)
    }
  }

  @Test func `are not written over by their difference`() throws {
    let reference = try file(Raster(truth, alpha: nil), "truth.png")
    let image = try file(Raster(truth, alpha: nil), "a.png")
    for path in [reference, image] {
      let answer = try Program.run(["compare", reference, image, "-o", path, "--force"])
      #expect(answer.code == 2 && answer.errors.contains("expected another file than the one that is read"))
    }
    try expectPerfect(image, reference)
  }

  @Test func `are compared as bytes where one has 16 bits`() throws {
    let reference = try file(Raster(truth, alpha: nil), "truth.png")
    // Up to half a step of bytes above them.
    let words = truth.pixels.map { UInt16($0) * 257 + 128 }
    let deep = try file(Raster(width: 20, height: 16, channels: 3, samples: .words(words)), "deep.tif")
    try expectPerfect(deep, reference, remarks: ["\(deep): its 16 bits a sample are rounded to 8"])
    let answer = try Program.run(["compare", reference, deep])
    #expect(answer.output.contains("perfect") && answer.errors.contains("rounded to 8"), "\(answer.errors)")
  }

  @Test func `are compared by their colours where one is transparent`() throws {
    let alpha = ByteImage(width: 20, height: 16, channels: 1, pixels: .init(repeating: 99, count: 320))
    let reference = try file(Raster(truth, alpha: nil), "truth.png")
    let image = try file(Raster(truth, alpha: alpha), "alpha.png")
    try expectPerfect(
      image, reference, remarks: ["\(image): its colours are compared, not its transparency"])
  }

  @Test func `are alike where one is gray and the other has three equal channels`() throws {
    let gray = truth.channel(0)
    let reference = try file(Raster(gray, alpha: nil), "gray.png")
    // WebP has no gray.
    try expectPerfect(file(Raster(gray, alpha: nil), "gray.webp"), reference)
  }

  @Test func `are compared the right way up`() throws {
    let reference = try file(Raster(truth, alpha: nil), "truth.png")
    let turned = try file(Raster(truth.upright(3), alpha: nil), "turned.tif")
    // Entry 274 of the directory: one number of 16 bits, 1 for upright. 3 is for one that stands on its head.
    let upright: [UInt8] = [0x12, 0x01, 0x03, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01]
    var bytes = try read(turned)
    let entry = bytes.indices.first { bytes[$0...].starts(with: upright) }
    bytes[try #require(entry) + 8] = 3
    try write(bytes, to: turned)
    try expectPerfect(turned, reference)
  }
}
