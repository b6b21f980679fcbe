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
    guard case .object(let all) = value else { return self }
    let own = all.filter { member in
      if member.key == "$schema", case .text = member.value.value { false } else { member.key != "extends" }
    }
    guard let extends = self["extends"] else { return JSONNode(.object(own), at: place) }
    guard case .text(let name) = extends.value, let (file, bytes) = base(name) else {
      throw SpecProblems(problems: [
        SpecProblem(place: extends.place, expected: "the name of a spec of the project", found: extends.words)
      ])
    }
    // The other spec stands on its own: it extends none, and is right by itself.
    _ = try Experiment.decode(bytes, file: file)
    var reader = JSONReader(bytes) { .file(file, line: $0, column: $1) }
    guard case .object(let others)? = (try? reader.document())?.value else { return self }
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

  private static let sections = ["data", "network", "training", "method"]

  /// An object with the members of another put in place of its own.
  private func completed(by other: JSONNode, keys: Keys) -> JSONNode {
    guard case .object(let members) = value, case .object(let changes) = other.value else { return other }
    let gone = keys.replaced(by: changes).union(changes.map(\.key))
    let kept = members.filter { !gone.contains($0.key) }
    return JSONNode(.object(kept + changes), at: other.place)
  }
}
