import Testing

@testable import Imaging

/// A TIFF structure with an orientation, and a density of 300 dots an inch.
private func exif(orientation: Int, isLittle: Bool = false) -> [UInt8] {
  func number(_ value: Int, _ size: Int) -> [UInt8] {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * (size - 1 - $0))) }
    return isLittle ? bytes.reversed() : bytes
  }
  func entry(_ tag: Int, _ type: Int, _ value: [UInt8]) -> [UInt8] {
    number(tag, 2) + number(type, 2) + number(1, 4) + value + [UInt8](repeating: 0, count: 4 - value.count)
  }
  let header = [UInt8]((isLittle ? "II" : "MM").utf8) + number(42, 2) + number(8, 4)
  let directory =
    number(4, 2) + entry(274, 3, number(orientation, 2)) + entry(282, 5, number(62, 4))
    + entry(283, 5, number(62, 4)) + entry(296, 3, number(2, 2)) + number(0, 4)
  return header + directory + number(600, 4) + number(2, 4)
}

/// A JPEG fixture with segments behind its first two bytes.
private func jpeg(_ segments: [(marker: UInt8, content: [UInt8])]) -> [UInt8] {
  let inserted = segments.flatMap { segment -> [UInt8] in
    let length = segment.content.count + 2
    return [0xFF, segment.marker, UInt8(length >> 8), UInt8(length & 255)] + segment.content
  }
  return Array(JPEGFixtures.gray.prefix(2)) + inserted + Array(JPEGFixtures.gray.dropFirst(2))
}

/// A profile as libpng takes it: a header, a table of one tag, and noise in place of its curve, which doesn't become short
/// when it is compressed.
private func profile(space: String) -> [UInt8] {
  var bytes =
    [UInt8](repeating: 0, count: 144) + (0..<256).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 3) }
  bytes.replaceSubrange(0..<4, with: [0, 0, 1, 144])
  bytes[8] = 2
  for (offset, text) in [(12, "mntr"), (16, space), (20, "XYZ "), (36, "acsp"), (132, "desc")] {
    bytes.replaceSubrange(offset..<offset + 4, with: Array(text.utf8))
  }
  // The white D50; the count, place and size of tags.
  bytes.replaceSubrange(68..<80, with: [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D])
  bytes.replaceSubrange(128..<132, with: [0, 0, 0, 1])
  bytes.replaceSubrange(136..<144, with: [0, 0, 0, 144, 0, 0, 1, 0])
  return bytes
}

@Suite struct PhotoTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// What a camera stored of the image 1 2 3 / 4 5 6, by EXIF orientation: where the first row and column lie.
  @Test(
    arguments: [
      (1, 3, [1, 2, 3, 4, 5, 6]), (2, 3, [3, 2, 1, 6, 5, 4]), (3, 3, [6, 5, 4, 3, 2, 1]),
      (4, 3, [4, 5, 6, 1, 2, 3]), (5, 2, [1, 4, 2, 5, 3, 6]), (6, 2, [3, 6, 2, 5, 1, 4]),
      (7, 2, [6, 3, 5, 2, 4, 1]), (8, 2, [4, 1, 5, 2, 6, 3]), (0, 3, [1, 2, 3, 4, 5, 6]),
      (9, 3, [1, 2, 3, 4, 5, 6]),
    ] as [(Int, Int, [UInt8])])
  func `a stored image is turned the right way up`(orientation: Int, width: Int, stored: [UInt8]) {
    let image = ByteImage(width: width, height: 6 / width, channels: 1, pixels: stored)
    let upright = ByteImage(width: 3, height: 2, channels: 1, pixels: [1, 2, 3, 4, 5, 6])
    #expect(image.upright(orientation) == upright)
    let colour = ByteImage(
      width: width, height: 6 / width, channels: 3, pixels: stored.flatMap { [$0, $0 + 10, $0 + 20] })
    #expect(colour.upright(orientation).channel(2).pixels == upright.pixels.map { $0 + 20 })
  }

  @Test(arguments: [false, true])
  func `a JPEG file's orientation, density and profile are read, and what else it has is named`(
    isLittle: Bool
  ) throws {
    let whole = profile(space: "GRAY")
    // Cameras cut long profiles into parts.
    let parts = [Array(whole.prefix(150)), Array(whole.dropFirst(150))].enumerated().map {
      (UInt8(0xE2), Array("ICC_PROFILE\0".utf8) + [UInt8($0.offset + 1), 2] + $0.element)
    }
    let bytes = jpeg(
      [
        (0xE1, Array("Exif\0\0".utf8) + exif(orientation: 6, isLittle: isLittle)), parts[1], parts[0],
        (0xFE, [65]), (0xE2, Array("MPF\0II".utf8)),
      ])
    let stored = try ByteImage(decoding: bytes, path: "x")
    let path = try folder.file("photo.jpg", bytes)
    let photo = try Photo(contentsOf: path)
    #expect(photo.image == stored.upright(6) && photo.image.width == stored.height)
    #expect(photo.description.orientation == 1)
    #expect(photo.description.profile == whole)
    // 300 dots an inch.
    #expect(photo.description.density == .init(x: 11811, y: 11811))
    let further = "what follows the picture (MPF), such as a preview or a gain map"
    #expect(photo.description.others == ["EXIF", "a comment", further])
  }

  @Test func `transparency, density and profile of a PNG file are written again`() throws {
    var fixture = PNGFixture(
      width: 2, height: 2, colorType: 6,
      rows: [[1, 2, 3, 255, 4, 5, 6, 0], [7, 8, 9, 128, 10, 11, 12, 255]])
    let icc = profile(space: "RGB ")
    fixture.descriptions = [
      ("iCCP", Array("x\0\0".utf8) + fixture.stored(icc)), ("pHYs", [0, 0, 0x0B, 0x13, 0, 0, 0x16, 0x26, 1]),
      ("tEXt", Array("Author\0me".utf8)),
    ]
    let photo = try Photo(contentsOf: folder.file("in.png", fixture.bytes))
    #expect(photo.image.pixels == Array(1...12))
    #expect(photo.alpha?.pixels == [255, 0, 128, 255])
    #expect(photo.description.density == .init(x: 2835, y: 5670))
    #expect(photo.description.profile == icc)
    #expect(photo.description.others == ["texts"])
    try photo.writePNG(to: folder.path + "/out.png")
    var again = try Photo(contentsOf: folder.path + "/out.png")
    again.description.others = photo.description.others
    #expect(again == photo)
  }

  /// Primaries of Adobe RGB, and of sRGB as other programs round them.
  private static let (adobe, rounded) = (
    [31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000],
    [31_269, 32_899, 63_999, 33_001, 30_000, 60_000, 15_000, 5_999]
  )

  /// Chunks of a PNG file, and those of them that are kept.
  static let colourSpaces: [(chunks: [(name: String, numbers: [Int])], words: String?)] = [
    ([("gAMA", [100_000])], "(gAMA)"), ([("gAMA", [45_455])], nil),
    ([("cHRM", adobe)], "(cHRM)"),
    ([("gAMA", [45_455]), ("cHRM", rounded)], nil),
    ([("gAMA", [55_555]), ("cHRM", adobe)], "(gAMA and cHRM)"),
    ([("sRGB", []), ("gAMA", [100_000])], nil),
  ]

  @Test(arguments: colourSpaces)
  func `a colour space that PNG says without a profile is kept in PNG, unless it is sRGB`(
    _ space: (chunks: [(name: String, numbers: [Int])], words: String?)
  ) throws {
    var fixture = PNGFixture(width: 1, height: 1, colorType: 2, rows: [[1, 2, 3]])
    fixture.descriptions = space.chunks.map { name, numbers in
      // sRGB has one byte, the intent.
      let bytes = numbers.flatMap { number in [24, 16, 8, 0].map { UInt8(number >> $0 & 0xFF) } }
      return (name, bytes.isEmpty ? [0] : bytes)
    }
    let photo = try Photo(contentsOf: folder.file("in.png", fixture.bytes))
    let named = space.words.map { "a colour space without an ICC profile \($0)" }
    #expect(photo.description.colourSpace?.words == named)
    #expect(photo.image.pixels == [1, 2, 3])
    try photo.writePNG(to: folder.path + "/out.png")
    #expect(try Photo(contentsOf: folder.path + "/out.png") == photo)
  }

  @Test func `gray with transparency is gray, and a profile of colours is left out of it`() throws {
    var fixture = PNGFixture(width: 2, height: 1, colorType: 4, rows: [[10, 255, 20, 7]])
    fixture.descriptions = [("eXIf", exif(orientation: 8))]
    var photo = try Photo(contentsOf: folder.file("in.png", fixture.bytes))
    #expect(photo.image == ByteImage(width: 1, height: 2, channels: 1, pixels: [20, 10]))
    #expect(photo.alpha?.pixels == [7, 255])
    photo.description.profile = profile(space: "RGB ")
    try photo.writePNG(to: folder.path + "/out.png")
    let again = try Photo(contentsOf: folder.path + "/out.png")
    #expect(again.description.profile == nil && again.alpha == photo.alpha && again.image == photo.image)
  }

  @Test func `measuring still refuses transparency and reads pixels as stored`() throws {
    let fixture = PNGFixture(width: 2, height: 1, colorType: 4, rows: [[10, 255, 20, 7]])
    #expect(throws: ImagingError.self) { try ByteImage(decoding: fixture.bytes, path: "x") }
    let turned = jpeg([(0xE1, Array("Exif\0\0".utf8) + exif(orientation: 3))])
    #expect(try ByteImage(decoding: turned, path: "x") == ByteImage(decoding: JPEGFixtures.gray, path: "x"))
  }

  /// Descriptions may be cut off or lie anywhere; the image is read all the same.
  @Test func `damaged descriptions are left out`() throws {
    let good = Array("Exif\0\0".utf8) + exif(orientation: 6)
    let stored = try ByteImage(decoding: JPEGFixtures.gray, path: "x")
    var random = Generator(state: 1)
    for length in 0..<good.count {
      var content = Array(good.prefix(length))
      // Before its end the orientation has the 6 bytes above, a header of 8, a count of 2, and 10 of its own entry.
      #expect(PhotoDescription(of: jpeg([(0xE1, content)])).orientation == (length < 26 ? 1 : 6), "\(length)")
      for index in content.indices.dropFirst(6) where random.next() % 4 == 0 {
        content[index] = UInt8(truncatingIfNeeded: random.next())
      }
      let bytes = jpeg([
        (0xE1, content), (0xE2, Array("ICC_PROFILE\0".utf8.prefix(length))), (0xE0, Array("JFIF\0".utf8)),
      ])
      let description = PhotoDescription(of: bytes)
      #expect((1...8).contains(description.orientation) && description.profile == nil, "\(length)")
      let photo = try Photo(contentsOf: folder.file("damaged.jpg", bytes))
      #expect(photo.image == stored.upright(description.orientation), "\(length)")
      for cut in stride(from: 0, to: bytes.count, by: 7) {
        _ = PhotoDescription(of: Array(bytes.prefix(cut)))
      }
    }
  }
}
