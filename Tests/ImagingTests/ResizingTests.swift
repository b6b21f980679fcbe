import Testing

@testable import Imaging

@Suite struct ResizingTests {
  /// One rounding of a Float near 1.
  private let tolerance: Float = 1e-7

  private func row(_ samples: [Float]) -> Plane { Plane(width: samples.count, height: 1, samples: samples) }

  private func expect(_ plane: Plane, _ expected: [Float]) {
    #expect(plane.samples.count == expected.count)
    for (i, (found, wanted)) in zip(plane.samples, expected).enumerated() {
      #expect(abs(found - wanted) <= tolerance, "sample \(i): \(found), not \(wanted)")
    }
  }

  @Test func `Keys' kernel has a = -0.5`() {
    #expect(BicubicWeights.kernel(0) == 1)
    #expect(BicubicWeights.kernel(0.5) == 0.5625)
    #expect(BicubicWeights.kernel(-1) == 0)
    #expect(BicubicWeights.kernel(1.5) == -0.0625)
    #expect(BicubicWeights.kernel(2) == 0)
  }

  @Test func `doubling a step gives the weights at quarters`() {
    // Outputs lie at -0.25, 0.25, … 3.25 of the input. A quarter off, the kernel at distances 1.25, 0.25, 0.75
    // and 1.75 is -9, 111, 29 and -3 of 128; the border samples repeat.
    let resized = row([0, 0, 1, 1]).resized(width: 8, height: 1, scale: 2)
    expect(resized, [0, -3 / 128, -9 / 128, 26 / 128, 102 / 128, 137 / 128, 131 / 128, 1])
  }

  @Test func `halving stretches the kernel to eight weights`() {
    // Distances 0.25, 0.75, 1.25, 1.75 in stretched units, halved: 111, 29, -9, -3 of 256.
    let resized = row([0, 0, 0, 0, 1, 0, 0, 0, 0, 0]).resized(width: 5, height: 1, scale: 0.5)
    expect(resized, [-3, 29, 111, -9, 0].map { $0 / 256 })
  }

  @Test func `beyond the border the samples are mirrored`() {
    #expect((-4..<8).map { BicubicWeights.mirrored($0, count: 3) } == [2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1])
    // A kernel wider than the image goes over the mirror image more than once.
    #expect(BicubicWeights.mirrored(-7, count: 2) == 1)
    #expect(BicubicWeights.mirrored(5, count: 1) == 0)
  }

  @Test(arguments: [2, 3, 4]) func `the weights of every output sum to one`(factor: Int) {
    for scale in [Double(factor), 1 / Double(factor)] {
      let weights = BicubicWeights(
        inputCount: 24, outputCount: Int((24 * scale).rounded()), scale: scale)
      for (start, end) in zip(weights.starts, weights.starts.dropFirst()) {
        #expect(abs(weights.weights[start..<end].reduce(0, +) - 1) < 1e-15)
      }
    }
  }

  @Test func `rows and columns are treated alike`() {
    let samples = (0..<36).map { Float(($0 * 31) % 17) / 17 }
    let plane = Plane(width: 6, height: 6, samples: samples)
    let transposed = Plane(width: 6, height: 6, samples: (0..<36).map { samples[$0 % 6 * 6 + $0 / 6] })
    let (a, b) = (plane.downscaled(by: 3), transposed.downscaled(by: 3))
    for y in 0..<2 {
      for x in 0..<2 { #expect(abs(a.samples[y * 2 + x] - b.samples[x * 2 + y]) <= tolerance) }
    }
  }

  @Test func `sizes follow imresize`() {
    let plane = Plane(width: 7, height: 5, samples: [Float](repeating: 0.5, count: 35))
    let small = plane.downscaled(by: 3)
    #expect(small.width == 3 && small.height == 2)
    let large = plane.upscaled(by: 3)
    #expect(large.width == 21 && large.height == 15)
    let same = plane.degraded(by: 3)
    #expect(same.width == 7 && same.height == 5)
    #expect(same.samples.allSatisfy { abs($0 - 0.5) <= tolerance })
  }

  @Test func `a straight slope stays straight inside`() {
    let slope = row((0..<30).map { Float($0) / 30 })
    let large = slope.upscaled(by: 3)
    for x in 9..<81 {
      let position = (Float(x) + 0.5) / 3 - 0.5
      #expect(abs(large.samples[x] - position / 30) < 1e-6)
    }
  }

  @Test func `rounding goes away from zero at a half and stops at the ends`() {
    let samples: [Float] = [
      0.5 / 255, 0.49 / 255, 1.5 / 255, -3, 7, .nan, .infinity, -.infinity, 254.5 / 255,
    ]
    #expect(row(samples).quantized().pixels == [1, 0, 2, 0, 255, 0, 255, 0, 255])
    let all = ByteImage(width: 256, height: 1, channels: 1, pixels: (0...255).map { UInt8($0) })
    #expect(Plane(all).quantized() == all)
  }
}
