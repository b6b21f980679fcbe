/// One channel of Float samples in row-major order; `0…1` is a byte's `0…255`, and interpolation or a network
/// may leave that range a little.
public struct Plane: Sendable, Equatable {
  /// Samples a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// `height * width` samples.
  public var samples: [Float]

  /// A plane of the given samples, whose count must fit the size.
  public init(width: Int, height: Int, samples: [Float]) {
    precondition(width >= 0 && height >= 0, "a plane of \(width) x \(height) samples")
    precondition(samples.count == width * height, "\(samples.count) samples don't fit the size")
    self.width = width
    self.height = height
    self.samples = samples
  }

  /// One channel of an image, each byte divided by 255.
  public init(_ image: ByteImage, channel: Int = 0) {
    precondition(channel >= 0 && channel < image.channels, "channel \(channel) of \(image.channels)")
    let step = image.channels
    let samples = (0..<image.width * image.height).map { Float(image.pixels[$0 * step + channel]) / 255 }
    self.init(width: image.width, height: image.height, samples: samples)
  }

  /// Whether there is no sample.
  public var isEmpty: Bool { samples.isEmpty }

  /// The plane as a gray image: times 255, rounded half away from zero, clamped to `0…255`; NaN becomes 0.
  /// - Source: MATLAB's `uint8(x * 255)`, by which the authors' demo ends.
  public func quantized() -> ByteImage {
    ByteImage(width: width, height: height, channels: 1, pixels: samples.map { byte(Double($0 * 255)) })
  }

  /// The plane without the rightmost columns and lowest rows that exceed a multiple of `scale`; empty if it is
  /// smaller than `scale`.
  /// - Source: `modcrop.m` of the authors' code.
  public func cropped(toMultipleOf scale: Int) -> Plane {
    precondition(scale > 0, "a multiple of \(scale)")
    let newWidth = width - width % scale
    let newHeight = height - height % scale
    if newWidth == width && newHeight == height { return self }
    var cut: [Float] = []
    cut.reserveCapacity(newWidth * newHeight)
    for y in 0..<newHeight { cut += samples[y * width..<y * width + newWidth] }
    return Plane(width: newWidth, height: newHeight, samples: cut)
  }
}

/// The nearest byte as MATLAB's `uint8` takes it: halves go away from zero, what is outside `0…255` to the
/// nearer end, NaN to 0.
@inline(__always)
func byte(_ value: Double) -> UInt8 {
  // The order of the comparison sends NaN to 0.
  value >= 0.5 ? UInt8(min(value, 255).rounded(.toNearestOrAwayFromZero)) : 0
}
