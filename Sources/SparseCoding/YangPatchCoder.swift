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
      // Features that are all but nothing aren't blown up.
      let amplitude = max(norm(features.column(column)), 1)
      for i in column * features.rows..<(column + 1) * features.rows { signals.elements[i] /= amplitude }
      return amplitude
    }
    let correlations = model.lowResolutionAtoms.multiplied(by: signals, transposed: true)
    var search = LassoSearch(gram: gram, problem: model.problem)
    let solutions = (0..<signals.columns).map { search.solution(correlations: correlations.column($0)) }
    return YangPatchCodes(amplitudes: amplitudes, correlations: correlations, solutions: solutions)
  }
}

/// The codes of some patches.
struct YangPatchCodes: Sendable {
  /// By how much each patch's features were divided.
  let amplitudes: [Double]
  /// Dl'y, a column a patch.
  let correlations: Matrix<Double>
  let solutions: [LassoSolution]

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
