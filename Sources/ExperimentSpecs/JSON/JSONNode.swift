import Wording

typealias JSON = Wording.JSON

/// A JSON value that was read, and where it stands.
struct JSONNode: Sendable, Equatable {
  enum Value: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number as it is spelled, valid by JSON's grammar.
    case number(String)
    case text(String)
    case list([JSONNode])
    case object([Member])
  }

  /// A key and its value.
  struct Member: Sendable, Equatable {
    var key: String
    /// Where the key stands.
    var place: Place
    var value: JSONNode
  }

  var value: Value
  var place: Place

  /// The value of a key, if this is an object that has it.
  subscript(key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// What a problem says was found here.
  var words: String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text): text.shortened
    case .text(let text): "\"\(text.shortened)\""
    case .list(let elements): elements.isEmpty ? "an empty list" : "a list"
    case .object(let members): members.isEmpty ? "an empty object" : "an object"
    }
  }

  /// A value that stands in no file, all of it at one place.
  init(json: JSON, at place: Place) {
    self.place = place
    switch json {
    case .null: value = .null
    case .bool(let flag): value = .bool(flag)
    case .integer, .number, .decimal: value = .number(json.canonicalText)
    case .text(let text): value = .text(text)
    case .list(let elements):
      value = .list(elements.enumerated().map { JSONNode(json: $1, at: place.element($0)) })
    case .object(let members):
      value = .object(
        members.map {
          let place = place.key($0.key)
          return Member(key: $0.key, place: place, value: JSONNode(json: $0.value, at: place))
        })
    }
  }

  init(_ value: Value, at place: Place) {
    self.value = value
    self.place = place
  }
}

extension String {
  /// At most 64 characters of a text (no setting's path is longer), without control characters, for a message.
  var shortened: String {
    let start = count <= 64 ? self : prefix(61) + "..."
    return String(start.map { $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? "?" : $0 })
  }
}

extension Place {
  /// The same place, with a path one key longer.
  func key(_ key: String) -> Place {
    Place(source: source, path: path.isEmpty ? key.shortened : "\(path).\(key.shortened)")
  }

  /// The same place, with a path one element longer.
  func element(_ index: Int) -> Place {
    Place(source: source, path: "\(path)[\(index)]")
  }
}
