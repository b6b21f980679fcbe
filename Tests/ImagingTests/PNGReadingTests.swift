import Imaging
import Testing

@Suite struct PNGReadingTests {
  @Test func `a gray file keeps its one channel`() throws {
    let png = PNGFixture(width: 3, height: 2, colorType: 0, rows: [[0, 128, 255], [7, 8, 9]])
    let image = try ByteImage(decoding: png.bytes, path: "gray.png")
    #expect(image == ByteImage(width: 3, height: 2, channels: 1, pixels: [0, 128, 255, 7, 8, 9]))
  }

  @Test func `samples are those of the file whatever gamma it names`() throws {
    // gAMA 1.0: a reader that converts to sRGB would turn 100 into 168.
    let png = PNGFixture(
      width: 2, height: 1, colorType: 2, rows: [[100, 50, 25, 1, 2, 3]], gamma: [0, 1, 0x86, 0xA0])
    #expect(try ByteImage(decoding: png.bytes, path: "linear.png").pixels == [100, 50, 25, 1, 2, 3])
  }

  @Test func `a palette becomes RGB`() throws {
    let png = PNGFixture(
      width: 3, height: 1, colorType: 3, rows: [[2, 0, 1]], palette: [1, 2, 3, 40, 50, 60, 7, 7, 7])
    let image = try ByteImage(decoding: png.bytes, path: "palette.png")
    #expect(image == ByteImage(width: 3, height: 1, channels: 3, pixels: [7, 7, 7, 1, 2, 3, 40, 50, 60]))
  }

  @Test func `gray of one, two and four bits spreads over the whole range`() throws {
    let one = PNGFixture(width: 3, height: 1, depth: 1, colorType: 0, rows: [[0b101_00000]])
    #expect(try ByteImage(decoding: one.bytes, path: "1.png").pixels == [255, 0, 255])
    let two = PNGFixture(width: 3, height: 1, depth: 2, colorType: 0, rows: [[0b01_10_11_00]])
    #expect(try ByteImage(decoding: two.bytes, path: "2.png").pixels == [85, 170, 255])
    let four = PNGFixture(width: 2, height: 1, depth: 4, colorType: 0, rows: [[0x1F]])
    #expect(try ByteImage(decoding: four.bytes, path: "4.png").pixels == [17, 255])
  }

  @Test func `opaque alpha is dropped`() throws {
    let gray = PNGFixture(width: 2, height: 1, colorType: 4, rows: [[9, 255, 8, 255]])
    #expect(
      try ByteImage(decoding: gray.bytes, path: "a.png")
        == ByteImage(width: 2, height: 1, channels: 1, pixels: [9, 8]))
    let rgb = PNGFixture(width: 2, height: 1, colorType: 6, rows: [[1, 2, 3, 255, 4, 5, 6, 255]])
    #expect(try ByteImage(decoding: rgb.bytes, path: "a.png").pixels == [1, 2, 3, 4, 5, 6])
  }

  static let transparent: [(kind: String, file: PNGFixture)] = [
    ("gray and alpha", PNGFixture(width: 2, height: 1, colorType: 4, rows: [[9, 255, 8, 254]])),
    ("RGB and alpha", PNGFixture(width: 1, height: 1, colorType: 6, rows: [[1, 2, 3, 0]])),
    (
      "a transparent palette entry",
      PNGFixture(
        width: 2, height: 1, colorType: 3, rows: [[0, 1]], palette: [1, 2, 3, 4, 5, 6],
        transparency: [255, 10])
    ),
    (
      "a transparent colour",
      PNGFixture(width: 2, height: 1, colorType: 0, rows: [[5, 6]], transparency: [0, 6])
    ),
  ]

  @Test(arguments: transparent) func `a transparent pixel is refused`(kind: String, file: PNGFixture) {
    #expect(throws: unsupportedPNG("transparent pixels")) {
      try ByteImage(decoding: file.bytes, path: "x.png")
    }
  }

  @Test func `a transparent colour that no pixel has is no obstacle`() throws {
    let png = PNGFixture(width: 2, height: 1, colorType: 0, rows: [[5, 6]], transparency: [0, 7])
    #expect(try ByteImage(decoding: png.bytes, path: "x.png").pixels == [5, 6])
  }

  @Test func `16 bits a sample are refused`() {
    let png = PNGFixture(width: 1, height: 1, depth: 16, colorType: 0, rows: [[1, 2]])
    let error = unsupportedPNG("16 bits a sample")
    #expect(throws: error) { try ByteImage(decoding: png.bytes, path: "x.png") }
    #expect(
      error.description == "x.png: expected opaque gray or RGB of 8 bits a sample, found PNG with "
        + "16 bits a sample; convert it first")
  }

  @Test func `a file cut off anywhere is damaged`() throws {
    let bytes = PNGFixture(width: 3, height: 2, colorType: 0, rows: [[0, 128, 255], [7, 8, 9]]).bytes
    for count in 4..<bytes.count {
      #expect(throws: ImagingError.self, "cut after \(count) bytes") {
        try ByteImage(decoding: Array(bytes[..<count]), path: "x.png")
      }
    }
    let error = #expect(throws: ImagingError.self) {
      try ByteImage(decoding: bytes.dropLast(20), path: "x.png")
    }
    #expect(
      error?.description
        == "x.png: damaged PNG file: the file ends early; copy or download it again")
  }

  @Test func `one changed bit in the data fails the checksum`() {
    var bytes = PNGFixture(width: 3, height: 2, colorType: 0, rows: [[0, 128, 255], [7, 8, 9]]).bytes
    bytes[bytes.count - 25] ^= 1
    #expect(throws: ImagingError.self) { try ByteImage(decoding: bytes, path: "x.png") }
  }

  @Test func `a header that announces too many pixels is refused before memory is taken`() {
    let png = PNGFixture(width: 2_000_000_000, height: 2_000_000_000, colorType: 0, rows: [[0]])
    #expect(
      throws: ImagingError.tooLarge(
        path: "x.png", width: 2_000_000_000, height: 2_000_000_000, limit: 1 << 27)
    ) { try ByteImage(decoding: png.bytes, path: "x.png") }
  }

  private func unsupportedPNG(_ found: String) -> ImagingError {
    .unsupported(
      path: "x.png", format: .png, found: found, expected: "opaque gray or RGB of 8 bits a sample")
  }

  @Test func `a palette of grays gives a gray image, as the same pixels without a palette do`() throws {
    let grays: [UInt8] = [0, 0, 0, 90, 90, 90, 255, 255, 255]
    let file = PNGFixture(
      width: 3, height: 1, colorType: 3, rows: [[2, 0, 1]], palette: grays, gamma: [0, 0, 0xB1, 0x8F])
    let image = try ByteImage(decoding: file.bytes, path: "p.png")
    #expect(image == ByteImage(width: 3, height: 1, channels: 1, pixels: [255, 0, 90]))
    let colored = PNGFixture(width: 1, height: 1, colorType: 3, rows: [[1]], palette: [0, 0, 0, 90, 91, 90])
    #expect(try ByteImage(decoding: colored.bytes, path: "p.png").channels == 3)
  }
}
