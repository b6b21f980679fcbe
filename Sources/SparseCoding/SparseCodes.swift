import LinearAlgebra

/// For each of some vectors a few atoms of a dictionary and their coefficients.
public struct SparseCodes: Equatable, Sendable {
  /// The most atoms of a vector.
  public let sparsity: Int
  /// `sparsity` atoms for each vector, in the order in which they were chosen; -1 where there are fewer.
  public internal(set) var atoms: [Int32]
  /// The coefficient of each atom, 0 where there is none.
  public internal(set) var coefficients: [Float]

  init(sparsity: Int, count: Int) {
    self.sparsity = sparsity
    atoms = Array(repeating: -1, count: sparsity * count)
    coefficients = Array(repeating: 0, count: sparsity * count)
  }

  /// One after the other.
  init(sparsity: Int, joining parts: [SparseCodes]) {
    self.sparsity = sparsity
    atoms = parts.flatMap(\.atoms)
    coefficients = parts.flatMap(\.coefficients)
  }

  /// Vectors.
  public var count: Int { atoms.count / sparsity }

  /// The combination of the columns of `dictionary` for each vector, in the order of the codes.
  public func combined(_ dictionary: Matrix<Float>) -> Matrix<Float> {
    var result = Matrix<Float>(rows: dictionary.rows, columns: count)
    for entry in atoms.indices where atoms[entry] >= 0 {
      Vectors.add(
        dictionary.elements, from: Int(atoms[entry]) * dictionary.rows, count: dictionary.rows,
        times: coefficients[entry], to: &result.elements, from: entry / sparsity * dictionary.rows)
    }
    return result
  }
}
