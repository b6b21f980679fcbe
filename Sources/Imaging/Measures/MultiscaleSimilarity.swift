#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Structural similarity at five scales.
///
/// There are two readings. This is `metrix_mssim` of the package MeTriX MuX, which gives the paper's numbers: the
/// image is made smaller by the low-pass of the biorthogonal 9/7 wavelet, and contrast and structure are averaged
/// each by itself. The one that Z. Wang published takes means of 2 x 2 pixels and averages contrast times structure:
/// .9783 on Set5 at factor 3 in place of .9754.
/// - Source: Z. Wang, E. Simoncelli, A. Bovik, "Multiscale structural similarity for image quality assessment", 2003;
///   MeTriX MuX 1.1, `mssim_index.m`.
enum MultiscaleSimilarity {
  /// The weights of contrast and structure, from the finest scale on; the luminance of the last scale has its weight.
  private static let weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]

  /// A side that leaves the window of SSIM after every second sample was taken four times.
  static let leastSide = 16 * (StructuralSimilarity.windowSize - 1) + 1

  /// The low-pass in one direction; its sum is 1.
  private static let lowPass: [Double] = {
    let half = [
      0.037828455507260, -0.023849465019560, -0.110624404418440, 0.377402855612830, 0.852698679008890,
    ]
    let taps = half + half.dropLast().reversed()
    let sum = taps.reduce(0, +)
    return taps.map { $0 / sum }
  }()

  /// The similarity of two planes of one size, of `leastSide` samples a side or more; NaN if structures contradict each
  /// other in the mean of a scale.
  static func score(_ a: DoublePlane, _ b: DoublePlane) -> Double {
    var (a, b) = (a, b)
    var score = 1.0
    for (scale, weight) in weights.enumerated() {
      if scale > 0 { (a, b) = (halved(a), halved(b)) }
      let means = StructuralSimilarity(a, b).componentMeans()
      score *= pow(means.contrast, weight) * pow(means.structure, weight)
      if scale == weights.count - 1 { score *= pow(means.luminance, weight) }
    }
    return score
  }

  /// Every second sample of the smoothed plane, the first included.
  private static func halved(_ plane: DoublePlane) -> DoublePlane {
    let smooth = plane.padded(by: lowPass.count / 2, .mirrored).correlated(separably: lowPass)
    var half = DoublePlane(zeros: (plane.width + 1) / 2, (plane.height + 1) / 2)
    for y in 0..<half.height { half.addRow(y, 1, smooth.samples, from: 2 * y * smooth.width, step: 2) }
    return half
  }
}
