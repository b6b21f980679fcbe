import Imaging
import Testing

@Suite struct ColourTests {
  /// Octave's and MATLAB's `rgb2ycbcr` of 8-bit colours: the colour bars of ITU-R BT.601.
  static let colours: [(name: String, rgb: [UInt8], ycbcr: [UInt8])] = [
    ("black", [0, 0, 0], [16, 128, 128]), ("white", [255, 255, 255], [235, 128, 128]),
    ("red", [255, 0, 0], [81, 90, 240]), ("green", [0, 255, 0], [145, 54, 34]),
    ("blue", [0, 0, 255], [41, 240, 110]), ("yellow", [255, 255, 0], [210, 16, 146]),
    ("cyan", [0, 255, 255], [170, 166, 16]), ("magenta", [255, 0, 255], [106, 202, 222]),
    ("middle gray", [128, 128, 128], [126, 128, 128]),
  ]

  @Test(arguments: colours) func `YCbCr is MATLAB's`(name: String, rgb: [UInt8], ycbcr: [UInt8]) {
    let image = ByteImage(width: 1, height: 1, channels: 3, pixels: rgb)
    #expect(image.ycbcr().pixels == ycbcr)
    #expect(image.luma() == ByteImage(width: 1, height: 1, channels: 1, pixels: [ycbcr[0]]))
  }

  @Test func `RGB comes back from YCbCr within the rounding of 8 bits`() {
    var worst = 0
    for r in stride(from: 0, through: 255, by: 15) {
      for g in stride(from: 0, through: 255, by: 15) {
        for b in stride(from: 0, through: 255, by: 15) {
          let image = ByteImage(width: 1, height: 1, channels: 3, pixels: [UInt8(r), UInt8(g), UInt8(b)])
          let back = image.ycbcr().rgbFromYCbCr().pixels
          for (one, other) in zip(back, image.pixels) { worst = max(worst, abs(Int(one) - Int(other))) }
        }
      }
    }
    // Half a step of Y times 1.164 and half a step of Cb times 2.017 make 1.6, and rounding adds a half.
    #expect(worst == 2)
  }

  @Test func `RGB outside the range is clamped`() {
    let image = ByteImage(width: 2, height: 1, channels: 3, pixels: [255, 255, 255, 0, 0, 0])
    // Green of the first: 1.1644 * 239 - (0.3918 + 0.8130) * 127 = 125.3; of the second 135.6.
    #expect(image.rgbFromYCbCr().pixels == [255, 125, 255, 0, 136, 0])
  }

  @Test func `full-range gray rounds the weighted sum`() {
    let image = ByteImage(
      width: 4, height: 1, channels: 3, pixels: [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30])
    #expect(image.fullRangeGray().pixels == [76, 150, 29, 18])
    for v: UInt8 in 0...255 {
      let gray = ByteImage(width: 1, height: 1, channels: 3, pixels: [v, v, v])
      #expect(gray.fullRangeGray().pixels == [v])
    }
  }

  @Test func `a gray image stays as it is`() {
    let gray = ByteImage(width: 2, height: 1, channels: 1, pixels: [0, 255])
    #expect(gray.luma() == gray)
    #expect(gray.fullRangeGray() == gray)
    #expect(gray.ycbcr().pixels == [0, 128, 128, 255, 128, 128])
    #expect(gray.channel(0) == gray)
  }

  @Test func `a channel is taken out of the interleaved samples`() {
    let image = ByteImage(width: 2, height: 1, channels: 3, pixels: [1, 2, 3, 4, 5, 6])
    #expect(image.channel(1) == ByteImage(width: 2, height: 1, channels: 1, pixels: [2, 5]))
    #expect(Plane(image, channel: 2).samples == [3 / 255, 6 / 255])
  }
}
