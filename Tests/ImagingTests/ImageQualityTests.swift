import Imaging
import Testing

@Suite struct ImageQualityTests {
  private func gray(_ side: Int, _ value: (Int) -> UInt8) -> ByteImage {
    ByteImage(width: side, height: side, channels: 1, pixels: (0..<side * side).map(value))
  }

  @Test func `PSNR of a known error`() {
    let a = ByteImage(width: 2, height: 2, channels: 1, pixels: [10, 20, 30, 40])
    let b = ByteImage(width: 2, height: 2, channels: 1, pixels: [10, 20, 30, 50])
    // The mean squared error is 25: 20 log10(255 / 5).
    #expect(abs(peakSignalToNoiseRatio(a, b) - 34.151403521958725) < 1e-12)
    #expect(peakSignalToNoiseRatio(b, a) == peakSignalToNoiseRatio(a, b))
    #expect(peakSignalToNoiseRatio(a, a) == .infinity)
  }

  @Test func `SSIM of equal images is one`() {
    let image = gray(16) { UInt8($0 * 7 % 256) }
    #expect(structuralSimilarity(image, image) == 1)
  }

  @Test func `SSIM of two flat images is the luminance term`() {
    // (2 * 100 * 120 + C1) / (100^2 + 120^2 + C1) with C1 = 2.55^2.
    let expected = (24000 + 6.5025) / (24400 + 6.5025)
    #expect(abs(structuralSimilarity(gray(12) { _ in 100 }, gray(12) { _ in 120 }) - expected) < 1e-9)
  }

  @Test func `SSIM of an image and its negative is far below zero`() {
    let image = gray(20) { $0 % 2 == 0 ? 0 : 255 }
    #expect(structuralSimilarity(image, gray(20) { $0 % 2 == 0 ? 255 : 0 }) < -0.9)
  }

  @Test func `SSIM isn't a number where the window doesn't fit`() {
    #expect(structuralSimilarity(gray(10) { _ in 0 }, gray(10) { _ in 0 }).isNaN)
    #expect(structuralSimilarity(gray(11) { _ in 0 }, gray(11) { _ in 0 }) == 1)
  }
}
