import CKernels

/// Products of dense row-major matrices by the convolution kernels; columns are whole vectors (``NetworkLayout``).
struct MatrixProduct: Sendable {
  let level: SIMDLevel

  /// a [rows][inner] times b [inner][columns].
  func callAsFunction(_ a: [Float], _ b: [Float], rows: Int, inner: Int, columns: Int) -> [Float] {
    precondition(a.count == rows * inner && b.count == inner * columns, "\(a.count) by \(b.count) elements")
    return multiply(a, b, count: rows * columns, columns: columns) { a, b, out in
      unsafe kernels_multiply(level.kernelsLevel, a, b, out, Int32(rows), Int32(inner), Int32(columns))
    }
  }

  /// The transpose of a [rows][inner] times b [rows][columns].
  func transposed(_ a: [Float], _ b: [Float], rows: Int, inner: Int, columns: Int) -> [Float] {
    precondition(a.count == rows * inner && b.count == rows * columns, "\(a.count) by \(b.count) elements")
    return multiply(a, b, count: inner * columns, columns: columns) { a, b, out in
      unsafe kernels_multiply_transposed(
        level.kernelsLevel, a, b, out, Int32(rows), Int32(inner), Int32(columns))
    }
  }

  private func multiply(
    _ a: [Float], _ b: [Float], count: Int, columns: Int,
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) -> [Float] {
    precondition(columns % Int(KERNELS_LANES) == 0, "\(columns) columns are no whole vectors")
    return unsafe [Float](unsafeUninitializedCapacity: count) { out, filled in
      unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let out = out.baseAddress else { return }
          unsafe body(a, b, out)
        }
      }
      filled = count
    }
  }
}

/// A row-major matrix [rows][columns] with rows and columns exchanged.
func transposed(_ matrix: [Float], rows: Int, columns: Int) -> [Float] {
  var result = [Float](repeating: 0, count: matrix.count)
  for i in 0..<rows { for j in 0..<columns { result[j * rows + i] = matrix[i * columns + j] } }
  return result
}
