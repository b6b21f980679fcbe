import Imaging
import Vocabulary

/// A number that a right program must find.
struct GoldenScore: Sendable {
  /// What is scored.
  enum Method: Sendable, Hashable {
    /// Bicubic interpolation.
    case bicubic
    /// The authors' network of these filter sizes, trained on ImageNet.
    case authors([Int])
  }

  let method: Method
  let set: String
  let scale: Int
  /// The image; nil for the mean over the set.
  let image: String?
  let measure: ImageMeasure
  let expected: Double
  let tolerance: Double
}

extension GoldenScore {
  /// Bicubic PSNR of the authors' steps in another implementation, given to 0.0001 dB: any other reading of the
  /// protocol (luma, rounding, kernel, border) is off by a hundred times this.
  private static let fine = 0.0005
  /// BSD200 are JPEG files, which decoders read with differences of a level or two.
  private static let jpeg = 0.005
  /// The network's sums in another order differ in the seventh digit, which moves single pixels by a level.
  private static let network = 0.001
  /// SSIM as the paper prints it, four decimals, and a unit of the last for the rounding.
  private static let printed = 0.0001

  /// All numbers that are checked.
  /// - Source: the paper's Tables 2 to 4 (bicubic SSIM); the others were computed with the authors' MATLAB steps and
  ///   published weights, and round to what the paper prints.
  static let all: [GoldenScore] =
    means("set5", .psnr, [2: 33.6614, 3: 30.3922, 4: 28.4207], fine)
    + means("set5", .ssim, [2: 0.9299, 3: 0.8682, 4: 0.8104], printed)
    + images(
      .bicubic,
      [
        ("baby", 33.9101), ("bird", 32.5723), ("butterfly", 24.0365), ("head", 32.8793), ("woman", 28.5628),
      ], fine)
    + means("set14", .psnr, [2: 30.2318, 3: 27.5405, 4: 26.0001], fine)
    + means("set14", .ssim, [2: 0.8687, 3: 0.7736, 4: 0.7019], printed)
    + means("bsd200", .psnr, [2: 28.390, 3: 25.940, 4: 24.652], jpeg)
    // A transposed kernel shows in single images only: bird would have 35.427, and the mean would hardly move.
    + images(
      .authors([9, 5, 5]),
      [
        ("baby", 35.2489), ("bird", 35.4750), ("butterfly", 27.9469), ("head", 33.7116), ("woman", 31.3614),
      ], network)
    + measures(.bicubic, scale: 2, ifc: 6.0955, nqm: 36.7387, wpsnr: 50.0607, msssim: 0.9915)
    + measures(.bicubic, scale: 3, ifc: 3.5199, nqm: 27.5395, wpsnr: 41.6463, msssim: 0.9754)
    + measures(.bicubic, scale: 4, ifc: 2.3503, nqm: 21.4143, wpsnr: 37.2116, msssim: 0.9516)
    + measures(.authors([9, 5, 5]), scale: 3, ifc: 4.5837, nqm: 33.18, wpsnr: 47.095, msssim: 0.9866)

  /// The means over Set5 of the paper's other measures.
  ///
  /// Another reading of a definition is off by ten times the tolerances and more. NQM has thresholds, so that a single
  /// pixel that is rounded otherwise shows.
  private static func measures(
    _ method: Method, scale: Int, ifc: Double, nqm: Double, wpsnr: Double, msssim: Double
  ) -> [GoldenScore] {
    let rows: [(measure: ImageMeasure, expected: Double, tolerance: Double)] = [
      (.ifc, ifc, 0.002), (.nqm, nqm, 0.01), (.wpsnr, wpsnr, 0.002), (.msssim, msssim, printed),
    ]
    return rows.map {
      GoldenScore(
        method: method, set: "set5", scale: scale, image: nil, measure: $0.measure, expected: $0.expected,
        tolerance: $0.tolerance)
    }
  }

  private static func means(
    _ set: String, _ measure: ImageMeasure, _ values: [Int: Double], _ tolerance: Double
  ) -> [GoldenScore] {
    values.sorted { $0.key < $1.key }.map {
      GoldenScore(
        method: .bicubic, set: set, scale: $0.key, image: nil, measure: measure, expected: $0.value,
        tolerance: tolerance)
    }
  }

  private static func images(
    _ method: Method, _ values: [(image: String, psnr: Double)], _ tolerance: Double
  ) -> [GoldenScore] {
    values.map {
      GoldenScore(
        method: method, set: "set5", scale: 3, image: $0.image, measure: .psnr, expected: $0.psnr,
        tolerance: tolerance)
    }
  }
}
