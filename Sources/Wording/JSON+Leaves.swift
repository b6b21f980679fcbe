extension JSON {
  /// Every value that isn't an object, by its dotted path.
  package func leaves(at path: String = "") -> [(name: String, value: String)] {
    if case .object(let members) = self {
      return members.sorted { $0.key < $1.key }.flatMap {
        $0.value.leaves(at: path.isEmpty ? $0.key : "\(path).\($0.key)")
      }
    }
    return [(path, words)]
  }

  private var words: String {
    switch self {
    case .null: "none"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value), .decimal(let value, _): "\(value)"
    case .text(let value): value
    case .list(let values): values.map(\.words).joined(separator: ", ")
    case .object(let members):
      members.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.words)" }
        .joined(separator: ", ")
    }
  }
}
