import Wording

extension SpecDocument {
  /// What a spec takes from the one that it extends; the rest is its own.
  static let inherited: Set<String> = [
    "spec", "source", "claim", "cost", "data", "network", "training", "method", "claims", "profiles",
  ]
}

extension JSONNode {
  /// A spec's object without `$schema`, and with what it leaves out taken from the spec that it `extends`: sections key by
  /// key, the rest whole.
  /// - Throws: the problems of the other spec, or that there is none.
  func extended(_ base: (String) -> (file: String, bytes: [UInt8])?) throws(SpecProblems) -> JSONNode {
    guard case .object(let own) = unextended.value else { return self }
    guard let extends = self["extends"] else { return unextended }
    guard case .text(let name) = extends.value, let (file, bytes) = base(name) else {
      throw SpecProblems(problems: [extends.unknownBase(among: [])])
    }
    var reader = JSONReader(bytes) { .file(file, line: $0, column: $1) }
    let other = try? reader.document()
    guard other?["extends"] == nil else {
      throw SpecProblems(problems: [
        SpecProblem(
          place: extends.place, expected: "a spec that stands on its own",
          found: "\(extends.words), which extends another")
      ])
    }
    // It is right by itself, too.
    _ = try Experiment.decode(bytes, file: file)
    guard case .object(let others)? = other?.value else { return self }
    let inherited = others.filter { member in
      // The paper's claims are of the other's variants.
      SpecDocument.inherited.contains(member.key) && member.key != "claims"
        && !own.contains { $0.key == member.key }
    }
    let merged = own.map { member in
      let section = others.first { $0.key == member.key && Self.sections.contains($0.key) }
      let keys = Settings.form.keys.entries.first { $0.key == member.key }?.keys ?? .value
      return section.map {
        JSONNode.Member(
          key: member.key, place: member.place, value: $0.value.completed(by: member.value, keys: keys))
      }
        ?? member
    }
    let noClaims = JSONNode.Member(key: "claims", place: place, value: JSONNode(.list([]), at: place))
    let hasClaims = own.contains { $0.key == "claims" }
    return JSONNode(.object(merged + inherited + (hasClaims ? [] : [noClaims])), at: place)
  }

  /// The problem of a spec that extends one which isn't there, or nil.
  /// - Parameter names: those of the specs that are there.
  func baseProblem(
    _ base: (String) -> (file: String, bytes: [UInt8])?, among names: [String]
  ) -> SpecProblem? {
    guard let extends = self["extends"] else { return nil }
    if case .text(let name) = extends.value, base(name) != nil { return nil }
    return extends.unknownBase(among: names)
  }

  /// The problem of a key that is meant to be `extends`, or nil.
  var misspelledExtends: SpecProblem? {
    guard case .object(let members) = value, self["extends"] == nil else { return nil }
    let keys = specKeys.map(\.key)
    let member = members.first { nearest(to: $0.key, among: keys) == "extends" }
    return member.map { SpecProblem.unknown($0, among: keys) }
  }

  /// What a spec has of its own.
  var unextended: JSONNode {
    guard case .object(let members) = value else { return self }
    let own = members.filter { member in
      if member.key == "$schema", case .text = member.value.value { false } else { member.key != "extends" }
    }
    return JSONNode(.object(own), at: place)
  }

  private func unknownBase(among names: [String]) -> SpecProblem {
    let meant: String? = if case .text(let name) = value { nearest(to: name, among: names) } else { nil }
    return SpecProblem(
      place: place, expected: "the name of a spec of the project", found: words, suggestion: meant)
  }

  private static let sections = ["data", "network", "training", "method"]

  /// An object with the members of another put in place of its own.
  private func completed(by other: JSONNode, keys: Keys) -> JSONNode {
    guard case .object(let members) = value, case .object(let changes) = other.value else { return other }
    let gone = keys.replaced(by: changes).union(changes.map(\.key))
    let kept = members.filter { !gone.contains($0.key) }
    return JSONNode(.object(kept + changes), at: other.place)
  }
}
