import Foundation
import Testing

@testable import Imaging

/// A TIFF file of CMYK pixels in one row, with a profile or none.
private func tiff(inks: [UInt8], profile: [UInt8] = []) -> [UInt8] {
  func number(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(value >> (8 * $0) & 255) } }
  func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
    number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4)
  }
  let count = profile.isEmpty ? 9 : 10, content = 8 + 2 + 12 * count + 4
  let bits = content, pixels = bits + 8, icc = pixels + inks.count
  var entries = [
    entry(256, 4, 1, inks.count / 4), entry(257, 4, 1, 1), entry(258, 3, 4, bits), entry(259, 3, 1, 1),
    entry(262, 3, 1, 5), entry(273, 4, 1, pixels), entry(277, 3, 1, 4), entry(278, 4, 1, 1),
    entry(279, 4, 1, inks.count),
  ]
  if !profile.isEmpty { entries.append(entry(34675, 7, profile.count, icc)) }
  let header: [UInt8] = Array("II".utf8) + number(42, 2) + number(8, 4) + number(count, 2)
  let depths: [UInt8] = [8, 0, 8, 0, 8, 0, 8, 0]
  let directory: [UInt8] = entries.flatMap { $0 } + number(0, 4)
  return header + directory + depths + inks + profile
}

/// A GIF file of one picture without a palette of its own, compressed as encoders do it: the longest known run each time. A
/// full table is cleared, or kept.
private func gif(_ pixels: [UInt8], width: Int, height: Int, clears: Bool = true) -> [UInt8] {
  var bits: [Bool] = [], runs: [[UInt8]: Int] = [:], size = 9, next = 258
  func put(_ code: Int) { for bit in 0..<size { bits.append(code >> bit & 1 == 1) } }
  func clear() {
    put(256)
    (runs, size, next) = (Dictionary(uniqueKeysWithValues: (0...255).map { ([UInt8($0)], $0) }), 9, 258)
  }
  clear()
  var run: [UInt8] = []
  for pixel in pixels {
    if runs[run + [pixel]] != nil {
      run.append(pixel)
      continue
    }
    put(runs[run] ?? 0)
    if next == 4095, clears {
      clear()
    } else if next < 4096 {
      runs[run + [pixel]] = next
      if next == 1 << size { size += 1 }
      next += 1
    }
    run = [pixel]
  }
  put(runs[run] ?? 0)
  put(257)
  bits += [Bool](repeating: false, count: (8 - bits.count % 8) % 8)
  var data = [UInt8](repeating: 0, count: bits.count / 8)
  for (index, bit) in bits.enumerated() where bit { data[index / 8] |= 1 << UInt8(index % 8) }
  let blocks = stride(from: 0, to: data.count, by: 255).flatMap { start -> [UInt8] in
    let part = data[start..<min(data.count, start + 255)]
    return [UInt8(part.count)] + part
  }
  let sides = [UInt8(width & 255), UInt8(width >> 8), UInt8(height & 255), UInt8(height >> 8)]
  let palette = (0...255).flatMap { (entry: Int) -> [UInt8] in
    [UInt8(entry), UInt8(255 - entry), UInt8(entry / 2)]
  }
  let header: [UInt8] = Array("GIF87a".utf8) + sides + [0xF7, 0, 0] + palette
  let picture: [UInt8] = [0x2C, 0, 0, 0, 0] + sides + [0, 8] + blocks
  return header + picture + [0, 0x3B]
}

@Suite struct `Photos of further formats` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func photo(_ bytes: [UInt8]) throws -> Photo { try Photo(contentsOf: folder.file("photo", bytes)) }

  // MARK: HEIC and AVIF

  @Test(arguments: [PhotoFixtures.heic, PhotoFixtures.avif, PhotoFixtures.deepHEIC])
  func `HEIC and AVIF are read near to what was written`(_ bytes: [UInt8]) throws {
    let photo = try photo(bytes)
    #expect(photo.raster.width == 16 && photo.raster.height == 8 && photo.raster.channels == 3)
    #expect(photo.raster.bits == (bytes == PhotoFixtures.deepHEIC ? 16 : 8))
    #expect(photo.description.remarks == [] && photo.description.others == [])
    let pixels = photo.image.pixels
    // Quality 90, and half the colour: red and green lie up to 20 or so from what was written.
    for y in 0..<8 {
      for x in 0..<16 {
        let place = 3 * (16 * y + x)
        let (red, green) = (Int(pixels[place]), Int(pixels[place + 1]))
        #expect(abs(red - 255 * x / 15) < 24 && abs(green - 255 * y / 7) < 24, "\(x), \(y): \(red), \(green)")
      }
    }
  }

  @Test func `of two pictures the main one is taken, which is said, with its opacity`() throws {
    let plain = try photo(PhotoFixtures.twoHEIC)
    let alone = try photo(PhotoFixtures.heic)
    #expect(plain.image == alone.image)
    #expect(plain.description.remarks == ["the main one of its 2 pictures is taken"])
    let transparent = try photo(PhotoFixtures.transparentAVIF)
    let alpha = try #require(transparent.alpha).pixels
    #expect(alpha[0] > 240 && abs(Int(alpha[15]) - 64) < 15)
  }

  @Test(arguments: [PhotoFixtures.heic, PhotoFixtures.avif, PhotoFixtures.interlacedGIF])
  func `a file cut or changed anywhere is read or refused in a sentence`(_ whole: [UInt8]) throws {
    for step in 0..<30 {
      var changed = step < 10 ? Array(whole[..<(whole.count * (step + 1) / 11)]) : whole
      if step >= 10 { changed[(step - 10) * (whole.count - 1) / 19] ^= 0xFF }
      let path = try folder.file("changed-\(step)", changed)
      do {
        let read = try Photo(contentsOf: path).raster
        #expect(read.samples.count == read.width * read.height * read.channels)
      } catch {
        #expect("\(error)".contains(path) && !"\(error)".contains("\n"), "\(error)")
      }
    }
  }

  @Test func `a size beyond the bound is refused before memory is taken`() throws {
    var bytes = PhotoFixtures.avif
    let name = Array("ispe".utf8)
    let place = try #require(bytes.indices.first { Array(bytes[$0...].prefix(4)) == name })
    bytes.replaceSubrange(place + 8..<place + 16, with: [0, 0, 0x7F, 0, 0, 0, 0x7F, 0])
    let error = #expect(throws: ImagingError.self) { try photo(bytes) }
    #expect(error?.description.contains("32512 x 32512 pixels, and at most") == true, "\(error as Any)")
  }

  @Test func `a grid that says another size than the image is refused where memory has a bound`() throws {
    var bytes = PhotoFixtures.heic
    let grid: [UInt8] = Array("idat".utf8) + [0, 0, 0, 0, 0, 16, 0, 8]
    let place = try #require(bytes.indices.first { Array(bytes[$0...].prefix(12)) == grid })
    // 27,000 x 27,000.
    bytes.replaceSubrange(place + 8..<place + 12, with: [0x69, 0x78, 0x69, 0x78])
    let error = #expect(throws: ImagingError.self) { try photo(bytes) }
    #expect(error?.description.contains("photo: ") == true, "\(error as Any)")
  }

  @Test func `of several pages of a TIFF the first is taken, which is said`() throws {
    func directory(at start: UInt32, next: UInt32) -> [UInt8] {
      let entries: [(UInt16, UInt32)] = [
        (256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 212 + start / 110), (278, 1), (279, 1),
      ]
      let count = [UInt8(entries.count), 0]
      let fields = entries.flatMap { tag, value in
        tag.littleEndianBytes + UInt16(4).littleEndianBytes + UInt32(1).littleEndianBytes
          + value.littleEndianBytes
      }
      return count + fields + next.littleEndianBytes
    }
    let header: [UInt8] = Array("II".utf8) + [42, 0, 8, 0, 0, 0]
    let pages = directory(at: 8, next: 110) + directory(at: 110, next: 0) + [70, 90]
    let photo = try photo(header + pages)
    #expect(photo.image.pixels == [70])
    #expect(photo.description.remarks == ["the first of its 2 pictures is taken"])
  }

  @Test func `a film is no image`() throws {
    let film: [UInt8] = [0, 0, 0, 20] + Array("ftypisom\0\0\u{2}\0isom".utf8)
    let error = #expect(throws: ImagingError.self) { try photo(film) }
    #expect(
      error?.description.contains("expected a PNG, JPEG, BMP, TIFF, WebP, GIF, HEIC or AVIF image") == true)
  }

  // MARK: GIF

  @Test func `GIF is read as Pillow reads it`() throws {
    let colours = try photo(PhotoFixtures.interlacedGIF).raster
    let indices: [UInt8] = [
      1, 0, 2, 0, 3, 3, 3, 3, 1, 0, 3, 0, 3, 3, 0, 3, 2, 1, 0, 2, 0, 0, 0, 0, 3, 1, 3, 0, 1, 3, 3, 1, 2, 1, 1,
      3, 2, 0, 3, 0, 1, 2, 0, 2, 3, 1, 2, 2, 3, 3, 0, 3, 1, 3, 3, 1, 2, 2, 0, 3, 0, 1, 3, 2, 3, 0, 3, 0, 2, 3,
      1, 1, 1, 0, 1, 1, 3, 2, 2, 3, 2, 0, 3, 1, 1, 3, 0, 3, 2, 1, 3, 3, 2, 3, 2, 0, 2, 3, 0, 1, 1, 1, 0, 2, 0,
      0, 0, 0, 3, 0, 2, 1, 2, 0, 1, 2, 2,
    ]
    let palette: [[UInt8]] = [[0, 0, 0, 0], [255, 0, 0, 255], [32, 160, 64, 255], [10, 20, 250, 255]]
    #expect(colours.width == 9 && colours.height == 13)
    #expect(colours.samples == .bytes(indices.flatMap { palette[Int($0)] }))
    let gray = try photo(PhotoFixtures.grayGIF).raster
    #expect(gray.channels == 1 && gray.samples == .bytes((0..<20).map { $0 * 12 }))
  }

  @Test func `of an animation the first picture is taken, which is said`() throws {
    let photo = try photo(PhotoFixtures.animatedGIF)
    #expect(photo.raster.samples == .bytes((0..<16).flatMap { _ in [255, 0, 0] }))
    #expect(photo.description.remarks == ["the first of its 3 pictures is taken"])
  }

  @Test func `codes of every length are read, and a table that is full`() throws {
    var state: UInt64 = 9
    let pixels = (0..<150 * 120).map { index -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return index % 3 == 0 ? UInt8(truncatingIfNeeded: index / 7) : UInt8(truncatingIfNeeded: state >> 45)
    }
    let flat = [UInt8](repeating: 5, count: pixels.count)
    for (pixels, clears) in [(pixels, true), (pixels, false), (flat, true)] {
      let read = try photo(gif(pixels, width: 150, height: 120, clears: clears)).raster
      let colours = pixels.flatMap { (pixel: UInt8) -> [UInt8] in [pixel, 255 - pixel, pixel / 2] }
      #expect(read.samples == .bytes(colours))
    }
  }

  @Test func `what a picture leaves of its canvas is transparent`() throws {
    var bytes = gif([7, 8], width: 2, height: 1)
    bytes[6] = 3
    let place = 13 + 768 + 1
    bytes[place] = 1
    let read = try photo(bytes).raster
    #expect(read.width == 3 && read.height == 1)
    #expect(read.samples == .bytes([0, 0, 0, 0, 7, 248, 3, 255, 8, 247, 4, 255]))
  }

  @Test func `a GIF that claims too much, or has a colour that isn't there, is refused`() throws {
    var large = PhotoFixtures.grayGIF
    large.replaceSubrange(6..<10, with: [0xFF, 0xFF, 0xFF, 0xFF])
    let error = #expect(throws: ImagingError.self) { try photo(large) }
    #expect(error?.description.contains("65535 x 65535 pixels, and at most") == true)
    var few = gif([200, 3], width: 2, height: 1)
    few[10] = 0xF0
    few.removeSubrange(13 + 6..<13 + 768)
    #expect(throws: ImagingError.self) { try photo(few) }
  }

  // MARK: CMYK

  @Test func `inks become RGB by the file's profile`() throws {
    let inks: [UInt8] = [0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255]
    let photo = try photo(tiff(inks: inks, profile: PhotoFixtures.inks))
    let white: [UInt8] = [255, 255, 255],
      byProfile: [UInt8] = [255, 0, 255, 0, 255, 255, 255, 255, 0, 0, 0, 0]
    #expect(photo.raster.samples == .bytes(white + byProfile))
    #expect(photo.description.remarks == ["its CMYK colours become sRGB, by its own colour profile"])
    #expect(photo.description.profile == nil)
  }

  @Test(arguments: [[], [UInt8](repeating: 7, count: 200), Array(PhotoFixtures.inks.prefix(300))])
  func `inks without a profile that can be used become RGB by a formula, which is said`(_ profile: [UInt8])
    throws
  {
    let photo = try photo(tiff(inks: [0, 0, 0, 0, 255, 0, 0, 0, 51, 102, 153, 128], profile: profile))
    #expect(photo.raster.samples == .bytes([255, 255, 255, 0, 255, 255, 102, 76, 51]))
    #expect(photo.description.remarks.first?.contains("by a plain formula") == true)
    #expect(photo.description.profile == nil)
  }

  @Test func `a CMYK JPEG is read as Pillow reads it`() throws {
    let image = try photo(JPEGFixtures.cmyk).image
    #expect(image.width == 12 && image.height == 10 && image.channels == 3)
    let expected: [(x: Int, y: Int, rgb: [Int])] = [
      (0, 0, [16, 7, 249]), (11, 9, [223, 198, 74]), (5, 5, [112, 120, 149]),
    ]
    for place in expected {
      let found = (0..<3).map { Int(image.pixels[3 * (12 * place.y + place.x) + $0]) }
      #expect(zip(found, place.rgb).allSatisfy { abs($0 - $1) <= 1 }, "\(found) for \(place.rgb)")
    }
  }
}

extension FixedWidthInteger {
  fileprivate var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian, Array.init) }
}
