#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A filter bank of six bands, each an octave from its middle to either end, whose sum leaves the frequencies up to
/// 32 cycles an image as they are.
///
/// No band reaches beyond 64 cycles, so that few Fourier coefficients are needed; they are summed directly, for
/// images of any size.
/// - Source: E. Peli, "Contrast in complex images", 1990.
struct CosineLogBands {
  private static let bandCount = 6

  private let width: Int
  private let height: Int

  /// Bands of images of one size, at least 1 x 1.
  init(width: Int, height: Int) {
    precondition(width > 0 && height > 0, "an image of \(width) x \(height) pixels")
    self.width = width
    self.height = height
  }

  /// The image in each band, of its own size; the mean is in the first.
  /// - Complexity: O(`width` * `height`), with some 400 multiplications a sample.
  func bands(of plane: DoublePlane) -> [DoublePlane] {
    precondition(plane.width == width && plane.height == height, "a plane of another size")
    let all = Frequencies(width: width, height: height, reach: Self.reach(ofBand: Self.bandCount - 1))
    let spectrum = all.spectrum(of: plane)
    return (0..<Self.bandCount).map { band in
      let own = Frequencies(width: width, height: height, reach: Self.reach(ofBand: band))
      return own.image(
        of: own.map { v, u in
          let response = response(band, v, u)
          let (real, imaginary) = spectrum[all.index(v, u)]
          return (response * real, response * imaginary)
        })
    }
  }

  /// Cycles an image at which a band ends.
  private static func reach(ofBand band: Int) -> Int { 2 << band }

  /// What a band lets through at a radial frequency in cycles an image.
  private static func response(_ band: Int, _ radius: Double) -> Double {
    // The lowest band begins at 0, where a logarithm can't.
    let octave = band == 0 ? log2(radius + 2) - 1 : log2(radius) - Double(band)
    return octave.magnitude < 1 ? 0.5 * (1 + cos(Double.pi * octave)) : 0
  }

  /// What a band lets through of `v` cycles down and `u` cycles along.
  ///
  /// The original counts the frequencies of odd sizes from half a cycle on, which treats a frequency and its negative
  /// differently. The real part of such a filter's answer is the answer of their mean.
  private func response(_ band: Int, _ v: Int, _ u: Int) -> Double {
    func oneSided(_ v: Int, _ u: Int) -> Double {
      let (y, x) = (Self.frequency(v, count: height), Self.frequency(u, count: width))
      return Self.response(band, (x * x + y * y).squareRoot())
    }
    return (oneSided(v, u) + oneSided(-v, -u)) / 2
  }

  /// The frequency that the original gives to a coefficient: that of `fftshift(-n/2:n/2-1)`.
  private static func frequency(_ k: Int, count: Int) -> Double {
    let position = ((k + (count + 1) / 2) % count + count) % count
    return Double(position) - Double(count) / 2
  }
}
