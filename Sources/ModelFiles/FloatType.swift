/// The floating point formats that weights are stored in; raw values are the names in safetensors.
enum FloatType: String {
  case single = "F32"
  case double = "F64"
  case half = "F16"
  case brain = "BF16"

  /// Bytes of an element.
  var size: Int {
    switch self {
    case .half, .brain: 2
    case .single: 4
    case .double: 8
    }
  }

  /// The elements of little-endian bytes, each as the nearest Float.
  /// - Precondition: there is a whole number of elements.
  func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
      let bits = (0..<size).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[start + $1]) }
      return switch self {
      case .single: Float(bitPattern: UInt32(bits))
      case .double: Float(Double(bitPattern: bits))
      case .brain: Float(bitPattern: UInt32(bits) << 16)
      case .half: Self.halfPrecision(UInt16(bits))
      }
    }
  }

  /// IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction.
  private static func halfPrecision(_ bits: UInt16) -> Float {
    let fraction = Float(bits & 0x3FF), exponent = Int(bits >> 10 & 0x1F)
    let magnitude: Float =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
      }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }
}

extension [Float] {
  /// The bytes of the elements, the least significant first.
  var littleEndianBytes: [UInt8] {
    flatMap { element in (0..<4).map { UInt8(truncatingIfNeeded: element.bitPattern >> (8 * $0)) } }
  }
}

/// How many elements a shape has; nil for a negative length or more than fit in the largest file.
func elementCount(_ shape: [Int]) -> Int? {
  var count = 1
  for length in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: length)
    guard length >= 0, !overflow, product <= largestModelFile else { return nil }
    count = product
  }
  return count
}
