import LinearAlgebra

/// The directions that keep a given share of the energy of some vectors, their mean not taken off.
enum PrincipalComponents {
  /// The eigenvectors of `energies`, the sum of the vectors' outer products, that are left when the smallest
  /// together have less than `1 - share` of the energy; ascending by their eigenvalues.
  ///
  /// - Source: `learn_dict.m` of Zeyde's and Timofte's code, with a share of 0.999.
  static func basis(energies: Matrix<Double>, share: Double) throws(SparseCodingError) -> Matrix<Float> {
    let eigen: SymmetricEigen<Double>
    do {
      eigen = try SymmetricEigen(energies)
    } catch {
      throw .singular(purpose: "the principal components", reason: error)
    }
    let sum = eigen.values.reduce(0, +)
    var left = 0.0
    let first = eigen.values.firstIndex { value in
      left += value
      return left / sum >= 1 - share
    }
    guard let first else {
      throw .tooFewPatches(found: 0, needed: 1, purpose: "a basis (all patches are flat)")
    }
    return eigen.vectors.columns(first..<energies.columns).converted()
  }
}
