import Imaging
import LinearAlgebra

/// Codes the patches of one low-resolution image.
struct YangCoder: Sendable {
  let model: YangModel
  let gram: LassoGram
  let middle: YangMaps
  let features: YangMaps
  /// Where patches start, in steps.
  let rows: Range<Int>
  let columns: Range<Int>

  /// - Throws: `SparseCodingError.imageTooSmall`.
  init(_ model: YangModel, _ image: Plane) throws(SparseCodingError) {
    let geometry = model.geometry
    let (rows, columns) = (geometry.origins(along: image.height), geometry.origins(along: image.width))
    guard !rows.isEmpty, !columns.isEmpty else {
      throw .imageTooSmall(width: image.width, height: image.height, needed: geometry.leastSide)
    }
    (self.model, self.rows, self.columns) = (model, rows, columns)
    let atoms = model.lowResolutionAtoms
    gram = LassoGram(count: atoms.columns, elements: atoms.gram.elements)
    middle = YangMaps(image.upscaled(by: geometry.middleFactor))
    features = middle.derivatives()
  }

  /// The patches of the row that starts `row` steps from the top.
  ///
  /// - Complexity: O(patches * atoms * (features + coefficients)).
  func coding(ofRow row: Int) -> YangRowCoding {
    let geometry = model.geometry
    var signals = [Double](repeating: 0, count: columns.count * geometry.featureCount)
    var amplitudes: [Double] = []
    for (index, column) in columns.enumerated() {
      let start = index * geometry.featureCount
      features.copyPatch(
        row: row * geometry.middleStep, column: column * geometry.middleStep, side: geometry.middlePatch,
        into: &signals, at: start)
      let range = start..<start + geometry.featureCount
      // Features that are all but nothing aren't blown up.
      let amplitude = max(norm(signals[range]), 1)
      for i in range { signals[i] /= amplitude }
      amplitudes.append(amplitude)
    }
    let features = Matrix(rows: geometry.featureCount, columns: columns.count, elements: signals)
    let correlations = model.lowResolutionAtoms.multiplied(by: features, transposed: true)
    var search = LassoSearch(gram: gram, problem: model.problem)
    let solutions = (0..<columns.count).map { search.solution(correlations: correlations.column($0)) }
    return YangRowCoding(amplitudes: amplitudes, correlations: correlations, solutions: solutions)
  }

  /// The high-resolution patches of a row, summed where they overlap: `patch` rows of the image's width.
  func strip(ofRow row: Int, width: Int) -> [Double] {
    let geometry = model.geometry
    let coding = coding(ofRow: row)
    var strip = [Double](repeating: 0, count: geometry.patch * width)
    for (index, column) in columns.enumerated() {
      let patch = highResolutionPatch(coding, index, row: row, column: column)
      for y in 0..<geometry.patch {
        let target = y * width + column * geometry.step
        for x in 0..<geometry.patch { strip[target + x] += patch[y * geometry.patch + x] }
      }
    }
    return strip
  }

  private func highResolutionPatch(_ coding: YangRowCoding, _ index: Int, row: Int, column: Int) -> [Double] {
    let geometry = model.geometry
    var patch = [Double](repeating: 0, count: geometry.patchCount)
    let solution = coding.solutions[index]
    for (atom, value) in zip(solution.atoms, solution.values) {
      let start = Int(atom) * geometry.patchCount
      let weight = value * coding.amplitudes[index]
      for i in patch.indices { patch[i] += weight * model.highResolutionAtoms.elements[start + i] }
    }
    var middlePatch = [Double](repeating: 0, count: geometry.middlePatch * geometry.middlePatch)
    middle.copyPatch(
      row: row * geometry.middleStep, column: column * geometry.middleStep, side: geometry.middlePatch,
      into: &middlePatch, at: 0)
    let mean = middlePatch.reduce(0, +) / Double(middlePatch.count)
    let factor =
      model.settings.amplitude == .middleContrast ? contrastFactor(patch, middlePatch, mean: mean) : 1
    return patch.map { $0 * factor + mean }
  }

  /// What brings a patch to 1.2 times the contrast of its interpolation.
  ///
  /// - Source: `lin_scale.m` of ScSR.
  private func contrastFactor(_ patch: [Double], _ middlePatch: [Double], mean: Double) -> Double {
    let found = norm(patch[...])
    let wanted = 1.2 * norm(middlePatch.map { $0 - mean }[...])
    // Root mean squares are compared, for the patches may have different numbers of samples.
    return found > 0 ? wanted / found * Double(model.geometry.patch) / Double(model.geometry.middlePatch) : 1
  }
}

/// The codes of a row of patches.
struct YangRowCoding: Sendable {
  /// By how much each patch's features were divided.
  let amplitudes: [Double]
  /// Dl'y, a column a patch.
  let correlations: Matrix<Double>
  let solutions: [LassoSolution]
}
