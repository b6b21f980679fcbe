import Imaging
import Testing

/// Bicubic interpolation of the paper's test sets. The expected values were computed with an independent
/// implementation of MATLAB's steps (NumPy) and round to the paper's Tables 2 to 5.
@Suite(.enabled(if: RealImages.areExpected, "set SRCNN_DATASETS to the folder of the image sets"))
struct BicubicGoldenTests {
  /// Half of the last digit of the expected PSNR, in dB.
  private let tolerance = 0.0005
  private let ssimTolerance = 0.00005

  @Test(arguments: [
    ("set5", 2, 33.6614, 0.9299), ("set5", 3, 30.3922, 0.8682), ("set5", 4, 28.4207, 0.8104),
  ])
  func `Set5 agrees in PSNR and SSIM`(set: String, scale: Int, psnr: Double, ssim: Double) throws {
    let score = BicubicScore(meanOf: try RealImages.images(set).map { $0.luma() }, scale: scale)
    #expect(abs(score.psnr - psnr) <= tolerance, "\(score.psnr) dB")
    #expect(abs(score.ssim - ssim) <= ssimTolerance, "SSIM \(score.ssim)")
  }

  @Test(arguments: [(2, 30.2318), (3, 27.5405), (4, 26.0001)])
  func `Set14 agrees in PSNR`(scale: Int, psnr: Double) throws {
    let score = BicubicScore(meanOf: try RealImages.images("set14").map { $0.luma() }, scale: scale)
    #expect(abs(score.psnr - psnr) <= tolerance, "\(score.psnr) dB")
  }

  @Test(arguments: [
    ("baby", 33.9101), ("bird", 32.5723), ("butterfly", 24.0365), ("head", 32.8793), ("woman", 28.5628),
  ])
  func `each image of Set5 agrees at factor 3`(name: String, psnr: Double) throws {
    let score = BicubicScore(try RealImages.image("set5", name + ".bmp").luma(), scale: 3)
    #expect(abs(score.psnr - psnr) <= tolerance, "\(score.psnr) dB")
  }

  @Test func `Cb and Cr of Set5 agree with Table 5`() throws {
    let images = try RealImages.images("set5").map { $0.ycbcr() }
    for (channel, psnr) in [(1, 45.449), (2, 45.416)] {
      let score = BicubicScore(meanOf: images.map { $0.channel(channel) }, scale: 3)
      #expect(abs(score.psnr - psnr) <= tolerance, "channel \(channel): \(score.psnr) dB")
    }
  }

  /// Measured on full-range gray as in the paper's Table 4; the other factors take as long again and add no path.
  @Test func `BSD200 agrees on full-range gray at factor 3`() throws {
    let images = try RealImages.images("bsd200").map { $0.fullRangeGray() }
    #expect(images.count == 200)
    let scores = images.map { image in
      let truth = image.cropped(toMultipleOf: 3)
      let interpolated = Plane(truth).degraded(by: 3).quantized()
      return peakSignalToNoiseRatio(truth.shaved(by: 3), interpolated.shaved(by: 3))
    }
    let mean = scores.reduce(0, +) / 200
    #expect(abs(mean - 25.940) <= 0.005, "\(mean) dB")
  }

  @Test func `gray files keep one channel and gray RGB three`() throws {
    #expect(try RealImages.image("set14", "bridge.bmp").channels == 1)
    #expect(try RealImages.image("set14", "man.bmp").channels == 3)
  }
}
