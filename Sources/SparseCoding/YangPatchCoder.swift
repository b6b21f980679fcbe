import LinearAlgebra

/// Codes patches' features over the low-resolution atoms of a model.
struct YangPatchCoder: Sendable {
  let model: YangModel
  let gram: LassoGram

  init(_ model: YangModel) {
    self.model = model
    gram = LassoGram(count: model.settings.atoms, elements: model.lowResolutionAtoms.gram.elements)
  }

  /// The codes of features, a patch a column.
  ///
  /// - Complexity: O(patches * atoms * (features + coefficients)).
  func coding(_ features: Matrix<Double>) -> YangPatchCodes {
    var signals = features
    let amplitudes = (0..<features.columns).map { column in
      let amplitude = model.amplitude(ofFeatures: norm(features.column(column)))
      for i in column * features.rows..<(column + 1) * features.rows { signals.elements[i] /= amplitude }
      return amplitude
    }
    let correlations = model.lowResolutionAtoms.multiplied(by: signals, transposed: true)
    var search = LassoSearch(gram: gram, problem: model.problem)
    var penalties: [Double] = []
    let solutions = (0..<signals.columns).map { column in
      let solution = search.solution(correlations: correlations.column(column))
      penalties.append(search.reachedPenalty)
      return solution
    }
    return YangPatchCodes(
      amplitudes: amplitudes, correlations: correlations, solutions: solutions, penalties: penalties)
  }
}

/// The codes of some patches.
struct YangPatchCodes: Sendable {
  /// By how much each patch's features were divided.
  let amplitudes: [Double]
  /// Dl'y, a column a patch.
  let correlations: Matrix<Double>
  let solutions: [LassoSolution]
  /// The penalty that each is the solution of.
  let penalties: [Double]

  /// A patch of mean 0 in high resolution.
  func highResolutionPatch(_ index: Int, model: YangModel) -> [Double] {
    let atoms = model.highResolutionAtoms
    var patch = [Double](repeating: 0, count: atoms.rows)
    for (atom, value) in zip(solutions[index].atoms, solutions[index].values) {
      let start = Int(atom) * atoms.rows
      let weight = value * amplitudes[index]
      for i in patch.indices { patch[i] += weight * atoms.elements[start + i] }
    }
    return patch
  }
}
