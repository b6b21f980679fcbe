import Imaging
import LinearAlgebra
import Tensors

/// A high-resolution patch of mean 0 above the features of its low-resolution version.
struct YangSample: Sendable {
  /// The two, weighted as the form asks, together of norm 1.
  let joint: [Double]
  /// The norms before that.
  let patchNorm: Double, featureNorm: Double

  private init(joint: [Double], patchNorm: Double, featureNorm: Double) {
    self.joint = joint
    self.patchNorm = patchNorm
    self.featureNorm = featureNorm
  }

  /// Joins the two; nil for a patch that is too flat.
  ///
  /// - Source: `coupled_dic_train.m` of the CVPR 2008 code; `patch_pruning.m`, `train_coupled_dict.m` of ScSR.
  init?(patch: [Double], feature: [Double], _ form: YangForm) {
    let (patchNorm, featureNorm) = (norm(patch[...]), norm(feature[...]))
    let (patchRoot, featureRoot) = (Double(patch.count).squareRoot(), Double(feature.count).squareRoot())
    let upper: Double, lower: Double
    switch form {
    case .cvpr2008: (upper, lower) = (1 / patchRoot, 1 / featureRoot)
    case .tip2010:
      let variance = patchNorm * patchNorm / Double(patch.count - 1)
      guard variance > 10, featureNorm > 0 else { return nil }
      (upper, lower) = (patchRoot / patchNorm, featureRoot / featureNorm)
    }
    let joint = patch.map { $0 * upper } + feature.map { $0 * lower }
    guard norm(joint[...]) > 1e-5 * form.leastAmplitude else { return nil }
    self.init(joint: normalized(joint[...]), patchNorm: patchNorm, featureNorm: featureNorm)
  }

  /// The sample of the transposed patch: every square transposed, derivatives along and across exchanged.
  func transposed(_ geometry: YangGeometry) -> YangSample {
    func square(_ start: Int, _ side: Int) -> [Double] {
      (0..<side * side).map { joint[start + $0 % side * side + $0 / side] }
    }
    let size = geometry.middlePatch * geometry.middlePatch
    let features = [1, 0, 3, 2].flatMap { square(geometry.patchCount + $0 * size, geometry.middlePatch) }
    return YangSample(
      joint: square(0, geometry.patch) + features, patchNorm: patchNorm, featureNorm: featureNorm)
  }
}

/// Pairs of high-resolution patches and features from training images, joined to columns of norm 1.
struct YangSamples: Sendable {
  /// High-resolution samples above features, a patch a column, of norm 1.
  let signals: Matrix<Double>
  /// The norms of the two parts before they were weighted.
  private let norms: [(patch: Double, feature: Double)]
  private let split: Int

  /// Draws patches from images, the larger an image the more; each patch's transpose follows it.
  ///
  /// - Source: `rnd_smp_dictionary.m` and `coupled_dic_train.m` of the CVPR 2008 code, `rnd_smp_patch.m`,
  ///   `patch_pruning.m` and `train_coupled_dict.m` of ScSR. Deviations: in a transposed patch the derivatives
  ///   along and across change places too (the original leaves them), patches keep away from the border, no
  ///   position comes twice, and luminance is that of YCbCr, a multiple of `rgb2gray` and an offset.
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
    let columns = try orderedMap(crops.count, threads: threads) { image -> [YangSample] in
      guard shares[image] > 0 else { return [] }
      var stream = RandomStream(seed: seed, purpose: "sparse coding patches", index: UInt64(image))
      let chosen = stream.permutation(of: positions[image]).prefix(shares[image]).map(Int.init)
      return Self.columns(of: crops[image], at: chosen, grids[image], form: settings.form, geometry)
    }
    let found = columns.reduce(0) { $0 + $1.count }
    guard found >= settings.atoms else {
      throw SparseCodingError.tooFewPatches(
        found: found, needed: settings.atoms,
        purpose: "a dictionary of \(settings.atoms) atoms, which begins with them,")
    }
    split = geometry.patchCount
    signals = Matrix(
      rows: split + geometry.featureCount, columnVectors: columns.joined().map(\.joint))
    norms = columns.joined().map { ($0.patchNorm, $0.featureNorm) }
  }

  /// A patch's high-resolution samples less their mean, as they were in the image.
  func highResolutionPatch(_ column: Int) -> [Double] {
    normalized(signals.column(column).prefix(split)).map { $0 * norms[column].patch }
  }

  /// A patch's features as they were in the image.
  func features(_ column: Int) -> [Double] {
    normalized(signals.column(column).dropFirst(split)).map { $0 * norms[column].feature }
  }

  /// The patches at `chosen` positions of an image's grid.
  private static func columns(
    of image: Plane, at chosen: [Int], _ grid: (rows: Range<Int>, columns: Range<Int>), form: YangForm,
    _ geometry: YangGeometry
  ) -> [YangSample] {
    let high = YangMaps(image)
    let features = YangMaps(image.downscaled(by: geometry.scale).upscaled(by: geometry.middleFactor))
      .derivatives()
    return chosen.flatMap { position -> [YangSample] in
      let row = grid.rows.lowerBound + position / grid.columns.count
      let column = grid.columns.lowerBound + position % grid.columns.count
      let patch = high.square(row: row * geometry.step, column: column * geometry.step, side: geometry.patch)
      let feature = features.square(
        row: row * geometry.middleStep, column: column * geometry.middleStep, side: geometry.middlePatch)
      let mean = patch.reduce(0, +) / Double(patch.count)
      guard let sample = YangSample(patch: patch.map { $0 - mean }, feature: feature, form) else { return [] }
      return [sample, sample.transposed(geometry)]
    }
  }
}
