import Imaging
import Testing

@Suite struct JPEGReadingTests {
  @Test func `colours are those of libjpeg's defaults`() throws {
    let image = try ByteImage(decoding: JPEGFixtures.color, path: "c.jpg")
    #expect(image.width == 12 && image.height == 10 && image.channels == 3)
    #expect(image.pixels == JPEGFixtures.colorPixels)
  }

  @Test func `a gray file keeps its one channel`() throws {
    let image = try ByteImage(decoding: JPEGFixtures.gray, path: "g.jpg")
    #expect(image == ByteImage(width: 12, height: 10, channels: 1, pixels: JPEGFixtures.grayPixels))
  }

  @Test func `bytes between the last pixel and the end are no damage`() throws {
    for (bytes, pixels) in [
      (JPEGFixtures.color, JPEGFixtures.colorPixels), (JPEGFixtures.gray, JPEGFixtures.grayPixels),
    ] {
      try #require(bytes.suffix(2) == [0xFF, 0xD9])
      let padded = Array(bytes.dropLast(2)) + [1, 2, 3, 4, 0xFF, 0xD9]
      #expect(try ByteImage(decoding: padded, path: "x.jpg").pixels == pixels)
    }
  }

  @Test func `CMYK is refused`() {
    #expect(
      throws: ImagingError.unsupported(
        path: "k.jpg", format: .jpeg, found: "CMYK colours", expected: "opaque gray or RGB of 8 bits a sample"
      )
    ) { try ByteImage(decoding: JPEGFixtures.cmyk, path: "k.jpg") }
  }

  @Test func `12 bits a sample are refused as a kind, not as damage`() throws {
    var bytes = JPEGFixtures.gray
    let frame = try #require(bytes.indices.dropLast(4).first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    bytes[frame + 4] = 12
    let error = #expect(throws: ImagingError.self) { try ByteImage(decoding: bytes, path: "x.jpg") }
    guard case .unsupported? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a file cut off anywhere is damaged`() {
    for bytes in [JPEGFixtures.color, JPEGFixtures.gray] {
      for count in 2..<bytes.count {
        let error = #expect(throws: ImagingError.self, "cut after \(count) of \(bytes.count) bytes") {
          try ByteImage(decoding: Array(bytes[..<count]), path: "x.jpg")
        }
        guard case .damaged? = error else {
          Issue.record("cut after \(count): \(String(describing: error))")
          continue
        }
      }
    }
  }
}
