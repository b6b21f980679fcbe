import Wording

/// The dotted paths of all settings.
package func settingPaths() -> [String] { Settings.paths.map(\.path) }

extension Experiment {
  /// What a setting means, what it may be, and what it is in each profile of this spec, each value once with the variants
  /// that have it.
  /// - Throws: a problem for a path that no setting has.
  package func explanation(of path: String) throws(SpecProblems) -> String {
    guard let setting = Settings.paths.first(where: { $0.path == path }) else {
      throw SpecProblems(problems: [
        SpecProblem(
          place: Place(source: .option("KEY"), path: ""),
          expected: "the dotted path of a setting, as training.batch",
          found: "'\(path.shortened)'", suggestion: nearest(to: path, among: settingPaths()))
      ])
    }
    let schema = setting.entry.schema
    var lines = [path]
    if case .text(let says)? = schema["description"] { lines.append("  \(says)") }
    lines.append("  may be: \(schema.without(["description"]).alternatives)")
    for profile in document.profiles {
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
  /// A JSON Schema in words where it is short, else as it is.
  fileprivate var alternatives: String {
    if case .list(let choices)? = self["enum"] { return choices.map(\.canonicalText).joined(separator: ", ") }
    guard case .text(let type)? = self["type"], type == "integer" || type == "number" else { return compact }
    let kind = type == "integer" ? "a whole number" : "a number"
    let bounds = [
      ("minimum", "from"), ("exclusiveMinimum", "above"), ("maximum", "to"), ("exclusiveMaximum", "below"),
    ]
    .compactMap { key, word in self[key].map { "\(word) \($0.canonicalText)" } }
    return ([kind] + bounds).joined(separator: " ")
  }
}
