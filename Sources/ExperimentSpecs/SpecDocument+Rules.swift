import Wording

extension SpecDocument {
  /// The problems between the parts of a spec, in its own place each.
  /// - Parameter combinations: those of all profiles.
  func conflicts(at root: JSONNode, among combinations: [ResolvedCombination]) -> [SpecProblem] {
    variantConflicts() + profileConflicts(at: root) + figureConflicts(among: combinations)
      + tableConflicts(sets: combinations.testSets) + gridConflicts() + claimConflicts(among: combinations)
  }

  private func variantConflicts() -> [SpecProblem] {
    var problems: [SpecProblem] = []
    for (index, variant) in variants.enumerated() {
      // Two ids that differ by case alone would be one folder on a file system that ignores it.
      let id = variant.id.value.lowercased()
      let others = variants[..<index].filter { $0.id.value.lowercased() == id }
      if let first = others.first(where: {
        $0.id.value != variant.id.value || $0.sharesProfile(with: variant)
      }) {
        problems.append(
          SpecProblem(
            place: variant.id.node.place, expected: "each variant's id once in a profile",
            found: "\"\(variant.id.value)\" again, after \(first.id.node.place)"))
      }
      problems += unknown(variant.profiles?.node, among: profiles.map(\.name))
    }
    return problems
  }

  private func profileConflicts(at root: JSONNode) -> [SpecProblem] {
    let names = profiles.map(\.name)
    var problems = cost.filter { !names.contains($0.key) }.map { SpecProblem.unknown($0, among: names) }
    if let costs = root["cost"], case .object = costs.value {
      problems += names.filter { name in !cost.contains { $0.key == name } }.map {
        SpecProblem(
          place: costs.place.key($0), expected: "what profile '\($0)' costs to run", found: "nothing")
      }
    }
    guard let list = root["variants"] else { return problems }
    for profile in profiles where !variants.isEmpty && variants(of: profile).isEmpty {
      problems.append(
        SpecProblem(
          place: list.place, expected: "at least one variant for profile '\(profile.name)'", found: "none"))
    }
    return problems
  }

  private func figureConflicts(among combinations: [ResolvedCombination]) -> [SpecProblem] {
    var problems: [SpecProblem] = []
    for (index, figure) in figures.enumerated() {
      let id = figure.value.id
      if let first = figures[..<index].first(where: { $0.value.id.lowercased() == id.lowercased() }) {
        problems.append(
          SpecProblem(
            place: figure.node["id"]?.place ?? figure.node.place, expected: "each figure's id once",
            found: "\"\(id)\" again, after \(first.node["id"]?.place ?? first.node.place)"))
      }
      problems += unknown(figure.node["variants"], among: variantIDs)
      problems += axisProblems(figure.value, at: figure.node)
      problems += paperCurveProblems(figure, among: combinations) + setProblems(figure, among: combinations)
    }
    return problems
  }

  /// The problems of the paper's curves that name a variant which the figure draws in no profile.
  private func paperCurveProblems(
    _ figure: Located<FigureSection>, among combinations: [ResolvedCombination]
  ) -> [SpecProblem] {
    let drawn = combinations.map(\.combination).filter {
      figure.value.variants?.contains($0.variant) ?? true
    }
    let ids = drawn.map(\.id).removingRepeats
    // A grid makes several of a variant, none of which is the one that the curve is of.
    let known = Set(ids + drawn.map(\.variant))
    guard case .list(let nodes) = figure.node["paperCurves"]?.value, !ids.isEmpty else { return [] }
    return nodes.compactMap { node in
      guard let variant = node["variant"], case .text(let id) = variant.value, !known.contains(id) else {
        return nil
      }
      return SpecProblem(
        place: variant.place, expected: "a variant that the figure draws: \(alternatives(ids))",
        found: "'\(id.shortened)'", suggestion: nearest(to: id, among: ids))
    }
  }

  /// The problems of further scores whose set no variant that the figure draws has in any profile, and of those that are one
  /// before by another name, as of the validation set, for a variant.
  private func setProblems(
    _ figure: Located<FigureSection>, among combinations: [ResolvedCombination]
  ) -> [SpecProblem] {
    guard case .list(let nodes) = figure.node["moreY"]?.value else { return [] }
    let drawn = combinations.filter { figure.value.variants?.contains($0.combination.variant) ?? true }
    let (sets, data) = (drawn.testSets, drawn.compactMap(\.settings?.data))
    return zip(figure.value.moreY, nodes).enumerated().compactMap { index, further in
      let (score, node) = further
      if let set = score.namedSet, !sets.isEmpty, !sets.contains(set) {
        return .unknownSet(set, at: node.place, among: sets)
      }
      let before = figure.value.scores.prefix(index + 1)
      let isAgain = data.contains { data in
        before.contains {
          $0 != score && $0.measure == score.measure && $0.set(for: data) == score.set(for: data)
        }
      }
      return isAgain
        ? SpecProblem(
          place: node.place, expected: "each score once", found: "\(node.words), which is one before it")
        : nil
    }
  }

  private func tableConflicts(sets: [String]) -> [SpecProblem] {
    var taken = [name.lowercased(): "the spec's own table"]
    var problems: [SpecProblem] = []
    for table in tables {
      let id = table.value.id
      let place = table.node["id"]?.place ?? table.node.place
      if let first = taken[id.lowercased()] {
        problems.append(
          SpecProblem(
            place: place, expected: "each table's id once", found: "\"\(id)\" again, after \(first)"))
      } else {
        taken[id.lowercased()] = "\(place)"
      }
      problems += unknown(table.node["variants"], among: variantIDs)
      let shown = ["set", "columns"].compactMap { table.node[$0] }.filter { $0.value != .null }
      guard shown.count == 1 else {
        problems.append(
          SpecProblem(
            place: table.node.place, expected: "either set or columns",
            found: shown.isEmpty ? "neither" : "both"))
        continue
      }
      let places: [(set: String, place: Place)] =
        if case .list(let elements) = shown[0].value {
          zip(table.value.columns ?? [], elements).map { ($0.set, $1.place) }
        } else {
          table.value.sets.map { ($0, shown[0].place) }
        }
      problems += places.filter { !sets.isEmpty && !sets.contains($0.set) }.map {
        .unknownSet($0.set, at: $0.place, among: sets)
      }
    }
    return problems
  }

  /// The points of the grid.
  var gridCount: Int {
    // A thousand times any list that fits into a file is far from overflow.
    grid.reduce(1) { min($0, Self.mostCombinations + 1) * $1.points.count }
  }

  /// Whether the combinations are too many to look at.
  var isTooLarge: Bool { min(gridCount, Self.mostCombinations + 1) * variants.count > Self.mostCombinations }

  private func gridConflicts() -> [SpecProblem] {
    let idle = profiles.isEmpty || variants.isEmpty ? [] : idleAxes
    let problems = idle.map {
      SpecProblem(
        place: $0.place, expected: "a setting that a variant has in some profile",
        found: "one of a choice that none makes")
    }
    guard isTooLarge, let axis = grid.last else { return problems }
    return problems + [
      SpecProblem(
        place: axis.place, expected: "at most \(Self.mostCombinations) variants with the grid",
        found: "more")
    ]
  }

  /// The texts of a list that aren't among the names.
  private func unknown(_ list: JSONNode?, among names: [String]) -> [SpecProblem] {
    guard case .list(let elements) = list?.value, !names.isEmpty else { return [] }
    return elements.compactMap { element in
      guard case .text(let text) = element.value, !names.contains(text) else { return nil }
      return SpecProblem(
        place: element.place, expected: alternatives(names), found: element.words,
        suggestion: nearest(to: text, among: names))
    }
  }

  /// The combinations of a profile, each merged and read.
  func resolved(
    _ profile: Profile, overrides: [(path: String, patch: JSONNode)] = []
  ) -> [ResolvedCombination] {
    combinations(of: profile, overrides: overrides).map { combination in
      var problems: [SpecProblem] = []
      let settings = combination.settings(&problems)
      return ResolvedCombination(combination: combination, settings: settings, problems: problems)
    }
  }

  /// The problems of a profile's combinations, each with the combination that it shows in.
  func problems(of resolved: [ResolvedCombination], inProfile name: String) -> [SpecProblem] {
    return resolved.flatMap { own in
      let combination = own.combination
      var problems = own.problems
      if let settings = own.settings {
        problems += figureProblems(of: combination, with: settings)
        problems += initialWeightsProblems(of: own, among: resolved)
      }
      return problems.map { problem in
        var problem = problem
        problem.context = "in profile '\(name)', variant '\(combination.id)'"
        return problem
      }
    }
  }

  private func figureProblems(of combination: Combination, with settings: Settings) -> [SpecProblem] {
    figures.compactMap { figure in
      guard let set = figure.value.y.namedSet, !settings.data.test.contains(set),
        figure.value.variants?.contains(combination.variant) ?? true
      else { return nil }
      return SpecProblem(
        place: figure.node["y"]?.place ?? figure.node.place,
        expected: "a test set of every variant drawn: \(alternatives(settings.data.test)), or validation",
        found: "'\(set)'", suggestion: nearest(to: set, among: settings.data.test))
    }
  }
}

extension SpecProblem {
  /// A test set that no variant has.
  static func unknownSet(_ set: String, at place: Place, among sets: [String]) -> SpecProblem {
    SpecProblem(
      place: place, expected: "a test set of the spec: \(alternatives(sets))", found: "'\(set.shortened)'",
      suggestion: nearest(to: set, among: sets))
  }
}

extension [ResolvedCombination] {
  /// The test sets of all of them, each once.
  var testSets: [String] { flatMap { $0.settings?.data.test ?? [] }.removingRepeats }
}

extension [SpecProblem] {
  /// The problems in order, each once: what shows in several combinations is told of the first, and what shows by
  /// itself or in all of them of none.
  func distinct(combinations: Int) -> [SpecProblem] {
    var first: [SpecProblem: Int] = [:]
    var kept: [(problem: SpecProblem, times: Int)] = []
    for problem in self {
      var key = problem
      key.context = nil
      if let index = first[key] {
        kept[index].times += 1
      } else {
        first[key] = kept.count
        kept.append((problem, problem.context == nil ? combinations : 1))
      }
    }
    return kept.map { problem, times in
      var problem = problem
      if times >= combinations, combinations > 1 || problem.place.isOption { problem.context = nil }
      return problem
    }.sorted { $0.place.order < $1.place.order }
  }
}

extension Place {
  fileprivate var isOption: Bool { if case .option = source { true } else { false } }

  /// Places of the file by line and column, then options.
  fileprivate var order: (Int, Int) {
    switch source {
    case .file(_, let line, let column): (line, column)
    case .option: (.max, 0)
    }
  }
}
