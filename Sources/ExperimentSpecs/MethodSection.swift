/// The `method` section: which example-based method is trained in place of a network, and how.
///
/// A spec has the settings of several methods beside each other, and a variant names the one that it is:
///
///     "method": { "dictionary": { "atoms": 1024, … }, "sc": { … } }
///     { "id": "anr", "method.name": "anr" }
///
/// This value has what the named method uses, and nothing of the others.
public struct MethodSection: Sendable, Equatable {
  /// A method, by its name in the literature's tables.
  public enum Name: String, Sendable, Equatable, Codable, CaseIterable {
    /// Zeyde, Elad and Protter: a pair of dictionaries, matching pursuit.
    case zeyde
    /// Global regression.
    case gr
    /// Anchored neighbourhood regression.
    case anr
    /// Adjusted anchored neighbourhood regression.
    case adjustedANR = "a+"
    /// Neighbour embedding with least squares.
    case leastSquares = "ne+ls"
    /// Neighbour embedding with non-negative least squares.
    case nonNegative = "ne+nnls"
    /// Neighbour embedding with locally linear embedding.
    case locallyLinear = "ne+lle"
    /// Sparse coding by Yang et al. in the form of CVPR 2008.
    case sparseCoding = "sc"
    /// Sparse coding by Yang et al. in the form of TIP 2010.
    case sparseCodingTIP = "sc-tip"
  }

  /// How a pair of dictionaries is learned.
  public struct DictionaryLearning: Sendable, Equatable {
    public var atoms: Int
    /// Iterations of K-SVD.
    public var iterations: Int
    /// Atoms that a training patch is coded by.
    public var sparsity: Int
    /// The share of the features' energy that their basis keeps, between 0 and 1.
    public var energy: Double
    /// Learn from a random choice of so many patches, or `nil` for all.
    public var patches: Int?

    /// A section of these values, unchecked.
    public init(atoms: Int, iterations: Int, sparsity: Int, energy: Double, patches: Int? = nil) {
      self.atoms = atoms
      self.iterations = iterations
      self.sparsity = sparsity
      self.energy = energy
      self.patches = patches
    }
  }

  /// How the regressors of A+ are fitted.
  public struct Anchoring: Sendable, Equatable {
    /// The most samples that are collected.
    public var samples: Int
    /// Sizes at which each image is used.
    public var sizes: Int
    /// The factor between two sizes.
    public var sizeFactor: Double
    /// Samples that an atom's regressor is fitted to.
    public var nearest: Int
    /// What is added to the diagonal of the equations.
    public var ridge: Double

    /// A section of these values, unchecked.
    public init(samples: Int, sizes: Int, sizeFactor: Double, nearest: Int, ridge: Double) {
      self.samples = samples
      self.sizes = sizes
      self.sizeFactor = sizeFactor
      self.nearest = nearest
      self.ridge = ridge
    }
  }

  /// How the joint dictionary of sparse coding is learned, and how images are coded.
  public struct Coding: Sendable, Equatable {
    /// What gives a patch its contrast.
    public enum Amplitude: String, Sendable, Equatable, Codable, CaseIterable {
      /// The norm of its features.
      case featureNorm
      /// The norm of its features times what suits the training patches best.
      case fittedNorm
      /// 1.2 times the contrast of the interpolated patch.
      case middleContrast
    }

    public var atoms: Int
    /// Training patches, every second the transpose of the one before.
    public var patches: Int
    /// How often the training goes through all patches.
    public var passes: Int
    /// Patches after which the dictionary is updated.
    public var batch: Int
    /// The penalty of the lasso in training.
    public var trainingPenalty: Double
    /// The penalty of the lasso when an image is made larger.
    public var penalty: Double
    /// Whether coefficients below 0 are forbidden when an image is made larger.
    public var isNonNegative: Bool
    /// What gives a patch its contrast.
    public var amplitude: Amplitude
    /// Rounds of back-projection, 0 for none.
    public var backProjections: Int

    /// A section of these values, unchecked.
    public init(
      atoms: Int, patches: Int, passes: Int, batch: Int, trainingPenalty: Double, penalty: Double,
      isNonNegative: Bool, amplitude: Amplitude, backProjections: Int
    ) {
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
  }

  /// The settings that a method has.
  public enum Recipe: Sendable, Equatable {
    /// Those of its dictionary alone.
    case dictionary(DictionaryLearning)
    /// Those of A+.
    case anchors(DictionaryLearning, Anchoring)
    /// Those of sparse coding.
    case coding(Coding)
  }

  public let name: Name
  /// Its settings.
  public let recipe: Recipe

  /// A method with its settings, unchecked.
  public init(name: Name, recipe: Recipe) {
    self.name = name
    self.recipe = recipe
  }

  /// The settings of the dictionary that Zeyde's method and its relatives share, or `nil` for sparse coding.
  public var dictionary: DictionaryLearning? {
    switch recipe {
    case .dictionary(let learning), .anchors(let learning, _): learning
    case .coding: nil
    }
  }
}

extension MethodSection.Name {
  /// The key of the section that has the method's own settings beside those of the dictionary, or of all its
  /// settings; `nil` for the dictionary alone.
  var ownKey: String? {
    switch self {
    case .adjustedANR, .sparseCoding, .sparseCodingTIP: rawValue
    case .zeyde, .gr, .anr, .leastSquares, .nonNegative, .locallyLinear: nil
    }
  }

  /// Whether the method stands on Zeyde's dictionary.
  public var usesDictionary: Bool { self != .sparseCoding && self != .sparseCodingTIP }

  /// The fewest atoms that the method can choose from.
  var leastAtoms: Int {
    switch self {
    case .zeyde: 3
    case .gr, .adjustedANR, .sparseCoding, .sparseCodingTIP: 1
    case .anr: 40
    case .leastSquares: 12
    case .nonNegative, .locallyLinear: 24
    }
  }
}

extension MethodSection {
  /// The layers of sparse coding written as a network; `nil` for a method that can't be.
  ///
  /// Patches of 5 x 5 pixels under gradient filters that reach 2 further; a channel for each sign of a product or a
  /// coefficient, and one for the mean.
  /// - Source: section 3.2 of the paper.
  public var asNetwork: (filters: [Int], widths: [Int])? {
    guard name == .sparseCodingTIP, case .coding(let coding) = recipe, coding.backProjections == 0,
      coding.amplitude != .middleContrast
    else { return nil }
    return ([9, 1, 5], [2 * coding.atoms + 1, (coding.isNonNegative ? 1 : 2) * coding.atoms + 1])
  }
}
