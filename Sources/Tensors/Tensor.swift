/// A dense array of `Float` in row-major order, the last axis varying fastest.
///
/// Axis letters used throughout: N samples, C channels, H rows, W columns; in weights O output channels,
/// I input channels. Images are `[C, H, W]`, weights `[O, I, H, W]`, biases `[O]`.
///
/// - Invariant: `elements.count` is the product of `shape`.
public struct Tensor: Sendable, Equatable {
  /// Extent of each axis.
  public let shape: [Int]
  /// The values, row-major.
  public var elements: [Float] {
    didSet { precondition(elements.count == oldValue.count, "a tensor keeps its number of elements") }
  }

  public init(shape: [Int], elements: [Float]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "negative extent in shape \(shape)")
    precondition(
      shape.reduce(1, *) == elements.count, "shape \(shape) doesn't hold \(elements.count) elements")
    self.shape = shape
    self.elements = elements
  }

  public init(zeros shape: [Int]) {
    self.init(shape: shape, elements: [Float](repeating: 0, count: shape.reduce(1, *)))
  }

  /// Number of elements.
  public var count: Int { elements.count }

  /// The element at one index per axis.
  public subscript(indices: Int...) -> Float {
    get { elements[offset(of: indices)] }
    set { elements[offset(of: indices)] = newValue }
  }

  private func offset(of indices: [Int]) -> Int {
    precondition(indices.count == shape.count, "\(indices.count) indices for shape \(shape)")
    return zip(indices, shape).reduce(0) { offset, axis in
      precondition(axis.0 >= 0 && axis.0 < axis.1, "index \(indices) outside shape \(shape)")
      return offset * axis.1 + axis.0
    }
  }
}
