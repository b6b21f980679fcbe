/// The normal equations of the atoms chosen for one vector, with a Cholesky factor that grows with each atom.
struct PursuitSystem {
  /// The atoms chosen so far.
  private(set) var atoms: [Int] = []
  /// Whether no further atom can be taken.
  var isClosed = false
  /// Inner products of the vector with the atoms.
  private var products: [Double] = []
  /// Rows of the lower triangle, one after the other.
  private var factor: [Double] = []

  /// Below this share of an atom's own energy, what the other atoms leave of it is rounding.
  private static let dependence = 1e-6

  /// Takes one more atom of norm 1; false if it depends on those that are there.
  mutating func extend(by atom: Int, product: Double, _ inner: (Int) -> Double) -> Bool {
    guard !atoms.contains(atom) else { return false }
    var row: [Double] = []
    var energy = 1.0
    var start = 0
    for (place, other) in atoms.enumerated() {
      var sum = inner(other)
      for k in 0..<place { sum -= factor[start + k] * row[k] }
      row.append(sum / factor[start + place])
      energy -= row[place] * row[place]
      start += place + 1
    }
    guard energy > Self.dependence else { return false }
    factor += row + [energy.squareRoot()]
    atoms.append(atom)
    products.append(product)
    return true
  }

  /// The coefficients of the atoms that leave the least of the vector.
  func solution() -> [Double] {
    var values = products
    var start = 0
    for place in values.indices {
      for k in 0..<place { values[place] -= factor[start + k] * values[k] }
      values[place] /= factor[start + place]
      start += place + 1
    }
    for place in values.indices.reversed() {
      start -= place + 1
      values[place] /= factor[start + place]
      for k in 0..<place { values[k] -= factor[start + k] * values[place] }
    }
    return values
  }
}
