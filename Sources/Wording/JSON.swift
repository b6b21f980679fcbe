/// A JSON value, read or to be written; its members keep their order, so that people can read it too.
package indirect enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  /// A finite number with so many decimals.
  case decimal(Double, decimals: Int)
  case text(String)
  case list([JSON])
  case object([Member])

  /// A key and its value.
  package struct Member: Sendable, Equatable {
    package var key: String
    package var value: JSON

    package init(key: String, value: JSON) {
      (self.key, self.value) = (key, value)
    }
  }

  /// An object with these keys in this order.
  package static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// The value of a key of an object.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// An object with these members in this order.
  package static func object(_ members: [(key: String, value: JSON)]) -> JSON {
    .object(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// A number with so many decimals; one that isn't finite is null.
  package static func number(_ value: Double, decimals: Int) -> JSON {
    value.isFinite ? .decimal(value, decimals: decimals) : .null
  }

  /// A score: a number, or in words that it is perfect (no error at all, so an infinite PSNR) or undefined (the image is too
  /// small for the measure, or has no colour). What wasn't measured is `null`.
  package static func score(_ value: Double, decimals: Int) -> JSON {
    if value.isNaN { return .text("undefined") }
    return value.isFinite ? .decimal(value, decimals: decimals) : .text("perfect")
  }

  /// The same object without some of its keys.
  package func without(_ keys: Set<String>) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !keys.contains($0.key) })
  }
}

extension JSON {
  /// The text of this value without white space, with sorted keys and the shortest numbers that read back the same.
  package var canonicalText: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let integer): String(integer)
    case .number(let number): JSON.shortest(number)
    case .decimal(let number, let decimals): number.fixed(decimals)
    case .text(let text): text.quotedForJSON
    case .list(let elements): "[" + elements.map(\.canonicalText).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }
        .map { $0.key.quotedForJSON + ":" + $0.value.canonicalText }.joined(separator: ",") + "}"
    }
  }

  /// The text of this value on one line, with keys in their own order.
  package var compact: String {
    switch self {
    case .list(let elements): "[" + elements.map(\.compact).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { $0.key.quotedForJSON + ":" + $0.value.compact }.joined(separator: ",") + "}"
    default: canonicalText
    }
  }

  /// The text of this value with keys in their own order, indented by two spaces a level; short lists on one line.
  package func prettyText(indentation: String = "") -> String {
    let inner = indentation + "  "
    switch self {
    case .list(let elements) where elements.contains(where: \.isNested):
      let lines = elements.map { inner + $0.prettyText(indentation: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n" + indentation + "]"
    case .list(let elements):
      return "[" + elements.map(\.canonicalText).joined(separator: ", ") + "]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map {
        inner + $0.key.quotedForJSON + ": " + $0.value.prettyText(indentation: inner)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + indentation + "}"
    default:
      return canonicalText
    }
  }

  private var isNested: Bool {
    switch self {
    case .list, .object: true
    default: false
    }
  }

  /// `1` for 1.0, and the shortest decimal that reads back the same otherwise.
  private static func shortest(_ number: Double) -> String {
    if let integer = Int(exactly: number), integer.magnitude < 1 << 53 { return String(integer) }
    return number.description
  }
}
