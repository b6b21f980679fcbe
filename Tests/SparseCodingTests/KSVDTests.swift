import LinearAlgebra
import Tensors
import Testing

@testable import SparseCoding

struct KSVDTests {
  /// Vectors of three atoms each, of a dictionary to be found again, with a little noise.
  private static let data: Matrix<Float> = {
    let atoms = randomAtoms(16, 30, seed: 3)
    var data = randomMatrix(16, 1500, seed: 4, as: Float.self)
    var random = RandomStream(seed: 6, purpose: "codes")
    for index in data.elements.indices { data.elements[index] *= 0.01 }
    for vector in 0..<data.columns {
      for _ in 0..<3 {
        let atom = Int(random.integer(below: 30))
        Vectors.add(
          atoms.elements, from: atom * 16, count: 16, times: Float(random.normal()),
          to: &data.elements,
          from: vector * 16)
      }
    }
    return data
  }()

  @Test func `the error falls with the iterations and the codes stay those of the dictionary`()
    throws
  {
    var learner = try KSVD(data: Self.data, atoms: 30, sparsity: 3, seed: 1)
    var errors: [Double] = []
    for iteration in 1...12 {
      let before = try MatchingPursuit(dictionary: learner.dictionary, sparsity: 3)
        .codes(of: Self.data, threads: 2).residual
      try learner.iterate(isLast: iteration == 12, threads: 2)
      let coded = before.elements.reduce(0) { $0 + Double($1) * Double($1) }
      // Improving the atoms never raises what the pursuit left over.
      #expect(learner.error <= (coded / Double(Self.data.elements.count)).squareRoot() * (1 + 1e-6))
      errors.append(learner.error)
    }
    #expect(errors[11] < 0.5 * errors[0], "\(errors)")
    let combined = learner.codes.combined(learner.dictionary).elements
    let error =
      zip(Self.data.elements, combined).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
      / Double(combined.count)
    #expect(abs(error.squareRoot() - learner.error) < 1e-6)
    for atom in 0..<30 { #expect(abs(learner.dictionary.energy(ofColumn: atom) - 1) < 1e-5) }
  }

  @Test func `an atom that nobody uses takes over the vector represented worst`() throws {
    // Two clusters, and one outlier that neither represents; the third atom begins equal to one of the others.
    var data = Matrix<Float>(rows: 3, columns: 21)
    for vector in 0..<20 { data[vector % 2, vector] = Float(vector + 1) }
    data[2, 20] = 5
    for seed in UInt64(0)..<20 {
      var learner = try KSVD(data: data, atoms: 3, sparsity: 1, seed: seed)
      try learner.iterate(isLast: false, threads: 1)
      try learner.iterate(isLast: true, threads: 1)
      #expect(learner.error < 1e-6, "seed \(seed)")
      #expect(learner.codes.users(ofAtoms: 3).min() ?? 0 > 0, "seed \(seed)")
    }
  }

  @Test func `fewer vectors than atoms are refused`() {
    #expect(
      throws: SparseCodingError.tooFewPatches(
        found: 2, needed: 3, purpose: "a dictionary of 3 atoms")
    ) {
      try KSVD(
        data: Matrix(rows: 1, columns: 3, elements: [1, 0, 2]), atoms: 3, sparsity: 1, seed: 1)
    }
  }
}
