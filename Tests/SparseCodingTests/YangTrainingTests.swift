import Imaging
import LinearAlgebra
import Tensors
import Testing

@testable import SparseCoding

@Suite struct YangTrainingTests {
  @Test func `each pass lowers the objective of the training patches`() throws {
    var settings = YangSample.settings
    settings.batch = settings.patches
    var training = try YangTraining(
      images: YangSample.images, scale: 3, settings: settings, seed: 1, threads: 2)
    while !training.isFinished { try training.pass(threads: 2) }
    let objectives = training.history.map(\.objective)
    #expect(objectives.count == 3 && training.history.allSatisfy { $0.replacedAtoms == 0 })
    #expect(objectives[1] < objectives[0] && objectives[2] < objectives[1])
    #expect(training.history[2].shareOfZeros > 0.5)
  }

  @Test func `the number of threads changes no bit, the seed does`() throws {
    func atoms(seed: UInt64, threads: Int) throws -> Matrix<Double> {
      try YangModel.trained(
        on: YangSample.images, scale: 3, settings: YangSample.settings, seed: seed, threads: threads
      ).highResolutionAtoms
    }
    let one = try atoms(seed: 1, threads: 1)
    #expect(try atoms(seed: 1, threads: 3) == one)
    #expect(try atoms(seed: 2, threads: 1) != one)
  }

  @Test func `atoms have the norm 1, or the ratio of their norms in the joint dictionary`() throws {
    let separate = try YangSample.model()
    var settings = YangSample.settings
    settings.amplitude = .jointNorm
    let joint = try YangSample.model(settings)
    #expect(joint.lowResolutionAtoms == separate.lowResolutionAtoms)
    for atom in 0..<settings.atoms {
      #expect(abs(norm(separate.highResolutionAtoms.column(atom)) - 1) < 1e-12)
      #expect(abs(norm(separate.lowResolutionAtoms.column(atom)) - 1) < 1e-12)
      let length = norm(joint.highResolutionAtoms.column(atom))
      let parallel = zip(joint.highResolutionAtoms.column(atom), separate.highResolutionAtoms.column(atom))
      #expect(parallel.allSatisfy { abs($0 - length * $1) < 1e-12 })
    }
    #expect(Set((0..<settings.atoms).map { norm(joint.highResolutionAtoms.column($0)) }).count > 1)
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
    let image = YangSample.image(0, side: 30)
    var turned = image
    for y in 0..<30 { for x in 0..<30 { turned.samples[x * 30 + y] = image.samples[y * 30 + x] } }
    func joint(_ image: Plane, row: Int, column: Int) -> [Double] {
      var values = [Double](repeating: 0, count: geometry.patchCount + geometry.featureCount)
      YangMaps(image).copyPatch(row: 3 * row, column: 3 * column, side: 9, into: &values, at: 0)
      YangMaps(image.downscaled(by: 3).upscaled(by: 2)).derivatives()
        .copyPatch(row: 2 * row, column: 2 * column, side: 6, into: &values, at: geometry.patchCount)
      return values
    }
    let there = YangSamples.transposed(joint(image, row: 2, column: 4), geometry)
    // Interpolation rounds to Float.
    #expect(zip(there, joint(turned, row: 4, column: 2)).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  @Test func `too few patches and settings without sense are errors that say what to do`() throws {
    func message(_ change: (inout YangSettings) -> Void, images: [Plane] = YangSample.images) -> String {
      var settings = YangSample.settings
      change(&settings)
      do {
        _ = try YangTraining(images: images, scale: 3, settings: settings, seed: 1, threads: 1)
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      message { $0.patches = 100_000 }.contains(
        "864 patches; sparse coding with these settings needs at least 100000"))
    #expect(message({ $0.patches = 400 }, images: [YangSample.image(0, side: 9)]).contains("give 0 patches"))
    #expect(message { $0.atoms = 500 }.contains("needs at least 500"))
    #expect(message { $0.penalty = .nan }.hasPrefix("penalty is nan; expected a number above 0"))
    #expect(message { $0.batch = 0 }.hasPrefix("batch is 0; expected 1 or more"))
  }
}
