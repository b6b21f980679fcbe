import Imaging
import Testing

@Suite struct ScalingTests {
  private let gray = ByteImage(
    width: 8, height: 7, channels: 1,
    pixels: (0..<56).map { (index: Int) -> UInt8 in
      let (row, column) = index.quotientAndRemainder(dividingBy: 8)
      return UInt8((row * 37 + column * 59 + row * column * 11) % 256)
    })

  /// Computed with an independent implementation of MATLAB's `imresize` (NumPy), rounded to bytes at the end.
  @Test(
    arguments: [
      (
        0.9, 8, 7,
        [
          5, 70, 140, 215, 131, 71, 138, 146, 46, 129, 212, 155, 100, 181, 68, 19, 90, 176, 147, 102, 193,
          101, 137, 179, 138, 203, 72, 180, 108, 154, 200, 188, 165, 144, 123, 84, 143, 201, 161, 157, 196,
          85, 156, 92, 174, 151, 140, 133, 213, 119, 187, 141, 139, 157, 108, 50,
        ]
      ),
      (
        0.6, 5, 5,
        [
          29, 147, 179, 103, 109, 104, 166, 134, 142, 120, 168, 125, 131, 153, 184, 158, 124, 116, 170, 144,
          168, 140, 139, 151, 116,
        ]
      ),
    ] as [(Double, Int, Int, [UInt8])])
  func `an image is made smaller as by MATLAB's imresize`(
    scale: Double, width: Int, height: Int, pixels: [UInt8]
  ) {
    #expect(
      gray.scaled(by: scale) == ByteImage(width: width, height: height, channels: 1, pixels: pixels))
  }

  @Test func `each channel is made smaller as if it were alone`() {
    let other = ByteImage(width: 8, height: 7, channels: 1, pixels: gray.pixels.reversed())
    let colour = ByteImage(
      width: 8, height: 7, channels: 3,
      pixels: gray.pixels.indices.flatMap { [gray.pixels[$0], other.pixels[$0], 9] })
    let scaled = colour.scaled(by: 0.7)
    #expect((scaled.width, scaled.height) == (6, 5))
    #expect(scaled.channel(0) == gray.scaled(by: 0.7))
    #expect(scaled.channel(1) == other.scaled(by: 0.7))
    #expect(scaled.channel(2).pixels.allSatisfy { $0 == 9 })
  }
}
