import Imaging
import Testing

import Vocabulary

/// A true image with edges, gradients and noise, and a blurred one with other noise, made of whole numbers alone, so
/// that any program can make the same.
private struct FormulaImages {
  let truth: ByteImage
  let blurred: ByteImage

  init(width: Int, height: Int) {
    let (noise, other) = (Self.noise(width * height, seed: 1), Self.noise(width * height, seed: 2))
    let truth = (0..<width * height).map { i in
      let (x, y) = (i % width, i / width)
      return min(255, (x * 3 + y * 2) / 4 % 160 + (x / 13 + y / 9) % 2 * 60 + noise[i] / 16)
    }
    let blurred = (0..<width * height).map { i in
      let (x, y) = (i % width, i / width)
      func at(_ x: Int, _ y: Int) -> Int {
        truth[min(max(y, 0), height - 1) * width + min(max(x, 0), width - 1)]
      }
      let sum = at(x, y - 1) + at(x, y + 1) + at(x - 1, y) + at(x + 1, y) + 4 * at(x, y)
      return min(255, sum / 8 + other[i] / 32)
    }
    self.truth = Self.gray(truth, width, height)
    self.blurred = Self.gray(blurred, width, height)
  }

  private static func gray(_ values: [Int], _ width: Int, _ height: Int) -> ByteImage {
    ByteImage(width: width, height: height, channels: 1, pixels: values.map { UInt8($0) })
  }

  /// The upper bytes of the linear congruential generator of "Numerical Recipes".
  private static func noise(_ count: Int, seed: UInt32) -> [Int] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Int(state >> 24)
    }
  }
}

@Suite struct ImageMeasureTests {
  private func gray(_ width: Int, _ height: Int, _ value: (Int) -> Int) -> ByteImage {
    ByteImage(
      width: width, height: height, channels: 1, pixels: (0..<width * height).map { UInt8(value($0) & 255) })
  }

  /// Scores of an implementation by the definitions with NumPy and SciPy: Fourier transforms by FFT, filters as whole
  /// 2-D correlations, the pyramid's taps read from pyrtools. It gives the paper's values on Set5.
  static let scores: [(width: Int, height: Int, ifc: Double, nqm: Double, wpsnr: Double, msssim: Double)] = [
    (190, 177, 7.4287360871, 27.9483896275, 43.2294400573, 0.9956554363),
    (164, 161, 7.0436548232, 26.4082835439, 43.2691049129, 0.9956151622),
    (128, 96, 6.1128255831, 20.7874778616, 43.3923954977, .nan),
    (31, 45, 4.4896091008, 16.0987374647, 43.2964112133, .nan),
    (64, 300, 6.5685038540, 24.3076053012, 43.2348312677, .nan),
  ]

  /// Sums in another order differ in the last digits of a Double.
  @Test(arguments: scores)
  func `IFC, NQM, WPSNR and MSSSIM agree with another implementation`(
    width: Int, height: Int, ifc: Double, nqm: Double, wpsnr: Double, msssim: Double
  ) {
    let images = FormulaImages(width: width, height: height)
    for (measure, expected) in [(ImageMeasure.ifc, ifc), (.nqm, nqm), (.wpsnr, wpsnr), (.msssim, msssim)] {
      let found = measure.score(of: images.blurred, against: images.truth)
      #expect(found.isNaN == expected.isNaN, "\(measure.title) \(found)")
      #expect(expected.isNaN || abs(found - expected) < 1e-8, "\(measure.title) \(found)")
    }
  }

  @Test func `PSNR and SSIM are those of the functions`() {
    let images = FormulaImages(width: 40, height: 30)
    let (image, truth) = (images.blurred, images.truth)
    #expect(ImageMeasure.psnr.score(of: image, against: truth) == peakSignalToNoiseRatio(image, truth))
    #expect(ImageMeasure.ssim.score(of: image, against: truth) == structuralSimilarity(image, truth))
  }

  @Test func `an equal image has the highest score`() {
    let images = FormulaImages(width: 170, height: 161)
    for measure in ImageMeasure.allCases {
      let best = measure.score(of: images.truth, against: images.truth)
      #expect(best > measure.score(of: images.blurred, against: images.truth), "\(measure.title) \(best)")
    }
    for measure in [ImageMeasure.psnr, .nqm, .wpsnr] {
      #expect(measure.score(of: images.truth, against: images.truth) == .infinity)
    }
    #expect(abs(ImageMeasure.msssim.score(of: images.truth, against: images.truth) - 1) < 1e-12)
  }

  @Test func `coarse errors are seen, fine ones less: what WPSNR adds to PSNR`() {
    let truth = gray(64, 64) { _ in 128 }
    // Both are off by 8 at every pixel.
    let fine = gray(64, 64) { ($0 % 64 + $0 / 64) % 2 == 0 ? 120 : 136 }
    let coarse = gray(64, 64) { $0 % 64 / 8 % 2 == 0 ? 120 : 136 }
    #expect(peakSignalToNoiseRatio(fine, truth) == peakSignalToNoiseRatio(coarse, truth))
    let (seenFine, seenCoarse) = (
      ImageMeasure.wpsnr.score(of: fine, against: truth), ImageMeasure.wpsnr.score(of: coarse, against: truth)
    )
    #expect(seenFine > seenCoarse + 10, "\(seenFine) and \(seenCoarse) dB")
  }

  @Test func `IFC tells the image from the truth`() {
    let images = FormulaImages(width: 128, height: 128)
    let forth = ImageMeasure.ifc.score(of: images.blurred, against: images.truth)
    let back = ImageMeasure.ifc.score(of: images.truth, against: images.blurred)
    #expect(abs(forth - back) > 0.01)
  }

  @Test func `an image below the least side has no score, one of the least side has`() {
    #expect(ImageMeasure.allCases.map(\.leastSide) == [1, 11, 1, 1, 1, 161])
    for measure in [ImageMeasure.ssim, .msssim] {
      for (width, height) in [(measure.leastSide, 300), (300, measure.leastSide)] {
        let enough = FormulaImages(width: width, height: height)
        #expect(measure.score(of: enough.blurred, against: enough.truth).isFinite)
        let less = FormulaImages(
          width: width - (width == 300 ? 0 : 1), height: height - (height == 300 ? 0 : 1))
        #expect(measure.score(of: less.blurred, against: less.truth).isNaN)
      }
    }
  }

  @Test(arguments: [(0, 0), (1, 1), (1, 2), (2, 1), (2, 2), (3, 200), (200, 1), (5, 4), (127, 129)])
  func `no size is a trap`(width: Int, height: Int) {
    let images = FormulaImages(width: width, height: height)
    for measure in ImageMeasure.allCases {
      let score = measure.score(of: images.blurred, against: images.truth)
      if min(width, height) < measure.leastSide { #expect(score.isNaN, "\(measure.title)") }
    }
  }

  @Test(arguments: [0, 100, 255])
  func `a flat truth has neither IFC nor NQM`(level: Int) {
    let images = FormulaImages(width: 40, height: 30)
    for measure in [ImageMeasure.ifc, .nqm] {
      #expect(measure.score(of: images.truth, against: gray(40, 30) { _ in level }).isNaN, "\(measure.title)")
    }
  }

  @Test func `an image that contradicts the truth has no MSSSIM`() {
    let truth = FormulaImages(width: 170, height: 170).truth
    let negative = gray(170, 170) { 255 - Int(truth.pixels[$0]) }
    #expect(ImageMeasure.msssim.score(of: negative, against: truth).isNaN)
  }
}
