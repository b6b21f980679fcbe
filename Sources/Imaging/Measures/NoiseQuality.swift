#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The noise quality measure: a signal-to-noise ratio of what the eye can see, band by band.
///
/// As in MeTriX MuX the picture is looked at from 3.5 times its height, and is not square.
/// - Source: N. Damera-Venkata et al., "Image quality assessment based on a degradation model", 2000; MeTriX MuX 1.1,
///   `nqm_modified.m`.
struct NoiseQuality {
  private let filterBank: CosineLogBands

  /// For images of one size.
  init(width: Int, height: Int) {
    filterBank = CosineLogBands(width: width, height: height)
  }

  /// The ratio in dB of a gray image against the true one; infinity if they look equal, NaN if nothing can be seen in
  /// the truth.
  func ratio(_ image: ByteImage, _ truth: ByteImage) -> Double {
    let truths = filterBank.bands(of: DoublePlane(truth)).map(\.samples)
    let images = filterBank.bands(of: DoublePlane(image)).map(\.samples)
    let degreesOfView = 1 / 3.5 * 180 / Double.pi
    var (truthBelow, imageBelow) = (truths[0], images[0])
    var truthSeen = [Double](repeating: 0, count: truthBelow.count)
    var imageSeen = truthSeen
    for band in 1..<truths.count {
      // Taken at the band's number and not at its frequency, as in the original.
      let masking = Self.threshold(Double(band))
      let visible = Self.threshold(Double(1 << band) / degreesOfView)
      for i in truthSeen.indices {
        let (true_, own) = (truths[band][i], images[band][i])
        let (trueContrast, contrast) = (true_ / truthBelow[i], own / imageBelow[i])
        // What can't be told from the truth counts as the truth. A contrast above 1, also a negative one, counts as 1.
        let bounded = contrast.magnitude > 1 ? 1 : contrast
        let difference = (bounded - trueContrast).magnitude
        let isMasked = difference < masking * (0.86 * (trueContrast / masking - 1) + 0.3)
        if !(trueContrast.magnitude < visible) { truthSeen[i] += true_ }
        if !(contrast.magnitude < visible) { imageSeen[i] += isMasked ? true_ : own }
        truthBelow[i] += true_
        imageBelow[i] += own
      }
    }
    var (signal, noise) = (0.0, 0.0)
    for (wanted, found) in zip(truthSeen, imageSeen) {
      signal += wanted * wanted
      noise += (wanted - found) * (wanted - found)
    }
    return signal > 0 ? 10 * log10(signal / noise) : .nan
  }

  /// The contrast that is just seen at a frequency in cycles a degree.
  private static func threshold(_ frequency: Double) -> Double {
    let sensitivity = 2.6 * (0.0192 + 0.114 * frequency) * exp(-pow(0.114 * frequency, 1.1))
    return 1 / (200 * sensitivity)
  }
}
