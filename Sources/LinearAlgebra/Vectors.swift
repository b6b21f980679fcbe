/// Sums over parts of arrays.
public enum Vectors {
  /// Adds `factor` times the `count` elements of `x` from `xStart` on to those of `y` from `yStart` on.
  public static func add(
    _ x: [Float], from xStart: Int, count: Int, times factor: Float, to y: inout [Float], from yStart: Int
  ) {
    check(x, xStart, count)
    check(y, yStart, count)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        for index in 0..<count { y[yStart + index] += factor * x[xStart + index] }
      }
    }
  }

  /// The inner product of `count` elements of `x` and `y` from their starts on, summed in Double.
  public static func dot(_ x: [Float], from xStart: Int, _ y: [Float], from yStart: Int, count: Int) -> Double
  {
    check(x, xStart, count)
    check(y, yStart, count)
    return x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        var sums = SIMD4<Double>.zero
        var index = 0
        while index + 4 <= count {
          let a = SIMD4<Float>(
            x[xStart + index], x[xStart + index + 1], x[xStart + index + 2], x[xStart + index + 3])
          let b = SIMD4<Float>(
            y[yStart + index], y[yStart + index + 1], y[yStart + index + 2], y[yStart + index + 3])
          sums += SIMD4<Double>(a) * SIMD4<Double>(b)
          index += 4
        }
        var sum = sums.sum()
        while index < count {
          sum += Double(x[xStart + index]) * Double(y[yStart + index])
          index += 1
        }
        return sum
      }
    }
  }

  private static func check(_ array: [Float], _ start: Int, _ count: Int) {
    precondition(
      start >= 0 && count >= 0 && start + count <= array.count,
      "\(count) elements from \(start) of \(array.count)")
  }
}
