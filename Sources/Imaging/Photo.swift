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

  /// Reads a PNG, JPEG, BMP, TIFF or WebP file, and turns it as its EXIF orientation says.
  /// - Throws: `ImagingError` as `ByteImage` does, but not for transparent pixels or 16 bits a sample. Descriptions that
  ///   can't be read are left out.
  public init(contentsOf path: String) throws(ImagingError) {
    let bytes = try FileBytes.read(path)
    guard !bytes.isEmpty else { throw .empty(path: path) }
    var description = PhotoDescription(of: bytes)
    let stored = try Self.samples(of: bytes, path: path)
    description.profile = Self.profile(of: bytes) ?? description.profile
    let orientation = description.orientation
    description.orientation = 1
    if orientation > 4 { description.density = description.density.map { .init(x: $0.y, y: $0.x) } }
    raster = stored.upright(orientation)
    self.description = description
  }

  private static func samples(of bytes: [UInt8], path: String) throws(ImagingError) -> Raster {
    let format = ImageFormat(of: bytes)
    let decode: DecodedSamples.Decoder
    switch format {
    case .png: decode = codec_decode_png_whole
    case .webp: decode = codec_decode_webp
    case .tiff:
      try rehearseTIFF(bytes, path: path)
      decode = codec_decode_tiff
    case .jpeg: decode = codec_decode_jpeg
    case .bmp: return Raster(try ByteImage(decoding: bytes, path: path), alpha: nil)
    case nil: throw .unknownFormat(path: path, expected: "PNG, JPEG, BMP, TIFF or WebP")
    }
    let decoded = try DecodedSamples(
      bytes, format: format ?? .png, path: path, expected: "gray or RGB of 8 or 16 bits a sample",
      decode: decode)
    return Raster(
      width: decoded.width, height: decoded.height, channels: decoded.channels, samples: decoded.samples)
  }

  /// Reads in a copy of this process first: libtiff isn't proof against every file.
  private static func rehearseTIFF(_ bytes: [UInt8], path: String) throws(ImagingError) {
    let memory = 10 * Int(CODEC_PIXEL_LIMIT) + 256 << 20
    do {
      let rehearsal = try rehearse("read", path, memory: memory, seconds: 60 + bytes.count >> 22) {
        var (image, profile) = (codec_image(), codec_bytes())
        _ = codec_decode_tiff(bytes, bytes.count, &image)
        _ = codec_read_tiff_profile(bytes, bytes.count, &profile)
        return ""
      }
      if case .failed(let reason) = rehearsal {
        throw ImagingError.damaged(path: path, format: .tiff, reason: reason)
      }
    } catch let error as ImagingError {
      throw error
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
  }

  /// The ICC profile of a PNG or TIFF file, or nil.
  private static func profile(of bytes: [UInt8]) -> [UInt8]? {
    var profile = codec_bytes()
    defer { codec_release_bytes(&profile) }
    let status: codec_status
    switch ImageFormat(of: bytes) {
    case .png: status = codec_read_png_profile(bytes, bytes.count, &profile)
    case .tiff: status = codec_read_tiff_profile(bytes, bytes.count, &profile)
    default: return nil
    }
    guard status == CODEC_OK, let start = profile.bytes else { return nil }
    return Array(UnsafeBufferPointer(start: start, count: profile.count))
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

extension codec_description {
  /// A photo's description, with its profile as it lies in memory.
  init(_ description: PhotoDescription, profile: UnsafeBufferPointer<UInt8>) {
    self.init(
      profile: profile.isEmpty ? nil : profile.baseAddress, profileCount: profile.count,
      densityX: description.density?.x ?? 0, densityY: description.density?.y ?? 0)
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
