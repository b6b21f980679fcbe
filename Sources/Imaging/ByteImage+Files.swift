import CImageCodecs
import HostSystem

extension ByteImage {
  /// Reads a PNG, JPEG or BMP file, told apart by content and not by name.
  ///
  /// Samples come as stored: gamma, colour profiles and EXIF orientation are left alone, as by MATLAB's
  /// `imread`. Gray files have one channel; palettes become RGB, but one that has grays only becomes gray. Alpha is dropped
  /// where every pixel is opaque and refused otherwise.
  /// - Throws: `ImagingError`; a file that is cut off anywhere is `damaged`, 16-bit samples and CMYK are
  ///   `unsupported`.
  public init(contentsOf path: String) throws(ImagingError) {
    try self.init(decoding: FileBytes.read(path), path: path)
  }

  /// Decodes the bytes of a PNG, JPEG or BMP file; `path` is the name that errors say.
  /// - Throws: `ImagingError` as `init(contentsOf:)`.
  public init(decoding bytes: [UInt8], path: String) throws(ImagingError) {
    guard !bytes.isEmpty else { throw .empty(path: path) }
    switch ImageFormat(of: bytes) {
    case .png: self = try ByteImage(bytes, format: .png, path: path, decode: codec_decode_png)
    case .jpeg: self = try ByteImage(bytes, format: .jpeg, path: path, decode: codec_decode_jpeg)
    case .bmp: self = try BitmapReader(bytes, path: path).image()
    case .tiff, .webp, .gif, .heic, .avif, nil: throw .unknownFormat(path: path, expected: "PNG, JPEG or BMP")
    }
  }

  /// Writes a PNG file, gray or RGB by `channels`, whole or not at all.
  /// - Throws: `ImagingError.unwritable`; a file that was there before stays.
  public func writePNG(to path: String) throws(ImagingError) {
    try Photo(image: self).writePNG(to: path)
  }

  /// The bytes of a PNG file, gray or RGB by `channels`; `path` is the name that errors say.
  /// - Throws: `ImagingError.unwritable` for an image without pixels.
  public func pngData(path: String = "PNG") throws(ImagingError) -> [UInt8] {
    try Photo(image: self).pngData(path: path)
  }

  /// The most pixels that are read from a file.
  public static let pixelLimit = 1 << 27

  private init(
    _ bytes: [UInt8], format: ImageFormat, path: String, decode: DecodedSamples.Decoder
  ) throws(ImagingError) {
    let samples = try DecodedSamples(bytes, format: format, path: path, decode: decode)
    guard case .bytes(let pixels) = samples.samples else { preconditionFailure("16 bits from \(format)") }
    self.init(width: samples.width, height: samples.height, channels: samples.channels, pixels: pixels)
  }
}

/// What a codec says of a file: all of it goes as a text through the pipe of a copy of the process.
struct DecodingOutcome {
  let status: UInt32
  private let width, height: Int
  private let message: String

  init(_ status: codec_status, _ image: codec_image) {
    var image = image
    self.status = status.rawValue
    (width, height) = (Int(image.width), Int(image.height))
    message = String(cString: codec_message(&image))
  }

  /// That of a text; nil if it isn't one.
  init?(text: String) {
    let parts = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let status = UInt32(parts[0]), let width = Int(parts[1]),
      let height = Int(parts[2])
    else { return nil }
    (self.status, self.width, self.height, message) = (status, width, height, parts[3])
  }

  var text: String { "\(status) \(width) \(height) \(message)" }

  /// Why there is no image, or nil if there is one.
  func error(format: ImageFormat, path: String, expected: String) -> ImagingError? {
    switch codec_status(status) {
    case CODEC_OK:
      nil
    case CODEC_UNSUPPORTED:
      .unsupported(path: path, format: format, found: message, expected: expected)
    case CODEC_TOO_LARGE:
      .tooLarge(path: path, width: width, height: height, limit: ByteImage.pixelLimit)
    case CODEC_OUT_OF_MEMORY:
      .unreadable(path: path, reason: "out of memory for \(width) x \(height) pixels")
    default:
      .damaged(path: path, format: format, reason: message)
    }
  }
}

/// What a codec makes of a file: 1 to 4 channels, an even number having alpha last unless they are inks.
struct DecodedSamples {
  let width, height, channels: Int
  let samples: Raster.Samples
  /// Whether the channels are cyan, magenta, yellow and black.
  let hasInks: Bool
  /// Images in the file, as far as its format counts them.
  let images: Int
  /// What isn't carried over.
  let others: [String]

  typealias Decoder = (
    UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<codec_image>?
  ) -> codec_status

  init(
    _ bytes: [UInt8], format: ImageFormat, path: String,
    expected: String = "opaque gray or RGB of 8 bits a sample",
    decode: Decoder
  ) throws(ImagingError) {
    var decoded = codec_image()
    defer { codec_release(&decoded) }
    let outcome = DecodingOutcome(decode(bytes, bytes.count, &decoded), decoded)
    if let error = outcome.error(format: format, path: path, expected: expected) { throw error }
    (width, height, channels) = (Int(decoded.width), Int(decoded.height), Int(decoded.channels))
    (hasInks, images) = (decoded.has_inks != 0, Int(decoded.images))
    others = Self.others(
      hasMetadata: decoded.has_metadata != 0, hasOtherColours: decoded.has_other_colours != 0)
    let count = width * height * channels
    samples =
      decoded.bits == 16
      ? .words(
        UnsafeRawBufferPointer(start: decoded.pixels, count: 2 * count).withMemoryRebound(to: UInt16.self) {
          Array($0)
        }) : .bytes(Array(UnsafeBufferPointer(start: decoded.pixels, count: count)))
  }
}

extension DecodedSamples {
  /// Hands a decoded image over to the process that this is a copy of.
  static func handOver(_ image: codec_image, to writer: HandoverWriter) {
    let numbers = [Int(image.width), Int(image.height), Int(image.channels), Int(image.bits)]
    writer.put(numbers + [Int(image.has_inks), Int(image.images)])
    writer.put([Int(image.has_metadata), Int(image.has_other_colours)])
    let count = numbers[0] * numbers[1] * numbers[2] * (numbers[3] == 16 ? 2 : 1)
    writer.put(UnsafeRawBufferPointer(start: image.pixels, count: count))
  }

  /// What a copy of this process hands over.
  init(handedOver reader: inout HandoverReader) throws(HandoverError) {
    let numbers = try reader.list(of: Int.self)
    let marks = try reader.list(of: Int.self)
    guard numbers.count == 6, marks.count == 2, (1...4).contains(numbers[2]), [8, 16].contains(numbers[3]),
      numbers[4] == 0 || numbers[2] == 4 && numbers[3] == 8, numbers[0] > 0, numbers[1] > 0,
      numbers[0] <= ByteImage.pixelLimit / numbers[1]
    else { throw HandoverError() }
    (width, height, channels) = (numbers[0], numbers[1], numbers[2])
    (hasInks, images) = (numbers[4] != 0, numbers[5])
    others = Self.others(hasMetadata: marks[0] != 0, hasOtherColours: marks[1] != 0)
    let shape = [width, height, channels]
    if numbers[3] == 16 {
      let words = try reader.list(of: UInt16.self)
      try HandoverReader.require(shape, of: words.count)
      samples = .words(words)
    } else {
      let bytes = try reader.list(of: UInt8.self)
      try HandoverReader.require(shape, of: bytes.count)
      samples = .bytes(bytes)
    }
  }

  /// What isn't carried over, in words.
  fileprivate static func others(hasMetadata: Bool, hasOtherColours: Bool) -> [String] {
    (hasMetadata ? ["EXIF"] : []) + (hasOtherColours ? ["a colour space without an ICC profile"] : [])
  }
}
