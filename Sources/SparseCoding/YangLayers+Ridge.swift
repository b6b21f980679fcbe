import LinearAlgebra

extension YangLayers {
  /// The mapping between the layers if coefficients are penalised by their squares, not their magnitudes: a matrix
  /// n x n for the products D'y, as 1/2 |y - D s|^2 + penalty / 2 |s|^2 is least at s = (D'D + penalty I)^-1 D'y.
  ///
  /// It is the lasso without what makes its codes sparse, and a linear layer of 1 x 1: where the training of a layer
  /// that is to take the lasso's place can begin.
  /// - Throws: `SparseCodingError.singular`.
  public static func ridge(_ model: YangModel) throws(SparseCodingError) -> Matrix<Double> {
    let system = model.lowResolutionAtoms.gram.addingToDiagonal(model.settings.penalty)
    do {
      return try system.solvePositiveDefinite(.identity(system.rows))
    } catch {
      throw .singular(purpose: "the codes of least squares", reason: error)
    }
  }
}
