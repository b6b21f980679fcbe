/// A strict reader of JSON (RFC 8259) that remembers where everything stands.
///
/// Foundation's reader keeps no places and lets a key stand twice; a spec needs both. Bytes come in, a tree of nodes
/// comes out. What breaks the grammar is thrown at once; a key that stands twice is noted and reading goes on.
struct JSONReader {
  /// Deeper nesting is refused, so that no file can exhaust the stack. A spec has five levels.
  static let deepestNesting = 64

  let bytes: [UInt8]
  /// The file or option that the bytes are from.
  let source: (_ line: Int, _ column: Int) -> Place.Source
  var index = 0
  var line = 1
  var column = 1
  /// Where we are in the tree.
  var path = ""
  /// Keys that stand twice.
  private(set) var problems: [SpecProblem] = []

  init(_ bytes: [UInt8], source: @escaping (_ line: Int, _ column: Int) -> Place.Source) {
    self.bytes = bytes
    self.source = source
  }

  /// The one value that the bytes are.
  mutating func document() throws(SpecProblem) -> JSONNode {
    try checkEncoding()
    skipWhiteSpace()
    if current == nil { throw unexpected("a JSON object", found: "an empty file") }
    let node = try value(depth: 0)
    skipWhiteSpace()
    if current != nil { throw unexpected("the end of the file") }
    return node
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(SpecProblem) -> JSONNode {
    let place = place
    switch current {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if depth >= Self.deepestNesting {
        throw unexpected("at most \(Self.deepestNesting) levels of brackets", found: "one more")
      }
      return current == UInt8(ascii: "{")
        ? JSONNode(try object(depth: depth), at: place) : JSONNode(try list(depth: depth), at: place)
    case UInt8(ascii: "\""):
      return JSONNode(.text(try text()), at: place)
    default:
      return JSONNode(try word(), at: place)
    }
  }

  private mutating func object(depth: Int) throws(SpecProblem) -> JSONNode.Value {
    let (opening, outer) = (line, path)
    var members: [JSONNode.Member] = []
    var places: [String: Place] = [:]
    advance()
    skipWhiteSpace()
    if skip("}") { return .object([]) }
    while true {
      guard current == UInt8(ascii: "\"") else {
        throw unexpected(members.isEmpty ? "a key in double quotes, or '}'" : "a key in double quotes")
      }
      var keyPlace = place
      let key = try text()
      path = outer.isEmpty ? key.shortened : "\(outer).\(key.shortened)"
      keyPlace.path = path
      note(key, at: keyPlace, in: &places)
      skipWhiteSpace()
      guard skip(":") else { throw unexpected("':' after the key") }
      skipWhiteSpace()
      members.append(JSONNode.Member(key: key, place: keyPlace, value: try value(depth: depth + 1)))
      path = outer
      skipWhiteSpace()
      if skip("}") { return .object(members) }
      guard skip(",") else { throw unexpected("',', or the '}' for the '{' of line \(opening)") }
      skipWhiteSpace()
    }
  }

  private mutating func list(depth: Int) throws(SpecProblem) -> JSONNode.Value {
    let (opening, outer) = (line, path)
    var elements: [JSONNode] = []
    advance()
    skipWhiteSpace()
    if skip("]") { return .list([]) }
    while true {
      path = "\(outer)[\(elements.count)]"
      elements.append(try value(depth: depth + 1))
      path = outer
      skipWhiteSpace()
      if skip("]") { return .list(elements) }
      guard skip(",") else { throw unexpected("',', or the ']' for the '[' of line \(opening)") }
      skipWhiteSpace()
    }
  }

  private mutating func note(_ key: String, at place: Place, in places: inout [String: Place]) {
    if let first = places.updateValue(place, forKey: key), case .file(_, let line, _) = first.source {
      problems.append(
        SpecProblem(place: place, expected: "each key once", found: "it again, first in line \(line)"))
    }
  }
}

extension JSONReader {
  // MARK: Bytes

  /// The next byte, or `nil` at the end.
  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Where the next byte stands.
  var place: Place { Place(source: source(line, column), path: path) }

  /// Goes on by one byte; a column is a Unicode scalar.
  mutating func advance() {
    if bytes[index] == UInt8(ascii: "\n") {
      (line, column) = (line + 1, 1)
    } else if bytes[index] & 0xC0 != 0x80 {
      column += 1
    }
    index += 1
  }

  mutating func skipWhiteSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { advance() }
  }

  /// Goes on if the next byte is this one.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let byte = current, UInt32(byte) == character.value else { return false }
    advance()
    return true
  }

  /// The problem that something else stands here.
  func unexpected(_ expected: String, found: String? = nil) -> SpecProblem {
    SpecProblem(place: place, expected: expected, found: found ?? here)
  }

  /// What stands here, in words.
  private var here: String {
    guard let byte = current else { return "the end of the file" }
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "#"): return "a comment, which JSON does not have"
    case UInt8(ascii: "'"): return "a single quote"
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      let before = bytes[..<index].last { $0 > 0x20 }
      return "'\(Unicode.Scalar(byte))'" + (before == UInt8(ascii: ",") ? " after a comma" : "")
    default:
      let character = String(decoding: bytes[index...].prefix(64), as: UTF8.self).prefix(1)
      return byte < 0x20 || byte == 0x7F ? "the control character \(byte)" : "'\(character)'"
    }
  }
}
