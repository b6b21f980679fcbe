import Imaging
import LinearAlgebra
import Testing

@testable import SparseCoding

struct RegressorTests {
  /// H (L'L + ridge I)^-1 L' times the gain, as the papers write it: the other side of the identity that is used.
  private func closedForm(
    _ high: Matrix<Float>, _ low: Matrix<Float>, ridge: Double, gain: Double
  ) throws -> [Float] {
    let high = high.converted(to: Double.self)
    let low = low.converted(to: Double.self)
    let solution = try low.gram.addingToDiagonal(ridge).solvePositiveDefinite(low.transposed)
    return high.multiplied(by: solution, scale: gain).converted(to: Float.self).elements
  }

  @Test func `regressors of ANR and GR are the papers' closed form`() throws {
    let dictionary = try Small.dictionary()
    let anr = try Small.model(.anchoredRegression).regressors
    for atom in [0, 17, 47] {
      let products = dictionary.lowAtoms.multiplied(by: dictionary.lowAtoms, transposed: true)
      let nearest = (0..<48).sorted { abs(products[$0, atom]) > abs(products[$1, atom]) }.prefix(40)
      let expected = try closedForm(
        dictionary.highAtoms.columns(Array(nearest)), dictionary.lowAtoms.columns(Array(nearest)),
        ridge: 0.01,
        gain: 1.01)
      #expect(distance(Array(anr.column(atom)), expected) < 1e-4)
    }
    let global = try closedForm(dictionary.highAtoms, dictionary.lowAtoms, ridge: 0.01, gain: 1.01)
    #expect(distance(try Small.model(.globalRegression).regressors.elements, global) < 1e-4)
  }

  @Test func `a regressor of A+ is fitted to the samples nearest to its atom`() throws {
    let dictionary = try Small.dictionary()
    let model = try Small.model(.adjustedAnchors)
    // The same samples collected the plain way: 6 images, 3 sizes, 2000 at most.
    var low: [[Float]] = []
    var high: [[Float]] = []
    for factor in [1, 0.98, 0.98 * 0.98] {
      for image in Small.images {
        let side = Int((48 * factor).rounded(.up))
        let sized = factor == 1 ? image : image.resized(width: side, height: side, scale: factor)
        let training = TrainingImage(sized, scale: 3, step: 1)
        let all = 0..<training.grid.count
        let features = dictionary.basis.multiplied(
          by: training.gradients.features(all), transposed: true)
        let differences = training.differences(all)
        for patch in all where low.count < 2000 {
          let norm = features.energy(ofColumn: patch).squareRoot()
          low.append(features.column(patch).map { Float(Double($0) / norm) })
          high.append(differences.column(patch).map { norm < 0.1 ? $0 : $0 / Float(norm) })
        }
      }
    }
    for atom in [0, 30] {
      let anchor = Array(dictionary.lowAtoms.column(atom))
      let distances = low.map {
        zip($0, anchor).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
      }
      let nearest = low.indices.sorted { distances[$0] < distances[$1] }.prefix(100)
      let expected = try closedForm(
        Matrix(rows: 81, columnVectors: nearest.map { high[$0] }),
        Matrix(rows: dictionary.features, columnVectors: nearest.map { low[$0] }), ridge: 0.1,
        gain: 1)
      #expect(distance(Array(model.regressors.column(atom)), expected) < 1e-4)
    }
  }

  @Test func `the nearest samples are the same as by sorting all, the earlier of equals`() {
    let scores = (0..<1000).map { Float(($0 * 7919) % 97) }
    var nearest = NearestSamples(wanted: 25)
    for (sample, score) in scores.enumerated() { nearest.offer(sample, score: score) }
    let sorted = scores.indices.sorted {
      scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
    }
    #expect(nearest.samples() == sorted.prefix(25).sorted())
  }

  @Test func `high-resolution atoms are the least-squares answer, and unused atoms have none`()
    throws
  {
    let atoms = randomAtoms(8, 5, seed: 1)
    let pursuit = MatchingPursuit(dictionary: atoms, sparsity: 2)
    let codes = pursuit.coded(randomMatrix(8, 60, seed: 2)).codes
    let truth = randomMatrix(9, 5, seed: 3, as: Float.self)
    let found = try ExampleDictionary.leastSquares(codes.combined(truth), codes: codes, atoms: 5)
    #expect(distance(found.elements, truth.elements) < 1e-4)
    #expect(
      throws: SparseCodingError.singular(
        purpose: "the high-resolution atoms", reason: .notPositiveDefinite(order: 6, minor: 6))
    ) {
      try ExampleDictionary.leastSquares(codes.combined(truth), codes: codes, atoms: 6)
    }
  }
}
