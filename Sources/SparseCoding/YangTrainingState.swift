import LinearAlgebra

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
