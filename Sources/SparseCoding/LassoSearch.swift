/// Solves one lasso after another over the same dictionary by feature-sign search: guess which coefficients are
/// positive, negative and zero, solve the linear system of that guess, correct the guess, until the conditions
/// of optimality hold.
///
/// The result is exact up to rounding: ``LassoSolution/violation(of:gram:correlations:)`` stays below
/// ``tolerance``. Up to `blockSize` coefficients join at once; those that don't want to move in their sign's
/// direction leave again before any step is made, so that the objective falls with every round.
///
/// - Source: H. Lee, A. Battle, R. Raina, A. Ng, "Efficient sparse coding algorithms", NIPS 2006, Algorithm 1.
///   Deviation: a step ends where the first coefficient meets zero; the original tries every such point.
public struct LassoSearch: Sendable {
  /// Excess of a zero coefficient's correlation over the penalty that is let be, as a multiple of the penalty.
  public static let tolerance = 1e-8
  /// How many coefficients join at once at most.
  static let blockSize = 8
  /// What of an atom's squared norm must stand out of the span of those within; below that it is collinear.
  static let leastPivot = 1e-10

  /// The problem solved.
  public let problem: LassoProblem
  /// The penalty that the last solution is one of: the problem's, unless that goes beyond.
  public internal(set) var reachedPenalty: Double
  let gram: LassoGram

  // The signal at hand. `values`, `signs` and the factor's rows go with `active`.
  var correlations: [LassoGram.Lanes] = []
  var residual: [LassoGram.Lanes] = []
  var active: [Int] = []
  var values: [Double] = []
  var signs: [Double] = []
  var isActive: [Bool]
  var factor = LassoFactor()

  /// Prepares the search over a dictionary.
  public init(gram: LassoGram, problem: LassoProblem) {
    self.gram = gram
    self.problem = problem
    reachedPenalty = problem.penalty
    isActive = [Bool](repeating: false, count: gram.count)
  }

  /// Solves for the signal of the given correlations D'y, one per atom.
  ///
  /// - Parameter start: a guess, such as the solution for a slightly different dictionary; it costs or saves
  ///   time and doesn't change the result beyond rounding.
  /// - Complexity: O(k n) a round with n atoms and k coefficients that aren't zero, in about k / 4 rounds.
  public mutating func solution(
    correlations: ArraySlice<Double>, from start: LassoSolution = .zero
  ) -> LassoSolution {
    precondition(
      correlations.count == gram.count, "\(correlations.count) correlations of \(gram.count) atoms")
    self.correlations = LassoGram.lanes(of: correlations)
    begin(from: start)
    // Each round lowers the objective, so no guess comes twice; the limit only guards against rounding.
    for _ in 0..<10 * gram.count + 100 {
      updateResidual()
      let joining = mostViolating()
      guard !joining.isEmpty else { break }
      for (position, atom) in joining.enumerated() { join(atom, isFirst: position == 0) }
      settle()
    }
    reachedPenalty = problem.penalty
    for _ in 0..<problem.breakpointsBeyond where !active.isEmpty { goToBreakpoint() }
    return finished()
  }

  /// Takes the guess, as far as its signs and atoms are possible.
  private mutating func begin(from start: LassoSolution) {
    factor.removeAll()
    active.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    signs.removeAll(keepingCapacity: true)
    for (atom, value) in zip(start.atoms, start.values) where !(problem.isNonNegative && value < 0) {
      if append(Int(atom), sign: value < 0 ? -1 : 1) { values[values.count - 1] = value }
    }
    if !active.isEmpty { settle() }
  }

  /// The zero coefficients whose correlation exceeds the penalty most, the worst first, at most `blockSize`.
  private func mostViolating() -> [Int] {
    let threshold = problem.penalty * (1 + Self.tolerance)
    let lower = LassoGram.Lanes(repeating: problem.isNonNegative ? -.infinity : -threshold)
    let upper = LassoGram.Lanes(repeating: threshold)
    var worst: [(atom: Int, magnitude: Double)] = []
    for (vector, lanes) in residual.enumerated() {
      let exceeds = (lanes .> upper) .| (lanes .< lower)
      guard exceeds != SIMDMask(repeating: false) else { continue }
      for lane in 0..<LassoGram.Lanes.scalarCount where exceeds[lane] {
        let atom = vector * LassoGram.Lanes.scalarCount + lane
        let magnitude = abs(lanes[lane])
        if isActive[atom] || (worst.count == Self.blockSize && magnitude <= worst[worst.count - 1].magnitude)
        {
          continue
        }
        let place = worst.firstIndex { $0.magnitude < magnitude } ?? worst.count
        if worst.count == Self.blockSize { worst.removeLast() }
        worst.insert((atom, magnitude), at: place)
      }
    }
    return worst.map(\.atom)
  }

  private mutating func finished() -> LassoSolution {
    // At a breakpoint the coefficient that joins is still 0.
    let order = active.indices.filter { values[$0] != 0 }.sorted { active[$0] < active[$1] }
    for atom in active { isActive[atom] = false }
    return LassoSolution(atoms: order.map { Int32(active[$0]) }, values: order.map { values[$0] })
  }
}
