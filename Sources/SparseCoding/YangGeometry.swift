/// Where patches lie on the interpolated ("middle") image and on the high-resolution image.
///
/// Patches start at multiples of a step that is `middleStep` pixels on the one and `step` on the other, beginning
/// `margin` steps from the border, where no feature reaches beyond it.
public struct YangGeometry: Sendable, Equatable {
  /// Pixels that the feature filters reach beyond a patch to each side.
  static let filterReach = 2
  /// Feature maps: first and second derivative, along and across.
  static let featureMaps = 4

  /// Factor from the low-resolution to the high-resolution image.
  public let scale: Int
  /// Factor from the low-resolution to the middle image.
  public let middleFactor: Int
  /// Pixels of the middle image between patches.
  public let middleStep: Int
  /// Pixels of the high-resolution image between patches.
  public let step: Int
  /// Steps that a patch is long.
  public let patchSteps: Int
  /// Steps from the border to the first and from the last patch.
  public let margin: Int

  /// The geometry of a form at a scale.
  ///
  /// - Throws: `SparseCodingError.badSetting` for a scale that isn't 2 to 8.
  public init(form: YangForm, scale: Int) throws(SparseCodingError) {
    guard (2...8).contains(scale) else {
      throw .badSetting(name: "scale", expected: "a factor of 2 to 8", found: "\(scale)")
    }
    self.scale = scale
    switch form {
    case .cvpr2008: (middleFactor, middleStep, step, patchSteps, margin) = (2, 2, scale, 3, 1)
    case .tip2010: (middleFactor, middleStep, step, patchSteps, margin) = (scale, 1, 1, 5, 2)
    }
  }

  /// Side of a patch on the middle image.
  public var middlePatch: Int { patchSteps * middleStep }
  /// Side of a high-resolution patch.
  public var patch: Int { patchSteps * step }
  /// Features of a patch.
  public var featureCount: Int { Self.featureMaps * middlePatch * middlePatch }
  /// Samples of a high-resolution patch.
  public var patchCount: Int { patch * patch }
  /// Low-resolution pixels that an image must have in each direction.
  public var leastSide: Int { ((patchSteps + 2 * margin) * middleStep + middleFactor - 1) / middleFactor }

  /// Where the patches start along one direction of `length` low-resolution pixels, in steps.
  func origins(along length: Int) -> Range<Int> {
    let steps = length * middleFactor / middleStep
    return margin..<max(margin, steps - patchSteps - margin + 1)
  }
}
