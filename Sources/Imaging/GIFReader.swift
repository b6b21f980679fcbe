/// Reads the first picture of a GIF file, on the canvas that the file announces; what it leaves of that is transparent.
///
/// A palette of grays only makes a gray image, as in a BMP file.
/// - Source: CompuServe, Graphics Interchange Format, version 89a, 1990, with appendix F on its compression.
struct GIFReader {
  private let path: String
  private var bytes: ByteReader
  private var position = 0
  private var size = (width: 0, height: 0)
  private var palette: [UInt8] = []
  /// The colour that stands for nothing, of the next picture.
  private var transparent: Int?

  /// The picture, and how many the file has, as far as it goes.
  static func read(_ bytes: [UInt8], path: String) throws(ImagingError) -> (raster: Raster, pictures: Int) {
    var reader = GIFReader(bytes: bytes, path: path)
    let raster = try reader.firstPicture()
    return (raster, reader.remainingPictures() + 1)
  }

  private init(bytes: [UInt8], path: String) {
    (self.path, self.bytes) = (path, ByteReader(bytes[...]))
  }

  private mutating func firstPicture() throws(ImagingError) -> Raster {
    position = 6
    size = (try number(2), try number(2))
    palette = try colours(flags: try number(1), skipped: 2)
    while true {
      switch try number(1) {
      case 0x21: try readExtension()
      case 0x2C: return try picture()
      case 0x3B: throw damaged("it has no picture")
      case let other: throw damaged("a block of the unknown kind \(other)")
      }
    }
  }

  /// Pictures behind the first. What is cut off isn't counted.
  private mutating func remainingPictures() -> Int {
    var count = 0
    do throws(ImagingError) {
      while true {
        switch try number(1) {
        case 0x21:
          _ = try number(1)
          _ = try blocks()
        case 0x2C:
          position += 8
          palette = try colours(flags: try number(1), skipped: 0)
          _ = try number(1)
          _ = try blocks()
          count += 1
        default: return count
        }
      }
    } catch {
      return count
    }
  }

  private mutating func readExtension() throws(ImagingError) {
    let isGraphicControl = try number(1) == 0xF9
    let content = try blocks()
    guard isGraphicControl, content.count >= 4 else { return }
    transparent = content[0] & 1 == 1 ? Int(content[3]) : nil
  }

  private mutating func picture() throws(ImagingError) -> Raster {
    let (left, top) = (try number(2), try number(2)), (width, height) = (try number(2), try number(2))
    let flags = try number(1)
    let own = try colours(flags: flags, skipped: 0)
    if !own.isEmpty { palette = own }
    guard width > 0, height > 0 else { throw damaged("a picture of \(width) x \(height) pixels") }
    guard !palette.isEmpty else { throw damaged("it has no palette") }
    // A picture that doesn't fit makes the canvas larger, as in browsers.
    size = (max(size.width, left + width), max(size.height, top + height))
    guard size.width * size.height <= ByteImage.pixelLimit else {
      throw .tooLarge(path: path, width: size.width, height: size.height, limit: ByteImage.pixelLimit)
    }
    let codeSize = try number(1)
    guard (2...8).contains(codeSize) else { throw damaged("codes of \(codeSize) bits") }
    guard let indices = GIFCodes.pixels(try blocks(), codeSize: codeSize, count: width * height) else {
      throw damaged("the file ends early, or its pixels can't be decoded")
    }
    let rows = flags & 0x40 == 0 ? Array(0..<height) : Self.interlacedRows(height)
    return try onCanvas(indices, width: width, rows: rows, left: left, top: top)
  }

  /// Where the rows of an interlaced picture lie: every eighth, those in the middle, and so on.
  private static func interlacedRows(_ height: Int) -> [Int] {
    let passes: [(first: Int, step: Int)] = [(0, 8), (4, 8), (2, 4), (1, 2)]
    return passes.flatMap { pass in Array(stride(from: pass.first, to: height, by: pass.step)) }
  }

  private var isGray: Bool {
    for red in stride(from: 0, to: palette.count, by: 3)
    where palette[red] != palette[red + 1] || palette[red] != palette[red + 2] {
      return false
    }
    return true
  }

  private func onCanvas(
    _ indices: [UInt8], width: Int, rows: [Int], left: Int, top: Int
  ) throws(ImagingError) -> Raster {
    let isWhole = rows.count == size.height && width == size.width
    let hasAlpha = !isWhole || indices.contains { Int($0) == transparent }
    let colours = isGray ? 1 : 3
    let channels = colours + (hasAlpha ? 1 : 0)
    var samples = [UInt8](repeating: 0, count: size.width * size.height * channels)
    for (index, row) in rows.enumerated() {
      var place = ((top + row) * size.width + left) * channels
      for entry in indices[index * width..<(index + 1) * width] {
        let entry = Int(entry)
        guard 3 * entry < palette.count else {
          if entry == transparent {
            place += channels
            continue
          }
          throw damaged("a pixel is colour \(entry) of a palette of \(palette.count / 3)")
        }
        for channel in 0..<colours { samples[place + channel] = palette[3 * entry + channel] }
        if hasAlpha { samples[place + colours] = entry == transparent ? 0 : 255 }
        place += channels
      }
    }
    return Raster(width: size.width, height: size.height, channels: channels, samples: .bytes(samples))
  }

  // MARK: Parts

  /// The palette that flags announce, behind as many bytes; empty if they announce none.
  private mutating func colours(flags: Int, skipped: Int) throws(ImagingError) -> [UInt8] {
    position += skipped
    return flags & 0x80 == 0 ? [] : Array(try part(3 << (flags & 7 + 1)))
  }

  /// What lies in blocks of up to 255 bytes, until an empty one.
  private mutating func blocks() throws(ImagingError) -> [UInt8] {
    var content: [UInt8] = []
    while case let length = try number(1), length > 0 { content += try part(length) }
    return content
  }

  private mutating func number(_ size: Int) throws(ImagingError) -> Int {
    try part(size).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func part(_ count: Int) throws(ImagingError) -> ArraySlice<UInt8> {
    guard let part = bytes.part(position, count) else { throw damaged("the file ends early") }
    position += count
    return part.bytes
  }

  private func damaged(_ reason: String) -> ImagingError {
    .damaged(path: path, format: .gif, reason: reason)
  }
}

/// The compression of GIF: codes of growing size, each for a run of pixels that was there before with one more.
private enum GIFCodes {
  private static let most = 4096

  /// `count` pixels; nil if there are fewer, or a code stands for nothing.
  static func pixels(_ bytes: [UInt8], codeSize: Int, count: Int) -> [UInt8]? {
    let clear = 1 << codeSize, end = clear + 1
    // Of each run: the run before its last pixel, its last and its first pixel.
    var shorter = [Int](repeating: 0, count: most)
    var last = (0..<most).map { UInt8(truncatingIfNeeded: $0) }, first = last
    var (next, size, previous) = (end + 1, codeSize + 1, Int?.none)
    var bits = BitReader(bytes: bytes)
    var pixels: [UInt8] = [], run: [UInt8] = []
    while pixels.count < count {
      guard let code = bits.next(size), code != end else { return nil }
      if code == clear {
        (next, size, previous) = (end + 1, codeSize + 1, nil)
        continue
      }
      guard code < next ? previous != nil || code < clear : code == next && previous != nil else {
        return nil
      }
      if let previous, next < most {
        shorter[next] = previous
        first[next] = first[previous]
        last[next] = code == next ? first[previous] : first[code]
        next += 1
        if next == 1 << size, size < 12 { size += 1 }
      }
      run.removeAll(keepingCapacity: true)
      var rest = code
      while rest > end {
        run.append(last[rest])
        rest = shorter[rest]
      }
      run.append(last[rest])
      pixels += run.reversed().prefix(count - pixels.count)
      previous = code
    }
    return pixels
  }
}

/// Bits of bytes, the lowest first.
private struct BitReader {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func next(_ size: Int) -> Int? {
    guard position + size <= 8 * bytes.count else { return nil }
    var value = 0
    for bit in 0..<size {
      let place = position + bit
      value |= Int(bytes[place >> 3] >> UInt8(place & 7) & 1) << bit
    }
    position += size
    return value
  }
}
