extension LassoSearch {
  /// The element `atom` of a row of vectors.
  @inline(__always)
  func element(_ lanes: [LassoGram.Lanes], _ atom: Int) -> Double {
    lanes[atom / LassoGram.Lanes.scalarCount][atom % LassoGram.Lanes.scalarCount]
  }

  /// residual = D'y - D'D x, four coefficients a pass.
  mutating func updateResidual() {
    residual = correlations
    let stride = gram.stride
    var k = 0
    while k < active.count {
      var offsets = (0, 0, 0, 0)
      var factors = (0.0, 0.0, 0.0, 0.0)
      (offsets.0, factors.0) = (active[k] * stride, values[k])
      if k + 1 < active.count { (offsets.1, factors.1) = (active[k + 1] * stride, values[k + 1]) }
      if k + 2 < active.count { (offsets.2, factors.2) = (active[k + 2] * stride, values[k + 2]) }
      if k + 3 < active.count { (offsets.3, factors.3) = (active[k + 3] * stride, values[k + 3]) }
      for v in 0..<stride {
        let near = factors.0 * gram.rows[offsets.0 + v] + factors.1 * gram.rows[offsets.1 + v]
        let far = factors.2 * gram.rows[offsets.2 + v] + factors.3 * gram.rows[offsets.3 + v]
        residual[v] -= near + far
      }
      k += 4
    }
  }

  /// Lets `atom` join at zero, with the sign of its residual correlation.
  ///
  /// If it lies in the span of the atoms within, the first of a block is exchanged for one of those: along the
  /// direction that leaves D x as it is the penalised norm falls until a coefficient meets zero. Others of the
  /// block wait for the next round.
  mutating func join(_ atom: Int, isFirst: Bool) {
    let sign = element(residual, atom) < 0 ? -1.0 : 1.0
    if append(atom, sign: sign) || !isFirst { return }
    var direction = active.map { -sign * gram[atom, $0] }
    factor.forward(&direction)
    factor.backward(&direction)
    guard let (leaving, step) = firstToVanish(along: direction) else { return }
    for i in values.indices { values[i] += step * direction[i] }
    remove(leaving)
    if append(atom, sign: sign) { values[values.count - 1] = sign * step }
  }

  /// The first coefficient to meet zero when x moves by multiples of `direction`, and the multiple.
  func firstToVanish(along direction: [Double]) -> (index: Int, step: Double)? {
    var first: (index: Int, step: Double)?
    for i in values.indices where direction[i] * signs[i] < 0 {
      let step = -values[i] / direction[i]
      if step < first?.step ?? .infinity { first = (i, step) }
    }
    return first
  }

  /// Minimises over the active coefficients, each of which keeps its sign or leaves.
  mutating func settle() {
    while !active.isEmpty {
      // D_a'D_a x = D_a'y - penalty sign(x)
      var target = active.indices.map { element(correlations, active[$0]) - problem.penalty * signs[$0] }
      factor.forward(&target)
      factor.backward(&target)
      let direction = zip(target, values).map { $0 - $1 }
      guard let (leaving, step) = firstToVanish(along: direction), step < 1 else {
        values = target
        return
      }
      for i in values.indices { values[i] += step * direction[i] }
      remove(leaving)
    }
  }

  /// Adds `atom` with the coefficient 0 and a row to the factor, unless it is collinear with those within.
  mutating func append(_ atom: Int, sign: Double) -> Bool {
    var row = active.map { gram[atom, $0] }
    factor.forward(&row)
    let square = gram[atom, atom]
    let pivot = square - row.reduce(0) { $0 + $1 * $1 }
    guard square > 0, pivot > Self.leastPivot * square else { return false }
    factor.append(row, diagonal: pivot.squareRoot())
    active.append(atom)
    values.append(0)
    signs.append(sign)
    isActive[atom] = true
    return true
  }

  mutating func remove(_ index: Int) {
    isActive[active[index]] = false
    factor.remove(index)
    active.remove(at: index)
    values.remove(at: index)
    signs.remove(at: index)
  }
}
