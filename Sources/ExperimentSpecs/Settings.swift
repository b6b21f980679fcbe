/// The sections that decide a run, and that profiles, variants, the grid and `--set` change.
struct Settings: Sendable, Equatable {
  var data: DataSection
  var network: NetworkSection
  var training: TrainingSection
  /// The methods; where one is named, network and training don't count.
  var methods: MethodSettings?

  /// The method that is trained in place of a network, or `nil`.
  var method: MethodSection? { methods?.section }
}

extension Settings {
  private enum Fields {
    static let data = Field<Settings, DataSection>(
      "data", DataSection.form, says: "The images trained and measured on.", get: \.data)
    static let network = Field<Settings, NetworkSection>(
      "network", NetworkSection.form, says: "The layers and what they start from.",
      get: { $0.method == nil ? $0.network : nil })
    static let training = Field<Settings, TrainingSection>(
      "training", TrainingSection.form, says: "The loss and how it is made smaller.",
      get: { $0.method == nil ? $0.training : nil })
    static let methods = Field<Settings, MethodSettings>(
      "method", MethodSettings.form, isOptional: true,
      says: "Methods to train in place of a network, and which of them a variant is.",
      get: { $0.method.map(MethodSettings.init) })
  }

  static let form = Form<Settings>.section(
    "an object with settings",
    [
      AnyField(Fields.data), AnyField(Fields.network), AnyField(Fields.training), AnyField(Fields.methods),
    ], isPatchable: true
  ) { values in
    guard let data = values[Fields.data], let network = values[Fields.network],
      let training = values[Fields.training]
    else { return nil }
    return Settings(
      data: data, network: network, training: training, methods: values[Fields.methods])
  }

  /// Every setting with its dotted path, sections too.
  static let paths = form.keys.paths()

  /// The dotted paths of the settings that are a single value or list.
  static let leaves = paths.filter { if case .value = $0.entry.keys { true } else { false } }.map(\.path)
}

extension JSONNode {
  /// This node as the value of a dotted path: `a.b` and 1 give `{"a": {"b": 1}}`.
  /// - Parameter place: that of the path, which ends with it.
  func nested(in path: String, at place: Place) -> JSONNode {
    var node = self
    var place = place
    for key in path.split(separator: ".", omittingEmptySubsequences: false).reversed() {
      let member = Member(key: String(key), place: place, value: node)
      place.path = String(place.path.dropLast(key.count + (place.path.count > key.count ? 1 : 0)))
      node = JSONNode(.object([member]), at: Place(source: place.source, path: place.path))
    }
    return node
  }

  /// This node with a patch's values in place of its own; each value keeps the place it comes from.
  func merged(with patch: JSONNode, keys: Keys = Settings.form.keys) -> JSONNode {
    guard case .object(let changes) = patch.value else { return patch }
    guard case .object(var members) = value else {
      // A section that is no object is one problem, not one for each key that it doesn't have.
      // One that is null isn't there yet.
      if case .section = keys, value != .null { return self }
      return patch
    }
    switch keys {
    case .value: return patch
    case .choice: if members.map(\.key) != changes.map(\.key) { return patch }
    case .section: break
    }
    let replaced = keys.replaced(by: changes)
    members.removeAll { replaced.contains($0.key) }
    for change in changes {
      guard let index = members.firstIndex(where: { $0.key == change.key }) else {
        members.append(change)
        continue
      }
      let inner = keys.entries.first { $0.key == change.key }?.keys ?? .value
      members[index].place = change.place
      members[index].value = members[index].value.merged(with: change.value, keys: inner)
    }
    return JSONNode(.object(members), at: place)
  }

  /// This node and another of the same patch in one, where no setting may be in both.
  func combined(with other: JSONNode, _ reading: inout Reading) -> JSONNode {
    guard case .object(var members) = value, case .object(let additions) = other.value else {
      reading.refuse(other, expected: "each setting once", found: "it again after \(place)")
      return self
    }
    for addition in additions {
      if let index = members.firstIndex(where: { $0.key == addition.key }) {
        members[index].value = members[index].value.combined(with: addition.value, &reading)
      } else {
        members.append(addition)
      }
    }
    return JSONNode(.object(members), at: place)
  }
}
