import LinearAlgebra

/// How a patch is put together of its neighbours among the atoms, low resolution giving the weights for high.
public enum NeighbourEmbedding: String, CaseIterable, Codable, Sendable {
  /// Least squares, 12 neighbours.
  case leastSquares
  /// Least squares with weights that are not negative, 24 neighbours.
  case nonNegative
  /// Locally linear embedding: weights that sum to one, 24 neighbours.
  case locallyLinear

  /// Neighbours of a patch.
  /// - Source: the settings of Timofte's comparison (ANR, 2013).
  public var neighbours: Int { self == .leastSquares ? 12 : 24 }

  /// The weights of some atoms, a column each, for a vector.
  ///
  /// - Throws: `SparseCodingError.singular`, if the atoms of `leastSquares` depend on each other.
  func weights(of atoms: Matrix<Double>, for vector: Matrix<Double>) throws(SparseCodingError) -> [Double] {
    switch self {
    case .leastSquares:
      do {
        let products = atoms.multiplied(by: vector, transposed: true)
        return try atoms.gram.solvePositiveDefinite(products).elements
      } catch {
        throw .singular(purpose: "the weights of neighbours", reason: error)
      }
    case .nonNegative:
      return NonNegativeLeastSquares.solve(
        gram: atoms.gram, products: atoms.multiplied(by: vector, transposed: true).elements)
    case .locallyLinear: return try locallyLinearWeights(of: atoms, for: vector)
    }
  }

  /// Solves C w = 1 with the Gram matrix C of the atoms' differences from the vector and 0.0001 of its trace on its
  /// diagonal, and brings w to the sum 1.
  /// - Source: H. Chang, D.-Y. Yeung, Y. Xiong, "Super-resolution through neighbor embedding", 2004.
  private func locallyLinearWeights(
    of atoms: Matrix<Double>, for vector: Matrix<Double>
  ) throws(SparseCodingError) -> [Double] {
    var differences = atoms
    for column in 0..<atoms.columns {
      for row in 0..<atoms.rows { differences[row, column] -= vector[row, 0] }
    }
    let gram = differences.gram
    let trace = (0..<gram.rows).reduce(0) { $0 + gram[$1, $1] }
    do {
      let ones = Matrix<Double>(rows: gram.rows, columns: 1, repeating: 1)
      let weights = try gram.addingToDiagonal(1e-4 * trace).solvePositiveDefinite(ones).elements
      let sum = weights.reduce(0, +)
      return weights.map { $0 / sum }
    } catch {
      throw .singular(purpose: "the weights of neighbours", reason: error)
    }
  }
}
