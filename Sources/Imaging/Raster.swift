/// Samples of 8 or 16 bits as files have them: gray or RGB, with or without opacity.
///
/// Samples are interleaved and row-major, opacity last.
public struct Raster: Sendable, Equatable {
  public enum Samples: Sendable, Equatable {
    /// `0…255`.
    case bytes([UInt8])
    /// `0…65535`.
    case words([UInt16])

    /// How many there are.
    public var count: Int {
      switch self {
      case .bytes(let list): list.count
      case .words(let list): list.count
      }
    }
  }

  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// 1 to 4; an even number has opacity last.
  public let channels: Int
  /// `height * width * channels` samples.
  public let samples: Samples

  /// An image of the given samples, whose count must fit the size.
  public init(width: Int, height: Int, channels: Int, samples: Samples) {
    precondition((1...4).contains(channels), "\(channels) channels")
    precondition(samples.count == width * height * channels, "\(samples.count) samples don't fit the size")
    (self.width, self.height, self.channels, self.samples) = (width, height, channels, samples)
  }

  /// Whether there is no pixel.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// 1 for gray, 3 for RGB.
  public var colours: Int { channels < 3 ? 1 : 3 }

  /// Whether there is opacity.
  public var hasAlpha: Bool { channels % 2 == 0 }

  /// 8 or 16.
  public var bits: Int {
    switch samples {
    case .bytes: 8
    case .words: 16
    }
  }

  /// One channel of some rows, each sample divided by the largest.
  public func plane(channel: Int, rows: Range<Int>) -> Plane {
    let places = rows.lowerBound * width..<rows.upperBound * width
    let values =
      switch samples {
      case .bytes(let list): places.map { Float(list[$0 * channels + channel]) / 255 }
      case .words(let list): places.map { Float(list[$0 * channels + channel]) / 65535 }
      }
    return Plane(width: width, height: rows.count, samples: values)
  }

  /// Gray or RGB of some rows, 16 bits rounded to 8.
  public func image(rows: Range<Int>) -> ByteImage {
    ByteImage(width: width, height: rows.count, channels: colours, pixels: bytes(0..<colours, rows))
  }

  /// The opacity of some rows, 16 bits rounded to 8; nil if there is none.
  public func alpha(rows: Range<Int>) -> ByteImage? {
    guard hasAlpha else { return nil }
    return ByteImage(width: width, height: rows.count, channels: 1, pixels: bytes(colours..<channels, rows))
  }

  private func bytes(_ wanted: Range<Int>, _ rows: Range<Int>) -> [UInt8] {
    let places = rows.lowerBound * width..<rows.upperBound * width
    if case .bytes(let list) = samples, wanted.count == channels {
      return Array(list[places.lowerBound * channels..<places.upperBound * channels])
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(places.count * wanted.count)
    for place in places {
      for channel in wanted {
        switch samples {
        case .bytes(let list): bytes.append(list[place * channels + channel])
        case .words(let list): bytes.append(UInt8((UInt32(list[place * channels + channel]) + 128) / 257))
        }
      }
    }
    return bytes
  }

  /// The image as it is to be seen, by the EXIF orientation 1...8 of its samples; any other number is taken for 1.
  /// - Source: EXIF 2.32, tag 274: where the first row and the first column lie.
  public func upright(_ orientation: Int) -> Raster {
    guard (2...8).contains(orientation) else { return self }
    let size = orientation > 4 ? (width: height, height: width) : (width: width, height: height)
    let turned: Samples =
      switch samples {
      case .bytes(let list): .bytes(upright(list, orientation))
      case .words(let list): .words(upright(list, orientation))
      }
    return Raster(width: size.width, height: size.height, channels: channels, samples: turned)
  }

  private func upright<Sample>(_ list: [Sample], _ orientation: Int) -> [Sample] {
    let isTurned = orientation > 4
    let (newWidth, newHeight) = isTurned ? (height, width) : (width, height)
    let flipsColumns = [2, 3, 7, 8].contains(orientation), flipsRows = [3, 4, 6, 7].contains(orientation)
    var turned: [Sample] = []
    turned.reserveCapacity(list.count)
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let (column, row) = isTurned ? (y, x) : (x, y)
        let start =
          ((flipsRows ? height - 1 - row : row) * width + (flipsColumns ? width - 1 - column : column))
          * channels
        for channel in 0..<channels { turned.append(list[start + channel]) }
      }
    }
    return turned
  }
}

extension Raster {
  /// Planes of one size as the channels of an image of `bits` a sample: times the largest sample, rounded half away from
  /// zero, clamped.
  public init(_ planes: [Plane], bits: Int) {
    let (width, height, channels) = (planes[0].width, planes[0].height, planes.count)
    if bits == 8 {
      var bytes = [UInt8](repeating: 0, count: width * height * channels)
      for (c, plane) in planes.enumerated() {
        for (i, value) in plane.samples.enumerated() { bytes[i * channels + c] = byte(Double(value * 255)) }
      }
      self.init(width: width, height: height, channels: channels, samples: .bytes(bytes))
    } else {
      var words = [UInt16](repeating: 0, count: width * height * channels)
      for (c, plane) in planes.enumerated() {
        for (i, value) in plane.samples.enumerated() {
          let scaled = Double(value) * 65535
          words[i * channels + c] =
            scaled >= 0.5 ? UInt16(min(scaled, 65535).rounded(.toNearestOrAwayFromZero)) : 0
        }
      }
      self.init(width: width, height: height, channels: channels, samples: .words(words))
    }
  }

  /// Gray or RGB with the opacity, if any, as the last channel.
  public init(_ image: ByteImage, alpha: ByteImage?) {
    guard let alpha else {
      self.init(
        width: image.width, height: image.height, channels: image.channels, samples: .bytes(image.pixels))
      return
    }
    var samples: [UInt8] = []
    samples.reserveCapacity(image.pixels.count + alpha.pixels.count)
    for pixel in alpha.pixels.indices {
      samples += image.pixels[pixel * image.channels..<(pixel + 1) * image.channels]
      samples.append(alpha.pixels[pixel])
    }
    self.init(
      width: image.width, height: image.height, channels: image.channels + 1, samples: .bytes(samples))
  }
}
