/// Writes the wire format of Protocol Buffers: numbered fields, one after the other.
///
/// ONNX needs three kinds of field, so this is smaller than a library with generated code, and nothing is fetched for it.
/// - Source: Protocol Buffers documentation, "Encoding".
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  /// A message of fields.
  init(_ fields: (inout ProtobufWriter) -> Void) {
    fields(&self)
  }

  /// A field that is a whole number.
  mutating func integer(_ field: Int, _ value: Int) {
    varint(UInt64(field << 3))
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A field that is a list of whole numbers, packed.
  mutating func integers(_ field: Int, _ values: [Int]) {
    data(
      field, ProtobufWriter { list in values.forEach { list.varint(UInt64(bitPattern: Int64($0))) } }.bytes)
  }

  /// A field that is a text.
  mutating func text(_ field: Int, _ value: String) { data(field, Array(value.utf8)) }

  /// A field that is a message.
  mutating func message(_ field: Int, _ fields: (inout ProtobufWriter) -> Void) {
    data(field, ProtobufWriter(fields).bytes)
  }

  /// A field of bytes.
  mutating func data(_ field: Int, _ value: [UInt8]) {
    varint(UInt64(field << 3 | 2))
    varint(UInt64(value.count))
    bytes += value
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
