/// A real matrix of a MATLAB file, of any number of dimensions.
public struct MATLABMatrix: Sendable, Equatable {
  /// Name of the variable.
  public let name: String
  /// Length of each dimension as `size` gives it: rows, columns, …
  public let shape: [Int]
  /// The elements as doubles, column-major (the row runs fastest).
  public let values: [Double]

  /// A matrix of `values`, column-major.
  ///
  /// - Precondition: `shape` multiplies to the number of values.
  public init(name: String, shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "shape \(shape) doesn't hold \(values.count) values")
    (self.name, self.shape, self.values) = (name, shape, values)
  }
}
