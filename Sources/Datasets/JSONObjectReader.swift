import Wording

/// A reader of one JSON object that notes every key it isn't asked for and every value it can't use.
struct JSONObjectReader {
  let path: String
  private let members: [String: JSON]
  private var asked: Set<String> = []
  private(set) var problems: [String] = []

  init(_ value: JSON, path: String) {
    self.path = path
    if case .object(let members) = value {
      self.members = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    } else {
      self.members = [:]
      problems = ["\(path.isEmpty ? "the document" : path): expected an object, found \(value.kind)"]
    }
  }

  private func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  mutating func note(_ problem: String, at key: String) { problems.append("\(place(key)): \(problem)") }

  mutating func note(contentsOf others: [String]) { problems += others }

  func has(_ key: String) -> Bool { members[key] != nil }

  /// The value of a key, or nil with a problem noted if it is missing.
  mutating func value(_ key: String) -> JSON? {
    asked.insert(key)
    if members[key] == nil, problems.isEmpty || !members.isEmpty { note("missing", at: key) }
    return members[key]
  }

  mutating func string(_ key: String) -> String {
    guard let value = value(key) else { return "" }
    if case .text(let string) = value, !string.isEmpty { return string }
    note("expected a text, found \(value.kind)", at: key)
    return ""
  }

  mutating func optionalString(_ key: String) -> String? {
    asked.insert(key)
    return has(key) ? string(key) : nil
  }

  mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int {
    guard let value = value(key) else { return range.lowerBound }
    if case .integer(let integer) = value, range.contains(integer) { return integer }
    note(
      "expected a whole number from \(range.lowerBound) to \(range.upperBound), found \(value.kind)", at: key)
    return range.lowerBound
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, else other: Choice)
    -> Choice
  {
    guard let value = value(key) else { return other }
    if case .text(let string) = value, let choice = Choice(rawValue: string) { return choice }
    let all = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    note("expected one of \(all), found \(value.kind)", at: key)
    return other
  }

  mutating func array(_ key: String) -> [JSON] {
    guard let value = value(key) else { return [] }
    if case .list(let elements) = value { return elements }
    note("expected an array, found \(value.kind)", at: key)
    return []
  }

  /// Notes every key that nothing asked for.
  mutating func finish() {
    let known = asked.sorted()
    for key in members.keys.sorted() where !asked.contains(key) {
      note("unknown key; known here: \(known.joined(separator: ", "))", at: key)
    }
  }
}

extension JSON {
  /// What the value is, in the words of an error message.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .integer(let integer): "the number \(integer)"
    case .number(let number), .decimal(let number, _): "the number \(number)"
    case .text(let text): "the text \"\(text.prefix(40))\""
    case .list: "an array"
    case .object: "an object"
    }
  }
}
