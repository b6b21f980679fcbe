import Foundation
import Testing

import Vocabulary

@testable import Imaging

/// What the measures are built of, against the plainest way to compute the same.
@Suite struct MeasureFoundationTests {
  /// A plane of a value at each sample.
  private func plane(_ width: Int, _ height: Int, _ value: (_ x: Int, _ y: Int) -> Double) -> DoublePlane {
    var plane = DoublePlane(zeros: width, height)
    for i in plane.samples.indices { plane.samples[i] = value(i % width, i / width) }
    return plane
  }

  /// Whole numbers without an order, so that sums of products are exact.
  private func plane(_ width: Int, _ height: Int) -> DoublePlane {
    plane(width, height) { x, y in
      let i = y * width + x
      return Double((i * 7919 + i * i * 31) % 101)
    }
  }

  @Test(arguments: [
    (Border.zero, [nil, nil, 0, 1, 2, nil, nil]), (.mirrored, [1, 0, 0, 1, 2, 2, 1]),
    (.mirroredAtSample, [2, 1, 0, 1, 2, 1, 0]),
  ])
  func `a border goes on as its kind says`(border: Border, positions: [Int?]) {
    #expect((-2..<5).map { border.position(of: $0, count: 3) } == positions)
    #expect(border.position(of: 0, count: 1) == 0)
  }

  @Test(arguments: [1, 2])
  func `a correlation is the sum over the filter's square`(step: Int) {
    let image = plane(9, 6)
    let taps = (0..<25).map { Double($0 * $0 % 11) - 4 }
    let found = image.correlated(with: taps, border: .mirroredAtSample, step: step)
    #expect((found.width, found.height) == ((9 + step - 1) / step, (6 + step - 1) / step))
    for y in 0..<found.height {
      for x in 0..<found.width {
        var sum = 0.0
        for (i, tap) in taps.enumerated() {
          let row = Border.mirroredAtSample.position(of: y * step + i / 5 - 2, count: 6) ?? 0
          let column = Border.mirroredAtSample.position(of: x * step + i % 5 - 2, count: 9) ?? 0
          sum += tap * image.samples[row * 9 + column]
        }
        #expect(found.samples[y * found.width + x] == sum)
      }
    }
  }

  @Test func `a separable correlation is that with the product of the taps`() {
    let taps = [1.0, -2, 5, 3, 1]
    let product = taps.flatMap { a in taps.map { a * $0 } }
    let image = plane(12, 8)
    let whole = image.correlated(with: product, border: .zero)
    let inner = image.correlated(separably: taps)
    #expect((inner.width, inner.height) == (8, 4))
    for i in inner.samples.indices {
      #expect(inner.samples[i] == whole.samples[(i / 8 + 2) * 12 + i % 8 + 2])
    }
  }

  @Test(arguments: [1, 3, 4, 7])
  func `a product of matrices is rows times columns`(inner: Int) {
    let (a, b) = (plane(inner, 3), plane(5, inner))
    let product = a.times(b)
    for row in 0..<3 {
      for column in 0..<5 {
        let sum = (0..<inner).reduce(0.0) {
          $0 + a.samples[row * inner + $1] * b.samples[$1 * 5 + column]
        }
        #expect(product.samples[row * 5 + column] == sum)
      }
    }
  }

  @Test func `a symmetric matrix is its eigenvectors times its eigenvalues`() {
    let size = 9
    let matrix = plane(size, size) { i, j in Double((i * j + 3 * (i + j)) % 13) }
    let rows = (0..<size).map { i in
      (0..<size).map { j in i == j ? matrix.samples[i * size + j] + 20 : matrix.samples[i * size + j] }
    }
    let decomposed = SymmetricMatrix(rows)
    let (values, vectors) = (decomposed.eigenvalues, decomposed.eigenvectors)
    for i in 0..<size {
      for j in 0..<size {
        let element = (0..<size).reduce(0.0) { $0 + values[$1] * vectors[$1][i] * vectors[$1][j] }
        #expect(abs(element - rows[i][j]) < 1e-12)
        let scalarProduct = (0..<size).reduce(0.0) { $0 + vectors[i][$1] * vectors[j][$1] }
        #expect(abs(scalarProduct - (i == j ? 1 : 0)) < 1e-13)
      }
    }
  }

  @Test func `the eigenvalues of a matrix of ones are its size and zeros`() {
    let values = SymmetricMatrix([[Double]](repeating: [1, 1, 1], count: 3)).eigenvalues.sorted()
    #expect(abs(values[2] - 3) < 1e-14 && abs(values[0]) < 1e-14 && abs(values[1]) < 1e-14)
  }

  @Test(arguments: [(8, 6), (7, 6), (8, 5), (7, 5), (1, 4)])
  func `all frequencies together give the image back`(width: Int, height: Int) {
    let image = plane(width, height)
    let frequencies = Frequencies(width: width, height: height, reach: 64)
    let back = frequencies.image(of: frequencies.spectrum(of: image))
    for (a, b) in zip(image.samples, back.samples) { #expect(abs(a - b) < 1e-11) }
  }

  @Test func `the bands of an even size add up to an image without fine detail`() {
    // 3 cycles along and 5 down, and a mean.
    let image = plane(64, 80) { x, y in
      let turns = 3 * Double(x) / 64 - 5 * Double(y) / 80
      return 100 + 20 * cos(2 * Double.pi * turns + 1)
    }
    let bands = CosineLogBands(width: 64, height: 80).bands(of: image)
    for i in image.samples.indices {
      let sum = bands.reduce(0.0) { $0 + $1.samples[i] }
      #expect(abs(sum - image.samples[i]) < 1e-10)
    }
    #expect(bands[0].samples.allSatisfy { abs($0 - 100) < 1e-10 })
  }

  @Test func `the pyramid's bands answer to changes in their own direction, and to no flat image`() {
    let stripes = plane(64, 64) { x, _ in x / 2 % 2 == 0 ? 0 : 100 }
    for (horizontal, vertical) in SteerablePyramid(stripes, levels: 2).bands {
      #expect(vertical.samples.allSatisfy { abs($0) < 1e-9 })
      #expect(horizontal.samples.contains { abs($0) > 1 })
    }
    let flat = plane(64, 64) { _, _ in 200 }
    let sizes = SteerablePyramid(flat, levels: 4).bands.map { bands in
      #expect((bands.horizontal.samples + bands.vertical.samples).allSatisfy { abs($0) < 1e-9 })
      return bands.horizontal.width
    }
    #expect(sizes == [64, 32, 16, 8])
  }

  @Test func `padding for IFC mirrors the sides and fills the corners`() {
    let image = DoublePlane(width: 3, height: 2, samples: [1, 2, 3, 4, 5, 6])
    let padded = image.paddedForDecomposition()
    #expect((padded.width, padded.height) == (128, 128))
    // 63 columns before the image, 62 after; 63 rows above and below.
    let middle = Array(padded.samples[63 * 128 + 60..<63 * 128 + 70])
    #expect(middle == [3, 3, 2, 1, 2, 3, 2, 1, 1, 1])
    #expect(padded.samples[64 * 128 + 63] == 4 && padded.samples[65 * 128 + 63] == 1)
    #expect(padded.samples[0] == 5 && padded.samples[127] == 5)
    #expect(padded.samples[127 * 128] == 2 && padded.samples[128 * 128 - 1] == 2)
    let whole = DoublePlane(zeros: 160, 128)
    #expect(whole.paddedForDecomposition().samples == whole.samples)
  }
}
