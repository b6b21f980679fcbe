/// The coefficients of a lasso that aren't zero.
public struct LassoSolution: Sendable, Equatable {
  /// Which atoms, in rising order.
  public var atoms: [Int32]
  /// How much of each, never 0.
  public var values: [Double]

  /// No atom at all: the solution where the penalty exceeds every correlation.
  public static let zero = LassoSolution(atoms: [], values: [])

  /// Pairs atoms and values, which must be equally many.
  public init(atoms: [Int32], values: [Double]) {
    precondition(atoms.count == values.count, "\(atoms.count) atoms with \(values.count) values")
    self.atoms = atoms
    self.values = values
  }

  /// The sum of the magnitudes.
  public var norm1: Double { values.reduce(0) { $0 + abs($1) } }

  /// 1/2 |y - D x|^2 + penalty |x|_1 of a solution, where `square` is |y|^2.
  ///
  /// At the solution x'D'(y - D x) = penalty |x|_1, so that D'D isn't needed.
  func objective(of problem: LassoProblem, correlations: ArraySlice<Double>, square: Double) -> Double {
    let explained = zip(atoms, values).reduce(0) {
      $0 + correlations[correlations.startIndex + Int($1.0)] * $1.1
    }
    return (square - explained + problem.penalty * norm1) / 2
  }

  /// By how much the conditions of optimality fail, as a multiple of the penalty; 0 at the exact solution.
  ///
  /// With r = D'y - D'D x they are r_j = penalty sign(x_j) where x_j isn't 0 and |r_j| <= penalty elsewhere; if
  /// coefficients may not be negative, r_j <= penalty and x_j >= 0.
  /// - Parameters:
  ///   - correlations: D'y, one number per atom.
  /// - Complexity: O(atoms * coefficients that aren't zero).
  public func violation(
    of problem: LassoProblem, gram: LassoGram, correlations: ArraySlice<Double>
  ) -> Double {
    precondition(
      correlations.count == gram.count, "\(correlations.count) correlations of \(gram.count) atoms")
    var residual = Array(correlations)
    var signs = [Double](repeating: 0, count: gram.count)
    var worst = 0.0
    for (atom, value) in zip(atoms, values) {
      signs[Int(atom)] = value < 0 ? -1 : 1
      for j in residual.indices { residual[j] -= value * gram[Int(atom), j] }
      if problem.isNonNegative { worst = max(worst, -value / problem.penalty) }
    }
    for (r, sign) in zip(residual, signs) {
      let excess = problem.isNonNegative ? r - problem.penalty : abs(r) - problem.penalty
      worst = max(worst, (sign == 0 ? excess : abs(r - problem.penalty * sign)) / problem.penalty)
    }
    return worst
  }
}
