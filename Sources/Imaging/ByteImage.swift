/// An image of 8-bit samples, `0…255`: gray (one channel) or three channels, RGB unless said otherwise.
///
///     let image = try ByteImage(contentsOf: "butterfly.bmp")
///     let truth = image.luma().cropped(toMultipleOf: 3)
///
/// Samples are interleaved and row-major: channel `c` of column `x` in row `y` is
/// `pixels[(y * width + x) * channels + c]`.
public struct ByteImage: Sendable, Equatable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// 1 or 3.
  public let channels: Int
  /// `height * width * channels` samples.
  public var pixels: [UInt8]

  /// An image of the given samples, whose count must fit the size.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) {
    precondition(width >= 0 && height >= 0, "an image of \(width) x \(height) pixels")
    precondition(channels == 1 || channels == 3, "\(channels) channels; an image has 1 or 3")
    precondition(pixels.count == width * height * channels, "\(pixels.count) samples don't fit the size")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// Whether there is no pixel, as after cropping an image smaller than the multiple.
  public var isEmpty: Bool { pixels.isEmpty }

  /// One channel as a gray image.
  public func channel(_ c: Int) -> ByteImage {
    precondition(c >= 0 && c < channels, "channel \(c) of \(channels)")
    if channels == 1 { return self }
    let samples = (0..<width * height).map { pixels[$0 * channels + c] }
    return ByteImage(width: width, height: height, channels: 1, pixels: samples)
  }

  public func cropped(columns: Range<Int>, rows: Range<Int>) -> ByteImage {
    var cut: [UInt8] = []
    cut.reserveCapacity(columns.count * rows.count * channels)
    for y in rows {
      let row = y * width * channels
      cut += pixels[row + columns.lowerBound * channels..<row + columns.upperBound * channels]
    }
    return ByteImage(width: columns.count, height: rows.count, channels: channels, pixels: cut)
  }
}

extension ByteImage {
  /// The image without the rightmost columns and lowest rows that exceed a multiple of `scale`; empty if it
  /// is smaller than `scale`.
  /// - Source: `modcrop.m` of the authors' code.
  public func cropped(toMultipleOf scale: Int) -> ByteImage {
    precondition(scale > 0, "a multiple of \(scale)")
    return cropped(columns: 0..<width - width % scale, rows: 0..<height - height % scale)
  }

  /// The image without its outermost `border` pixels on each side; empty if nothing is left.
  /// - Source: `shave.m` of the authors' code.
  public func shaved(by border: Int) -> ByteImage {
    precondition(border >= 0, "a border of \(border) pixels")
    guard width > 2 * border, height > 2 * border else {
      return ByteImage(width: 0, height: 0, channels: channels, pixels: [])
    }
    return cropped(columns: border..<width - border, rows: border..<height - border)
  }

  /// Checks that something is left to compare once the image is cropped to a multiple of `scale` and its
  /// border of `scale` pixels is shaved: PSNR wants a pixel, SSIM a window of 11 x 11.
  /// - Throws: `ImagingError.tooSmall`, naming `path`.
  public func requireMeasurable(atScale scale: Int, path: String) throws(ImagingError) {
    let window = StructuralSimilarity.windowSize
    let side = min(width - width % scale, height - height % scale) - 2 * scale
    if side >= window { return }
    let least = (window + 3 * scale - 1) / scale * scale
    throw .tooSmall(
      path: path, width: width, height: height, least: least,
      purpose: "measuring at upscaling factor \(scale)")
  }
}
