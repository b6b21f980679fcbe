import CImageCodecs
import HostSystem

/// An image as people look at it: the right way up, with its transparency, colour profile and density.
///
/// Measuring reads `ByteImage`, whose samples are as stored; this is for images that are shown.
public struct Photo: Sendable, Equatable {
  /// Gray or RGB, upright.
  public var image: ByteImage
  /// Opacity of each pixel, gray; nil if all are opaque.
  public var alpha: ByteImage?
  /// What the file says of the samples.
  public var description: PhotoDescription

  /// An image of which nothing else is known.
  public init(image: ByteImage, alpha: ByteImage? = nil, description: PhotoDescription = PhotoDescription()) {
    precondition(
      alpha.map { $0.channels == 1 && $0.width == image.width && $0.height == image.height } ?? true,
      "alpha of another size")
    self.image = image
    self.alpha = alpha
    self.description = description
  }

  /// Reads a PNG, JPEG or BMP file, and turns it as its EXIF orientation says.
  /// - Throws: `ImagingError` as `ByteImage` does, but not for transparent pixels of a PNG file. Descriptions that can't be
  ///   read are left out.
  public init(contentsOf path: String) throws(ImagingError) {
    let bytes = try FileBytes.read(path)
    var description = PhotoDescription(of: bytes)
    var (image, alpha): (ByteImage, ByteImage?)
    if ImageFormat(of: bytes) == .png {
      (image, alpha) = try Self.png(bytes, path: path)
      description.profile = pngProfile(of: bytes)
    } else {
      (image, alpha) = (try ByteImage(decoding: bytes, path: path), nil)
    }
    let orientation = description.orientation
    description.orientation = 1
    if orientation > 4 { description.density = description.density.map { .init(x: $0.y, y: $0.x) } }
    self.init(
      image: image.upright(orientation), alpha: alpha?.upright(orientation), description: description)
  }

  private static func png(_ bytes: [UInt8], path: String) throws(ImagingError) -> (ByteImage, ByteImage?) {
    let samples = try DecodedSamples(
      bytes, format: .png, path: path, decode: codec_decode_png_with_alpha)
    let (width, height, stored) = (samples.width, samples.height, samples.channels)
    guard stored % 2 == 0 else {
      return (ByteImage(width: width, height: height, channels: stored, pixels: samples.pixels), nil)
    }
    var colour: [UInt8] = [], alpha: [UInt8] = []
    colour.reserveCapacity(width * height * (stored - 1))
    alpha.reserveCapacity(width * height)
    for pixel in 0..<width * height {
      let start = pixel * stored
      colour += samples.pixels[start..<start + stored - 1]
      alpha.append(samples.pixels[start + stored - 1])
    }
    return (
      ByteImage(width: width, height: height, channels: stored - 1, pixels: colour),
      ByteImage(width: width, height: height, channels: 1, pixels: alpha)
    )
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
    guard !image.isEmpty else { throw .unwritable(path: path, reason: "the image has no pixels") }
    var png = codec_bytes()
    defer { codec_release_bytes(&png) }
    let profile = description.profile(forChannels: image.channels) ?? []
    let status = profile.withUnsafeBufferPointer { profile in
      let described = codec_description(
        profile: profile.isEmpty ? nil : profile.baseAddress, profileCount: profile.count,
        densityX: description.density?.x ?? 0, densityY: description.density?.y ?? 0)
      return codec_encode_png(
        interleavedSamples, UInt32(image.width), UInt32(image.height),
        Int32(image.channels + (alpha == nil ? 0 : 1)), described, &png)
    }
    guard status == CODEC_OK, let bytes = png.bytes else {
      let reason = String(cString: codec_bytes_message(&png))
      throw .unwritable(path: path, reason: reason.isEmpty ? "out of memory" : reason)
    }
    return Array(UnsafeBufferPointer(start: bytes, count: png.count))
  }

  private var interleavedSamples: [UInt8] {
    guard let alpha else { return image.pixels }
    var samples: [UInt8] = []
    samples.reserveCapacity(image.pixels.count + alpha.pixels.count)
    for pixel in alpha.pixels.indices {
      samples += image.pixels[pixel * image.channels..<(pixel + 1) * image.channels]
      samples.append(alpha.pixels[pixel])
    }
    return samples
  }
}

/// The ICC profile of a PNG file, or nil.
private func pngProfile(of bytes: [UInt8]) -> [UInt8]? {
  var profile = codec_bytes()
  defer { codec_release_bytes(&profile) }
  guard codec_read_png_profile(bytes, bytes.count, &profile) == CODEC_OK, let start = profile.bytes else {
    return nil
  }
  return Array(UnsafeBufferPointer(start: start, count: profile.count))
}

extension ByteImage {
  /// The image as it is to be seen, by the EXIF orientation 1...8 of its samples; any other number is taken for 1.
  /// - Source: EXIF 2.32, tag 274: where the first row and the first column lie.
  public func upright(_ orientation: Int) -> ByteImage {
    guard (2...8).contains(orientation) else { return self }
    let isTurned = orientation > 4
    let (newWidth, newHeight) = isTurned ? (height, width) : (width, height)
    let flipsColumns = [2, 3, 7, 8].contains(orientation), flipsRows = [3, 4, 6, 7].contains(orientation)
    var turned: [UInt8] = []
    turned.reserveCapacity(pixels.count)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let (column, row) = isTurned ? (y, x) : (x, y)
        let start =
          ((flipsRows ? height - 1 - row : row) * width + (flipsColumns ? width - 1 - column : column))
          * channels
        turned += pixels[start..<start + channels]
      }
    }
    return ByteImage(width: newWidth, height: newHeight, channels: channels, pixels: turned)
  }
}
