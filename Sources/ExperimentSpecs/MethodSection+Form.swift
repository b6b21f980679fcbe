extension MethodSection.DictionaryLearning {
  private typealias Own = MethodSection.DictionaryLearning
  private enum Fields {
    static let atoms = Field<Own, Int>("atoms", .integer(1...65536), says: "Atoms.", get: \.atoms)
    static let iterations = Field<Own, Int>(
      "iterations", .integer(1...1000), says: "Iterations of K-SVD.", get: \.iterations)
    static let sparsity = Field<Own, Int>(
      "sparsity", .integer(1...100), says: "Atoms that a training patch is coded by.", get: \.sparsity)
    static let energy = Field<Own, Double>(
      "energy", .number(above: 0, below: 1), says: "The share of the features' energy that is kept.",
      get: \.energy)
    static let patches = Field<Own, Int>(
      "patches", .integer(1...100_000_000), isOptional: true,
      says: "Learn from a random choice of so many patches; absent or null: from all.", get: \.patches)
  }

  static let form = Form<Self>.section(
    "a section with a dictionary",
    [
      AnyField(Fields.atoms), AnyField(Fields.iterations), AnyField(Fields.sparsity),
      AnyField(Fields.energy), AnyField(Fields.patches),
    ], isPatchable: true
  ) { values in
    guard let atoms = values[Fields.atoms], let iterations = values[Fields.iterations],
      let sparsity = values[Fields.sparsity], let energy = values[Fields.energy]
    else { return nil }
    return Self(
      atoms: atoms, iterations: iterations, sparsity: sparsity, energy: energy,
      patches: values[Fields.patches])
  }
}

extension MethodSection.Anchoring {
  private typealias Own = MethodSection.Anchoring
  private enum Fields {
    static let samples = Field<Own, Int>(
      "samples", .integer(1...1_000_000_000), says: "The most samples that are collected.", get: \.samples)
    static let sizes = Field<Own, Int>(
      "sizes", .integer(1...1000), says: "Sizes at which each image is used.", get: \.sizes)
    static let sizeFactor = Field<Own, Double>(
      "sizeFactor", .number(above: 0, to: 1), says: "The factor between two sizes.", get: \.sizeFactor)
    static let nearest = Field<Own, Int>(
      "nearest", .integer(1...1_000_000_000), says: "Samples that an atom's regressor is fitted to.",
      get: \.nearest)
    static let ridge = Field<Own, Double>(
      "ridge", .number(from: 0), says: "What is added to the diagonal of the equations.", get: \.ridge)
  }

  static let form = Form<Self>.section(
    "a section with regressors",
    [
      AnyField(Fields.samples), AnyField(Fields.sizes), AnyField(Fields.sizeFactor),
      AnyField(Fields.nearest), AnyField(Fields.ridge),
    ], isPatchable: true
  ) { values in
    guard let samples = values[Fields.samples], let sizes = values[Fields.sizes],
      let sizeFactor = values[Fields.sizeFactor], let nearest = values[Fields.nearest],
      let ridge = values[Fields.ridge]
    else { return nil }
    return Self(samples: samples, sizes: sizes, sizeFactor: sizeFactor, nearest: nearest, ridge: ridge)
  }
}

extension MethodSection.Coding {
  private typealias Own = MethodSection.Coding
  private enum Fields {
    static let atoms = Field<Own, Int>("atoms", .integer(1...65536), says: "Atoms.", get: \.atoms)
    static let patches = Field<Own, Int>(
      "patches", .integer(2...100_000_000), says: "Training patches, half of them transposes.",
      get: \.patches)
    static let passes = Field<Own, Int>(
      "passes", .integer(1...10_000), says: "How often training goes through all patches.", get: \.passes)
    static let batch = Field<Own, Int>(
      "batch", .integer(1...100_000_000), says: "Patches after which the dictionary is updated.",
      get: \.batch)
    static let trainingPenalty = Field<Own, Double>(
      "trainingPenalty", .number(above: 0), says: "The penalty of the lasso in training.",
      get: \.trainingPenalty)
    static let penalty = Field<Own, Double>(
      "penalty", .number(above: 0), says: "The penalty of the lasso when an image is made larger.",
      get: \.penalty)
    static let nonNegative = Field<Own, Bool>(
      "nonNegative", .flag, says: "Whether an image's coefficients may not be below 0.",
      get: \.isNonNegative)
    static let amplitude = Field<Own, Amplitude>(
      "amplitude", .word, says: "What gives a patch its contrast.", get: \.amplitude)
    static let backProjections = Field<Own, Int>(
      "backProjections", .integer(0...1000), says: "Rounds of back-projection.", get: \.backProjections)
  }

  static let form = Form<Self>.section(
    "a section with sparse coding",
    [
      AnyField(Fields.atoms), AnyField(Fields.patches), AnyField(Fields.passes), AnyField(Fields.batch),
      AnyField(Fields.trainingPenalty), AnyField(Fields.penalty), AnyField(Fields.nonNegative),
      AnyField(Fields.amplitude), AnyField(Fields.backProjections),
    ], isPatchable: true
  ) { values in
    guard let atoms = values[Fields.atoms], let patches = values[Fields.patches],
      let passes = values[Fields.passes], let batch = values[Fields.batch],
      let trainingPenalty = values[Fields.trainingPenalty], let penalty = values[Fields.penalty],
      let nonNegative = values[Fields.nonNegative], let amplitude = values[Fields.amplitude],
      let backProjections = values[Fields.backProjections]
    else { return nil }
    return Self(
      atoms: atoms, patches: patches, passes: passes, batch: batch, trainingPenalty: trainingPenalty,
      penalty: penalty, isNonNegative: nonNegative, amplitude: amplitude, backProjections: backProjections)
  }
}
