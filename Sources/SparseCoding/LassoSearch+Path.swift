extension LassoSearch {
  /// Steps shorter than this, in the penalty, are rounding: the atom that left last would come back.
  private static let leastStep = 1e-9

  /// Goes from a solution along the path that solutions take as the penalty falls, to where the next coefficient joins or
  /// leaves; stays where it is if none does before the penalty is 0.
  ///
  /// - Source: B. Efron et al., "Least angle regression", Annals of Statistics 2004, with the lasso's modification.
  mutating func goToBreakpoint() {
    // As the penalty falls by 1 the coefficients change by (D_a'D_a)^-1 s, and D'(y - D x) by -D'D of that.
    var direction = signs
    factor.forward(&direction)
    factor.backward(&direction)
    let slopes = slopes(along: direction)
    var step = reachedPenalty
    var joining: (atom: Int, sign: Double)?
    for atom in isActive.indices where !isActive[atom] {
      let (correlation, slope) = (element(residual, atom), element(slopes, atom))
      for sign in problem.isNonNegative ? [1.0] : [1.0, -1.0] {
        // sign (correlation - step slope) = penalty - step
        let candidate = (reachedPenalty - sign * correlation) / (1 - sign * slope)
        if candidate > Self.leastStep, candidate < step { (step, joining) = (candidate, (atom, sign)) }
      }
    }
    var leaving: Int?
    if let first = firstToVanish(along: direction), first.step > Self.leastStep, first.step < step {
      (step, leaving) = (first.step, first.index)
    }
    guard leaving != nil || joining != nil else { return }
    for i in values.indices { values[i] += step * direction[i] }
    for i in residual.indices { residual[i] -= step * slopes[i] }
    reachedPenalty -= step
    if let leaving {
      remove(leaving)
    } else if let joining {
      _ = append(joining.atom, sign: joining.sign)
    }
  }

  /// D'D of a change of the active coefficients.
  private func slopes(along direction: [Double]) -> [LassoGram.Lanes] {
    var slopes = [LassoGram.Lanes](repeating: .zero, count: gram.stride)
    for (atom, change) in zip(active, direction) {
      let start = atom * gram.stride
      for i in slopes.indices { slopes[i] += change * gram.rows[start + i] }
    }
    return slopes
  }
}
