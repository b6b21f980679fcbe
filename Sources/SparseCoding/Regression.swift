import LinearAlgebra
import Tensors

/// Ridge regression from low-resolution features to high-resolution patches.
enum Regression {
  /// The matrix `gain * H L' (L L' + ridge I)^-1`, which equals `gain * H (L'L + ridge I)^-1 L'`.
  ///
  /// - Throws: `SparseCodingError.singular`.
  static func projection(
    high: Matrix<Float>, low: Matrix<Float>, ridge: Double, gain: Double = 1, purpose: String
  ) throws(SparseCodingError) -> Matrix<Float> {
    let system = low.outerGram.converted(to: Double.self).addingToDiagonal(ridge)
    let products = low.multiplied(by: high, otherTransposed: true).converted(to: Double.self)
    do {
      var solution = try system.solvePositiveDefinite(products)
      for index in solution.elements.indices { solution.elements[index] *= gain }
      return solution.transposed.converted()
    } catch {
      throw .singular(purpose: purpose, reason: error)
    }
  }
}

extension ExampleDictionary {
  /// One regressor for all patches, from all atoms.
  ///
  /// - Source: R. Timofte, V. De Smet, L. Van Gool, "Anchored neighborhood regression", 2013: ridge 0.1 for 1024
  ///   atoms, 0.01 for fewer, and the gain 1 + ridge of the package. Deviation: from 2048 atoms the package takes other
  ///   ridges.
  func globalRegressor() throws(SparseCodingError) -> Matrix<Float> {
    let ridge = atoms >= 1024 ? 0.1 : 0.01
    return try Regression.projection(
      high: highAtoms, low: lowAtoms, ridge: ridge, gain: 1 + ridge, purpose: "the global regressor")
  }

  /// A regressor for each atom, from the `neighbours` atoms that correlate most with it, itself among them; one
  /// after the other as columns of `(3 scale)^2 features` elements.
  ///
  /// - Throws: `SparseCodingError.badSetting`, `.singular`; what `progress` throws.
  /// - Source: as `globalRegressor()`: 40 neighbours, ridge 0.01, gain 1.01. Deviation: with fewer than 80 atoms the
  ///   package takes the global regressor.
  func anchoredRegressors(
    neighbours: Int, threads: Int, progress: TrainingProgress.Report
  ) throws -> Matrix<Float> {
    guard neighbours > 0, neighbours <= atoms else {
      throw SparseCodingError.badSetting(
        name: "neighbours", expected: "at most the dictionary's \(atoms) atoms", found: "\(neighbours)")
    }
    let gram = lowAtoms.gram
    let regressors = try orderedMap(atoms, threads: threads) { atom in
      let nearest = largest(neighbours, of: gram.column(atom))
      return try Regression.projection(
        high: highAtoms.columns(nearest), low: lowAtoms.columns(nearest), ridge: 0.01, gain: 1.01,
        purpose: "the regressor of atom \(atom)"
      ).elements
    }
    try progress(TrainingProgress(stage: .regressors, done: atoms, total: atoms))
    return Matrix(rows: highAtoms.rows * features, columnVectors: regressors)
  }
}

/// The places of the `count` values of largest magnitude, the largest first and the first of equals first.
func largest(_ count: Int, of values: ArraySlice<Float>) -> [Int] {
  var places: [Int] = []
  var magnitudes: [Float] = []
  for (place, value) in values.enumerated() {
    let magnitude = abs(value)
    if places.count == count, let last = magnitudes.last, !(magnitude > last) { continue }
    var target = magnitudes.count
    while target > 0, magnitudes[target - 1] < magnitude { target -= 1 }
    magnitudes.insert(magnitude, at: target)
    places.insert(place, at: target)
    if places.count > count {
      magnitudes.removeLast()
      places.removeLast()
    }
  }
  return places
}
