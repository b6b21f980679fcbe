import Testing

@testable import Imaging

@Suite struct BlurringTests {
  @Test func `a point becomes the Gaussian, seen from the middle of each block`() {
    var plane = Plane(width: 9, height: 9, samples: [Float](repeating: 0, count: 81))
    plane.samples[4 * 9 + 4] = 1
    let small = plane.blurred(standardDeviation: 1, keepingEvery: 3)
    #expect(small.width == 3 && small.height == 3)
    // exp(-9/2) / sum of exp(-i^2/2) for i = -4...4, in Python.
    let (middle, side) = (0.3989434, 0.0044318)
    #expect(abs(Double(small.samples[4]) - middle * middle) < 1e-6)
    #expect(abs(Double(small.samples[3]) - middle * side) < 1e-6)
    #expect(small.samples[1] == small.samples[3])
  }

  @Test(arguments: [2, 3, 4])
  func `a constant stays as it is, and a slope is read at the blocks' middles`(factor: Int) {
    let flat = Plane(width: 12, height: 12, samples: [Float](repeating: 0.25, count: 144))
    #expect(
      flat.blurred(standardDeviation: 0.55, keepingEvery: factor).samples.allSatisfy { abs($0 - 0.25) < 1e-6 }
    )
    let slope = Plane(width: 24, height: 1, samples: (0..<24).map { Float($0) })
    let small = slope.blurred(standardDeviation: 0.55, keepingEvery: factor)
    let middle = small.width / 2
    #expect(abs(small.samples[middle] - (Float(middle * factor) + Float(factor - 1) / 2)) < 1e-4)
  }

  @Test func `hardly any blur keeps the middle pixel`() {
    let plane = Plane(width: 6, height: 3, samples: (0..<18).map { Float($0 % 5) })
    let small = plane.blurred(standardDeviation: 0.1, keepingEvery: 3)
    #expect(small.samples == [plane.samples[7], plane.samples[10]])
  }
}
