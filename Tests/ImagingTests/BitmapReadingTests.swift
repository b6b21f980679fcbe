import Imaging
import Testing

@Suite struct BitmapReadingTests {
  private static let ramp: [UInt8] = (0..<256).flatMap { (level: Int) -> [UInt8] in
    [UInt8(level), UInt8(level), UInt8(level), 0]
  }

  @Test func `24 bits are read from below, blue first, without the padding`() throws {
    let bmp = BitmapFixture(
      width: 1, height: 2, bitCount: 24, data: [3, 2, 1, 99] + [6, 5, 4, 99])
    let image = try ByteImage(decoding: bmp.bytes, path: "x.bmp")
    #expect(image == ByteImage(width: 1, height: 2, channels: 3, pixels: [4, 5, 6, 1, 2, 3]))
  }

  @Test func `a negative height means rows from above`() throws {
    let bmp = BitmapFixture(width: 1, height: -2, bitCount: 24, data: [3, 2, 1, 0] + [6, 5, 4, 0])
    #expect(try ByteImage(decoding: bmp.bytes, path: "x.bmp").pixels == [1, 2, 3, 4, 5, 6])
  }

  @Test(arguments: [12, 40, 52, 56, 64, 108, 124])
  func `the pixels are found behind a header of any known length`(headerSize: Int) throws {
    let bmp = BitmapFixture(width: 1, height: 1, bitCount: 24, headerSize: headerSize, data: [3, 2, 1, 0])
    #expect(try ByteImage(decoding: bmp.bytes, path: "x.bmp").pixels == [1, 2, 3])
  }

  @Test func `8 bits with a gray ramp are one channel`() throws {
    let bmp = BitmapFixture(width: 2, height: 1, bitCount: 8, palette: Self.ramp, data: [200, 16, 0, 0])
    let image = try ByteImage(decoding: bmp.bytes, path: "x.bmp")
    #expect(image == ByteImage(width: 2, height: 1, channels: 1, pixels: [200, 16]))
  }

  @Test func `grays of a palette are the same image as in a PNG, with a palette and without`() throws {
    let grays: [UInt8] = [90, 0, 255], pixels: [UInt8] = [2, 0, 1, 0, 1, 1, 2, 0]
    let bitmap = BitmapFixture(
      width: 4, height: 2, bitCount: 8, palette: grays.flatMap { [$0, $0, $0, 0] }, colorCount: 3,
      data: Array(pixels[4...] + pixels[..<4]))
    let rows = [Array(pixels[..<4]), Array(pixels[4...])]
    let plain = PNGFixture(
      width: 4, height: 2, colorType: 0, rows: rows.map { row in row.map { grays[Int($0)] } })
    let palette = PNGFixture(
      width: 4, height: 2, colorType: 3, rows: rows, palette: grays.flatMap { [$0, $0, $0] })
    let images = try [bitmap.bytes, plain.bytes, palette.bytes].map {
      try ByteImage(decoding: $0, path: "gray")
    }
    #expect(images[0] == images[1] && images[2] == images[1])
    #expect(images.map(\.channels) == [1, 1, 1])
  }

  @Test func `8 bits with a coloured palette are RGB`() throws {
    let bmp = BitmapFixture(
      width: 2, height: 1, bitCount: 8, palette: [3, 2, 1, 0, 7, 7, 7, 0], colorCount: 2, data: [1, 0, 0, 0])
    let image = try ByteImage(decoding: bmp.bytes, path: "x.bmp")
    #expect(image == ByteImage(width: 2, height: 1, channels: 3, pixels: [7, 7, 7, 1, 2, 3]))
  }

  @Test func `one and four bits go through their palettes`() throws {
    let one = BitmapFixture(
      width: 3, height: 1, bitCount: 1, palette: [0, 0, 0, 0, 255, 255, 255, 0], data: [0b101_00000, 0, 0, 0])
    #expect(try ByteImage(decoding: one.bytes, path: "x.bmp").pixels == [255, 0, 255])
    let palette = (0..<16).flatMap { (level: Int) -> [UInt8] in [UInt8(level), 0, UInt8(10 * level)] }
    let four = BitmapFixture(
      width: 3, height: 1, bitCount: 4, headerSize: 12, palette: palette, data: [0x2F, 0x10, 0, 0])
    #expect(try ByteImage(decoding: four.bytes, path: "x.bmp").pixels == [20, 0, 2, 150, 0, 15, 10, 0, 1])
  }

  @Test func `the spare byte of 32 bits is ignored`() throws {
    let bmp = BitmapFixture(width: 1, height: 1, bitCount: 32, data: [3, 2, 1, 0])
    #expect(try ByteImage(decoding: bmp.bytes, path: "x.bmp").pixels == [1, 2, 3])
  }

  @Test func `32 bits with alpha are read where opaque and refused otherwise`() throws {
    var bmp = BitmapFixture(
      width: 1, height: 1, bitCount: 32, compression: 3, headerSize: 108,
      masks: [0xFF0000, 0xFF00, 0xFF, 0xFF00_0000], data: [3, 2, 1, 255])
    #expect(try ByteImage(decoding: bmp.bytes, path: "x.bmp").pixels == [1, 2, 3])
    bmp.data = [3, 2, 1, 254]
    #expect(throws: ImagingError.self) { try ByteImage(decoding: bmp.bytes, path: "x.bmp") }
    bmp.masks = [0xFF, 0xFF00, 0xFF0000, 0]
    #expect(throws: ImagingError.self) { try ByteImage(decoding: bmp.bytes, path: "x.bmp") }
  }

  static let bad: [(kind: String, file: BitmapFixture, words: String)] = [
    ("no width", BitmapFixture(width: 0, height: 1, bitCount: 24, data: []), "a size of 0 x 1"),
    ("negative width", BitmapFixture(width: -1, height: 1, bitCount: 24, data: []), "a size of -1 x 1"),
    (
      "absurd size", BitmapFixture(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF, bitCount: 32, data: [0]),
      "announces 2147483647 x 2147483647"
    ),
    (
      "lowest height", BitmapFixture(width: 1, height: -0x8000_0000, bitCount: 32, data: [0]),
      "announces 1 x 2147483648"
    ),
    ("many pixels, no data", BitmapFixture(width: 9000, height: 9000, bitCount: 24, data: [0]), "ends early"),
    ("16 bits", BitmapFixture(width: 1, height: 1, bitCount: 16, data: [0, 0, 0, 0]), "16 bits a pixel"),
    (
      "run lengths", BitmapFixture(width: 1, height: 1, bitCount: 8, compression: 1, data: [0]),
      "run-length compression"
    ),
    (
      "JPEG inside", BitmapFixture(width: 1, height: 1, bitCount: 24, compression: 4, data: [0]),
      "compression 4"
    ),
    (
      "a long palette",
      BitmapFixture(width: 1, height: 1, bitCount: 8, colorCount: 0x7FFF_FFFF, data: [0, 0, 0, 0]),
      "a palette of 2147483647 colours"
    ),
    ("no palette", BitmapFixture(width: 1, height: 1, bitCount: 8, data: [0, 0, 0, 0]), "inside the header"),
    (
      "a colour beyond the palette",
      BitmapFixture(
        width: 1, height: 1, bitCount: 8, palette: [0, 0, 0, 0], colorCount: 1, data: [1, 0, 0, 0]),
      "colour 1 of a palette of 1"
    ),
    (
      "an unknown header", BitmapFixture(width: 1, height: 1, bitCount: 24, headerSize: 2000, data: [0]),
      "a header of 2000 bytes"
    ),
  ]

  @Test(arguments: bad)
  func `what is wrong is said`(kind: String, file: BitmapFixture, words: String) {
    let error = #expect(throws: ImagingError.self) { try ByteImage(decoding: file.bytes, path: "x.bmp") }
    #expect(error?.description.contains(words) == true, "\(kind): \(String(describing: error))")
  }

  @Test func `a file cut off anywhere is damaged`() {
    let bytes = BitmapFixture(
      width: 2, height: 2, bitCount: 8, headerSize: 108, palette: Self.ramp, data: [1, 2, 0, 0, 3, 4]
    ).bytes
    for count in 2..<bytes.count {
      let error = #expect(throws: ImagingError.self, "cut after \(count) bytes") {
        try ByteImage(decoding: Array(bytes[..<count]), path: "x.bmp")
      }
      guard case .damaged? = error else {
        Issue.record("cut after \(count): \(String(describing: error))")
        continue
      }
    }
    #expect(throws: Never.self) { try ByteImage(decoding: bytes, path: "x.bmp") }
  }
}
