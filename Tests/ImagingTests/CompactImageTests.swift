import Testing

@testable import Imaging

@Suite struct CompactImageTests {
  /// Every byte value, and no two neighbours alike.
  private func plane(width: Int, height: Int, seed: Int) -> Plane {
    let pixels = (0..<width * height).map { UInt8(truncatingIfNeeded: ($0 + seed) &* 167 &+ ($0 / 7) &* 31) }
    return Plane(ByteImage(width: width, height: height, channels: 1, pixels: pixels))
  }

  private func window(_ planes: [Plane], top: Int, left: Int, side: Int) -> [Float] {
    (0..<side * side * planes.count).map { i in
      let pixel = i / planes.count
      let plane = planes[i % planes.count]
      return plane.samples[(top + pixel / side) * plane.width + left + pixel % side]
    }
  }

  private func compact(_ planes: [Plane], _ axes: inout EnlargementAxes) -> CompactImage {
    let factor = axes.factor
    return CompactImage(sharp: planes, small: planes.map { $0.downscaled(by: factor) }, axes: &axes)
  }

  @Test(arguments: [2, 3, 4], [1, 3])
  func `any window has the bits of the whole planes`(factor: Int, channels: Int) {
    let planes = (0..<channels).map { plane(width: 12 * factor, height: 9 * factor, seed: $0) }
    let degraded = planes.map { $0.degraded(by: factor) }
    var axes = EnlargementAxes(factor: factor)
    let image = compact(planes, &axes)
    for side in [1, 5, 9 * factor] {
      for top in [0, 1, 3 * factor + 1, 9 * factor - side] where top + side <= 9 * factor {
        for left in [0, 2, 5 * factor - 1, 12 * factor - side] where left + side <= 12 * factor {
          var copied = [Float](repeating: .nan, count: side * side * channels)
          var span = copied.mutableSpan
          image.copyDegraded(top: top, left: left, side: side, into: &span)
          #expect(
            copied == window(degraded, top: top, left: left, side: side), "\(side) at \(top), \(left)")
          var sharp = copied.mutableSpan
          image.copySharp(top: top, left: left, side: side, into: &sharp)
          #expect(copied == window(planes, top: top, left: left, side: side), "\(side) at \(top), \(left)")
        }
      }
    }
  }

  @Test func `it takes 13 ninths of a byte a sample at a factor of 3`() {
    var axes = EnlargementAxes(factor: 3)
    let image = compact([plane(width: 30, height: 21, seed: 0)], &axes)
    #expect(image.sharp.count + 4 * image.small.count == 30 * 21 * 13 / 9)
  }

  @Test func `an image smaller than the factor is empty`() {
    var axes = EnlargementAxes(factor: 4)
    let empty = plane(width: 9, height: 3, seed: 0).cropped(toMultipleOf: 4)
    let image = compact([empty], &axes)
    #expect(image.sharp.isEmpty && image.small.isEmpty && image.width == 8 && image.height == 0)
  }
}
