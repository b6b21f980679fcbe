import Imaging
import LinearAlgebra
import Tensors
import Testing

@testable import SparseCoding

/// An image with no two parts alike.
private func image(_ width: Int, _ height: Int) -> Plane {
  var random = RandomStream(seed: 11, purpose: "parts")
  return Plane(
    width: width, height: height, samples: (0..<width * height).map { _ in Float(random.uniform()) })
}

/// Puts parts together; each pixel must come once.
private struct Assembly {
  private(set) var plane: Plane
  private var times: [Int]
  private(set) var parts = 0

  init(_ width: Int, _ height: Int) {
    plane = Plane(width: width, height: height, samples: Array(repeating: .nan, count: width * height))
    times = Array(repeating: 0, count: width * height)
  }

  mutating func take(_ part: EnlargedPart) {
    parts += 1
    for y in 0..<part.plane.height {
      for x in 0..<part.plane.width {
        let place = (part.row + y) * plane.width + part.column + x
        plane.samples[place] = part.plane.samples[y * part.plane.width + x]
        times[place] += 1
      }
    }
  }

  var isWhole: Bool { times.allSatisfy { $0 == 1 } }
}

@Suite struct `Methods in parts` {
  /// The image at once, as before it was worked on in parts: one sum of all patches.
  private func whole(_ model: ExampleModel, _ low: Plane) throws -> Plane {
    var enlarged = low.upscaled(by: model.scale)
    let gradients = GradientPlanes(enlarged, scale: model.scale)
    let grid = gradients.grid
    var sums = ColumnPlane(width: enlarged.width, height: enlarged.height), counts = sums
    let ones = [Float](repeating: 1, count: grid.side * grid.side), reconstruction = Reconstruction(model)
    for first in stride(from: 0, to: grid.count, by: ExampleModel.block) {
      let patches = first..<min(grid.count, first + ExampleModel.block)
      let differences = try reconstruction.differences(
        model.dictionary.basis.multiplied(by: gradients.features(patches), transposed: true))
      for patch in patches {
        sums.add(
          differences.elements, from: (patch - first) * ones.count, at: grid.origin(patch), side: grid.side)
        counts.add(ones, from: 0, at: grid.origin(patch), side: grid.side)
      }
    }
    let difference = sums.plane, covered = counts.plane
    for index in enlarged.samples.indices where covered.samples[index] > 0 {
      enlarged.samples[index] += difference.samples[index] / covered.samples[index]
    }
    return enlarged
  }

  @Test(arguments: ExampleMethod.allCases)
  func `of examples give the bits of the whole at once`(_ method: ExampleMethod) throws {
    let model = try Small.model(method)
    // Columns of less and of more patches than a block has, and the smallest image.
    for (width, height) in [(61, 44), (9, 290), (5, 5), (23, 5)] {
      let low = image(width, height), expected = try whole(model, low)
      for blocks in [1, 3, 1000] {
        var assembly = Assembly(3 * width, 3 * height)
        try model.upscale(low, threads: 2, blocksAtATime: blocks) { assembly.take($0) }
        #expect(assembly.isWhole && assembly.plane == expected, "\(width) x \(height), \(blocks) blocks")
        if width == 61 { #expect(assembly.parts == [1: 9, 3: 3, 1000: 1][blocks]) }
      }
      #expect(try model.upscaled(low, threads: 1) == expected)
    }
  }

  /// Sparse coding at once: all patches summed, then all steps of back projection over the whole image.
  private func whole(_ model: YangModel, _ low: Plane) throws -> Plane {
    let coder = try YangCoder(model, low), geometry = model.geometry
    var image = YangMaps(low.upscaled(by: model.scale))
    let width = image.width
    var sums = [Double](repeating: 0, count: image.samples.count), counts = sums
    for row in coder.rows {
      let strip = coder.strip(ofRow: row, width: width), start = row * geometry.step * width
      for i in strip.indices { sums[start + i] += strip[i] }
      for column in coder.columns {
        for y in 0..<geometry.patch {
          let first = start + y * width + column * geometry.step
          for i in first..<first + geometry.patch { counts[i] += 1 }
        }
      }
    }
    for i in sums.indices where counts[i] > 0 { image.samples[i] = sums[i] / counts[i] }
    for _ in 0..<model.settings.backProjections { project(&image, onto: low, scale: model.scale) }
    return image.plane()
  }

  private func project(_ image: inout YangMaps, onto low: Plane, scale: Int) {
    let shrunk = image.plane().downscaled(by: scale)
    let difference = Plane(
      width: low.width, height: low.height, samples: zip(low.samples, shrunk.samples).map { $0 - $1 })
    let enlarged = YangMaps(difference.upscaled(by: scale))
    let taps = [
      0.018_315_638_888_734_18, 0.367_879_441_171_442_33, 1, 0.367_879_441_171_442_33,
      0.018_315_638_888_734_18,
    ]
    let sum = taps.reduce(0, +), (width, height) = (image.width, image.height)
    for y in 0..<height {
      for x in 0..<width {
        var value = 0.0
        for dy in max(-2, -y)...min(2, height - 1 - y) {
          for dx in max(-2, -x)...min(2, width - 1 - x) {
            value += taps[dy + 2] * taps[dx + 2] * enlarged.samples[(y + dy) * width + x + dx]
          }
        }
        image.samples[y * width + x] += value / (sum * sum)
      }
    }
  }

  @Test(arguments: [(YangForm.cvpr2008, 3), (.cvpr2008, 2), (.tip2010, 2), (.tip2010, 3)], [0, 1, 3])
  func `of sparse coding give the bits of the whole at once`(
    _ kind: (form: YangForm, scale: Int), _ projections: Int
  ) throws {
    var settings =
      kind.form == .cvpr2008 ? YangSettings.cvpr2008(scale: kind.scale) : YangSettings.tip2010
    settings.atoms = 24
    settings.backProjections = projections
    let model = try YangMiniature.randomModel(settings, scale: kind.scale)
    for (width, height) in [(11, 53), (10, 10), (12, 17)] {
      let low = image(width, height), expected = try whole(model, low)
      for rows in [1, 7, 40, 1000] {
        var assembly = Assembly(kind.scale * width, kind.scale * height)
        try model.upscale(low, threads: 2, rowsAtATime: rows) { assembly.take($0) }
        #expect(assembly.isWhole && assembly.plane == expected, "\(width) x \(height), \(rows) rows")
        if height == 53, rows == 7 { #expect(assembly.parts > 10) }
      }
      #expect(try model.upscaled(low, threads: 1) == expected)
    }
  }
}
