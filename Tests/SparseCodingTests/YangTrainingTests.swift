import Imaging
import LinearAlgebra
import Tensors
import Testing

@testable import SparseCoding

@Suite struct YangTrainingTests {
  @Test func `each pass lowers the objective of the training patches`() throws {
    var settings = YangMiniature.settings
    settings.batch = settings.patches
    var training = try YangTraining(
      images: YangMiniature.images, scale: 3, settings: settings, seed: 1, threads: 2)
    while !training.isFinished { try training.pass(threads: 2) }
    let objectives = training.state.history.map(\.objective)
    #expect(objectives.count == 3 && training.state.history.allSatisfy { $0.replacedAtoms == 0 })
    #expect(objectives[1] < objectives[0] && objectives[2] < objectives[1])
    #expect(training.state.history[2].shareOfZeros > 0.5)
  }

  @Test func `the number of threads changes no bit, the seed does`() throws {
    func atoms(seed: UInt64, threads: Int) throws -> Matrix<Double> {
      try YangModel.trained(
        on: YangMiniature.images, scale: 3, settings: YangMiniature.settings, seed: seed, threads: threads
      ).highResolutionAtoms
    }
    let one = try atoms(seed: 1, threads: 1)
    #expect(try atoms(seed: 1, threads: 3) == one)
    #expect(try atoms(seed: 2, threads: 1) != one)
  }

  @Test func `a training that was cut off goes on to the same bits`() throws {
    func start(_ state: YangTrainingState? = nil) throws -> YangTraining {
      try YangTraining(
        images: YangMiniature.images, scale: 3, settings: YangMiniature.settings, seed: 1, state: state,
        threads: 2)
    }
    var whole = try start()
    while !whole.isFinished { try whole.pass(threads: 2) }
    var first = try start()
    try first.pass(threads: 2)
    var second = try start(first.state)
    while !second.isFinished { try second.pass(threads: 1) }
    #expect(second.state == whole.state)
    #expect(whole.state.history.count == 3 && whole.state != first.state)
  }

  @Test func `a pass that is given up changes nothing`() throws {
    var training = try YangTraining(
      images: YangMiniature.images, scale: 3, settings: YangMiniature.settings, seed: 1, threads: 2)
    let before = training.state
    var batches = 0
    let finished = try training.pass(threads: 2) {
      batches += 1
      return batches < 2
    }
    #expect(!finished && batches == 2)
    #expect(training.state == before)
  }

  @Test func `a state that doesn't fit is an error`() throws {
    let state = try YangTraining(
      images: YangMiniature.images, scale: 3, settings: YangMiniature.settings, seed: 1, threads: 1
    ).state
    let count = state.solutions.count
    func found(_ change: (inout YangTrainingState) -> Void) -> SparseCodingError? {
      var changed = state
      change(&changed)
      return #expect(throws: SparseCodingError.self) {
        try YangTraining(
          images: YangMiniature.images, scale: 3, settings: YangMiniature.settings, seed: 1, state: changed,
          threads: 1)
      }
    }
    #expect(
      found { $0.dictionary = $0.dictionary.columns(0..<9) }
        == .badShape(name: "dictionary", expected: "24 atoms of 225 values", found: "9 atoms of 225 values"))
    #expect(
      found { $0.solutions.removeLast() }
        == .badShape(name: "solutions", expected: "\(count) codes", found: "\(count - 1) codes"))
    #expect(
      found { $0.solutions[5] = LassoSolution(atoms: [3, 24], values: [1, 1]) }
        == .badShape(name: "solutions", expected: "rising atoms below 24", found: "others"))
    #expect(found { $0.dictionary[3, 3] = .nan } == .notFinite(name: "dictionary"))
    #expect(
      found { $0.solutions[5] = LassoSolution(atoms: [3], values: [.infinity]) }
        == .notFinite(name: "solutions"))
  }

  @Test func `atoms have the norm 1, and a fitted contrast multiplies those of high resolution`() throws {
    let plain = try YangMiniature.model()
    var settings = YangMiniature.settings
    settings.amplitude = .fittedNorm
    let fitted = try YangMiniature.model(settings)
    #expect(fitted.lowResolutionAtoms == plain.lowResolutionAtoms)
    let contrast = norm(fitted.highResolutionAtoms.column(0))
    #expect(abs(contrast - 1) > 0.01)
    for atom in 0..<settings.atoms {
      #expect(abs(norm(plain.highResolutionAtoms.column(atom)) - 1) < 1e-12)
      #expect(abs(norm(plain.lowResolutionAtoms.column(atom)) - 1) < 1e-12)
      let pairs = zip(fitted.highResolutionAtoms.column(atom), plain.highResolutionAtoms.column(atom))
      #expect(pairs.allSatisfy { abs($0 - contrast * $1) < 1e-12 })
    }
  }

  @Test func `the fitted contrast is 1 for a model that has it already`() throws {
    var settings = YangMiniature.settings
    settings.amplitude = .fittedNorm
    let training = try YangTraining(
      images: YangMiniature.images, scale: 3, settings: settings, seed: 1, threads: 2)
    #expect(abs(try training.contrast(of: training.model(threads: 2), threads: 1) - 1) < 1e-12)
  }

  @Test func `a fitted dictionary can't be improved within the limit on its norms`() throws {
    var stream = RandomStream(seed: 1, purpose: "fit test")
    let signals = Matrix<Double>(rows: 6, columns: 60, elements: (0..<360).map { _ in 4 * stream.normal() })
    let solutions = (0..<60).map { index in
      LassoSolution(atoms: [Int32(index % 4), 4], values: [stream.normal(), index < 50 ? 0.3 : 9])
    }
    // Atom 5 is used by nobody.
    let before = Matrix<Double>(rows: 6, columns: 6, repeating: 0.1)
    var fit = YangDictionaryFit(signals: signals, solutions: solutions, penalty: 0.05, dictionary: before)
    let dictionary = try fit.dictionary()
    #expect(zip(dictionary.column(5), before.column(5)).allSatisfy { abs($0 - $1) < 1e-12 })
    let norms = (0..<6).map { norm(dictionary.column($0)) }
    #expect(norms.allSatisfy { $0 <= 1 + 1e-12 } && norms.contains { $0 > 0.999 } && norms[4] < 0.9)
    func error(_ dictionary: Matrix<Double>) -> Double {
      var residual = signals
      for (index, solution) in solutions.enumerated() {
        for (atom, value) in zip(solution.atoms, solution.values) {
          for row in 0..<6 { residual[row, index] -= value * dictionary[row, Int(atom)] }
        }
      }
      return residual.elements.reduce(0) { $0 + $1 * $1 }
    }
    let least = error(dictionary)
    for _ in 0..<200 {
      var changed = dictionary
      for i in changed.elements.indices { changed.elements[i] += 0.02 * stream.normal() }
      for atom in 0..<6 {
        let length = max(1, norm(changed.column(atom)))
        for row in 0..<6 { changed[row, atom] /= length }
      }
      #expect(error(changed) > least * (1 - YangDictionaryFit.tolerance))
    }
  }

  @Test func `a transposed sample is the sample of the transposed image`() throws {
    let geometry = try YangGeometry(form: .cvpr2008, scale: 3)
    let image = YangMiniature.image(0, side: 30)
    var turned = image
    for y in 0..<30 { for x in 0..<30 { turned.samples[x * 30 + y] = image.samples[y * 30 + x] } }
    func sample(_ image: Plane, row: Int, column: Int) throws -> YangSample {
      let patch = YangMaps(image).square(row: 3 * row, column: 3 * column, side: 9)
      let feature = YangMaps(image.downscaled(by: 3).upscaled(by: 2)).derivatives()
        .square(row: 2 * row, column: 2 * column, side: 6)
      return try #require(YangSample(patch: patch, feature: feature, .cvpr2008))
    }
    let there = try sample(image, row: 2, column: 4).transposed(geometry).joint
    let expected = try sample(turned, row: 4, column: 2).joint
    // Interpolation rounds to Float.
    #expect(zip(there, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func `too few patches and settings without sense are errors that say what to do`() throws {
    func message(_ change: (inout YangSettings) -> Void, images: [Plane] = YangMiniature.images) -> String {
      var settings = YangMiniature.settings
      change(&settings)
      do {
        _ = try YangTraining(images: images, scale: 3, settings: settings, seed: 1, threads: 1)
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      message { $0.patches = 100_000 }.contains(
        "864 patches; sparse coding with these settings needs at least 100000"))
    #expect(
      message({ $0.patches = 400 }, images: [YangMiniature.image(0, side: 9)]).contains("give 0 patches"))
    #expect(message { $0.atoms = 500 }.contains("needs at least 500"))
    #expect(message { $0.penalty = .nan }.hasPrefix("penalty is nan; expected a number above 0"))
    #expect(message { $0.batch = 0 }.hasPrefix("batch is 0; expected 1 or more"))
  }
}
