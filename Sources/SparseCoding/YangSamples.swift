import Imaging
import LinearAlgebra
import Tensors

/// Pairs of high-resolution patches and features from training images, joined to columns of norm 1.
struct YangSamples: Sendable {
  /// High-resolution samples above features, a patch a column.
  let signals: Matrix<Double>

  /// Draws patches from images, the larger an image the more; each patch's transpose follows it.
  ///
  /// - Source: `rnd_smp_dictionary.m` and `coupled_dic_train.m` of the CVPR 2008 code, `rnd_smp_patch.m`,
  ///   `patch_pruning.m` and `train_coupled_dict.m` of ScSR. Deviations: in a transposed patch the derivatives
  ///   along and across change places too (the original leaves them), patches keep away from the border, and no
  ///   position comes twice.
  /// - Throws: `SparseCodingError.tooFewPatches` if there are fewer positions than asked for, or fewer usable
  ///   patches than atoms.
  init(
    images: [Plane], settings: YangSettings, geometry: YangGeometry, seed: UInt64, threads: Int
  ) throws {
    let crops = images.map { $0.cropped(toMultipleOf: geometry.scale) }
    let grids = crops.map { crop in
      (
        geometry.origins(along: crop.height / geometry.scale),
        geometry.origins(along: crop.width / geometry.scale)
      )
    }
    let positions = grids.map { $0.0.count * $0.1.count }
    let (available, wanted) = (positions.reduce(0, +), settings.patches / 2)
    guard wanted <= available else {
      throw SparseCodingError.tooFewPatches(
        found: 2 * available, needed: settings.patches, purpose: "sparse coding with these settings")
    }
    var before = 0
    let shares = positions.map { count in
      defer { before += count }
      return (before + count) * wanted / available - before * wanted / available
    }
    let columns = try orderedMap(crops.count, threads: threads) { image -> [Double] in
      guard shares[image] > 0 else { return [] }
      var stream = RandomStream(seed: seed, purpose: "sparse coding patches", index: UInt64(image))
      let chosen = stream.permutation(of: positions[image]).prefix(shares[image]).map(Int.init)
      return Self.columns(of: crops[image], at: chosen, grids[image], form: settings.form, geometry)
    }
    let rows = geometry.patchCount + geometry.featureCount
    let elements = Array(columns.joined())
    let found = elements.count / rows
    guard found >= settings.atoms else {
      throw SparseCodingError.tooFewPatches(
        found: found, needed: settings.atoms,
        purpose: "a dictionary of \(settings.atoms) atoms, which begins with them,")
    }
    signals = Matrix(rows: rows, columns: found, elements: elements)
  }

  /// The joint columns of the patches at `chosen` positions of an image's grid.
  private static func columns(
    of image: Plane, at chosen: [Int], _ grid: (rows: Range<Int>, columns: Range<Int>), form: YangForm,
    _ geometry: YangGeometry
  ) -> [Double] {
    let high = YangMaps(image)
    let middle = YangMaps(image.downscaled(by: geometry.scale).upscaled(by: geometry.middleFactor))
    let features = middle.derivatives()
    var result: [Double] = []
    result.reserveCapacity(chosen.count * 2 * (geometry.patchCount + geometry.featureCount))
    var patch = [Double](repeating: 0, count: geometry.patchCount)
    var feature = [Double](repeating: 0, count: geometry.featureCount)
    for position in chosen {
      let row = grid.rows.lowerBound + position / grid.columns.count
      let column = grid.columns.lowerBound + position % grid.columns.count
      high.copyPatch(
        row: row * geometry.step, column: column * geometry.step, side: geometry.patch, into: &patch, at: 0)
      features.copyPatch(
        row: row * geometry.middleStep, column: column * geometry.middleStep, side: geometry.middlePatch,
        into: &feature, at: 0)
      let mean = patch.reduce(0, +) / Double(patch.count)
      let centered = patch.map { $0 - mean }
      guard let joint = joint(centered, feature, form) else { continue }
      result += joint
      result += transposed(joint, geometry)
    }
    return result
  }

  /// A patch above its features, weighted as the form asks, of norm 1; nil for a patch that is too flat.
  private static func joint(_ patch: [Double], _ feature: [Double], _ form: YangForm) -> [Double]? {
    let (patchRoot, featureRoot) = (Double(patch.count).squareRoot(), Double(feature.count).squareRoot())
    let upper: Double, lower: Double
    switch form {
    case .cvpr2008: (upper, lower) = (1 / patchRoot, 1 / featureRoot)
    case .tip2010:
      let (patchNorm, featureNorm) = (norm(patch[...]), norm(feature[...]))
      let variance = patchNorm * patchNorm / Double(patch.count - 1)
      guard variance > 10, featureNorm > 0 else { return nil }
      (upper, lower) = (patchRoot / patchNorm, featureRoot / featureNorm)
    }
    let joint = patch.map { $0 * upper } + feature.map { $0 * lower }
    let length = norm(joint[...])
    return length > 1e-5 ? joint.map { $0 / length } : nil
  }

  /// The joint column of the transposed patch: every square transposed, derivatives along and across exchanged.
  static func transposed(_ joint: [Double], _ geometry: YangGeometry) -> [Double] {
    func square(_ start: Int, _ side: Int) -> [Double] {
      (0..<side * side).map { joint[start + $0 % side * side + $0 / side] }
    }
    let size = geometry.middlePatch * geometry.middlePatch
    return square(0, geometry.patch)
      + [1, 0, 3, 2].flatMap { square(geometry.patchCount + $0 * size, geometry.middlePatch) }
  }
}
