import Wording

extension Experiment {
  /// The JSON of the spec as it will be run: of each profile every variant with all of its settings, in which what the spec
  /// extends, the profile, the variant, the grid and the overrides are put together. Figures, tables and claims are as the
  /// file has them.
  /// - Parameters:
  ///   - profile: one of `profiles`; nil for all of them.
  ///   - overrides: as of `resolved(profile:overrides:)`.
  /// - Throws: as `resolved(profile:overrides:)`.
  package func whole(
    profile: String?, overrides: [(key: String, value: String)] = []
  ) throws(SpecProblems) -> String {
    let names = profile.map { [$0] } ?? profiles
    for name in names { _ = try resolved(profile: name, overrides: overrides) }
    let chosen = document.profiles.filter { names.contains($0.name) }
    let head: [JSON.Member] = [
      .init(key: "spec", value: .integer(1)), .init(key: "name", value: .text(name)),
      .init(key: "title", value: .text(title)), .init(key: "source", value: .text(source)),
      .init(key: "claim", value: .text(claim)),
      .init(
        key: "profiles",
        value: .object(chosen.map { JSON.Member(key: $0.name, value: whole($0, overrides)) })),
    ]
    let rest: [(key: String, nodes: [JSONNode])] = [
      ("figures", document.figures.map(\.node)), ("tables", document.tables.map(\.node)),
      ("claims", document.claims.map(\.node)),
    ]
    let lists = rest.map { JSON.Member(key: $0.key, value: .list($0.nodes.map(\.json))) }
    return JSON.object(head + lists).prettyText() + "\n"
  }

  /// A profile with its variants, whose overrides are right.
  private func whole(
    _ profile: SpecDocument.Profile, _ overrides: [(key: String, value: String)]
  ) -> JSON {
    var reading = Reading()
    let variants = combinations(of: profile, overrides: Self.patches(overrides, &reading)).map { own in
      var members: [JSON.Member] = [.init(key: "id", value: .text(own.combination.id))]
      if own.combination.label != own.combination.id {
        members.append(.init(key: "label", value: .text(own.combination.label)))
      }
      if case .object(let settings)? = own.settings.flatMap(Settings.form.write) { members += settings }
      return JSON.object(members)
    }
    let cost = cost[profile.name].map { [JSON.Member(key: "cost", value: .text($0))] } ?? []
    return .object(cost + [.init(key: "variants", value: .list(variants))])
  }
}
