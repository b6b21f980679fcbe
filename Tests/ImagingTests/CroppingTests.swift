import Imaging
import Testing

@Suite struct CroppingTests {
  private let image = ByteImage(width: 5, height: 4, channels: 1, pixels: (0..<20).map { UInt8($0) })

  @Test func `cropping takes away columns on the right and rows below`() {
    let cropped = ByteImage(width: 3, height: 3, channels: 1, pixels: [0, 1, 2, 5, 6, 7, 10, 11, 12])
    #expect(image.cropped(toMultipleOf: 3) == cropped)
    #expect(Plane(image).cropped(toMultipleOf: 3) == Plane(cropped))
    #expect(Plane(image).cropped(toMultipleOf: 1) == Plane(image))
  }

  @Test func `shaving takes away every side`() {
    #expect(
      image.shaved(by: 1) == ByteImage(width: 3, height: 2, channels: 1, pixels: [6, 7, 8, 11, 12, 13]))
    #expect(image.shaved(by: 0) == image)
    let rgb = ByteImage(width: 3, height: 3, channels: 3, pixels: (0..<27).map { UInt8($0) })
    #expect(rgb.shaved(by: 1).pixels == [12, 13, 14])
  }

  @Test func `what is too small becomes empty and can be asked for`() {
    let tiny = ByteImage(width: 3, height: 3, channels: 1, pixels: [UInt8](repeating: 9, count: 9))
    #expect(tiny.cropped(toMultipleOf: 4).isEmpty)
    #expect(tiny.shaved(by: 2).isEmpty)
    #expect(Plane(tiny).cropped(toMultipleOf: 4).degraded(by: 4).isEmpty)
    #expect(peakSignalToNoiseRatio(tiny.shaved(by: 2), tiny.shaved(by: 2)).isNaN)
    let error = #expect(throws: ImagingError.self) {
      try tiny.requireMeasurable(atScale: 3, path: "tiny.png")
    }
    #expect(
      error?.description == "tiny.png: 3 x 3 pixels; measuring at upscaling factor 3 needs at least 18 x 18; "
        + "leave this image out or use a larger one")
  }

  @Test(arguments: [2, 3, 4]) func `the least measurable size is exact`(scale: Int) throws {
    func square(_ side: Int) -> ByteImage {
      ByteImage(width: side, height: side, channels: 1, pixels: [UInt8](repeating: 0, count: side * side))
    }
    let least = try #require(
      (1...40).first { side in
        !structuralSimilarity(
          square(side).cropped(toMultipleOf: scale).shaved(by: scale),
          square(side).cropped(toMultipleOf: scale).shaved(by: scale)
        ).isNaN
      })
    #expect(throws: Never.self) { try square(least).requireMeasurable(atScale: scale, path: "x") }
    let error = #expect(throws: ImagingError.self) {
      try square(least - 1).requireMeasurable(atScale: scale, path: "x")
    }
    #expect(error?.description.contains("at least \(least) x \(least)") == true)
  }

  @Test func `3 x 3 pixels go down to one and up again`() {
    let tiny = Plane(width: 3, height: 3, samples: [Float](repeating: 0.25, count: 9))
    let degraded = tiny.degraded(by: 3)
    #expect(degraded.width == 3 && degraded.height == 3)
    #expect(degraded.samples.allSatisfy { abs($0 - 0.25) < 1e-7 })
  }
}
