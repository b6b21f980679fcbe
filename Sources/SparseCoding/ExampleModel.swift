import LinearAlgebra

/// A trained example-based method: a dictionary, what is done with it, and regressors where the method has any.
public struct ExampleModel: Equatable, Sendable {
  /// What is done with the dictionary.
  public let method: ExampleMethod
  /// The features and atoms.
  public let dictionary: ExampleDictionary
  /// For `globalRegression` one, for `anchoredRegression` and `adjustedAnchors` one an atom, else none: each is a
  /// column, itself `(3 scale)^2` x features, column after column.
  public let regressors: Matrix<Float>

  /// A model of the given arrays.
  ///
  /// - Throws: `SparseCodingError.badShape`, `.notFinite`, `.badSetting`.
  public init(
    method: ExampleMethod, dictionary: ExampleDictionary, regressors: Matrix<Float>? = nil
  ) throws(SparseCodingError) {
    let size = dictionary.highAtoms.rows * dictionary.features
    let regressors = regressors ?? Matrix(rows: size, columns: 0)
    try ExampleDictionary.check(regressors, "regressors", size, method.regressors(atoms: dictionary.atoms))
    if let needed = method.atomsOfAPatch, needed > dictionary.atoms {
      throw .badSetting(
        name: "atoms", expected: "at least \(needed) for \(method.name)", found: "\(dictionary.atoms)")
    }
    self.method = method
    self.dictionary = dictionary
    self.regressors = regressors
  }
}
