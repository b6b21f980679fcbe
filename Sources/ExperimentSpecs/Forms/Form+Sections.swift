import Wording

/// A key of a section: its name, how the section's value has it, what it may be, and what it says.
struct Field<Root: Sendable, Value: Sendable>: Sendable {
  let key: String
  let form: Form<Value>
  let isOptional: Bool
  /// The keys of the section that a patch with this one takes away, as they say the same in another way.
  let replaced: [String]
  let says: String
  let get: @Sendable (Root) -> Value?

  init(
    _ key: String, _ form: Form<Value>, isOptional: Bool = false, inPlaceOf replaced: [String] = [],
    says: String, get: @escaping @Sendable (Root) -> Value?
  ) {
    (self.key, self.form, self.isOptional, self.says, self.get) = (key, form, isOptional, says, get)
    self.replaced = replaced
  }
}

/// A field whose value's type is forgotten, so that fields stand in one table.
struct AnyField<Root: Sendable>: Sendable {
  let key: String
  let isOptional: Bool
  let expected: String
  let entry: Keys.Entry
  let read: @Sendable (JSONNode, inout Reading) -> (any Sendable)?
  let write: @Sendable (Root) -> JSON?

  init<Value: Sendable>(_ field: Field<Root, Value>) {
    key = field.key
    isOptional = field.isOptional
    expected = field.form.expected
    let schema = field.isOptional ? field.form.schema.orNull : field.form.schema
    entry = Keys.Entry(
      key: field.key, keys: field.form.keys, schema: schema.described(field.says), replaced: field.replaced)
    read = { node, reading in
      if field.isOptional, node.value == .null { return nil }
      return field.form.read(node, &reading)
    }
    write = { root in field.get(root).flatMap(field.form.write) }
  }
}

/// The values of a section's fields, as far as they are right.
struct FieldValues {
  fileprivate var values: [String: any Sendable] = [:]

  subscript<Root, Value>(field: Field<Root, Value>) -> Value? {
    values[field.key] as? Value
  }
}

extension Form {
  /// An object with exactly these fields.
  /// - Parameter isPatchable: whether a key may come from elsewhere, so that the schema requires none.
  static func section(
    _ expected: String, _ fields: [AnyField<Value>], isPatchable: Bool = false,
    build: @escaping @Sendable (FieldValues) -> Value?
  ) -> Form {
    var schema: [JSON.Member] = [
      .init(key: "type", value: .text("object")), .init(key: "additionalProperties", value: .bool(false)),
      .init(
        key: "properties", value: .object(fields.map { .init(key: $0.key, value: $0.entry.schema) })),
    ]
    if !isPatchable {
      let required = fields.filter { !$0.isOptional }.map { JSON.text($0.key) }
      schema.append(.init(key: "required", value: .list(required)))
    }
    return Form(
      expected: expected, schema: .object(schema), keys: .section(fields.map(\.entry)),
      read: { node, reading in
        guard case .object(let members) = node.value else {
          reading.refuse(node, expected: expected)
          return nil
        }
        return build(readFields(fields, of: members, at: node.place, &reading))
      },
      write: { root in
        .object(fields.compactMap { field in field.write(root).map { .init(key: field.key, value: $0) } })
      })
  }

  /// Reads each member by the field of its name; names the members without one and the fields without a member.
  static func readFields(
    _ fields: [AnyField<Value>], of members: [JSONNode.Member], at place: Place, excused: Set<String> = [],
    _ reading: inout Reading
  ) -> FieldValues {
    var values = FieldValues()
    var missing = fields.filter { !$0.isOptional && !reading.isPartial && !excused.contains($0.key) }
    for member in members {
      missing.removeAll { $0.key == member.key }
      if let field = fields.first(where: { $0.key == member.key }) {
        values.values[field.key] = field.read(member.value, &reading)
      } else {
        let problem = SpecProblem.unknown(member, among: fields.map(\.key))
        missing.removeAll { $0.key == problem.suggestion }
        reading.problems.append(problem)
      }
    }
    reading.problems += missing.map {
      SpecProblem(place: place.key($0.key), expected: $0.expected, found: "nothing")
    }
    return values
  }

  /// One of several forms: a bare word each, or an object with one key each.
  static func choice(_ cases: [Choice<Value>]) -> Form where Value: Equatable {
    let expected = alternatives(cases.map(\.words))
    return Form(
      expected: expected, schema: .object(["oneOf": .list(cases.map(\.schema))]),
      keys: .choice(cases.compactMap(\.entry)),
      read: { node, reading in
        switch node.value {
        case .text(let word):
          for case .word(word, let value) in cases { return value }
          reading.refuse(
            node, expected: expected,
            suggestion: nearest(to: word, among: cases.map(\.key).filter { $0 != word }))
        case .object(let members) where members.count == 1:
          for case .object(members[0].key, let form) in cases { return form.read(members[0].value, &reading) }
          let problem = SpecProblem.unknown(members[0], among: cases.compactMap(\.entry?.key))
          reading.problems.append(problem)
        case .object(let members) where members.count > 1:
          reading.refuse(
            node, expected: expected, found: members.map(\.key.shortened).joined(separator: " and ").shortened
          )
        default:
          reading.refuse(node, expected: expected)
        }
        return nil
      },
      write: { value in cases.lazy.compactMap { $0.write(value) }.first })
  }
}

/// One form of a choice.
enum Choice<Value: Sendable & Equatable>: Sendable {
  /// The word alone: `"he"`.
  case word(String, Value)
  /// An object with the word as its key: `{"gaussian": 0.001}`.
  case object(String, Form<Value>)

  var key: String {
    switch self {
    case .word(let key, _), .object(let key, _): key
    }
  }

  var words: String {
    switch self {
    case .word(let key, _): "\"\(key)\""
    case .object(let key, let form): "{\"\(key)\": \(form.expected)}"
    }
  }

  var schema: JSON {
    switch self {
    case .word(let key, _): .object(["const": .text(key)])
    case .object(let key, let form):
      .object([
        "type": .text("object"), "additionalProperties": .bool(false), "required": .list([.text(key)]),
        "properties": .object([.init(key: key, value: form.schema)]),
      ])
    }
  }

  var entry: Keys.Entry? {
    guard case .object(let key, let form) = self else { return nil }
    return Keys.Entry(key: key, keys: form.keys, schema: form.schema)
  }

  func write(_ value: Value) -> JSON? {
    switch self {
    case .word(let key, value): .text(key)
    case .word: nil
    case .object(let key, let form): form.write(value).map { .object([.init(key: key, value: $0)]) }
    }
  }
}

extension SpecProblem {
  /// A key that isn't one of `keys`.
  static func unknown(_ member: JSONNode.Member, among keys: [String], nearestOf candidates: [String]? = nil)
    -> SpecProblem
  {
    SpecProblem(
      place: member.place, expected: alternatives(keys), found: "'\(member.key.shortened)'",
      suggestion: nearest(to: member.key, among: candidates ?? keys))
  }
}

extension JSON {
  /// A schema that also allows `null`.
  var orNull: JSON { .object(["oneOf": .list([self, .object(["type": .text("null")])])]) }

  /// A schema with a description in front.
  func described(_ text: String) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object([Member(key: "description", value: .text(text))] + members)
  }
}
