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
    if let setting, !path.contains("."), case .section(let entries) = setting.entry.keys {
      return (lines + Self.contents(of: path, entries)).joined(separator: "\n")
    }
    let words = schema.schemaWords
    lines.append("  may be: \(words[0])")
    lines += words.dropFirst().map { "  \($0)" }
    guard setting != nil else { return lines.joined(separator: "\n") }
    lines.append("  in the profiles of \(name), others by --spec:")
    return (lines + values(of: path).map { "    \($0)" }).joined(separator: "\n")
  }

  /// The settings of a section, each with the beginning of what it means.
  private static func contents(of section: String, _ entries: [Keys.Entry]) -> [String] {
    let rows = entries.map { entry in
      guard case .text(let says)? = entry.schema["description"] else { return ["    \(entry.key)"] }
      return ["    \(entry.key)", String(says.prefix { !";:.".contains($0) })]
    }
    let first = entries.first.map { "\(section).\($0.key)" } ?? section
    return ["  has settings, each explained by its path, as \(first):"]
      + listed(rows).split(separator: "\n").map(String.init)
  }

  /// What a setting is in the profiles, those together that have the same: a line for a value, or for each part of one.
  private func values(of path: String) -> [String] {
    let profiles = document.profiles.map { profile in
      let name = profile.name == Self.paperProfile ? "paper (the paper's own)" : profile.name
      return (name: name, parts: parts(of: path, in: profile))
    }
    return profiles.map { $0.parts }.removingRepeats.flatMap { parts in
      let names = profiles.filter { $0.parts == parts }.map { $0.name }.joined(separator: ", ")
      if parts.count == 1, parts[0].path.isEmpty { return ["\(names): \(parts[0].text)"] }
      return ["\(names):"] + parts.map { $0.path.isEmpty ? "  \($0.text)" : "  \($0.path): \($0.text)" }
    }
  }

  private func parts(of path: String, in profile: SpecDocument.Profile) -> [SettingPart] {
    let variants = document.combinations(of: profile).map { combination in
      let value = combination.node.node(at: path)?.json
      return (id: combination.id, parts: value?.parts() ?? [SettingPart(path: "", text: "not set")])
    }
    return variants.flatMap { $0.parts.map(\.path) }.removingRepeats.map { path in
      let found = variants.compactMap { variant in
        variant.parts.first { $0.path == path }.map { (id: variant.id, text: $0.text) }
      }
      let distinct = found.map { $0.text }.removingRepeats
      let isOfAll = distinct.count == 1 && found.count == variants.count
      let words = distinct.map { text in
        let ids = found.filter { $0.text == text }.map { $0.id }
        return "\(text) (\(ids.prefix(4).joined(separator: ", "))\(ids.count > 4 ? ", …" : ""))"
      }
      return SettingPart(path: path, text: isOfAll ? distinct[0] : words.joined(separator: "; "))
    }
  }
}

/// A part of a setting's value, by its path within it; the path of a value without parts is empty.
private struct SettingPart: Equatable {
  let path: String
  let text: String
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

extension JSON {
  /// The values within an object, or this one.
  fileprivate func parts(at path: String = "") -> [SettingPart] {
    guard case .object(let members) = self, !members.isEmpty else {
      return [SettingPart(path: path, text: canonicalText)]
    }
    return members.flatMap { $0.value.parts(at: path.isEmpty ? $0.key : "\(path).\($0.key)") }
  }
}
