/// The Cholesky factor L of a Gram matrix L L' that gains and loses one row and column at a time.
///
/// Packed by rows: row i has i + 1 elements and begins at i (i + 1) / 2.
struct LassoFactor {
  private(set) var count = 0
  private var elements: [Double] = []

  /// Forgets all rows and keeps the memory.
  mutating func removeAll() {
    count = 0
    elements.removeAll(keepingCapacity: true)
  }

  /// Appends the row that `forward` made of an atom's products with those within, and its diagonal.
  mutating func append(_ row: [Double], diagonal: Double) {
    elements += row
    elements.append(diagonal)
    count += 1
  }

  /// Solves L z = right, in place.
  func forward(_ right: inout [Double]) {
    var start = 0
    for i in 0..<count {
      var sum = right[i]
      for j in 0..<i { sum -= elements[start + j] * right[j] }
      right[i] = sum / elements[start + i]
      start += i + 1
    }
  }

  /// Solves L' x = right, in place.
  func backward(_ right: inout [Double]) {
    for i in stride(from: count - 1, through: 0, by: -1) {
      let start = i * (i + 1) / 2
      let value = right[i] / elements[start + i]
      right[i] = value
      for j in 0..<i { right[j] -= elements[start + j] * value }
    }
  }

  /// Removes row and column `removed`: each later row loses its last element to plane rotations.
  mutating func remove(_ removed: Int) {
    var cosines: [Double] = [], sines: [Double] = []
    for old in removed + 1..<count {
      let source = old * (old + 1) / 2, target = (old - 1) * old / 2
      for j in 0..<removed { elements[target + j] = elements[source + j] }
      var carried = elements[source + removed]
      for (k, (cosine, sine)) in zip(cosines, sines).enumerated() {
        let next = elements[source + removed + k + 1]
        elements[target + removed + k] = cosine * carried + sine * next
        carried = cosine * next - sine * carried
      }
      let last = elements[source + old]
      let diagonal = (carried * carried + last * last).squareRoot()
      cosines.append(carried / diagonal)
      sines.append(last / diagonal)
      elements[target + old - 1] = diagonal
    }
    count -= 1
    elements.removeLast(count + 1)
  }
}
