import Wording

/// The dotted paths of all that a spec may say: settings, then other keys and those within them, as figures.x.
package func specPaths() -> [String] {
  let others = specKeys.filter { key in !Settings.form.keys.entries.contains { $0.key == key.key } }
  return Settings.paths.map(\.path) + others.flatMap { [$0.key] + $0.value.paths(below: $0.key) }
}

extension Experiment {
  /// What a key of a spec means and may be; of a setting, too, what it is in each profile of this spec, each value once with
  /// the variants that have it.
  /// - Throws: a problem for a path that a spec doesn't have.
  package func explanation(of path: String) throws(SpecProblems) -> String {
    let setting = Settings.paths.first { $0.path == path }
    let whole = JSON.object(["properties": .object(specKeys)])
    let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let schema = setting?.entry.schema ?? whole.schema(at: keys) else {
      throw SpecProblems(problems: [
        SpecProblem(
          place: Place(source: .option("KEY"), path: ""),
          expected: "the dotted path of a setting, as training.batch, or of another key, as figures.x",
          found: "'\(path.shortened)'", suggestion: nearest(to: path, among: specPaths()))
      ])
    }
    var lines = [path]
    if case .text(let says)? = schema["description"] { lines.append("  \(says)") }
    let words = schema.schemaWords
    lines.append("  may be: \(words[0])")
    lines += words.dropFirst().map { "  \($0)" }
    for profile in document.profiles where setting != nil {
      let name = profile.name == Self.paperProfile ? "paper (the paper's own)" : profile.name
      lines.append("  \(name): \(values(of: path, in: profile))")
    }
    return lines.joined(separator: "\n")
  }

  private func values(of path: String, in profile: SpecDocument.Profile) -> String {
    let values = document.combinations(of: profile).map { combination in
      (combination.id, combination.node.node(at: path)?.json.canonicalText ?? "not set")
    }
    let distinct = values.map(\.1).removingRepeats
    if distinct.count == 1 { return distinct[0] }
    return distinct.map { value in
      let variants = values.filter { $0.1 == value }.map(\.0)
      return "\(value) (\(variants.prefix(4).joined(separator: ", "))\(variants.count > 4 ? ", …" : ""))"
    }.joined(separator: "; ")
  }
}

extension JSON {
  /// The keys, no settings, of an object of this schema, or of the objects in a list of it.
  private var innerKeys: [Member] {
    if case .object(let members)? = self["properties"] { return members.filter { !$0.value.isOfSetting } }
    if case .list(let choices)? = self["oneOf"] { return choices.flatMap(\.innerKeys) }
    return self["items"]?.innerKeys ?? []
  }

  /// The dotted paths of all keys within, behind that of this schema.
  fileprivate func paths(below path: String) -> [String] {
    innerKeys.flatMap { ["\(path).\($0.key)"] + $0.value.paths(below: "\(path).\($0.key)") }
  }

  /// The schema of a key within; nil if there is none.
  fileprivate func schema(at path: [String]) -> JSON? {
    guard let key = path.first else { return self }
    return innerKeys.first { $0.key == key }?.value.schema(at: Array(path.dropFirst()))
  }
}
