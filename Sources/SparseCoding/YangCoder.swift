import Imaging
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

/// Codes the patches of one low-resolution image.
struct YangCoder: Sendable {
  let patches: YangPatchCoder
  let middle: YangMaps
  let features: YangMaps
  /// The row of the whole middle image that these begin with.
  private let top: Int
  /// Where patches start, in steps.
  let rows: Range<Int>
  let columns: Range<Int>

  private var model: YangModel { patches.model }
  private var geometry: YangGeometry { patches.model.geometry }

  /// - Throws: `SparseCodingError.imageTooSmall`.
  init(_ model: YangModel, _ image: Plane) throws(SparseCodingError) {
    let rows = model.geometry.origins(along: image.height)
    guard !rows.isEmpty, !model.geometry.origins(along: image.width).isEmpty else {
      throw .imageTooSmall(width: image.width, height: image.height, needed: model.geometry.leastSide)
    }
    self.init(YangPatchCoder(model), image, rows: rows)
  }

  /// Codes some rows of patches, of an image that has them.
  init(_ patches: YangPatchCoder, _ image: Plane, rows: Range<Int>) {
    let geometry = patches.model.geometry, reach = YangGeometry.filterReach
    (self.patches, self.rows) = (patches, rows)
    columns = geometry.origins(along: image.width)
    top = max(0, rows.lowerBound * geometry.middleStep - reach)
    let bottom = (rows.upperBound - 1) * geometry.middleStep + geometry.middlePatch + reach
    let middleRows = top..<min(image.height * geometry.middleFactor, bottom)
    middle = YangMaps(
      image.upscaledRows(middleRows, by: geometry.middleFactor, from: 0, of: image.height))
    features = middle.derivatives()
  }

  /// The codes of the patches of the row that starts `row` steps from the top.
  func coding(ofRow row: Int) -> YangPatchCodes {
    patches.coding(
      Matrix(rows: geometry.featureCount, columnVectors: columns.map { square(of: features, row, $0) }))
  }

  /// The high-resolution patches of a row, summed where they overlap: `patch` rows of the image's width.
  func strip(ofRow row: Int, width: Int) -> [Double] {
    let codes = coding(ofRow: row)
    let side = geometry.patch
    var strip = [Double](repeating: 0, count: side * width)
    for (index, column) in columns.enumerated() {
      let patch = codes.highResolutionPatch(index, model: model)
      let middlePatch = square(of: middle, row, column)
      let mean = middlePatch.reduce(0, +) / Double(middlePatch.count)
      let factor = contrastFactor(patch, middlePatch, mean: mean)
      for y in 0..<side {
        let target = y * width + column * geometry.step
        for x in 0..<side { strip[target + x] += patch[y * side + x] * factor + mean }
      }
    }
    return strip
  }

  /// The part of maps at a patch's place.
  private func square(of maps: YangMaps, _ row: Int, _ column: Int) -> [Double] {
    maps.square(
      row: row * geometry.middleStep - top, column: column * geometry.middleStep, side: geometry.middlePatch)
  }

  /// What brings a patch to 1.2 times the contrast of its interpolation, if the model asks for that.
  ///
  /// - Source: `lin_scale.m` of ScSR.
  private func contrastFactor(_ patch: [Double], _ middlePatch: [Double], mean: Double) -> Double {
    guard model.settings.amplitude == .middleContrast else { return 1 }
    let found = norm(patch[...])
    let wanted = 1.2 * norm(middlePatch.map { $0 - mean }[...])
    // Root mean squares are compared, for the patches may have different numbers of samples.
    return found > 0 ? wanted / found * Double(geometry.patch) / Double(geometry.middlePatch) : 1
  }
}
