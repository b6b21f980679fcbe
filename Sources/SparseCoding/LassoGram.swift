/// The inner products of a dictionary's atoms, laid out for ``LassoSearch``: rows padded to whole vectors.
///
/// A lasso needs of its dictionary D only D'D, and of a signal y only D'y.
public struct LassoGram: Sendable {
  typealias Lanes = SIMD8<Double>

  /// Number of atoms.
  public let count: Int
  /// Vectors a row.
  let stride: Int
  /// Row-major, the lanes beyond `count` zero.
  let rows: [Lanes]

  /// Takes the symmetric `count` x `count` matrix D'D in row-major order.
  public init(count: Int, elements: [Double]) {
    precondition(count > 0 && elements.count == count * count, "\(elements.count) products of \(count) atoms")
    self.count = count
    stride = (count + Lanes.scalarCount - 1) / Lanes.scalarCount
    var rows: [Lanes] = []
    rows.reserveCapacity(count * stride)
    for row in 0..<count {
      rows += Self.lanes(of: elements[row * count..<(row + 1) * count])
    }
    self.rows = rows
  }

  /// The inner product of two atoms.
  @inline(__always)
  subscript(row: Int, column: Int) -> Double {
    rows[row * stride + column / Lanes.scalarCount][column % Lanes.scalarCount]
  }

  /// A row of numbers as vectors, padded with zeros.
  static func lanes(of values: ArraySlice<Double>) -> [Lanes] {
    let first = values.startIndex
    return (0..<(values.count + Lanes.scalarCount - 1) / Lanes.scalarCount).map { vector in
      var lanes = Lanes.zero
      let start = first + vector * Lanes.scalarCount
      for i in start..<min(start + Lanes.scalarCount, values.endIndex) { lanes[i - start] = values[i] }
      return lanes
    }
  }
}
