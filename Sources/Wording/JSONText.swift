/// A JSON value that is written with its members in the order given, so that people can read it too.
package indirect enum JSONText: Sendable, Equatable {
  /// A text.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A number with that many decimals; one that isn't finite is written as null.
  case number(Double, decimals: Int)
  /// True or false.
  case bool(Bool)
  /// No value.
  case null
  /// A list.
  case list([JSONText])
  /// An object, its members in this order.
  case object([(key: String, value: JSONText)])

  /// A score: a number, or in words that it is perfect (no error at all, so an infinite PSNR) or undefined (the image is too
  /// small for the measure, or has no colour). What wasn't measured is `null`.
  package static func score(_ value: Double, decimals: Int) -> JSONText {
    if value.isNaN { return .text("undefined") }
    return value.isFinite ? .number(value, decimals: decimals) : .text("perfect")
  }

  /// Equal in value and order.
  package static func == (left: JSONText, right: JSONText) -> Bool { left.compact == right.compact }

  /// The value on one line.
  package var compact: String {
    switch self {
    case .text(let text): text.quotedForJSON
    case .integer(let integer): String(integer)
    case .number(let value, let decimals): value.isFinite ? value.fixed(decimals) : "null"
    case .bool(let bool): bool ? "true" : "false"
    case .null: "null"
    case .list(let elements): "[" + elements.map(\.compact).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { $0.key.quotedForJSON + ":" + $0.value.compact }.joined(separator: ",") + "}"
    }
  }
}
