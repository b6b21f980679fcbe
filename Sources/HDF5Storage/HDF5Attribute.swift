/// A small value attached to a file, a group or an array.
///
/// Text is UTF-8 of variable length, whole numbers are 64-bit signed and the others 64-bit floating point.
public enum HDF5Attribute: Sendable, Equatable {
  /// One text.
  case string(String)
  /// One whole number.
  case int(Int64)
  /// One real number.
  case double(Double)
  /// A list of texts.
  case strings([String])
  /// A list of whole numbers.
  case ints([Int64])
  /// A list of real numbers.
  case doubles([Double])

  /// What the attribute holds, in words for a message.
  var kind: String {
    switch self {
    case .string: "text"
    case .int: "a whole number"
    case .double: "a real number"
    case .strings(let list): "a list of \(list.count) texts"
    case .ints(let list): "a list of \(list.count) whole numbers"
    case .doubles(let list): "a list of \(list.count) real numbers"
    }
  }

  /// The values as they are stored, and their shape: none for one value, the count for a list.
  var stored: (values: HDF5Values, shape: [Int]) {
    switch self {
    case .string(let value): (.strings([value]), [])
    case .int(let value): (.int64([value]), [])
    case .double(let value): (.float64([value]), [])
    case .strings(let list): (.strings(list), [list.count])
    case .ints(let list): (.int64(list), [list.count])
    case .doubles(let list): (.float64(list), [list.count])
    }
  }

  /// The attribute that stored values stand for; `nil` for a table or a number beyond `Int64`.
  init?(values: HDF5Values, shape: [Int]) {
    guard shape.count <= 1 else { return nil }
    let isList = shape.count == 1
    switch values {
    case .strings(let list): self = isList ? .strings(list) : .string(list[0])
    case .float64(let list): self = isList ? .doubles(list) : .double(list[0])
    case .float32(let list): self = isList ? .doubles(list.map(Double.init)) : .double(Double(list[0]))
    case .int64(let list): self = isList ? .ints(list) : .int(list[0])
    case .uint8(let list): self = isList ? .ints(list.map(Int64.init)) : .int(Int64(list[0]))
    case .uint64(let list):
      let exact = list.compactMap { Int64(exactly: $0) }
      guard exact.count == list.count else { return nil }
      self = isList ? .ints(exact) : .int(exact[0])
    }
  }
}
