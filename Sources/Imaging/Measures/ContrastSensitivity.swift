#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How well the eye sees each spatial frequency, as a filter of 41 x 41 taps, and WPSNR by it.
///
/// "Weighted PSNR" has several readings. This is `WPSNR.m` by R. Liu from MATLAB's File Exchange, which gives the
/// paper's numbers: the difference is filtered once, with zeros beyond the border. (WSNR of MeTriX MuX is 8 dB lower.)
/// - Source: M. Miyahara, K. Kotani, V. R. Algazi, "Objective picture quality scale (PQS) for image coding", 1998.
struct ContrastSensitivity {
  private static let reach = 20
  /// The taps of rows `0…20` below the centre, each with the columns `0…20` right of it: the filter is even in both
  /// directions.
  let quarter: [[Double]]

  /// Taps by sampling the frequency response at `-20…20` cycles in both directions, as MATLAB's `fsamp2` does.
  init() {
    let reach = Self.reach
    let side = Double(2 * reach + 1)
    let frequencies = (0...reach).map { u in (0...reach).map { Self.response(Double(u), Double($0)) } }
    // cos(2 pi i u / 41), twice but for u = 0, which has no mirror image.
    let waves = (0...reach).map { i in
      (0...reach).map { u in (u == 0 ? 1 : 2) * cos(2 * Double.pi * Double(i * u) / side) / side }
    }
    func transformed(_ rows: [[Double]]) -> [[Double]] {
      (0...reach).map { i in rows.map { row in zip(row, waves[i]).reduce(0) { $0 + $1.0 * $1.1 } } }
    }
    quarter = transformed(transformed(frequencies))
  }

  /// The response at `u` cycles across and `v` down, of 60 at the sampling rate.
  private static func response(_ u: Double, _ v: Double) -> Double {
    let frequency = 2 * Double.pi * (u * u + v * v).squareRoot() / 60
    let radial = 1.5 * exp(-2 * frequency * frequency) - exp(-4 * frequency * frequency)
    // The eye sees oblique waves less well, the more so the finer they are.
    let angle = u == 0 && v == 0 ? 0 : atan2(v, u)
    let fineness = exp(8 * (frequency - 2 * Double.pi * 11.13 / 60))
    let cosine = cos(2 * angle)
    return radial * (1 + fineness * cosine * cosine * cosine * cosine) / (1 + fineness)
  }

  /// PSNR in dB of two gray images, the difference weighted by the filter; infinity if they are equal.
  func weightedRatio(_ a: ByteImage, _ b: ByteImage) -> Double {
    let difference = DoublePlane.map(DoublePlane(a), DoublePlane(b)) { ($0 - $1) / 255 }
    let weighted = filtered(difference)
    let meanSquare = (weighted * weighted).mean
    return 20 * log10(1 / meanSquare.squareRoot())
  }

  /// The plane filtered, of its own size.
  func filtered(_ plane: DoublePlane) -> DoublePlane {
    let reach = Self.reach
    let source = plane.padded(by: reach, .zero)
    var result = DoublePlane(zeros: plane.width, plane.height)
    var folded = DoublePlane(zeros: source.width, 1)
    for y in 0..<plane.height {
      for (i, taps) in quarter.enumerated() {
        for x in folded.samples.indices { folded.samples[x] = 0 }
        folded.addRow(0, 1, source.samples, from: (y + reach - i) * source.width)
        if i > 0 { folded.addRow(0, 1, source.samples, from: (y + reach + i) * source.width) }
        result.addRow(y, evenly: taps, folded.samples)
      }
    }
    return result
  }
}

extension DoublePlane {
  /// Adds to row `y` the correlation of `source` with the taps and their mirror image.
  fileprivate mutating func addRow(_ y: Int, evenly taps: [Double], _ source: [Double]) {
    let reach = taps.count - 1
    precondition(source.count == width + 2 * reach && y < height, "a row of another length")
    addRow(y, taps[0], source, from: reach)
    samples.withUnsafeMutableBufferPointer { samples in
      source.withUnsafeBufferPointer { source in
        guard let row = samples.baseAddress, let source = source.baseAddress else { return }
        let to = row + y * width
        for i in 1...reach {
          let (weight, left, right) = (taps[i], source + reach - i, source + reach + i)
          for x in 0..<width { to[x] += weight * (left[x] + right[x]) }
        }
      }
    }
  }
}
