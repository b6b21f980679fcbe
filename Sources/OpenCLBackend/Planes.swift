/// How activations lie in a buffer: `[samples, channels, height, width]`, with a margin around each plane.
struct Planes {
  let samples, channels: Int
  /// With the margin.
  let height, width: Int
  let margin: Int

  /// Planes of an inside of so many rows and columns.
  init(samples: Int, channels: Int, insideHeight: Int, insideWidth: Int, margin: Int) {
    (self.samples, self.channels, self.margin) = (samples, channels, margin)
    (height, width) = (insideHeight + 2 * margin, insideWidth + 2 * margin)
  }

  var count: Int { samples * channels * height * width }
  var insideHeight: Int { height - 2 * margin }
  var insideWidth: Int { width - 2 * margin }
  /// Pixels of the inside, over all samples.
  var insidePixels: Int { samples * insideHeight * insideWidth }

  /// A pixel's place within its sample and channel.
  func place(row: Int, column: Int) -> Int { row * width + column }
  /// Where the inside begins.
  var inside: Int { place(row: margin, column: margin) }

  var sampleStride: Int { channels * height * width }
  var channelStride: Int { height * width }

  /// How far the terms of a convolution's sum lie behind its first: channel by channel, row by row.
  func offsets(filterSize: Int) -> [Int32] {
    (0..<channels).flatMap { channel in
      (0..<filterSize).flatMap { row in
        (0..<filterSize).map { Int32(channel * channelStride + place(row: row, column: $0)) }
      }
    }
  }

  /// The arguments that say where a plane's pixels are written.
  func written(from first: Int) -> [DeviceQueue.Argument] {
    [.int(first), .int(sampleStride), .int(channelStride), .int(width)]
  }

  /// The arguments that say where a convolution's sums begin.
  func read(from first: Int) -> [DeviceQueue.Argument] { [.int(first), .int(sampleStride), .int(width)] }
}

/// A rectangle of pixels that a convolution gives, of each sample.
struct Extent {
  let samples, height, width: Int

  var pixels: Int { height * width }
  /// The arguments that say which pixel is which.
  var arguments: [DeviceQueue.Argument] { [.int(samples * pixels), .int(pixels), .int(width)] }
}
