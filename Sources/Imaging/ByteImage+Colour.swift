/// Conversions between RGB and MATLAB's YCbCr (ITU-R BT.601, Y in `16…235`, Cb and Cr in `16…240`).
///
/// "Y" has several readings: this range or JPEG's `0…255`, rounded or not. The paper's numbers come from
/// MATLAB's `rgb2ycbcr` of 8-bit images, rounded to 8 bits.
private enum BT601 {
  /// Y, Cb and Cr as sums of R, G and B in `0…1`.
  static let forward: [(r: Double, g: Double, b: Double)] = [
    (65.481, 128.553, 24.966), (-37.797, -74.203, 112), (112, -93.786, -18.214),
  ]
  static let offset: [Double] = [16, 128, 128]
  /// R, G and B in `0…255` as sums of Y - 16, Cb - 128 and Cr - 128: 255 times the inverse of `forward`, whose
  /// own rounding leaves the two coefficients near 0.
  static let inverse: [(y: Double, cb: Double, cr: Double)] = [
    (1.1643835616438358, 3.0112439739260676e-07, 1.596026887335704),
    (1.1643835616438358, -0.39176253994145005, -0.8129682921622053),
    (1.1643835616438358, 2.0172326395564593, 3.0542617453304942e-06),
  ]

  @inline(__always)
  static func encode(_ c: Int, _ r: Double, _ g: Double, _ b: Double) -> UInt8 {
    let row = forward[c]
    return byte(offset[c] + (row.r * r + row.g * g + row.b * b) / 255)
  }
}

extension [Plane] {
  /// Three planes R, G, B as Y, Cb, Cr, each `0…1` for a byte's `0…255`, unrounded.
  public func ycbcrFromRGB() -> [Plane] {
    precondition(count == 3, "RGB has three channels, not \(count)")
    return converted { c, r, g, b in
      let row = BT601.forward[c]
      return (BT601.offset[c] + row.r * r + row.g * g + row.b * b) / 255
    }
  }

  /// Three planes Y, Cb, Cr as R, G, B, unrounded.
  public func rgbFromYCbCr() -> [Plane] {
    precondition(count == 3, "YCbCr has three channels, not \(count)")
    return converted { c, y, cb, cr in
      let row = BT601.inverse[c]
      let sum = row.y * (255 * y - BT601.offset[0]) + row.cb * (255 * cb - BT601.offset[1])
      return (sum + row.cr * (255 * cr - BT601.offset[2])) / 255
    }
  }

  private func converted(_ value: (Int, Double, Double, Double) -> Double) -> [Plane] {
    (0..<3).map { c in
      let samples = self[0].samples.indices.map { i in
        Float(value(c, Double(self[0].samples[i]), Double(self[1].samples[i]), Double(self[2].samples[i])))
      }
      return Plane(width: self[0].width, height: self[0].height, samples: samples)
    }
  }
}

extension ByteImage {
  /// Y of MATLAB's `rgb2ycbcr`, `16…235`, rounded to 8 bits. A gray image stays as it is, in `0…255`, as in the
  /// authors' demo.
  public func luma() -> ByteImage {
    mappedRGB { BT601.encode(0, $0, $1, $2) }
  }

  /// The gray of MATLAB's `rgb2gray`, `0…255`: 0.299 R + 0.587 G + 0.114 B, rounded. A gray image stays as it is.
  ///
  /// MATLAB's own coefficients differ from these from the fourth digit on, by the inversion of a rounded matrix.
  /// - Source: the measure that gives the paper's BSD200 (Table 4), where Y would give 1.3 dB more.
  public func fullRangeGray() -> ByteImage {
    mappedRGB { byte(0.299 * $0 + 0.587 * $1 + 0.114 * $2) }
  }

  /// All three channels of MATLAB's `rgb2ycbcr`, rounded to 8 bits; a gray image becomes Y, with Cb = Cr = 128.
  public func ycbcr() -> ByteImage {
    var converted = [UInt8](repeating: 128, count: width * height * 3)
    for i in 0..<width * height {
      guard channels == 3 else {
        converted[3 * i] = pixels[i]
        continue
      }
      let (r, g, b) = (Double(pixels[3 * i]), Double(pixels[3 * i + 1]), Double(pixels[3 * i + 2]))
      for c in 0..<3 { converted[3 * i + c] = BT601.encode(c, r, g, b) }
    }
    return ByteImage(width: width, height: height, channels: 3, pixels: converted)
  }

  /// RGB from the three channels Y, Cb, Cr: MATLAB's `ycbcr2rgb`, rounded and clamped to 8 bits.
  public func rgbFromYCbCr() -> ByteImage {
    precondition(channels == 3, "YCbCr has three channels, this image \(channels)")
    var converted = [UInt8](repeating: 0, count: pixels.count)
    for i in 0..<width * height {
      let y = Double(pixels[3 * i]) - BT601.offset[0]
      let cb = Double(pixels[3 * i + 1]) - BT601.offset[1]
      let cr = Double(pixels[3 * i + 2]) - BT601.offset[2]
      for (c, row) in BT601.inverse.enumerated() {
        converted[3 * i + c] = byte(row.y * y + row.cb * cb + row.cr * cr)
      }
    }
    return ByteImage(width: width, height: height, channels: 3, pixels: converted)
  }

  private func mappedRGB(_ convert: (Double, Double, Double) -> UInt8) -> ByteImage {
    guard channels == 3 else { return self }
    let samples = (0..<width * height).map { i in
      convert(Double(pixels[3 * i]), Double(pixels[3 * i + 1]), Double(pixels[3 * i + 2]))
    }
    return ByteImage(width: width, height: height, channels: 1, pixels: samples)
  }
}
