import CKernels

/// The optimizers' arithmetic on a range of parameters; the same bits on every processor.
public enum ParameterUpdate {
  /// One step of gradient descent with momentum: v = momentum v - rate g, w = w + v.
  public static func descend(
    _ parameters: inout [Float], velocities: inout [Float], gradients: [Float], in range: Range<Int>,
    rate: Float,
    momentum: Float
  ) {
    let start = range.lowerBound
    check([parameters.count, velocities.count, gradients.count], hold: range)
    unsafe parameters.withUnsafeMutableBufferPointer { w in
      unsafe velocities.withUnsafeMutableBufferPointer { v in
        unsafe gradients.withUnsafeBufferPointer { g in
          guard let w = w.baseAddress, let v = v.baseAddress, let g = g.baseAddress else { return }
          unsafe kernels_descend(w + start, v + start, g + start, range.count, rate, momentum)
        }
      }
    }
  }

  /// One step of Adam: m = beta1 m + (1 - beta1) g, s = beta2 s + (1 - beta2) g g, w = w - size m / (sqrt(s) + floor).
  public static func adapt(
    _ parameters: inout [Float], means: inout [Float], squares: inout [Float], gradients: [Float],
    in range: Range<Int>, size: Float, floor: Float, beta1: Double, beta2: Double
  ) {
    let start = range.lowerBound
    check([parameters.count, means.count, squares.count, gradients.count], hold: range)
    unsafe parameters.withUnsafeMutableBufferPointer { w in
      unsafe means.withUnsafeMutableBufferPointer { m in
        unsafe squares.withUnsafeMutableBufferPointer { s in
          unsafe gradients.withUnsafeBufferPointer { g in
            guard let w = w.baseAddress, let m = m.baseAddress, let s = s.baseAddress, let g = g.baseAddress
            else { return }
            unsafe kernels_adapt(
              w + start, m + start, s + start, g + start, range.count, size, floor, Float(beta1),
              Float(1 - beta1),
              Float(beta2), Float(1 - beta2))
          }
        }
      }
    }
  }

  private static func check(_ counts: [Int], hold range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && counts.allSatisfy { range.upperBound <= $0 }, "range \(range) of \(counts)")
  }
}
