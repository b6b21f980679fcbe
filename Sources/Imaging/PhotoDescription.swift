/// What an image file says of its samples beside their size.
///
/// Read leniently: what is damaged or not understood isn't there.
public struct PhotoDescription: Sendable, Equatable {
  /// Pixels a metre.
  public struct Density: Sendable, Equatable {
    /// Along a row, and along a column.
    public var x, y: UInt32

    /// Names both.
    public init(x: UInt32, y: UInt32) { (self.x, self.y) = (x, y) }
  }

  /// EXIF orientation, 1 (upright) to 8.
  public var orientation = 1
  /// ICC profile.
  public var profile: [UInt8]?
  /// Pixels a metre.
  public var density: Density?
  /// Colours other than sRGB's that no profile describes.
  public var colourSpace: ColourSpace?
  /// What else the file has, such as "EXIF" or "XMP", sorted.
  public var others: Set<String> = []
  /// What was made of the file in reading it, such as "CMYK colours became sRGB by its profile".
  public var remarks: [String] = []
  /// Whether a JPEG file's inks are stored as their opposite, as Adobe's programs do.
  var hasOppositeInks = false

  /// Nothing is known.
  public init() {}

  /// Reads what a file's bytes say; the profiles of PNG, TIFF and HEIF files aren't read here.
  public init(of bytes: [UInt8]) {
    let reader = ByteReader(bytes[...])
    switch ImageFormat(of: bytes) {
    case .jpeg: readJPEG(reader)
    case .png: readPNG(reader)
    case .bmp: readBMP(reader)
    case .tiff: readDirectory(reader)
    case .webp: readWebP(reader)
    case .gif, .heic, .avif, nil: break
    }
  }

  /// The profile, if it is one of images of so many channels.
  func profile(forChannels channels: Int) -> [UInt8]? {
    guard let profile, profile.count >= 128 else { return nil }
    let space = String(decoding: profile[16..<20], as: UTF8.self)
    return space == (channels == 1 ? "GRAY" : "RGB ") ? profile : nil
  }

  private mutating func setDensity(x: Int, y: Int) {
    guard let x = UInt32(exactly: x), let y = UInt32(exactly: y), x > 0, y > 0, x < 1 << 31, y < 1 << 31
    else { return }
    density = Density(x: x, y: y)
  }

  // MARK: JPEG

  private mutating func readJPEG(_ bytes: ByteReader) {
    var position = 2
    var profileParts: [Int: ArraySlice<UInt8>] = [:]
    // Segments up to the first scan.
    while bytes.integer(position, 1) == 0xFF, let marker = bytes.integer(position + 1, 1), marker != 0xDA {
      if marker == 0xFF {
        position += 1
        continue
      }
      guard let length = bytes.integer(position + 2, 2), length >= 2,
        let content = bytes.part(position + 4, length - 2)
      else { break }
      readSegment(marker, content, &profileParts)
      position += 2 + length
    }
    if !profileParts.isEmpty {
      profile = profileParts.sorted { $0.key < $1.key }.flatMap { Array($0.value) }
    }
  }

  private mutating func readSegment(
    _ marker: Int, _ content: ByteReader, _ profileParts: inout [Int: ArraySlice<UInt8>]
  ) {
    switch marker {
    case 0xE0 where content.starts(with: Array("JFIF\0".utf8)):
      guard let unit = content.integer(7, 1), let x = content.integer(8, 2), let y = content.integer(10, 2)
      else { return }
      // Dots an inch, or a centimetre.
      if unit == 1 {
        setDensity(x: Int((Double(x) / 0.0254).rounded()), y: Int((Double(y) / 0.0254).rounded()))
      }
      if unit == 2 { setDensity(x: x * 100, y: y * 100) }
    case 0xE1 where content.starts(with: Array("Exif\0\0".utf8)):
      if let exif = content.part(6, content.count - 6) { readEXIF(exif) }
    case 0xE1 where content.starts(with: Array("http://ns.adobe.com/xap/".utf8)): others.insert("XMP")
    case 0xE2 where content.starts(with: Array("ICC_PROFILE\0".utf8)):
      if let part = content.integer(12, 1), let data = content.part(14, content.count - 14) {
        profileParts[part] = data.bytes
      }
    case 0xE2 where content.starts(with: Array("MPF\0".utf8)):
      others.insert("what follows the picture (MPF), such as a preview or a gain map")
    case 0xED: others.insert("IPTC")
    case 0xEE where content.starts(with: Array("Adobe".utf8)): hasOppositeInks = true
    case 0xFE: others.insert("a comment")
    default: break
    }
  }

  // MARK: PNG

  private mutating func readPNG(_ bytes: ByteReader) {
    var position = 8
    var space = ColourSpace()
    var isKnown = false
    reading: while let length = bytes.integer(position, 4), let name = bytes.part(position + 4, 4),
      let content = bytes.part(position + 8, length)
    {
      switch String(decoding: name.bytes, as: UTF8.self) {
      case "pHYs":
        if content.integer(8, 1) == 1, let x = content.integer(0, 4), let y = content.integer(4, 4) {
          setDensity(x: x, y: y)
        }
      case "eXIf": readEXIF(content)
      case "tEXt", "zTXt", "iTXt": others.insert("texts")
      case "gAMA": space.gamma = content.integer(0, 4).map(UInt32.init)
      case "cHRM" where length == 32:
        space.primaries = (0..<8).compactMap { content.integer(4 * $0, 4).map(UInt32.init) }
      // What goes before gAMA and cHRM.
      case "sRGB", "iCCP": isKnown = true
      case "IEND": break reading
      default: break
      }
      position += 12 + length
    }
    if !isKnown, !space.isSRGB { colourSpace = space }
  }

  // MARK: BMP

  private mutating func readBMP(_ bytes: ByteReader) {
    guard let header = bytes.integer(14, 4, .little), header >= 40, let x = bytes.integer(38, 4, .little),
      let y = bytes.integer(42, 4, .little)
    else { return }
    setDensity(x: x, y: y)
  }

  // MARK: WebP

  /// - Source: WebP Container Specification: chunks of a name, a length and content, which begins at even places.
  private mutating func readWebP(_ bytes: ByteReader) {
    var position = 12
    while let name = bytes.part(position, 4), let length = bytes.integer(position + 4, 4, .little),
      let content = bytes.part(position + 8, length)
    {
      switch String(decoding: name.bytes, as: UTF8.self) {
      case "ICCP": profile = Array(content.bytes)
      case "EXIF":
        let prefix = content.starts(with: Array("Exif\0\0".utf8)) ? 6 : 0
        if let exif = content.part(prefix, content.count - prefix) { readEXIF(exif) }
      case "XMP ": others.insert("XMP")
      default: break
      }
      position += 8 + length + length % 2
    }
  }

  // MARK: EXIF

  private mutating func readEXIF(_ tiff: ByteReader) {
    others.insert("EXIF")
    readDirectory(tiff)
  }

  /// Reads the first directory of a TIFF structure.
  private mutating func readDirectory(_ tiff: ByteReader) {
    let order: ByteReader.Order = tiff.starts(with: [0x49, 0x49]) ? .little : .big
    guard let start = tiff.integer(4, 4, order), let count = tiff.integer(start, 2, order) else { return }
    var resolution: [Int: Double] = [:]
    var unit = 2
    for entry in 0..<count {
      let place = start + 2 + 12 * entry
      guard let tag = tiff.integer(place, 2, order), let value = tiff.integer(place + 8, 2, order) else {
        return
      }
      switch tag {
      case 274: if (1...8).contains(value) { orientation = value }
      case 282, 283:
        if let offset = tiff.integer(place + 8, 4, order), let above = tiff.integer(offset, 4, order),
          let below = tiff.integer(offset + 4, 4, order), below > 0
        {
          resolution[tag] = Double(above) / Double(below)
        }
      case 296: unit = value
      default: break
      }
    }
    // EXIF's own density isn't better than the file's.
    guard density == nil, let x = resolution[282], let y = resolution[283], unit == 2 || unit == 3 else {
      return
    }
    let factor = unit == 2 ? 1 / 0.0254 : 100
    guard x * factor < 1e9, y * factor < 1e9 else { return }
    setDensity(x: Int((x * factor).rounded()), y: Int((y * factor).rounded()))
  }
}

/// Bytes that may end anywhere.
struct ByteReader {
  /// Which byte of a number comes first.
  enum Order { case big, little }

  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  func starts(with prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }

  /// `count` bytes from `offset`, or nil if there are fewer.
  func part(_ offset: Int, _ count: Int) -> ByteReader? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
    let start = bytes.startIndex + offset
    return ByteReader(bytes[start..<start + count])
  }

  /// An integer of up to 4 bytes without sign.
  func integer(_ offset: Int, _ size: Int, _ order: Order = .big) -> Int? {
    guard let part = part(offset, size) else { return nil }
    let digits = order == .big ? Array(part.bytes) : part.bytes.reversed()
    return digits.reduce(0) { $0 << 8 | Int($1) }
  }
}
