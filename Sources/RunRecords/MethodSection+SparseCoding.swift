import ExperimentSpecs
import SparseCoding

extension DictionarySettings {
  /// The settings of a spec.
  package init(_ section: MethodSection.DictionaryLearning) {
    self.init(
      atoms: section.atoms, iterations: section.iterations, sparsity: section.sparsity,
      energy: section.energy, maximumPatches: section.patches)
  }
}

extension AnchorSettings {
  /// The settings of a spec.
  package init(_ section: MethodSection.Anchoring) {
    self.init(
      samples: section.samples, sizes: section.sizes, sizeFactor: section.sizeFactor,
      nearest: section.nearest, ridge: section.ridge)
  }
}

extension YangSettings {
  /// The settings of a spec.
  /// - Parameter name: which of the two forms it is.
  package init(_ section: MethodSection.Coding, name: MethodSection.Name) {
    let amplitude: YangAmplitude =
      switch section.amplitude {
      case .featureNorm: .featureNorm
      case .fittedNorm: .fittedNorm
      case .middleContrast: .middleContrast
      }
    self.init(
      form: name == .sparseCodingTIP ? .tip2010 : .cvpr2008, atoms: section.atoms, patches: section.patches,
      passes: section.passes, batch: section.batch, trainingPenalty: section.trainingPenalty,
      penalty: section.penalty, isNonNegative: section.isNonNegative, amplitude: amplitude,
      backProjections: section.backProjections)
  }
}

extension ExampleMethod {
  /// The method of a spec; for sparse coding, which stands on no such dictionary, Zeyde's.
  package init(_ name: MethodSection.Name) {
    switch name {
    case .gr: self = .globalRegression
    case .anr: self = .anchoredRegression
    case .adjustedANR: self = .adjustedAnchors
    case .leastSquares: self = .leastSquares
    case .nonNegative: self = .nonNegative
    case .locallyLinear: self = .locallyLinear
    case .zeyde, .sparseCoding, .sparseCodingTIP: self = .zeyde
    }
  }
}

extension MethodDescription {
  /// The training of the dictionary that the method stands on, which is all that Zeyde's method has: the same images,
  /// settings and seed are one dictionary for all methods. Nil for Zeyde's method itself and for sparse coding.
  package var dictionaryRun: MethodDescription? {
    guard method.name != .zeyde, let dictionary = method.dictionary else { return nil }
    return MethodDescription(
      spec: "dictionaries", variant: "x\(data.scale)", seed: seed, data: data,
      method: MethodSection(name: .zeyde, recipe: .dictionary(dictionary)))
  }
}
