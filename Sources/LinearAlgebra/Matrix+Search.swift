extension Matrix where Scalar == Float {
  /// For each column the row of its element of largest magnitude, the first of equals.
  public func rowsOfLargestMagnitude() -> [Int] {
    precondition(rows > 0, "a column without elements has no largest")
    return elements.withUnsafeBufferPointer { elements in
      (0..<columns).map { column in
        let column = UnsafeBufferPointer(rebasing: elements[column * rows..<(column + 1) * rows])
        let largest = largestMagnitude(column)
        return column.firstIndex { abs($0) == largest } ?? 0
      }
    }
  }

  /// The rows of one column whose elements are larger than `threshold`, ascending.
  public func rows(above threshold: Float, inColumn column: Int, into found: inout [Int]) {
    found.removeAll(keepingCapacity: true)
    precondition(column >= 0 && column < columns, "column \(column) of \(columns)")
    elements.withUnsafeBufferPointer { elements in
      let column = UnsafeBufferPointer(rebasing: elements[column * rows..<(column + 1) * rows])
      var row = 0
      while row + 16 <= rows {
        if any(load16(column, row) .> threshold) {
          for candidate in row..<row + 16 where column[candidate] > threshold { found.append(candidate) }
        }
        row += 16
      }
      for candidate in row..<rows where column[candidate] > threshold { found.append(candidate) }
    }
  }
}

private func load16(_ values: UnsafeBufferPointer<Float>, _ start: Int) -> SIMD16<Float> {
  UnsafeRawBufferPointer(values).loadUnaligned(fromByteOffset: start * 4, as: SIMD16<Float>.self)
}

private func largestMagnitude(_ values: UnsafeBufferPointer<Float>) -> Float {
  var largest = SIMD16<Float>.zero
  var index = 0
  while index + 16 <= values.count {
    let vector = load16(values, index)
    largest = pointwiseMax(largest, pointwiseMax(vector, -vector))
    index += 16
  }
  var result = largest.max()
  while index < values.count {
    result = max(result, abs(values[index]))
    index += 1
  }
  return result
}
