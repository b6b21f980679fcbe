import LinearAlgebra
import SparseCoding
import Tensors

/// Models of random atoms of norm 1, for what doesn't depend on training.
package enum SparseCodingModels {
  package static func random(
    atoms: Int = 6, isNonNegative: Bool = false, scale: Int = 2,
    change: (inout YangSettings) -> Void = { _ in }
  ) throws -> YangModel {
    var settings = YangSettings.tip2010
    (settings.atoms, settings.isNonNegative) = (atoms, isNonNegative)
    (settings.amplitude, settings.backProjections) = (.fittedNorm, 0)
    change(&settings)
    let geometry = try YangGeometry(form: settings.form, scale: scale)
    var stream = RandomStream(seed: 3, purpose: "test dictionary")
    func dictionary(_ rows: Int) -> Matrix<Double> {
      Matrix(
        rows: rows,
        columnVectors: (0..<atoms).map { _ in
          let atom = (0..<rows).map { _ in stream.normal() }
          let length = atom.reduce(0) { $0 + $1 * $1 }.squareRoot()
          return atom.map { $0 / length }
        })
    }
    return try YangModel(
      scale: scale, settings: settings, highResolutionAtoms: dictionary(geometry.patchCount),
      lowResolutionAtoms: dictionary(geometry.featureCount))
  }
}
