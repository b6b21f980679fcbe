import Imaging
import LinearAlgebra
import Tensors

/// Trains a joint dictionary pass by pass: each batch of patches is coded by the lasso, then the dictionary is
/// the one that explains the batch best with these codes.
///
/// The same images, settings and seed give the same bits for any number of threads.
///
/// - Source: H. Lee et al., "Efficient sparse coding algorithms", NIPS 2006; `sparse_coding.m` of the CVPR 2008
///   code. Deviations: a patch's last code is the start of its next one (the solution is the same, sooner), an
///   atom that no patch of a pass used is replaced by a random patch.
public struct YangTraining: Sendable {
  /// Signals coded by one piece of work.
  static let block = 125

  public let settings: YangSettings
  /// The factor by which both sides are to grow.
  public let scale: Int
  /// How far the training is.
  public private(set) var state: YangTrainingState
  let samples: YangSamples
  private let seed: UInt64

  /// Draws patches from the high-resolution `images`, `0…1`, and begins with a random choice of them as atoms, or
  /// goes on from the state of a training of the same images, settings and seed.
  ///
  /// - Throws: `SparseCodingError.badSetting`, `.tooFewPatches`; `.badShape` and `.notFinite` for a state that
  ///   doesn't fit.
  public init(
    images: [Plane], scale: Int, settings: YangSettings, seed: UInt64, state: YangTrainingState? = nil,
    threads: Int
  ) throws {
    try settings.check()
    let geometry = try YangGeometry(form: settings.form, scale: scale)
    samples = try YangSamples(
      images: images, settings: settings, geometry: geometry, seed: seed, threads: threads)
    try state?.check(rows: samples.signals.rows, atoms: settings.atoms, patches: samples.signals.columns)
    var stream = RandomStream(seed: seed, purpose: "sparse coding dictionary")
    let chosen = stream.permutation(of: samples.signals.columns).prefix(settings.atoms).map(Int.init)
    self.state =
      state
      ?? YangTrainingState(
        history: [], dictionary: samples.signals.columns(chosen),
        solutions: Array(repeating: .zero, count: samples.signals.columns))
    (self.settings, self.scale, self.seed) = (settings, scale, seed)
  }

  /// Whether all passes are done.
  public var isFinished: Bool { state.history.count >= settings.passes }

  /// The model of the dictionary as it stands.
  public func model(threads: Int) throws -> YangModel {
    let model = try YangModel(scale: scale, settings: settings, joint: state.dictionary)
    guard settings.amplitude == .fittedNorm else { return model }
    let contrast = try contrast(of: model, threads: threads)
    var atoms = model.highResolutionAtoms
    for i in atoms.elements.indices { atoms.elements[i] *= contrast }
    return try YangModel(
      scale: scale, settings: settings, highResolutionAtoms: atoms,
      lowResolutionAtoms: model.lowResolutionAtoms)
  }

  /// Goes once through all patches in a random order.
  ///
  /// - Parameter goesOn: asked before each batch; once it says no, the pass is given up.
  /// - Returns: whether the pass was finished. If not, or if it throws, the state is what it was before.
  /// - Throws: `SparseCodingError.singular`.
  @discardableResult
  public mutating func pass(threads: Int, while goesOn: () -> Bool = { true }) throws -> Bool {
    var next = self
    guard try next.batches(threads: threads, while: goesOn) else { return false }
    self = next
    return true
  }

  /// The batches of a pass, up to the last or to the one before which `goesOn` says no.
  private mutating func batches(threads: Int, while goesOn: () -> Bool) throws -> Bool {
    let count = samples.signals.columns
    var order = RandomStream(seed: seed, purpose: "sparse coding order", index: UInt64(state.history.count))
    let indices = order.permutation(of: count).map(Int.init)
    let batches = max(1, count / settings.batch)
    var objective = 0.0, coefficients = 0
    var used = [Bool](repeating: false, count: settings.atoms)
    for batch in 0..<batches {
      guard goesOn() else { return false }
      let chosen = Array(indices[batch * count / batches..<(batch + 1) * count / batches])
      let signals = samples.signals.columns(chosen)
      let coded = try coded(signals, from: chosen.map { state.solutions[$0] }, threads: threads)
      for (index, solution) in zip(chosen, coded.solutions) {
        state.solutions[index] = solution
        coefficients += solution.atoms.count
        for atom in solution.atoms { used[Int(atom)] = true }
      }
      objective += coded.objective
      var fit = YangDictionaryFit(
        signals: signals, solutions: coded.solutions, penalty: settings.trainingPenalty,
        dictionary: state.dictionary)
      state.dictionary = try fit.dictionary()
    }
    replaceUnused(used)
    state.history.append(
      YangPass(
        objective: objective / Double(count),
        shareOfZeros: 1 - Double(coefficients) / Double(count * settings.atoms),
        replacedAtoms: used.count { !$0 }))
    return true
  }

  /// Codes signals over the dictionary, and sums the objective.
  private func coded(
    _ signals: Matrix<Double>, from starts: [LassoSolution], threads: Int
  ) throws -> (solutions: [LassoSolution], objective: Double) {
    let gram = LassoGram(count: settings.atoms, elements: state.dictionary.gram.elements)
    let problem = LassoProblem(penalty: settings.trainingPenalty)
    let blocks = (signals.columns + Self.block - 1) / Self.block
    let results = try orderedMap(blocks, threads: threads) { [dictionary = state.dictionary] block in
      let range = block * Self.block..<min((block + 1) * Self.block, signals.columns)
      let part = signals.columns(range)
      let correlations = dictionary.multiplied(by: part, transposed: true)
      var search = LassoSearch(gram: gram, problem: problem)
      var objective = 0.0
      let solutions = range.map { index in
        let column = correlations.column(index - range.lowerBound)
        let solution = search.solution(correlations: column, from: starts[index])
        let square = norm(part.column(index - range.lowerBound))
        objective += solution.objective(of: problem, correlations: column, square: square * square)
        return solution
      }
      return (solutions: solutions, objective: objective)
    }
    return (results.flatMap(\.solutions), results.reduce(0) { $0 + $1.objective })
  }

  private mutating func replaceUnused(_ used: [Bool]) {
    var stream = RandomStream(
      seed: seed, purpose: "sparse coding replacement", index: UInt64(state.history.count))
    for atom in used.indices where !used[atom] {
      let column = Int(stream.integer(below: UInt64(samples.signals.columns)))
      let start = atom * state.dictionary.rows
      state.dictionary.elements.replaceSubrange(
        start..<start + state.dictionary.rows, with: samples.signals.column(column))
    }
  }
}

extension YangModel {
  /// Trains a model in one go.
  ///
  /// - Throws: `SparseCodingError.badSetting`, `.tooFewPatches`, `.singular`.
  public static func trained(
    on images: [Plane], scale: Int, settings: YangSettings, seed: UInt64, threads: Int
  ) throws -> YangModel {
    var training = try YangTraining(
      images: images, scale: scale, settings: settings, seed: seed, threads: threads)
    while !training.isFinished { try training.pass(threads: threads) }
    return try training.model(threads: threads)
  }
}

extension YangTraining {
  /// About how many patches decide on the contrast.
  static let contrastPatches = 5000

  /// The factor of the high-resolution atoms by which a model comes closest to training patches, in the sum of
  /// squares, when it codes their features as it does those of an image.
  func contrast(of model: YangModel, threads: Int) throws -> Double {
    let count = samples.signals.columns
    let every = max(1, count / Self.contrastPatches)
    let chosen = Array(stride(from: 0, to: count, by: every))
    let coder = YangPatchCoder(model)
    let blocks = (chosen.count + Self.block - 1) / Self.block
    let sums = try orderedMap(blocks, threads: threads) { [samples] block in
      let part = Array(chosen[block * Self.block..<min((block + 1) * Self.block, chosen.count)])
      let coding = coder.coding(
        Matrix(rows: model.geometry.featureCount, columnVectors: part.map(samples.features)))
      var product = 0.0, square = 0.0
      for (index, column) in part.enumerated() {
        let made = coding.highResolutionPatch(index, model: model)
        let wanted = samples.highResolutionPatch(column)
        for (a, b) in zip(made, wanted) {
          product += a * b
          square += a * a
        }
      }
      return (product: product, square: square)
    }
    let square = sums.reduce(0) { $0 + $1.square }
    return square > 0 ? sums.reduce(0) { $0 + $1.product } / square : 1
  }
}

/// All that changes in a ``YangTraining``: with it and the same images, settings and seed the training goes on to
/// the same bits.
public struct YangTrainingState: Sendable, Equatable {
  /// What each pass done has found.
  public internal(set) var history: [YangPass]
  /// The joint dictionary: high-resolution samples above features, an atom a column, of norm at most 1.
  public internal(set) var dictionary: Matrix<Double>
  /// The code of each training patch in the last pass.
  public internal(set) var solutions: [LassoSolution]

  /// The state that was stored.
  public init(history: [YangPass], dictionary: Matrix<Double>, solutions: [LassoSolution]) {
    self.history = history
    self.dictionary = dictionary
    self.solutions = solutions
  }

  /// - Throws: `SparseCodingError.badShape`, `.notFinite`.
  func check(rows: Int, atoms: Int, patches: Int) throws(SparseCodingError) {
    guard dictionary.rows == rows, dictionary.columns == atoms else {
      throw .badShape(
        name: "dictionary", expected: "\(atoms) atoms of \(rows) values",
        found: "\(dictionary.columns) atoms of \(dictionary.rows) values")
    }
    guard dictionary.isFinite else { throw .notFinite(name: "dictionary") }
    guard solutions.count == patches else {
      throw .badShape(name: "solutions", expected: "\(patches) codes", found: "\(solutions.count) codes")
    }
    guard
      solutions.allSatisfy({ solution in
        zip(solution.atoms, solution.atoms.dropFirst()).allSatisfy { $0 < $1 }
          && solution.atoms.allSatisfy { $0 >= 0 && $0 < atoms }
      })
    else {
      throw .badShape(name: "solutions", expected: "rising atoms below \(atoms)", found: "others")
    }
    guard solutions.allSatisfy({ $0.values.allSatisfy(\.isFinite) }) else {
      throw .notFinite(name: "solutions")
    }
  }
}

/// What a pass of ``YangTraining`` found, before the dictionary's last update.
public struct YangPass: Sendable, Equatable {
  /// Mean of 1/2 |x - D s|^2 + penalty |s|_1 over the patches.
  public let objective: Double
  /// Share of the coefficients that were 0, `0…1`.
  public let shareOfZeros: Double
  /// Atoms that no patch used and that were replaced.
  public let replacedAtoms: Int

  /// The findings that were stored.
  public init(objective: Double, shareOfZeros: Double, replacedAtoms: Int) {
    self.objective = objective
    self.shareOfZeros = shareOfZeros
    self.replacedAtoms = replacedAtoms
  }
}
