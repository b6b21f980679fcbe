extension Form {
  /// An object of settings to change, as sections or by dotted paths, beside fields of its own.
  static func patch(
    _ expected: String, with fields: [AnyField<Value>],
    build: @escaping @Sendable (FieldValues, JSONNode) -> Value?
  ) -> Form {
    let own = fields.map(\.key)
    let properties =
      fields.map { JSON.Member(key: $0.key, value: $0.entry.schema) }
      + Settings.paths.map { JSON.Member(key: $0.path, value: .settingReference($0.path)) }
    return Form(
      expected: expected,
      schema: .object([
        "type": .text("object"), "additionalProperties": .bool(false), "properties": .object(properties),
        "required": .list(fields.filter { !$0.isOptional }.map { .text($0.key) }),
      ]),
      read: { node, reading in
        guard case .object(let members) = node.value else {
          reading.refuse(node, expected: expected)
          return nil
        }
        let changes = members.filter { !own.contains($0.key) }
        let (patch, misspelled) = settings(of: changes, at: node.place, besides: own, &reading)
        let values = readFields(
          fields, of: members.filter { own.contains($0.key) }, at: node.place, excused: misspelled, &reading)
        return build(values, patch)
      }, write: { _ in nil })
  }

  /// The settings that members name, as one nested object, checked; and the fields of the object itself that were
  /// probably meant by other members.
  private static func settings(
    of members: [JSONNode.Member], at place: Place, besides own: [String], _ reading: inout Reading
  ) -> (patch: JSONNode, misspelled: Set<String>) {
    var patch = JSONNode(.object([]), at: place)
    var misspelled: Set<String> = []
    let sections = Settings.form.keys.entries.map(\.key)
    for member in members {
      let first = member.key.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init)
      guard let first, sections.contains(first) else {
        var problem = SpecProblem.unknown(
          member, among: own + sections, nearestOf: own + Settings.paths.map(\.path))
        problem.expected += own.isEmpty ? "" : ", or a path such as network.filters"
        misspelled.formUnion(problem.suggestion.map { [$0] } ?? [])
        reading.problems.append(problem)
        continue
      }
      patch = patch.combined(with: member.value.nested(in: member.key, at: member.place), &reading)
    }
    return (Settings.form.patch.read(patch, &reading) ?? patch, misspelled)
  }
}

extension JSON {
  /// A schema that refers to a setting's.
  static func settingReference(_ path: String) -> JSON { .object(["$ref": .text("#/$defs/\(path)")]) }
}

extension SpecDocument.Variant {
  private enum Fields {
    static let id = Field<SpecDocument.Variant, Located<String>>(
      "id", Form<String>.name.located, says: "The variant's name, in the results' folder too.", get: \.id)
    static let label = Field<SpecDocument.Variant, String>(
      "label", .sentence, isOptional: true, says: "What legends call it; absent: its id.", get: \.label)
    static let profiles = Field<SpecDocument.Variant, Located<[String]>>(
      "profiles",
      Form<[String]>.list(of: .name, expected: "a list of profiles", atLeast: 1, isDistinct: true).located,
      isOptional: true,
      says: "The profiles that have this variant; absent: all. An id may stand once for each profile.",
      get: \.profiles)
  }

  static let form = Form<Self>.patch(
    "an object with a variant",
    with: [AnyField(Fields.id), AnyField(Fields.label), AnyField(Fields.profiles)]
  ) { values, patch in
    values[Fields.id].map {
      SpecDocument.Variant(
        id: $0, label: values[Fields.label], profiles: values[Fields.profiles], patch: patch)
    }
  }
}

extension Form where Value == [SpecDocument.Profile] {
  /// An object with a patch under each profile's name.
  static var profiles: Form {
    let patch = Form<JSONNode>.patch("an object with settings", with: []) { _, patch in patch }
    let expected = "an object with at least one profile"
    return Form(
      expected: expected,
      schema: .object([
        "type": .text("object"), "minProperties": .integer(1), "additionalProperties": patch.schema,
        "propertyNames": Form<String>.name.schema,
      ]),
      read: { node, reading in
        guard let members = named(node, expected: expected, least: 1, &reading) else { return nil }
        return members.compactMap { member in
          patch.read(member.value, &reading).map { SpecDocument.Profile(name: member.key, patch: $0) }
        }
      }, write: { _ in nil })
  }
}

extension Form where Value == [JSONNode.Member] {
  /// An object with a sentence under each profile's name.
  static var costs: Form {
    let expected = "an object with a text for each profile"
    return Form(
      expected: expected,
      schema: .object(["type": .text("object"), "additionalProperties": Form<String>.sentence.schema]),
      read: { node, reading in
        guard let members = named(node, expected: expected, least: 0, &reading) else { return nil }
        return members.filter { Form<String>.sentence.read($0.value, &reading) != nil }
      }, write: { _ in nil })
  }
}

extension Form {
  /// The members of an object whose keys are names.
  fileprivate static func named(_ node: JSONNode, expected: String, least: Int, _ reading: inout Reading)
    -> [JSONNode.Member]?
  {
    guard case .object(let members) = node.value, members.count >= least else {
      reading.refuse(node, expected: expected)
      return nil
    }
    for member in members where !member.key.isName {
      reading.problems.append(
        SpecProblem(
          place: member.place, expected: Form<String>.name.expected, found: "'\(member.key.shortened)'"))
    }
    return members
  }
}
