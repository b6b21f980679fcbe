/// Why an image couldn't be read, written or used.
public enum ImagingError: Error, Equatable, Sendable {
  /// The file can't be opened or read: it is missing, a folder, or forbidden.
  case unreadable(path: String, reason: String)
  /// The file has no bytes.
  case empty(path: String)
  /// The first bytes are those of no format that is read here.
  case unknownFormat(path: String, expected: String)
  /// The file is cut off, fails its checksum or contradicts itself.
  case damaged(path: String, format: ImageFormat, reason: String)
  /// The file is sound, but of a kind that isn't read.
  case unsupported(path: String, format: ImageFormat, found: String, expected: String)
  /// The header announces more pixels than are read.
  case tooLarge(path: String, width: Int, height: Int, limit: Int)
  /// The image has too few pixels for what is to be done with it.
  case tooSmall(path: String, width: Int, height: Int, least: Int, purpose: String)
  /// The file can't be written.
  case unwritable(path: String, reason: String)
  /// The file's format can't hold the image.
  case unencodable(path: String, reason: String)
}

/// The file formats that are read, told apart by their first bytes.
public enum ImageFormat: String, Sendable {
  /// Portable Network Graphics.
  case png = "PNG"
  /// JPEG, baseline or progressive, 8 bits.
  case jpeg = "JPEG"
  /// Windows or OS/2 bitmap.
  case bmp = "BMP"
  /// Tagged Image File Format: photos alone.
  case tiff = "TIFF"
  /// WebP, with loss or without: photos alone.
  case webp = "WebP"
  /// GIF, its first picture: photos alone.
  case gif = "GIF"
  /// HEIF with HEVC inside: photos alone.
  case heic = "HEIC"
  /// HEIF with AV1 inside: photos alone.
  case avif = "AVIF"

  /// The format that a file's first bytes are of; nil for none that is read.
  init?(of bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8]) {
      self = .jpeg
    } else if bytes.starts(with: [0x42, 0x4D]) {
      self = .bmp
    } else if [
      [0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A], [0x49, 0x49, 0x2B, 0], [0x4D, 0x4D, 0, 0x2B],
    ]
    .contains(where: bytes.starts) {
      self = .tiff
    } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      self = .webp
    } else if bytes.starts(with: Array("GIF8".utf8)) {
      self = .gif
    } else if let format = Self.heif(ByteReader(bytes[...])) {
      self = format
    } else {
      return nil
    }
  }

  /// HEIC or AVIF by the brands of the first box, as that of other films and images is no different.
  /// - Source: ISO/IEC 14496-12, section 4.3, and 23008-12, section 10.
  private static func heif(_ bytes: ByteReader) -> ImageFormat? {
    guard let length = bytes.integer(0, 4), (16...512).contains(length), let box = bytes.part(4, length - 4),
      box.starts(with: Array("ftyp".utf8))
    else { return nil }
    let places = [4] + Array(stride(from: 12, to: box.count - 3, by: 4))
    let brands = Set(
      places.compactMap { box.part($0, 4) }.map { String(decoding: $0.bytes, as: UTF8.self) })
    if !brands.isDisjoint(with: ["avif", "avis"]) { return .avif }
    return brands.isDisjoint(with: ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1"]) ? nil : .heic
  }
}

extension ImagingError: CustomStringConvertible {
  /// One sentence: what, where, expected, found, what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "cannot read the image \(path): \(reason)"
    case .empty(let path):
      "\(path): expected an image, found an empty file; copy or download it again"
    case .unknownFormat(let path, let expected):
      "\(path): expected a \(expected) image, found other content (the name's ending isn't looked at); "
        + "convert it to PNG first"
    case .damaged(let path, let format, let reason):
      "\(path): damaged \(format.rawValue) file: \(reason); copy or download it again"
    case .unsupported(let path, let format, let found, let expected):
      "\(path): expected \(expected), found \(format.rawValue) with \(found); convert it first"
        + (found.hasPrefix("CMYK")
          ? ", by its colour profile, as ImageMagick does: convert \(path) -profile sRGB.icc rgb.png" : "")
    case .tooLarge(let path, let width, let height, let limit):
      "\(path): its header announces \(width) x \(height) pixels, and at most \(limit) pixels are read; "
        + "check the file or cut it into parts"
    case .tooSmall(let path, let width, let height, let least, let purpose):
      "\(path): \(width) x \(height) pixels; \(purpose) needs at least \(least) x \(least); "
        + "leave this image out or use a larger one"
    case .unwritable(let path, let reason):
      "cannot write \(path): \(reason). Choose another folder, or see to its permissions and the space on the disk"
    case .unencodable(let path, let reason):
      "cannot write \(path): \(reason). Take PNG or TIFF, or a smaller factor"
    }
  }
}
