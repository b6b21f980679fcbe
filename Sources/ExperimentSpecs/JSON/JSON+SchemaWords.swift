import Wording

extension JSON {
  /// What a JSON Schema of this target allows, in words: a line that goes on a sentence, and lines below it, indented.
  var schemaWords: [String] {
    let schema = without(["description"])
    let known = Self.known.first {
      $0.schema == schema || $0.schema["pattern"] != nil && $0.schema["pattern"] == schema["pattern"]
    }
    if let known { return [known.words] }
    if case .list(let choices)? = schema["enum"] { return [alternatives(choices.map(\.canonicalText))] }
    if let value = schema["const"] { return [value.canonicalText] }
    if case .list(let choices)? = schema["oneOf"] { return Self.words(ofChoices: choices) }
    guard case .text(let type)? = schema["type"] else { return ["a value"] }
    return switch type {
    case "integer", "number": [schema.numberWords]
    case "boolean": ["true or false"]
    case "array": schema.listWords
    case "object": schema.objectWords
    default: ["a text"]
    }
  }

  /// Whether a schema is that of a setting by its path, or of a list of its values.
  var isOfSetting: Bool { self["$ref"] != nil || self["items"]?["$ref"] != nil }

  /// Values whose form says in words what their schema says by a pattern.
  private static let known: [(schema: JSON, words: String)] = {
    let name = Form<String>.name, names = Form<[String]>.names, specName = Form<String>.specName
    return [
      (names.schema, name.expected.replacing("a name", with: names.expected)),
      (name.schema, name.expected), (specName.schema, specName.expected),
      (FigureSection.Ordinate.form.schema, FigureSection.Ordinate.form.expected),
      (ScoreName.form.schema, ScoreName.form.expected),
      (ClaimExpression.form.schema, ClaimExpression.form.expected),
    ]
  }()

  private static func words(ofChoices choices: [JSON]) -> [String] {
    let words = choices.filter { $0["type"] != JSON.text("null") }.map(\.schemaWords)
    let isOptional = words.count < choices.count
    if isOptional, words.count == 1 { return ["null or \(words[0][0])"] + words[0].dropFirst() }
    let all = words + (isOptional ? [["null"]] : [])
    if all.allSatisfy({ $0.count == 1 }) { return [alternatives(all.map { $0[0] })] }
    return ["one of"] + all.flatMap { $0 }.map { "  \($0)" }
  }

  private var numberWords: String {
    let kind =
      self["type"] == JSON.text("number")
      ? "a number" : self["not"] == nil ? "a whole number" : "an odd whole number"
    let bounds = [
      ("minimum", "from"), ("exclusiveMinimum", "above"), ("maximum", "to"), ("exclusiveMaximum", "below"),
    ]
    .compactMap { key, word in self[key].map { "\(word) \($0.canonicalText)" } }
    return ([kind] + bounds).joined(separator: " ")
  }

  private var listWords: [String] {
    let least = count("minItems") ?? 0
    var number = "any number"
    if let most = count("maxItems") {
      number = least == most ? "\(most)" : least == 0 ? "at most \(most)" : "\(least) to \(most)"
    } else if least > 0 {
      number = "at least \(least)"
    }
    let distinct = self["uniqueItems"] == nil ? "" : " different ones"
    let items = self["items"]?.schemaWords ?? ["a value"]
    return ["a list of \(number)\(distinct), each \(items[0])"] + items.dropFirst()
  }

  private func count(_ key: String) -> Int? {
    guard case .integer(let count)? = self[key] else { return nil }
    return count
  }

  private var objectWords: [String] {
    if let value = self["additionalProperties"], value != JSON.bool(false) {
      let words = value.schemaWords
      return ["an object with names as keys, each for \(words[0])"] + words.dropFirst()
    }
    guard case .object(let members)? = self["properties"] else { return ["an object"] }
    if members.count == 1, self["required"] == JSON.list([.text(members[0].key)]) {
      let key = members[0].key.quotedForJSON
      let words = members[0].value.schemaWords
      return words.count == 1 ? ["{\(key): \(words[0])}"] : ["{\(key): {…}} with"] + words.dropFirst()
    }
    let own = members.filter { !$0.value.isOfSetting }.flatMap { member -> [String] in
      let words = member.value.schemaWords
      return ["  \(member.key): \(words[0])"] + words.dropFirst().map { "  \($0)" }
    }
    return ["an object with"] + own + Self.words(ofSettings: members.map(\.value))
  }

  /// A line for all settings that an object may have; none if it has no place for them.
  private static func words(ofSettings schemas: [JSON]) -> [String] {
    guard let setting = schemas.first(where: \.isOfSetting) else { return [] }
    return setting["$ref"] != nil
      ? [#"  settings, by their paths or in sections, as "training.batch": 16"#]
      : [#"  settings by their paths, each with a list of the values to try, as "training.batch": [16, 128]"#]
  }
}
