/// The bytes of a MATLAB file of version 5 with these matrices, uncompressed: the same for the same matrices.
///
/// - Precondition: names are such as MATLAB takes, at most 31 letters.
/// - Source: MAT-File Format, The MathWorks: a header of 128 bytes, then one tagged element a matrix.
public func encodedMATLABFile(_ matrices: [MATLABMatrix]) -> [UInt8] {
  let text = Array("MATLAB 5.0 MAT-file, written by srcnn-experiments".utf8)
  // Version 1.0, and the byte order.
  let header = text + [UInt8](repeating: 0x20, count: 124 - text.count) + [0x00, 0x01] + Array("IM".utf8)
  return header + matrices.flatMap(element)
}

private enum ElementType {
  static let int8 = 1, int32 = 5, uint32 = 6, double = 9, matrix = 14
}

/// A matrix: its flags, dimensions, name and elements, each with a tag of its own.
private func element(_ matrix: MATLABMatrix) -> [UInt8] {
  let doubleClass = 6
  let shape = matrix.shape + [Int](repeating: 1, count: max(0, 2 - matrix.shape.count))
  let parts =
    tagged(ElementType.uint32, word(doubleClass) + word(0))
    + tagged(ElementType.int32, shape.flatMap(word))
    + tagged(ElementType.int8, Array(matrix.name.utf8))
    + tagged(ElementType.double, matrix.values.flatMap { bytes(of: $0.bitPattern, count: 8) })
  return tagged(ElementType.matrix, parts)
}

/// Bytes with their type and number before them, and zeros up to a multiple of eight behind them.
private func tagged(_ type: Int, _ data: [UInt8]) -> [UInt8] {
  word(type) + word(data.count) + data + [UInt8](repeating: 0, count: (8 - data.count % 8) % 8)
}

private func word(_ value: Int) -> [UInt8] { bytes(of: UInt64(value), count: 4) }

private func bytes(of value: UInt64, count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
