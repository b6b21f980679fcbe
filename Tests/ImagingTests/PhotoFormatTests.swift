import Testing

@testable import Imaging

/// Bytes of a small stream of pseudo-random numbers.
private func noise(_ count: Int) -> [UInt8] {
  var state: UInt64 = 3
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 40)
  }
}

private func raster(channels: Int, bits: Int, width: Int = 7, height: Int = 5) -> Raster {
  let count = width * height * channels
  guard bits == 16 else {
    return Raster(width: width, height: height, channels: channels, samples: .bytes(noise(count)))
  }
  let bytes = noise(2 * count)
  let words = (0..<count).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) }
  return Raster(width: width, height: height, channels: channels, samples: .words(words))
}

@Suite struct PhotoFormatTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func write(
    _ raster: Raster, _ name: String, density: PhotoDescription.Density? = nil, quality: Int = 95
  ) throws -> String {
    let path = "\(folder.path)/\(name)"
    var description = PhotoDescription()
    description.density = density
    let writer = try PhotoWriter(
      path: path, format: #require(PhotoFormat(path: path)), width: raster.width, height: raster.height,
      channels: raster.channels, bits: raster.bits, description: description, quality: quality)
    try writer.append(raster)
    try writer.finish()
    return path
  }

  @Test(
    arguments: ["a.png", "a.TIFF"], [(1, 8), (2, 8), (3, 8), (4, 8), (1, 16), (2, 16), (3, 16), (4, 16)])
  func `PNG and TIFF keep every sample, and the density`(_ name: String, _ kind: (channels: Int, bits: Int))
    throws
  {
    let image = raster(channels: kind.channels, bits: kind.bits)
    let photo = try Photo(contentsOf: write(image, name, density: .init(x: 11800, y: 2800)))
    #expect(photo.raster == image)
    #expect(photo.description.density == .init(x: 11800, y: 2800))
    #expect(try folder.names() == [name])
  }

  @Test(arguments: [300, 72, 96, 1], [600, 300])
  func `JPEG keeps whole dots an inch`(_ x: Int, _ y: Int) throws {
    let density = [x, y].map { UInt32((Double($0) / 0.0254).rounded()) }
    let path = try write(raster(channels: 3, bits: 8), "a.jpg", density: .init(x: density[0], y: density[1]))
    #expect(try Photo(contentsOf: path).description.density == .init(x: density[0], y: density[1]))
  }

  @Test func `JPEG keeps other densities to the dot a centimetre`() throws {
    let path = try write(raster(channels: 3, bits: 8), "a.jpg", density: .init(x: 11800, y: 2849))
    #expect(try Photo(contentsOf: path).description.density == .init(x: 11800, y: 2800))
  }

  @Test func `WebP without loss keeps every sample, gray as RGB`() throws {
    for channels in [3, 4] {
      let image = raster(channels: channels, bits: 8)
      #expect(try Photo(contentsOf: write(image, "\(channels).webp", quality: 100)).raster == image)
    }
    let gray = raster(channels: 1, bits: 8)
    let read = try Photo(contentsOf: write(gray, "gray.webp", quality: 100)).image
    #expect(
      (0..<3).map { read.channel($0).pixels } == Array(repeating: gray.image(rows: 0..<5).pixels, count: 3))
  }

  @Test func `what a format doesn't keep is converted`() throws {
    let flat = Raster(
      width: 16, height: 16, channels: 4, samples: .words(.init(repeating: 0x8080, count: 1024)))
    let photo = try Photo(contentsOf: write(flat, "a.jpg"))
    #expect(photo.raster.channels == 3 && photo.raster.bits == 8)
    #expect(photo.image.pixels.allSatisfy { abs(Int($0) - 128) <= 1 })
    #expect(try Photo(contentsOf: write(flat, "a.webp", quality: 100)).alpha?.pixels.first == 128)
  }

  @Test func `rows written one by one give the bytes of the whole`() throws {
    let image = raster(channels: 3, bits: 8)
    guard case .bytes(let bytes) = image.samples else {
      Issue.record("other bits")
      return
    }
    for name in ["b.png", "b.jpg", "b.tif"] {
      let whole = try write(image, name)
      let path = "\(folder.path)/rows-\(name)"
      let writer = try PhotoWriter(
        path: path, format: #require(PhotoFormat(path: path)), width: 7, height: 5, channels: 3, bits: 8,
        description: PhotoDescription())
      for row in 0..<5 {
        try writer.append(
          Raster(width: 7, height: 1, channels: 3, samples: .bytes(Array(bytes[row * 21..<(row + 1) * 21]))))
      }
      try writer.finish()
      #expect(try FileBytes.read(path) == FileBytes.read(whole))
    }
  }

  @Test func `a file that isn't finished leaves nothing behind`() throws {
    do {
      let writer = try PhotoWriter(
        path: folder.path + "/a.tif", format: .tiff, width: 7, height: 5, channels: 3, bits: 8,
        description: PhotoDescription())
      try writer.append(Raster(width: 7, height: 1, channels: 3, samples: .bytes(noise(21))))
    }
    #expect(try folder.names() == [])
    let error = #expect(throws: ImagingError.self) {
      try PhotoWriter(
        path: folder.path + "/a.webp", format: .webp, width: 20000, height: 5, channels: 3, bits: 8,
        description: PhotoDescription())
    }
    #expect(error?.description.contains("16383 pixels a side, not 20000 x 5") == true)
  }

  @Test(arguments: ["a.tif", "a.webp"])
  func `a file cut or changed anywhere is read or refused in a sentence`(_ name: String) throws {
    let whole = try FileBytes.read(try write(raster(channels: 3, bits: 8), name))
    for step in 0..<24 {
      var changed = step < 8 ? Array(whole[..<(whole.count * (step + 1) / 9)]) : whole
      if step >= 8 { changed[(step - 8) * (whole.count - 1) / 15] ^= 0xFF }
      let path = try folder.file("changed-\(step)", changed)
      do {
        let read = try Photo(contentsOf: path).raster
        #expect(read.samples.count == read.width * read.height * read.channels)
      } catch {
        #expect("\(error)".contains(path), "\(error)")
      }
    }
  }

  @Test func `images to be measured stay PNG, JPEG and BMP of 8 bits`() throws {
    for name in ["a.tif", "a.webp"] {
      let path = try write(raster(channels: 3, bits: 8), name)
      #expect(throws: ImagingError.unknownFormat(path: path, expected: "PNG, JPEG or BMP")) {
        try ByteImage(contentsOf: path)
      }
    }
    let path = try write(raster(channels: 3, bits: 16), "deep.png")
    #expect(throws: ImagingError.self) { try ByteImage(contentsOf: path) }
  }
}
