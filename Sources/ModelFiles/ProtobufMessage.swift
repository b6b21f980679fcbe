/// The fields of a message in the wire format of Protocol Buffers, in their order; those within are read when asked for.
///
/// Nothing is allocated by what a length claims: a field is a slice of the bytes that are there.
struct ProtobufMessage {
  /// The value of a field.
  private enum Value {
    case number(UInt64)
    case data(ArraySlice<UInt8>)
  }

  /// The bytes contradict the format.
  struct Damage: Error {}

  private var fields: [(number: Int, value: Value)] = []

  /// Fields of a message, and numbers of a list: each takes more in memory than in the file.
  private static let most = 1 << 20

  /// Reads a message; empty groups of the old form are damage too.
  init(_ bytes: ArraySlice<UInt8>) throws(Damage) {
    var rest = bytes
    while !rest.isEmpty {
      guard fields.count < Self.most else { throw Damage() }
      let key = try Self.varint(&rest)
      guard let number = Int(exactly: key >> 3), number > 0 else { throw Damage() }
      switch key & 7 {
      case 0: fields.append((number, .number(try Self.varint(&rest))))
      case 1: fields.append((number, .data(try Self.bytes(8, of: &rest))))
      case 2: fields.append((number, .data(try Self.bytes(try Self.varint(&rest), of: &rest))))
      case 5: fields.append((number, .data(try Self.bytes(4, of: &rest))))
      default: throw Damage()
      }
    }
  }

  /// All messages of a repeated field.
  func messages(_ field: Int) throws(Damage) -> [ProtobufMessage] {
    var messages: [ProtobufMessage] = []
    for data in data(field) { messages.append(try ProtobufMessage(data)) }
    return messages
  }

  /// All texts of a repeated field.
  func texts(_ field: Int) -> [String] { data(field).map { String(decoding: $0, as: UTF8.self) } }

  /// The text of a field; empty if there is none.
  func text(_ field: Int) -> String { texts(field).last ?? "" }

  /// The whole numbers of a field, packed or one by one.
  func integers(_ field: Int) throws(Damage) -> [Int] {
    var values: [Int] = []
    for (number, value) in fields where number == field {
      switch value {
      case .number(let number): values.append(Int(Int64(bitPattern: number)))
      case .data(var rest):
        while !rest.isEmpty {
          guard values.count < Self.most else { throw Damage() }
          values.append(Int(Int64(bitPattern: try Self.varint(&rest))))
        }
      }
    }
    return values
  }

  /// All byte strings of a repeated field.
  func data(_ field: Int) -> [ArraySlice<UInt8>] {
    fields.compactMap { number, value in
      if number == field, case .data(let data) = value { data } else { nil }
    }
  }

  private static func varint(_ rest: inout ArraySlice<UInt8>) throws(Damage) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Damage() }
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    throw Damage()
  }

  private static func bytes(
    _ count: UInt64, of rest: inout ArraySlice<UInt8>
  ) throws(Damage) -> ArraySlice<UInt8> {
    guard count <= UInt64(rest.count) else { throw Damage() }
    defer { rest = rest.dropFirst(Int(count)) }
    return rest.prefix(Int(count))
  }
}
