/// What a value of a spec may be: one table that the value is decoded by, written by, and described by in the
/// JSON Schema.
struct Form<Value: Sendable>: Sendable {
  /// What a problem says was expected: "an integer from 1 to 1000".
  var expected: String
  /// The JSON Schema of such a value.
  var schema: JSON
  /// What settings stand inside, for dotted paths and for merging.
  var keys: Keys = .value
  /// Decodes a value, or notes its problems; `nil` if there were some, or if the reading is partial.
  var read: @Sendable (JSONNode, inout Reading) -> Value?
  /// The JSON of a value, or `nil` if it is another form's.
  var write: @Sendable (Value) -> JSON?
}

/// The problems of a decoding.
struct Reading: Sendable {
  var problems: [SpecProblem] = []
  /// Whether keys may be missing, because this is a patch that is merged into something whole later.
  let isPartial: Bool

  init(isPartial: Bool = false) {
    self.isPartial = isPartial
  }

  mutating func refuse(_ node: JSONNode, expected: String, found: String? = nil, suggestion: String? = nil) {
    problems.append(
      SpecProblem(
        place: node.place, expected: expected, found: found ?? node.words, suggestion: suggestion))
  }
}

/// The settings within a form.
indirect enum Keys: Sendable {
  /// None: a patch replaces the value whole.
  case value
  /// A patch is merged key by key.
  case section([Entry])
  /// A patch is merged into the same choice, and replaces another one.
  case choice([Entry])

  /// A key and what is behind it.
  struct Entry: Sendable {
    var key: String
    var keys: Keys
    var schema: JSON
    /// The keys beside it that a patch with this one takes away.
    var replaced: [String] = []
  }

  var entries: [Entry] {
    switch self {
    case .value: []
    case .section(let entries), .choice(let entries): entries
    }
  }

  /// The keys that changes take away, by others that are set.
  func replaced(by changes: [JSONNode.Member]) -> Set<String> {
    let set = Set(changes.filter { $0.value.value != .null }.map(\.key))
    return Set(entries.filter { set.contains($0.key) }.flatMap(\.replaced))
  }

  /// Every setting below, with its dotted path.
  func paths(below path: String = "") -> [(path: String, entry: Entry)] {
    entries.flatMap { entry in
      let path = path.isEmpty ? entry.key : "\(path).\(entry.key)"
      return [(path, entry)] + entry.keys.paths(below: path)
    }
  }
}

extension Form {
  /// The same JSON, standing for another type's values.
  func map<Other: Sendable>(
    _ there: @escaping @Sendable (Value) -> Other, back: @escaping @Sendable (Other) -> Value?
  ) -> Form<Other> {
    Form<Other>(
      expected: expected, schema: schema, keys: keys,
      read: { node, reading in read(node, &reading).map(there) },
      write: { other in back(other).flatMap(write) })
  }

  /// The nodes themselves, checked as a patch of such a value.
  var patch: Form<JSONNode> {
    Form<JSONNode>(
      expected: expected, schema: schema, keys: keys,
      read: { node, reading in
        var partial = Reading(isPartial: true)
        _ = read(node, &partial)
        reading.problems += partial.problems
        return node
      }, write: { _ in nil })
  }
}
