import Imaging
import LinearAlgebra
import Testing

@testable import SparseCoding

struct PipelineTests {
  @Test func `filters are those of MATLAB's conv2 with shape same`() {
    // conv2([0 0 0 0 1 0 0 0 0], [1 0 0 -1], 'same') is [0 0 1 0 0 -1 0 0 0].
    let expected: [(scale: Int, gradient: [Float], laplacian: [Float])] = [
      (2, [0, 0, 0, 1, 0, -1, 0, 0, 0], [0, 0, 0.5, 0, -1, 0, 0.5, 0, 0]),
      (3, [0, 0, 1, 0, 0, -1, 0, 0, 0], [0, 0.5, 0, 0, -1, 0, 0, 0.5, 0]),
      (4, [0, 0, 1, 0, 0, 0, -1, 0, 0], [0.5, 0, 0, 0, -1, 0, 0, 0, 0.5]),
    ]
    var impulse = Plane(width: 9, height: 9, samples: [Float](repeating: 0, count: 81))
    impulse.samples[4 * 9 + 4] = 1
    for (scale, gradient, laplacian) in expected {
      let planes = GradientPlanes(impulse, scale: scale).planes.map(\.plane)
      #expect(Array(planes[0].samples[36..<45]) == gradient, "scale \(scale)")
      #expect((0..<9).map { planes[1].samples[$0 * 9 + 4] } == gradient)
      #expect(Array(planes[2].samples[36..<45]) == laplacian)
      #expect((0..<9).map { planes[3].samples[$0 * 9 + 4] } == laplacian)
    }
  }

  @Test func `patches lie a low-resolution pixel inside the image, column after column`() {
    let full = PatchGrid(width: 24, height: 30, scale: 3)
    #expect(full.side == 9 && full.across == 4 && full.down == 6)
    #expect(full.origin(0) == (3, 3) && full.origin(1) == (3, 6) && full.origin(6) == (6, 3))
    #expect(full.origin(full.count - 1) == (12, 18))
    let coarse = PatchGrid(width: 24, height: 30, scale: 3, step: 2)
    #expect(coarse.across == 2 && coarse.down == 3 && coarse.origin(1) == (3, 9))
    #expect(PatchGrid(width: 12, height: 90, scale: 3).count == 0)
    #expect(PatchGrid(width: 15, height: 15, scale: 3).count == 1)
  }

  @Test func `a patch holds its four derivatives one after the other, each column after column`() {
    let image = syntheticImages(1)[0]
    let gradients = GradientPlanes(image, scale: 2)
    let (x, y) = gradients.grid.origin(7)
    let features = gradients.features(7..<8)
    #expect(features.rows == 144)
    for (number, plane) in gradients.planes.map(\.plane).enumerated() {
      for column in 0..<6 {
        for row in 0..<6 {
          #expect(
            features[number * 36 + column * 6 + row, 0]
              == plane.samples[(y + row) * 48 + x + column])
        }
      }
    }
  }

  @Test func `the basis is orthonormal and keeps the energy asked for, not a direction more`()
    throws
  {
    let images = syntheticImages(3)
    let basis = try ExampleDictionary.basis(images, scale: 2, energy: 0.98, threads: 2)
    #expect(distance(basis.gram.elements, Matrix<Float>.identity(basis.columns).elements) < 1e-5)
    var total = 0.0
    var kept = [Double](repeating: 0, count: basis.columns)
    for image in images {
      let image = TrainingImage(image, scale: 2, step: 2)
      let features = image.gradients.features(0..<image.grid.count)
      let reduced = basis.multiplied(by: features, transposed: true)
      total += features.elements.reduce(0) { $0 + Double($1) * Double($1) }
      for column in 0..<reduced.columns {
        for row in kept.indices {
          kept[row] += Double(reduced[row, column]) * Double(reduced[row, column])
        }
      }
    }
    #expect(kept == kept.sorted())
    #expect(kept.reduce(0, +) > 0.98 * total)
    #expect(kept.dropFirst().reduce(0, +) < 0.98 * total)
  }

  @Test
  func
    `an image is the interpolated one plus the average of its patches, and its border is untouched`()
    throws
  {
    let model = try Small.model(.globalRegression)
    let low = syntheticImages(1)[0].downscaled(by: 3)
    let enlarged = low.upscaled(by: 3)
    let gradients = GradientPlanes(enlarged, scale: 3)
    let grid = gradients.grid
    let features = model.dictionary.basis.multiplied(
      by: gradients.features(0..<grid.count), transposed: true)
    let regressor = Matrix(rows: 81, columns: features.rows, elements: model.regressors.elements)
    let patches = regressor * features
    let result = try model.upscaled(low, threads: 2)
    for (x, y) in [(3, 3), (20, 11), (44, 44), (9, 30)] {
      let values = (0..<grid.count).compactMap { patch -> Double? in
        let (left, top) = grid.origin(patch)
        guard (left..<left + 9).contains(x), (top..<top + 9).contains(y) else { return nil }
        return Double(patches[(x - left) * 9 + y - top, patch])
      }
      let expected =
        Double(enlarged.samples[y * 48 + x]) + values.reduce(0, +) / Double(values.count)
      #expect(abs(Double(result.samples[y * 48 + x]) - expected) < 1e-5)
    }
    for (x, y) in [(0, 0), (2, 20), (45, 20), (20, 2), (20, 45)] {
      #expect(result.samples[y * 48 + x] == enlarged.samples[y * 48 + x])
    }
  }
}
