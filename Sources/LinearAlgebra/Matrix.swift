/// A dense matrix, column after column: a column is one patch, feature or atom, and lies in one piece.
///
/// Products and decompositions are those of OpenBLAS and LAPACK, on the calling thread alone: whoever wants more
/// threads runs them over independent blocks of columns, so that the number of threads changes no bit. What works
/// element by element is inlinable, for the loops over thousands of small systems.
public struct Matrix<Scalar: MatrixScalar>: Sendable, Equatable {
  /// Elements of a column.
  public let rows: Int
  public private(set) var columns: Int
  /// `rows * columns` elements, column after column.
  public var elements: [Scalar]

  /// A matrix of the given elements, column after column, whose count must fit the shape.
  public init(rows: Int, columns: Int, elements: [Scalar]) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) x \(columns)")
    precondition(elements.count == rows * columns, "\(elements.count) elements for \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix with the same value everywhere.
  @inlinable
  public init(rows: Int, columns: Int, repeating value: Scalar = 0) {
    self.init(rows: rows, columns: columns, elements: Array(repeating: value, count: rows * columns))
  }

  /// The columns given, each of `rows` elements.
  public init(rows: Int, columnVectors: [[Scalar]]) {
    self.init(rows: rows, columns: columnVectors.count, elements: Array(columnVectors.joined()))
  }

  /// The unit matrix.
  public static func identity(_ order: Int) -> Matrix {
    Matrix(rows: order, columns: order).addingToDiagonal(1)
  }

  /// The element in a row and a column, both counted from 0.
  @inlinable
  public subscript(row: Int, column: Int) -> Scalar {
    get { elements[column * rows + row] }
    set { elements[column * rows + row] = newValue }
  }

  /// One column.
  @inlinable
  public func column(_ index: Int) -> ArraySlice<Scalar> { elements[index * rows..<(index + 1) * rows] }

  /// Some neighbouring columns.
  @inlinable
  public func columns(_ range: Range<Int>) -> Matrix {
    Matrix(
      rows: rows, columns: range.count,
      elements: Array(elements[range.lowerBound * rows..<range.upperBound * rows]))
  }

  /// The columns named, in that order.
  @inlinable
  public func columns(_ indices: [Int]) -> Matrix {
    var chosen: [Scalar] = []
    chosen.reserveCapacity(rows * indices.count)
    for index in indices { chosen += column(index) }
    return Matrix(rows: rows, columns: indices.count, elements: chosen)
  }

  /// Adds the columns of another matrix of as many rows.
  public mutating func append(_ other: Matrix) {
    precondition(rows == other.rows, "\(other.rows) rows after \(rows)")
    elements += other.elements
    columns += other.columns
  }

  /// Makes room for so many columns, so that `append` need not move what is there.
  public mutating func reserve(columns: Int) { elements.reserveCapacity(rows * columns) }

  /// Rows as columns.
  @inlinable
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for column in 0..<columns {
      for row in 0..<rows { result[column, row] = self[row, column] }
    }
    return result
  }

  /// Whether no element is infinite or not a number.
  @inlinable
  public var isFinite: Bool { elements.allSatisfy(\.isFinite) }

  /// The matrix with `value` added to each element of its diagonal.
  @inlinable
  public func addingToDiagonal(_ value: Scalar) -> Matrix {
    var result = self
    for index in 0..<min(rows, columns) { result[index, index] += value }
    return result
  }

  /// The elements rounded, or widened, to another type.
  @inlinable
  public func converted<Other: MatrixScalar>(to type: Other.Type = Other.self) -> Matrix<Other> {
    Matrix<Other>(rows: rows, columns: columns, elements: elements.map { Other($0) })
  }
}
