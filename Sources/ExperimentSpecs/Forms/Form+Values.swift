import Wording

extension Form where Value == Int {
  /// An integer of a range; `2e6` and `3.0` are integers too, as in JSON Schema.
  static func integer(_ range: ClosedRange<Int>, isOdd: Bool = false) -> Form {
    let expected = "an \(isOdd ? "odd " : "")integer from \(range.lowerBound) to \(range.upperBound)"
    var schema: [JSON.Member] = [
      .init(key: "type", value: .text("integer")), .init(key: "minimum", value: .integer(range.lowerBound)),
      .init(key: "maximum", value: .integer(range.upperBound)),
    ]
    if isOdd { schema.append(.init(key: "not", value: .object(["multipleOf": .integer(2)]))) }
    return integer(expected: expected, schema: .object(schema)) {
      range.contains($0) && !(isOdd && $0.isMultiple(of: 2))
    }
  }

  /// One of a few integers.
  static func integer(oneOf allowed: [Int], expected: String? = nil) -> Form {
    integer(
      expected: expected ?? alternatives(allowed.map(String.init)),
      schema: .object(["enum": .list(allowed.map(JSON.integer))])
    ) { allowed.contains($0) }
  }

  private static func integer(
    expected: String, schema: JSON, isAllowed: @escaping @Sendable (Int) -> Bool
  ) -> Form {
    Form(
      expected: expected, schema: schema,
      read: { node, reading in
        guard let integer = node.integer, isAllowed(integer) else {
          reading.refuse(node, expected: expected)
          return nil
        }
        return integer
      }, write: { .integer($0) })
  }
}

extension Form where Value == Double {
  /// A number of an interval; `above` and `below` are not in it.
  static func number(
    from lowest: Double? = nil, above: Double? = nil, to: Double? = nil, below: Double? = nil
  )
    -> Form
  {
    let bounds: [(words: String, key: String, bound: Double?)] = [
      ("from", "minimum", lowest), ("above", "exclusiveMinimum", above),
      (lowest == nil ? "at most" : "to", "maximum", to),
      ("below", "exclusiveMaximum", below),
    ]
    let stated = bounds.compactMap { bound in
      bound.bound.map { (bound.words, bound.key, JSON.number($0)) }
    }
    let words = stated.map { "\($0.0) \($0.2.canonicalText)" }
    let expected =
      "a number " + words.joined(separator: stated.count == 2 && words[0].hasPrefix("above") ? " and " : " ")
    let schema =
      [JSON.Member(key: "type", value: .text("number"))] + stated.map { .init(key: $0.1, value: $0.2) }
    return Form(
      expected: expected, schema: .object(schema),
      read: { node, reading in
        guard let number = node.number, number >= lowest ?? -.infinity, number > above ?? -.infinity,
          number <= to ?? .infinity, number < below ?? .infinity
        else {
          reading.refuse(node, expected: expected)
          return nil
        }
        return number
      }, write: { .number($0) })
  }
}

extension Form where Value == Bool {
  /// True or false.
  static var flag: Form {
    Form(
      expected: "true or false", schema: .object(["type": .text("boolean")]),
      read: { node, reading in
        guard case .bool(let flag) = node.value else {
          reading.refuse(node, expected: "true or false")
          return nil
        }
        return flag
      }, write: { .bool($0) })
  }
}

extension Form where Value == String {
  /// A sentence: any text that isn't empty.
  static var sentence: Form {
    Form(
      expected: "a text", schema: .object(["type": .text("string"), "minLength": .integer(1)]),
      read: { node, reading in
        guard case .text(let text) = node.value, !text.isEmpty else {
          reading.refuse(node, expected: "a text")
          return nil
        }
        return text
      }, write: { .text($0) })
  }

  /// A name that may also be that of a file.
  static var name: Form {
    word(
      "a name (letters, digits, '.', '_', '+' and '-', the first a letter or digit, at most 64)",
      pattern: "^[A-Za-z0-9][A-Za-z0-9._+-]*$"
    ) { $0.isName }
  }

  /// The name of a spec, which is that of its results' folder: not every file system tells capital letters.
  static var specName: Form {
    word(
      "a name (small letters, digits and '-', the first a letter or digit, at most 64)",
      pattern: "^[a-z0-9][a-z0-9-]*$"
    ) { $0.isName && $0 == $0.lowercased() && !$0.contains { "._+".contains($0) } }
  }

  private static func word(
    _ expected: String, pattern: String, isAllowed: @escaping @Sendable (String) -> Bool
  ) -> Form {
    Form(
      expected: expected,
      schema: .object([
        "type": .text("string"), "pattern": .text(pattern), "maxLength": .integer(64),
      ]),
      read: { node, reading in
        guard case .text(let text) = node.value, isAllowed(text) else {
          reading.refuse(node, expected: expected)
          return nil
        }
        return text
      }, write: { .text($0) })
  }
}

extension Form where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of an enumeration's words.
  static var word: Form { word(among: Array(Value.allCases)) }

  /// The word of one of some values of an enumeration.
  static func word(among values: [Value]) -> Form {
    let words = values.map(\.rawValue)
    let expected = alternatives(words)
    return Form(
      expected: expected, schema: .object(["enum": .list(words.map(JSON.text))]),
      read: { node, reading in
        guard case .text(let text) = node.value else {
          reading.refuse(node, expected: expected)
          return nil
        }
        guard let value = values.first(where: { $0.rawValue == text }) else {
          reading.refuse(node, expected: expected, suggestion: nearest(to: text, among: words))
          return nil
        }
        return value
      }, write: { .text($0.rawValue) })
  }
}

extension Form {
  /// A list of such values.
  static func list<Element: Sendable & Equatable>(
    of element: Form<Element>, expected: String, atLeast least: Int = 0, atMost most: Int = 1000,
    isDistinct: Bool = false
  ) -> Form where Value == [Element] {
    var schema: [JSON.Member] = [
      .init(key: "type", value: .text("array")), .init(key: "items", value: element.schema),
      .init(key: "minItems", value: .integer(least)), .init(key: "maxItems", value: .integer(most)),
    ]
    if isDistinct { schema.append(.init(key: "uniqueItems", value: .bool(true))) }
    return Form(
      expected: expected, schema: .object(schema),
      read: { node, reading in
        guard case .list(let nodes) = node.value, (least...most).contains(nodes.count) else {
          if case .list(let nodes) = node.value, nodes.count > most {
            let limit = expected.contains("\(most)") ? "" : " and at most \(most)"
            reading.refuse(node, expected: expected + limit, found: "a list of \(nodes.count)")
          } else {
            reading.refuse(node, expected: expected)
          }
          return nil
        }
        var elements: [Element] = []
        for node in nodes {
          guard let value = element.read(node, &reading) else { continue }
          if isDistinct, elements.contains(value) {
            reading.refuse(node, expected: "each one once", found: "\(node.words) again")
          }
          elements.append(value)
        }
        return elements.count == nodes.count ? elements : nil
      }, write: { .list($0.compactMap(element.write)) })
  }
}

extension Form where Value == [String] {
  /// One name, or a list of different names.
  static var names: Form {
    let list = Form.list(of: .name, expected: "a name or a list of names", atLeast: 1, isDistinct: true)
    return Form(
      expected: list.expected,
      schema: .object(["oneOf": .list([Form<String>.name.schema, list.schema])]),
      read: { node, reading in
        if case .text = node.value { return Form<String>.name.read(node, &reading).map { [$0] } }
        return list.read(node, &reading)
      }, write: list.write)
  }
}

extension JSONNode {
  /// The finite number that stands here.
  var number: Double? {
    guard case .number(let text) = value, let number = Double(text), number.isFinite else { return nil }
    return number + 0  // -0 is 0
  }

  /// The integer that stands here, however it is spelled.
  var integer: Int? {
    guard case .number(let text) = value else { return nil }
    return Int(text) ?? number.flatMap { $0.magnitude < 0x1p53 ? Int(exactly: $0) : nil }
  }
}

extension String {
  /// Whether this is a name that may also be that of a file.
  var isName: Bool {
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard utf8.count <= 64, let first = utf8.first, isAlphanumeric(first) else { return false }
    return utf8.allSatisfy { isAlphanumeric($0) || "._+-".utf8.contains($0) }
  }
}

/// "a, b or c".
func alternatives(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
