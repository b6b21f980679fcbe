import Wording

extension Experiment {
  /// The runs and figures of one profile.
  /// - Parameters:
  ///   - profile: one of `profiles`.
  ///   - overrides: dotted paths (`training.batch`) and values in JSON, where a text needs no quotes; the last one
  ///     for a path counts.
  /// - Throws: all problems at once, those of an override with the place `--set key=value`.
  public func resolved(profile: String, overrides: [(key: String, value: String)] = [])
    throws(SpecProblems) -> ResolvedExperiment
  {
    var reading = Reading()
    let changes = Self.patches(overrides, &reading)
    guard let chosen = document.profiles.first(where: { $0.name == profile }) else {
      let names = document.profiles.map(\.name)
      reading.problems.append(
        SpecProblem(
          place: Place(source: .option("--profile \(profile)"), path: ""), expected: alternatives(names),
          found: "'\(profile.shortened)'", suggestion: nearest(to: profile, among: names)))
      throw SpecProblems(problems: reading.problems)
    }
    let all = combinations(of: chosen, overrides: changes)
    if !changes.isEmpty { reading.problems += document.problems(of: all, inProfile: profile) }
    guard reading.problems.isEmpty else {
      throw SpecProblems(problems: reading.problems.distinct(combinations: all.count))
    }
    let combinations = all.map(\.combination)
    let resolved = all.compactMap { own in own.settings.map { (own.combination, $0) } }
    let paper = document.profiles.first { $0.name == Self.paperProfile }
    let originals = paper.map { self.combinations(of: $0) } ?? []
    let twins = paper.map { self.combinations(of: $0, overrides: changes) } ?? []
    let paperSets = Dictionary(
      twins.compactMap { twin in twin.settings.map { (twin.combination.id, $0.data.train) } }
    ) { first, _ in first }
    return ResolvedExperiment(
      spec: name, argument: argument, title: title, source: source, claim: claim, profile: profile,
      cost: cost[profile],
      departures: originals.isEmpty ? Departures() : departures(of: resolved, from: originals),
      // A variant that the grid changes here alone is the paper's without it.
      paperTrainingSets: combinations.reduce(into: paperSets) { sets, combination in
        sets[combination.id] = sets[combination.id] ?? paperSets[combination.variant]
      },
      figures: figures.compactMap { $0.expanded(over: resolved) },
      tables: tables.compactMap { $0.expanded(over: resolved) },
      claims: claims,
      labels: Dictionary(combinations.map { ($0.id, $0.label) }) { first, _ in first },
      runs: resolved.filter { $0.1.method == nil }.flatMap { combination, settings in
        (1...settings.training.seeds).map { run(of: combination, with: settings, seed: $0, among: resolved) }
      },
      methods: resolved.flatMap { combination, settings in
        settings.method.map { method in
          (1...settings.training.seeds).map { run(of: combination, with: settings, method, seed: $0) }
        } ?? []
      })
  }

  /// The combinations of a profile: those that were read with the file, or others if something is overridden.
  func combinations(
    of profile: SpecDocument.Profile, overrides: [(path: String, patch: JSONNode)] = []
  ) -> [ResolvedCombination] {
    overrides.isEmpty
      ? profilesByName[profile.name] ?? [] : document.resolved(profile, overrides: overrides)
  }

  /// The run of a combination, and within it the one that it starts from; no chain of them is a ring.
  private func run(
    of combination: SpecDocument.Combination, with settings: Settings, seed: Int,
    among resolved: [(SpecDocument.Combination, Settings)]
  ) -> RunDescription {
    let start = combination.start(for: settings, among: resolved.map(\.0.id)).flatMap { id in
      resolved.first { $0.0.id == id }
    }
    let method = start.flatMap { start in
      start.1.method.map { run(of: start.0, with: start.1, $0, seed: seed) }
    }
    return RunDescription(
      spec: name, variant: combination.id, seed: seed, data: settings.data, network: settings.network,
      training: settings.training,
      initialRun: method != nil ? nil : start.map { run(of: $0.0, with: $0.1, seed: seed, among: resolved) },
      initialMethod: method)
  }

  private func run(
    of combination: SpecDocument.Combination, with settings: Settings, _ method: MethodSection, seed: Int
  ) -> MethodDescription {
    MethodDescription(spec: name, variant: combination.id, seed: seed, data: settings.data, method: method)
  }

  /// The overrides as patches, each of whose nodes has the option as its place.
  static func patches(_ overrides: [(key: String, value: String)], _ reading: inout Reading)
    -> [(path: String, patch: JSONNode)]
  {
    var patches: [(path: String, patch: JSONNode)] = []
    for (key, value) in overrides {
      let place = Place(source: .option("--set \(key.shortened)=\(value.shortened)"), path: key.shortened)
      guard Settings.paths.contains(where: { $0.path == key }) else {
        let paths = Settings.paths.map(\.path)
        reading.problems.append(
          SpecProblem(
            place: place, expected: "the dotted path of a setting, such as training.batch",
            found: "'\(key.shortened)'", suggestion: nearest(to: key, among: paths)))
        continue
      }
      guard let node = node(of: value, at: place, &reading) else { continue }
      let patch = node.nested(in: key, at: place)
      patches.append((key, Settings.form.patch.read(patch, &reading) ?? patch))
    }
    return patches
  }

  /// The JSON of an override, or its text where that isn't JSON and doesn't look like an attempt at it.
  private static func node(of value: String, at place: Place, _ reading: inout Reading) -> JSONNode? {
    var reader = JSONReader(Array(value.utf8)) { _, _ in place.source }
    reader.path = place.path
    do {
      let node = try reader.document()
      reading.problems += reader.problems
      return node
    } catch {
      if let first = value.first, "[{\"".contains(first) {
        reading.problems.append(error)
        return nil
      }
      return JSONNode(.text(value), at: place)
    }
  }
}

extension FigureSection {
  /// The figure with all ids of the combinations that it draws, without further scores of sets that none of them measures;
  /// `nil` if there are none.
  fileprivate func expanded(over resolved: [(SpecDocument.Combination, Settings)]) -> FigureSection? {
    let combinations = resolved.map(\.0)
    var figure = self
    let drawn = variants ?? combinations.map(\.variant).removingRepeats
    let ids = drawn.flatMap { variant in combinations.filter { $0.variant == variant }.map(\.id) }
    figure.variants = ids
    let sets = resolved.filter { ids.contains($0.0.id) }.flatMap(\.1.data.test)
    figure.moreY = moreY.filter { $0.namedSet.map(sets.contains) ?? true }
    for index in paperCurves.indices {
      figure.paperCurves[index].variant = paperCurves[index].variant.flatMap { ids.contains($0) ? $0 : nil }
    }
    return ids.isEmpty ? nil : figure
  }
}

extension TableSection {
  /// The table with all ids of the combinations that it shows and that measure its sets, without columns that none of
  /// them measures; `nil` if there are none.
  fileprivate func expanded(over resolved: [(SpecDocument.Combination, Settings)]) -> TableSection? {
    let chosen = resolved.filter { variants?.contains($0.0.variant) ?? true }
    var table = self
    table.columns = columns?.filter { column in chosen.contains { $0.1.data.test.contains(column.set) } }
    let ids = chosen.filter { $0.1.data.test.contains(where: table.sets.contains) }.map(\.0.id)
    table.variants = ids
    return ids.isEmpty ? nil : table
  }
}
