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
