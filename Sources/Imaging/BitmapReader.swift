/// Reads an uncompressed BMP file: 1, 4 or 8 bits with a palette, 24 bits, or 32 bits; rows from below or from
/// above; the 12-byte header of OS/2 and every longer one of Windows.
///
/// A palette of grays only makes a gray image. That matters: such a file (`bridge.bmp` of Set14) is measured on
/// its values as they are, and a gray image stored as RGB on its Y in `16…235`.
struct BitmapReader {
  private let bytes: [UInt8]
  private let path: String
  private var width = 0
  private var height = 0
  private var isTopDown = false
  private var bitCount = 0
  private var dataOffset = 0
  private var paletteOffset = 0
  private var paletteEntrySize = 4
  private var paletteCount = 0
  private var hasAlpha = false

  init(_ bytes: [UInt8], path: String) throws(ImagingError) {
    self.bytes = bytes
    self.path = path
    try readHeader()
  }

  func image() throws(ImagingError) -> ByteImage {
    let rowSize = (width * bitCount + 31) / 32 * 4
    // The last row may lack its padding.
    let needed = dataOffset + rowSize * (height - 1) + (width * bitCount + 7) / 8
    guard bytes.count >= needed else {
      throw damaged("expected at least \(needed) bytes, found \(bytes.count): the file ends early")
    }
    if bitCount <= 8 { return try paletteImage(rowSize: rowSize) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * 3)
    let step = bitCount / 8
    for y in 0..<height {
      var position = rowStart(y, rowSize)
      for _ in 0..<width {
        pixels.append(bytes[position + 2])
        pixels.append(bytes[position + 1])
        pixels.append(bytes[position])
        if hasAlpha && bytes[position + 3] != 255 { throw unsupported("transparent pixels") }
        position += step
      }
    }
    return ByteImage(width: width, height: height, channels: 3, pixels: pixels)
  }

  // MARK: Header

  private mutating func readHeader() throws(ImagingError) {
    dataOffset = try integer32(10)
    let headerSize = try integer32(14)
    if headerSize == 12 {
      (width, height) = (try integer16(18), try integer16(20))
      bitCount = try integer16(24)
      paletteEntrySize = 3
    } else {
      guard (40...1024).contains(headerSize) else { throw damaged("a header of \(headerSize) bytes") }
      try readWindowsHeader(size: headerSize)
    }
    paletteOffset += 14 + headerSize
    guard width > 0, height > 0 else { throw damaged("a size of \(width) x \(height) pixels") }
    // Each side is below 2^31, so that the product doesn't overflow.
    guard width * height <= ByteImage.pixelLimit else {
      throw .tooLarge(path: path, width: width, height: height, limit: ByteImage.pixelLimit)
    }
    guard [1, 4, 8, 24, 32].contains(bitCount) else { throw unsupported("\(bitCount) bits a pixel") }
    guard bitCount > 8 || paletteCount <= 1 << bitCount else {
      throw damaged("a palette of \(paletteCount) colours for \(bitCount) bits a pixel")
    }
    if paletteCount == 0 && bitCount <= 8 { paletteCount = 1 << bitCount }
    let headerEnd = paletteOffset + (bitCount <= 8 ? paletteCount * paletteEntrySize : 0)
    guard dataOffset >= headerEnd else {
      throw damaged("pixels from byte \(dataOffset) on, inside the header and palette of \(headerEnd) bytes")
    }
  }

  private mutating func readWindowsHeader(size: Int) throws(ImagingError) {
    width = Int(Int32(truncatingIfNeeded: try integer32(18)))
    let signedHeight = Int(Int32(truncatingIfNeeded: try integer32(22)))
    (height, isTopDown) = (abs(signedHeight), signedHeight < 0)
    bitCount = try integer16(28)
    paletteCount = try integer32(46)
    switch try integer32(30) {
    case 0: break
    case 3 where bitCount == 32, 6 where bitCount == 32: try readMasks(headerSize: size)
    case 1, 2: throw unsupported("run-length compression")
    case let compression: throw unsupported("compression \(compression) at \(bitCount) bits a pixel")
    }
  }

  /// The masks that say where red, green, blue and alpha lie in 32 bits; only the usual places are read.
  private mutating func readMasks(headerSize: Int) throws(ImagingError) {
    let masks = [try integer32(54), try integer32(58), try integer32(62)]
    guard masks == [0xFF0000, 0xFF00, 0xFF] else { throw unsupported("an unusual order of the channels") }
    // In the 40-byte header the masks follow it; later headers contain them, and alpha's from 56 bytes on.
    if headerSize == 40 { paletteOffset = 12 }
    if headerSize >= 56 { hasAlpha = try integer32(66) == 0xFF00_0000 }
  }

  // MARK: Pixels

  private func paletteImage(rowSize: Int) throws(ImagingError) -> ByteImage {
    let isGray = (0..<paletteCount).allSatisfy { entry in
      let at = paletteOffset + entry * paletteEntrySize
      return bytes[at] == bytes[at + 1] && bytes[at] == bytes[at + 2]
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height * (isGray ? 1 : 3))
    for y in 0..<height {
      let row = rowStart(y, rowSize)
      for x in 0..<width {
        let bit = x * bitCount
        let entry = Int(bytes[row + bit / 8]) >> (8 - bitCount - bit % 8) & (1 << bitCount - 1)
        guard entry < paletteCount else {
          throw damaged("pixel (\(x), \(y)) is colour \(entry) of a palette of \(paletteCount)")
        }
        let at = paletteOffset + entry * paletteEntrySize
        if !isGray { pixels += [bytes[at + 2], bytes[at + 1]] }
        pixels.append(bytes[at])
      }
    }
    return ByteImage(width: width, height: height, channels: isGray ? 1 : 3, pixels: pixels)
  }

  private func rowStart(_ y: Int, _ rowSize: Int) -> Int {
    dataOffset + (isTopDown ? y : height - 1 - y) * rowSize
  }

  // MARK: Numbers and errors

  private func integer16(_ offset: Int) throws(ImagingError) -> Int {
    guard offset + 2 <= bytes.count else { throw damaged("the file ends inside its header") }
    return Int(bytes[offset]) | Int(bytes[offset + 1]) << 8
  }

  private func integer32(_ offset: Int) throws(ImagingError) -> Int {
    try integer16(offset) | integer16(offset + 2) << 16
  }

  private func damaged(_ reason: String) -> ImagingError {
    .damaged(path: path, format: .bmp, reason: reason)
  }

  private func unsupported(_ found: String) -> ImagingError {
    .unsupported(
      path: path, format: .bmp, found: found,
      expected: "an uncompressed, opaque image with a palette or 8 bits a sample")
  }
}
