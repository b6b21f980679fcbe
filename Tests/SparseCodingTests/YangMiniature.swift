import Imaging
import LinearAlgebra
import Tensors

@testable import SparseCoding

/// Small images and settings that train within a second.
enum YangMiniature {
  static let settings: YangSettings = {
    var settings = YangSettings.cvpr2008(scale: 3)
    settings.atoms = 24
    settings.patches = 400
    settings.passes = 3
    settings.batch = 100
    return settings
  }()

  /// Rectangles of random gray one over the other: edges in all places.
  static func image(_ index: UInt64, side: Int = 48) -> Plane {
    var stream = RandomStream(seed: 5, purpose: "test image", index: index)
    var plane = Plane(width: side, height: side, samples: Array(repeating: 0.5, count: side * side))
    for _ in 0..<25 {
      let gray = Float(stream.uniform())
      let corner = (0..<4).map { _ in Int(stream.integer(below: UInt64(side))) }
      for y in min(corner[0], corner[1])...max(corner[0], corner[1]) {
        for x in min(corner[2], corner[3])...max(corner[2], corner[3]) { plane.samples[y * side + x] = gray }
      }
    }
    return plane
  }

  static let images = (0..<3).map { image($0) }

  static func model(_ settings: YangSettings = settings, scale: Int = 3) throws -> YangModel {
    try YangModel.trained(on: images, scale: scale, settings: settings, seed: 1, threads: 2)
  }

  /// A model with atoms of random numbers, for what doesn't depend on training.
  static func randomModel(_ settings: YangSettings, scale: Int) throws -> YangModel {
    let geometry = try YangGeometry(form: settings.form, scale: scale)
    var stream = RandomStream(seed: 3, purpose: "test dictionary")
    func atoms(_ rows: Int) -> Matrix<Double> {
      Matrix(
        rows: rows,
        columnVectors: (0..<settings.atoms).map { _ in
          let atom = (0..<rows).map { _ in stream.normal() }
          let length = norm(atom[...])
          return atom.map { $0 / length }
        })
    }
    return try YangModel(
      scale: scale, settings: settings, highResolutionAtoms: atoms(geometry.patchCount),
      lowResolutionAtoms: atoms(geometry.featureCount))
  }

  static func meanSquaredError(_ a: Plane, _ b: Plane) -> Double {
    zip(a.samples, b.samples).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
      / Double(a.samples.count)
  }
}
