import CImageCodecs
import HostSystem

/// An image as people look at it: the right way up, with its transparency, colour profile and density.
///
/// Measuring reads `ByteImage`, whose samples are as stored; this is for images that are shown.
public struct Photo: Sendable, Equatable {
  /// The samples, upright.
  public var raster: Raster
  /// What the file says of the samples.
  public var description: PhotoDescription

  /// Gray or RGB, upright, of 8 bits.
  public var image: ByteImage { raster.image(rows: 0..<raster.height) }
  /// Opacity of each pixel, gray, of 8 bits; nil if all are opaque.
  public var alpha: ByteImage? { raster.alpha(rows: 0..<raster.height) }

  /// An image of which nothing else is known.
  public init(image: ByteImage, alpha: ByteImage? = nil, description: PhotoDescription = PhotoDescription()) {
    precondition(
      alpha.map { $0.channels == 1 && $0.width == image.width && $0.height == image.height } ?? true,
      "alpha of another size")
    raster = Raster(image, alpha: alpha)
    self.description = description
  }

  /// The formats that are read, for messages.
  public static let formats = "PNG, JPEG, BMP, TIFF, WebP, GIF, HEIC or AVIF"

  /// Reads a file of one of the ``formats``, and turns it as its EXIF orientation says.
  ///
  /// Of several pictures in a file it is the first; CMYK colours become sRGB, by the file's profile if it has one. Both are
  /// said in the description's remarks.
  /// - Throws: `ImagingError` as `ByteImage` does, but not for transparent pixels or 16 bits a sample. Descriptions that
  ///   can't be read are left out.
  public init(contentsOf path: String) throws(ImagingError) {
    let bytes = try FileBytes.read(path)
    guard !bytes.isEmpty else { throw .empty(path: path) }
    description = PhotoDescription(of: bytes)
    raster = Raster(width: 0, height: 0, channels: 1, samples: .bytes([]))
    raster = try samples(of: bytes, path: path)
    let orientation = description.orientation
    description.orientation = 1
    if orientation > 4 { description.density = description.density.map { .init(x: $0.y, y: $0.x) } }
    raster = raster.upright(orientation)
  }

  /// The samples as stored; what reading them tells is added to the description.
  private mutating func samples(of bytes: [UInt8], path: String) throws(ImagingError) -> Raster {
    guard let format = ImageFormat(of: bytes) else {
      throw .unknownFormat(path: path, expected: Self.formats)
    }
    let codec: Codec
    switch format {
    case .png: codec = Codec(decode: codec_decode_png_whole, profile: codec_read_png_profile)
    case .webp: codec = Codec(decode: codec_decode_webp)
    case .tiff: codec = Codec(decode: codec_decode_tiff, profile: codec_read_tiff_profile, isSafe: false)
    case .heic, .avif:
      codec = Codec(
        decode: codec_decode_heif, profile: codec_read_heif_profile, isSafe: false, taken: "main one")
    case .jpeg: codec = Codec(decode: codec_decode_jpeg_whole)
    case .bmp: return Raster(try ByteImage(decoding: bytes, path: path), alpha: nil)
    case .gif:
      let (raster, pictures) = try GIFReader.read(bytes, path: path)
      remark(pictures: pictures, taken: "first")
      return raster
    }
    let expected = "gray or RGB of 8 or 16 bits a sample"
    let (decoded, profile) = try codec.read(bytes, format: format, path: path, expected: expected)
    description.profile = profile ?? description.profile
    description.others.formUnion(decoded.others)
    remark(pictures: decoded.images, taken: codec.taken)
    if decoded.hasInks { return try rgb(from: decoded, path: path) }
    return Raster(
      width: decoded.width, height: decoded.height, channels: decoded.channels, samples: decoded.samples)
  }

  private mutating func remark(pictures: Int, taken: String) {
    if pictures > 1 { description.remarks.append("the \(taken) of its \(pictures) pictures is taken") }
  }

  /// Inks as sRGB, by the profile or, without one of CMYK, as if each ink held back its own colour and nothing else.
  private mutating func rgb(from decoded: DecodedSamples, path: String) throws(ImagingError) -> Raster {
    guard case .bytes(var inks) = decoded.samples else { preconditionFailure("inks of 16 bits") }
    if description.hasOppositeInks {
      for index in inks.indices { inks[index] = ~inks[index] }
    }
    var converted: [UInt8]?
    var lack = "it has no profile that says how they look"
    switch try description.profile.map({ profile throws(ImagingError) in
      try sRGB(of: inks, by: profile, path: path)
    }) {
    case .ended(let rgb?): converted = rgb
    case .failed(let reason): lack = "its colour profile can't be used: \(reason)"
    case .ended(nil), nil: break
    }
    description.profile = nil
    description.remarks.append(
      converted != nil
        ? "its CMYK colours become sRGB, by its own colour profile"
        : "its CMYK colours become RGB by a plain formula, for \(lack)")
    let rgb =
      converted
      ?? (0..<3 * inks.count / 4).map { index in
        let ink = 255 - Int(inks[index / 3 * 4 + index % 3]), black = 255 - Int(inks[index / 3 * 4 + 3])
        return UInt8((ink * black + 127) / 255)
      }
    return Raster(width: decoded.width, height: decoded.height, channels: 3, samples: .bytes(rgb))
  }

  /// Writes a PNG file, whole or not at all.
  /// - Throws: `ImagingError.unwritable`; a file that was there before stays.
  public func writePNG(to path: String) throws(ImagingError) {
    let bytes = try pngData(path: path)
    do {
      try writeAtomically(bytes, to: path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  /// The bytes of a PNG file; `path` is the name that errors say.
  ///
  /// A profile of other channels than the image has is left out.
  /// - Throws: `ImagingError.unwritable` for an image without pixels.
  public func pngData(path: String = "PNG") throws(ImagingError) -> [UInt8] {
    guard !raster.isEmpty else { throw .unwritable(path: path, reason: "the image has no pixels") }
    var png = codec_bytes()
    defer { codec_release_bytes(&png) }
    let profile = description.profile(forChannels: raster.colours) ?? []
    let status = profile.withUnsafeBufferPointer { profile in
      raster.samples.withUnsafeBytes { samples in
        codec_encode_png(
          samples.bindMemory(to: UInt8.self).baseAddress, raster.layout,
          codec_description(description, profile: profile), &png)
      }
    }
    guard status == CODEC_OK, let bytes = png.bytes else {
      let reason = String(cString: codec_bytes_message(&png))
      throw .unwritable(path: path, reason: reason.isEmpty ? "out of memory" : reason)
    }
    return Array(UnsafeBufferPointer(start: bytes, count: png.count))
  }
}

/// Inks, 0 for none, as sRGB by an ICC profile; nil if that isn't one of CMYK.
///
/// lcms2 isn't proof against every profile, so a copy of this process does it.
private func sRGB(
  of inks: [UInt8], by profile: [UInt8], path: String
) throws(ImagingError) -> CopyOutcome<[UInt8]?> {
  let pixels = inks.count / 4
  do {
    return try inCopy(
      "read", path, memory: 3 * pixels + 256 << 20, seconds: 10 + pixels >> 20, atMost: 3 * pixels + 64,
      { writer in
        var rgb = [UInt8](repeating: 0, count: 3 * pixels)
        let status = codec_convert_cmyk(inks, pixels, profile, profile.count, &rgb)
        writer.put(status == CODEC_OK ? rgb : [])
      },
      take: { reader in
        let rgb = try reader.list(of: UInt8.self)
        guard rgb.isEmpty || rgb.count == 3 * pixels else { throw HandoverError() }
        return rgb.isEmpty ? nil : rgb
      })
  } catch {
    throw .unreadable(path: path, reason: "\(error)")
  }
}

/// How the files of a format are read by a library.
private struct Codec {
  typealias ProfileReader = (
    UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<codec_bytes>?
  ) -> codec_status

  let decode: DecodedSamples.Decoder
  var profile: ProfileReader?
  /// Whether the library is proof against every file.
  var isSafe = true
  /// Which of several pictures is taken.
  var taken = "first"

  /// The samples and the ICC profile, if there is one.
  ///
  /// A library that isn't proof against every file reads in a copy of this process, whose memory has a bound, and which hands over
  /// what it found: there it may crash, or write where it mustn't.
  func read(
    _ bytes: [UInt8], format: ImageFormat, path: String, expected: String
  ) throws(ImagingError) -> (DecodedSamples, profile: [UInt8]?) {
    guard !isSafe else {
      let samples = try DecodedSamples(
        bytes, format: format, path: path, expected: expected, decode: decode)
      return (samples, profile(of: bytes))
    }
    let memory = 10 * Int(CODEC_PIXEL_LIMIT) + 256 << 20
    do {
      let outcome = try inCopy(
        "read", path, memory: memory, seconds: 60 + bytes.count >> 22, atMost: memory,
        { writer in
          var image = codec_image()
          let outcome = DecodingOutcome(decode(bytes, bytes.count, &image), image)
          writer.put(outcome.text)
          guard codec_status(outcome.status) == CODEC_OK else { return }
          DecodedSamples.handOver(image, to: writer)
          let profile = self.profile(of: bytes)
          writer.put(profile == nil ? 0 : 1)
          writer.put(profile ?? [])
        },
        take: { reader in
          guard let outcome = DecodingOutcome(text: try reader.message()) else { throw HandoverError() }
          if let error = outcome.error(format: format, path: path, expected: expected) { throw error }
          let samples = try DecodedSamples(handedOver: &reader)
          let hasProfile = try reader.number() != 0
          let profile = try reader.list(of: UInt8.self)
          return (samples, profile: hasProfile ? profile : nil)
        })
      switch outcome {
      case .ended(let read): return read
      case .failed(let reason): throw ImagingError.damaged(path: path, format: format, reason: reason)
      }
    } catch let error as ImagingError {
      throw error
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }

  /// The ICC profile of a file that has one, or nil.
  func profile(of bytes: [UInt8]) -> [UInt8]? {
    var profile = codec_bytes()
    defer { codec_release_bytes(&profile) }
    guard let reader = self.profile, reader(bytes, bytes.count, &profile) == CODEC_OK,
      let start = profile.bytes
    else { return nil }
    return Array(UnsafeBufferPointer(start: start, count: profile.count))
  }
}

extension codec_description {
  /// A photo's description, with its profile as it lies in memory.
  init(_ description: PhotoDescription, profile: UnsafeBufferPointer<UInt8>) {
    let space = description.colourSpace
    let xy = (space?.primaries ?? []) + [UInt32](repeating: 0, count: 8)
    self.init(
      profile: profile.isEmpty ? nil : profile.baseAddress, profileCount: profile.count,
      densityX: description.density?.x ?? 0, densityY: description.density?.y ?? 0,
      gamma: space?.gamma ?? 0, primaries: (xy[0], xy[1], xy[2], xy[3], xy[4], xy[5], xy[6], xy[7]))
  }
}

extension Raster {
  var layout: codec_layout {
    codec_layout(width: UInt32(width), height: UInt32(height), channels: Int32(channels), bits: Int32(bits))
  }
}

extension Raster.Samples {
  /// Lends the samples as they lie in memory.
  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch self {
    case .bytes(let list): list.withUnsafeBytes(body)
    case .words(let list): list.withUnsafeBytes(body)
    }
  }
}

extension ByteImage {
  /// The image as it is to be seen, by the EXIF orientation 1...8 of its samples; any other number is taken for 1.
  public func upright(_ orientation: Int) -> ByteImage {
    let turned = Raster(self, alpha: nil).upright(orientation)
    return turned.image(rows: 0..<turned.height)
  }
}
