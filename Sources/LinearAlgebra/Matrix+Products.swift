extension Matrix {
  /// The product of two matrices.
  public static func * (a: Matrix, b: Matrix) -> Matrix { a.multiplied(by: b) }

  /// `scale * op(self) op(other)`, each operand transposed if asked.
  public func multiplied(
    by other: Matrix, transposed: Bool = false, otherTransposed: Bool = false, scale: Scalar = 1
  ) -> Matrix {
    var result = Matrix(
      rows: transposed ? columns : rows, columns: otherTransposed ? other.rows : other.columns)
    result.add(self, transposed: transposed, times: other, transposed: otherTransposed, scale: scale)
    return result
  }

  /// Adds `scale * op(a) op(b)`.
  public mutating func add(
    _ a: Matrix, transposed aTransposed: Bool = false, times b: Matrix, transposed bTransposed: Bool = false,
    scale: Scalar = 1
  ) {
    let inner = aTransposed ? a.rows : a.columns
    precondition(
      rows == (aTransposed ? a.columns : a.rows) && columns == (bTransposed ? b.rows : b.columns)
        && inner == (bTransposed ? b.columns : b.rows), "the shapes of a product don't fit")
    guard rows > 0, columns > 0, inner > 0 else { return }
    Scalar.multiply(
      a.elements, transposed: aTransposed, b.elements, transposed: bTransposed, rows: rows, columns: columns,
      inner: inner, scale: scale, keep: 1, into: &elements)
  }

  /// The inner products of the columns with each other, `columns` x `columns`.
  @inlinable
  public var gram: Matrix { timesItself(transposed: true) }

  /// The sum of the outer products of the columns with themselves, `rows` x `rows`.
  @inlinable
  public var outerGram: Matrix { timesItself(transposed: false) }

  @inlinable
  func timesItself(transposed: Bool) -> Matrix {
    let order = transposed ? columns : rows
    var result = Matrix(rows: order, columns: order)
    guard !elements.isEmpty else { return result }
    Scalar.multiplyByItself(
      elements, transposed: transposed, order: order, inner: transposed ? rows : columns,
      into: &result.elements)
    for column in 0..<order {
      for row in 0..<column { result[row, column] = result[column, row] }
    }
    return result
  }
}
