import LinearAlgebra

/// The dictionary D with atoms of norm at most 1 that minimises |X - D S|^2 for given codes S.
///
/// With multipliers l >= 0 of the norms, D' = (S S' + diag(l))^-1 S X'. They are found by Newton's method on
/// 1 / |d_j| = 1, which is almost linear in l_j (|d_j|^2 = 1, the gradient of the dual, is not), from
/// l_j = penalty |s_j|_1: that is the multiplier at a dictionary that is optimal together with its codes,
/// for there d_j'(X - D S) s_j' = penalty |s_j|_1.
///
/// - Source: H. Lee et al., NIPS 2006, section 4.
struct YangDictionaryFit {
  /// By how much an atom's norm may miss 1 before it is set to 1.
  static let tolerance = 1e-4
  static let maximalRounds = 30

  /// S S' and, a column an atom, X S'; an atom that no signal uses is asked to stay as it is.
  private var codeProducts: Matrix<Double>
  private var signalProducts: Matrix<Double>
  private var multipliers: [Double]

  /// Sums the products of the signals' codes.
  ///
  /// - Complexity: O(signals * coefficients * (coefficients + rows)).
  init(
    signals: Matrix<Double>, solutions: [LassoSolution], penalty: Double, dictionary: Matrix<Double>
  ) {
    let atoms = dictionary.columns
    var codeProducts = Matrix<Double>(rows: atoms, columns: atoms)
    var signalProducts = Matrix<Double>(rows: dictionary.rows, columns: atoms)
    multipliers = [Double](repeating: 0, count: atoms)
    for (index, solution) in solutions.enumerated() {
      let signal = signals.column(index)
      for (atom, value) in zip(solution.atoms, solution.values) {
        let atom = Int(atom)
        multipliers[atom] += penalty * abs(value)
        for (other, otherValue) in zip(solution.atoms, solution.values) {
          codeProducts.elements[atom * atoms + Int(other)] += value * otherValue
        }
        let target = atom * dictionary.rows
        for (row, sample) in signal.enumerated() { signalProducts.elements[target + row] += value * sample }
      }
    }
    for atom in 0..<atoms where codeProducts[atom, atom] == 0 {
      codeProducts[atom, atom] = 1
      signalProducts.elements.replaceSubrange(
        atom * dictionary.rows..<(atom + 1) * dictionary.rows, with: dictionary.column(atom))
    }
    (self.codeProducts, self.signalProducts) = (codeProducts, signalProducts)
  }

  /// Finds the multipliers and the dictionary.
  ///
  /// - Throws: `SparseCodingError.singular`.
  /// - Complexity: O(atoms^3) a round, about three rounds.
  mutating func dictionary() throws(SparseCodingError) -> Matrix<Double> {
    do throws(LinearAlgebraError) {
      let rightSide = signalProducts.transposed
      var round = 1
      while true {
        let factor = try CholeskyFactor(system)
        let atoms = factor.solve(rightSide).transposed
        let norms = (0..<atoms.columns).map { norm(atoms.column($0)) }
        if round == Self.maximalRounds || isSolved(norms) { return Self.limited(atoms, norms) }
        try improveMultipliers(factor, atoms, norms)
        round += 1
      }
    } catch {
      throw .singular(purpose: "the update of the dictionary", reason: error)
    }
  }

  private var system: Matrix<Double> {
    var system = codeProducts
    for (atom, multiplier) in multipliers.enumerated() { system[atom, atom] += multiplier }
    return system
  }

  /// Whether norms exceed 1, or multipliers hold them below it, by no more than the tolerance.
  private func isSolved(_ norms: [Double]) -> Bool {
    norms.indices.allSatisfy { atom in
      let pull = multipliers[atom] / (multipliers[atom] + codeProducts[atom, atom])
      return norms[atom] - 1 <= Self.tolerance && min(1 - norms[atom], pull) <= Self.tolerance
    }
  }

  /// One step: with P = (S S' + diag(l))^-1 the derivative of 1 / |d_j| with respect to l_i is
  /// (d_j'd_i) P_ji / |d_j|^3.
  private mutating func improveMultipliers(
    _ factor: CholeskyFactor<Double>, _ atoms: Matrix<Double>, _ norms: [Double]
  ) throws(LinearAlgebraError) {
    let inverse = factor.solve(.identity(norms.count))
    var slopes = atoms.gram
    for i in slopes.elements.indices { slopes.elements[i] *= inverse.elements[i] }
    // An atom that is zero has no slope; a little on the diagonal leaves its multiplier alone.
    let largest = (0..<norms.count).reduce(0) { max($0, slopes[$1, $1]) }
    let steps = try slopes.addingToDiagonal(1e-12 * largest).solvePositiveDefinite(
      Matrix(rows: norms.count, columns: 1, elements: norms.map { $0 * $0 * ($0 - 1) }))
    for atom in norms.indices {
      // Far steps may overshoot below 0, where the system could lose its definiteness.
      multipliers[atom] = max(multipliers[atom] + steps.elements[atom], multipliers[atom] / 10)
    }
  }

  private static func limited(_ atoms: Matrix<Double>, _ norms: [Double]) -> Matrix<Double> {
    var atoms = atoms
    for (atom, norm) in norms.enumerated() where norm > 1 {
      for i in atom * atoms.rows..<(atom + 1) * atoms.rows { atoms.elements[i] /= norm }
    }
    return atoms
  }
}
