/// What decides a model of sparse coding (SC) by Yang et al., beside the images and the seed.
public struct YangSettings: Sendable, Equatable, Codable {
  /// Where patches lie and how those for training are weighted.
  public var form: YangForm
  /// Atoms of the dictionary.
  public var atoms: Int
  /// Training patches, of which every second is the transpose of the one before.
  public var patches: Int
  /// How often the training goes through all patches.
  public var passes: Int
  /// Patches after which the dictionary is updated.
  public var batch: Int
  /// Penalty of the lasso in training, 1/2 |x - D s|^2 + `trainingPenalty` |s|_1, for patches of norm 1.
  public var trainingPenalty: Double
  /// Penalty of the lasso when an image is made larger.
  public var penalty: Double
  /// Whether coefficients below 0 are forbidden when an image is made larger.
  public var isNonNegative: Bool
  /// What gives a high-resolution patch its contrast.
  public var amplitude: YangAmplitude
  /// Rounds of back-projection, which make the result shrink to the given image; 0 for none.
  public var backProjections: Int

  public init(
    form: YangForm, atoms: Int, patches: Int, passes: Int, batch: Int, trainingPenalty: Double,
    penalty: Double, isNonNegative: Bool, amplitude: YangAmplitude, backProjections: Int
  ) {
    self.form = form
    self.atoms = atoms
    self.patches = patches
    self.passes = passes
    self.batch = batch
    self.trainingPenalty = trainingPenalty
    self.penalty = penalty
    self.isNonNegative = isNonNegative
    self.amplitude = amplitude
    self.backProjections = backProjections
  }

  /// The form of CVPR 2008 that the paper's 31.42 dB on Set5 x3 come from.
  ///
  /// - Source: `Example.m`, `coupled_dic_train.m` and `L1SR.m` of Yang's CVPR 2008 code; overlap 2 as set by
  ///   `yima.m` of the ANR package. That atoms of norm 1 in both resolutions give the right contrast is luck of
  ///   factor 3, the one it was published for: other factors fit the contrast.
  public static func cvpr2008(scale: Int) -> YangSettings {
    YangSettings(
      form: .cvpr2008, atoms: 1024, patches: 80_000, passes: 50, batch: 5000, trainingPenalty: 0.05,
      penalty: 0.1, isNonNegative: true, amplitude: scale == 3 ? .featureNorm : .fittedNorm,
      backProjections: 0
    )
  }

  /// The form of TIP 2010.
  ///
  /// - Source: `Demo_Dictionary_Training.m`, `Demo_SR.m` and `ScSR.m` of Yang's ScSR package.
  public static let tip2010 = YangSettings(
    form: .tip2010, atoms: 1024, patches: 100_000, passes: 40, batch: 5000, trainingPenalty: 0.15,
    penalty: 0.2, isNonNegative: false, amplitude: .middleContrast, backProjections: 20)

  /// Checks every value.
  ///
  /// - Throws: `SparseCodingError.badSetting` for the first that makes no sense.
  func check() throws(SparseCodingError) {
    let counts = [
      ("atoms", atoms, 1), ("patches", patches, 2), ("passes", passes, 1), ("batch", batch, 1),
      ("backProjections", backProjections, 0),
    ]
    for (name, value, least) in counts where value < least {
      throw .badSetting(name: name, expected: "\(least) or more", found: "\(value)")
    }
    for (name, value) in [("trainingPenalty", trainingPenalty), ("penalty", penalty)]
    where !(value > 0 && value.isFinite) {
      throw .badSetting(name: name, expected: "a number above 0", found: "\(value)")
    }
  }
}

/// The published forms of sparse coding for super-resolution.
public enum YangForm: String, Sendable, Codable {
  /// Patches of 3 x 3 low-resolution pixels, features on the image enlarged twice.
  ///
  /// - Source: J. Yang, J. Wright, T. Huang, Y. Ma, "Image super-resolution as sparse representation of raw image
  ///   patches", CVPR 2008.
  case cvpr2008
  /// Patches of 5 x 5 high-resolution pixels, features on the image enlarged to its final size.
  ///
  /// - Source: J. Yang, J. Wright, T. Huang, Y. Ma, "Image super-resolution via sparse representation", IEEE
  ///   Transactions on Image Processing 19(11), 2010.
  case tip2010
}

extension YangForm {
  /// The norm, of samples `0…255`, that features are divided by at least, so that those that are all but nothing
  /// aren't blown up: 1 in the samples of the published code, which are `0…1` in the CVPR 2008 form, as the paper's
  /// comparison runs it (`load_images.m`, `yima.m`), and `0…255` in ScSR.
  var leastAmplitude: Double { self == .cvpr2008 ? 255 : 1 }

  /// How many breakpoints of the lasso's path beyond the penalty an image's codes are taken at.
  ///
  /// - Source: SparseLab's `SolveLasso.m`, which the CVPR 2008 code calls: it compares the penalty with where a step
  ///   began, so that it takes one more after the first that ends below. Its codes are those of a smaller penalty, a
  ///   little other for each patch.
  var breakpointsBeyond: Int { self == .cvpr2008 ? 2 : 0 }
}

/// What gives a high-resolution patch its contrast.
public enum YangAmplitude: String, Sendable, Codable {
  /// The norm of the features; the atoms have the norm 1 in both resolutions (CVPR 2008).
  case featureNorm
  /// The norm of the features times a factor, the same for all atoms, that suits the training patches best.
  case fittedNorm
  /// 1.2 times the contrast of the interpolated patch (TIP 2010).
  case middleContrast
}

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
