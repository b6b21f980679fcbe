extension Matrix where Scalar == Float {
  /// For each column the row of its element of largest magnitude, the first of equals.
  public func rowsOfLargestMagnitude() -> [Int] {
    precondition(rows > 0, "a column without elements has no largest")
    return elements.withUnsafeBufferPointer { elements in
      (0..<columns).map { column in
        let column = UnsafeBufferPointer(rebasing: elements[column * rows..<(column + 1) * rows])
        let (least, most) = range(of: column, in: 0..<rows)
        let magnitude = max(-least, most)
        return column.firstIndex { abs($0) == magnitude } ?? 0
      }
    }
  }

  /// The rows of one column whose elements are larger than `threshold`, ascending, in place of what is in `found`.
  public func rows(above threshold: Float, inColumn column: Int, into found: inout [Int]) {
    found.removeAll(keepingCapacity: true)
    precondition(column >= 0 && column < columns, "column \(column) of \(columns)")
    elements.withUnsafeBufferPointer { elements in
      let column = UnsafeBufferPointer(rebasing: elements[column * rows..<(column + 1) * rows])
      // Hardly any block has one, so that nearly all are done with after their maximum.
      for start in stride(from: 0, to: rows, by: 128) {
        let block = start..<min(start + 128, rows)
        guard range(of: column, in: block).most > threshold else { continue }
        for row in block where column[row] > threshold { found.append(row) }
      }
    }
  }
}

/// The smallest and the largest of some values, 16 at a time.
private func range(of values: UnsafeBufferPointer<Float>, in rows: Range<Int>) -> (least: Float, most: Float)
{
  let bytes = UnsafeRawBufferPointer(values)
  var least = SIMD16(repeating: Float.infinity), most = SIMD16(repeating: -Float.infinity)
  var row = rows.lowerBound
  while row + 16 <= rows.upperBound {
    let vector = bytes.loadUnaligned(fromByteOffset: row * 4, as: SIMD16<Float>.self)
    least.replace(with: vector, where: vector .< least)
    most.replace(with: vector, where: vector .> most)
    row += 16
  }
  var result = (least: least.min(), most: most.max())
  while row < rows.upperBound {
    result = (min(result.least, values[row]), max(result.most, values[row]))
    row += 1
  }
  return result
}
