import Wording

/// A combination with its settings, or with what is wrong with them.
struct ResolvedCombination: Sendable {
  var combination: SpecDocument.Combination
  var settings: Settings?
  var problems: [SpecProblem]

  /// The id of the combination that this one starts from.
  func start(among all: [ResolvedCombination]) -> String? {
    settings.flatMap { combination.start(for: $0, among: all.map(\.combination.id)) }
  }
}

extension SpecDocument.Combination {
  /// The id of the combination whose weights are the start: the variant that `initialWeights` names, at the same
  /// point of the grid, or by itself where the grid doesn't change it.
  func start(for settings: Settings, among known: @autoclosure () -> [String]) -> String? {
    guard settings.method == nil, let name = settings.training.initialWeights else { return nil }
    let twin: String = name + id.dropFirst(variant.count), ids = known()
    return ids.contains(twin) || !ids.contains(name) ? twin : name
  }
}

extension SpecDocument {
  /// What is wrong with the variant that another starts from: it isn't there, starts from this one itself, has
  /// another shape, or fewer seeds.
  func initialWeightsProblems(of own: ResolvedCombination, among all: [ResolvedCombination])
    -> [SpecProblem]
  {
    guard let settings = own.settings, let start = own.start(among: all),
      let name = settings.training.initialWeights,
      let node = own.combination.node.node(at: "training.initialWeights")
    else { return [] }
    func problem(_ expected: String, _ found: String, _ suggestion: String? = nil) -> [SpecProblem] {
      [SpecProblem(place: node.place, expected: expected, found: found, suggestion: suggestion)]
    }
    guard let other = all.first(where: { $0.combination.id == start }) else {
      var others: [String] = []
      for variant in all.map(\.combination.variant) where variant != own.combination.variant {
        if !others.contains(variant) { others.append(variant) }
      }
      return problem(
        "another variant of this profile: \(alternatives(others))", "'\(name.shortened)'",
        nearest(to: name, among: others))
    }
    let chain = chain(from: own, among: all)
    if chain.last == own.combination.id {
      return problem("a variant that doesn't start from this one", chain.joined(separator: " from "))
    }
    guard let its = other.settings else { return [] }
    guard let shape = its.shape else {
      return problem(
        "a variant that trains a network, or sparse coding that can be written as one: sc-tip of another amplitude "
          + "than middleContrast, with 0 backProjections",
        "\(name), which trains \(its.method?.name.rawValue ?? "another method")")
    }
    if its.method != nil, its.data.scale != settings.data.scale {
      return problem(
        "sparse coding of the same factor, x\(settings.data.scale)", "\(name), x\(its.data.scale)")
    }
    if let own = settings.shape, shape != own {
      return problem("a variant of the same shape, \(own)", "\(name), \(shape)")
    }
    if its.training.seeds < settings.training.seeds {
      return problem(
        "a variant with as many seeds, \(settings.training.seeds)", "\(name) with \(its.training.seeds)")
    }
    return []
  }

  /// The ids from a combination to the one that starts with random weights, or to the first that comes again.
  private func chain(from own: ResolvedCombination, among all: [ResolvedCombination]) -> [String] {
    var ids = [own.combination.id]
    while let next = all.first(where: { $0.combination.id == ids[ids.count - 1] })?.start(among: all) {
      let isKnown = ids.contains(next)
      ids.append(next)
      if isKnown { break }
    }
    return ids
  }
}

extension Settings {
  /// What two networks must have in common for one to take the other's weights.
  ///
  /// `nil` for a method that isn't a network.
  fileprivate var shape: String? {
    func joined(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: "-") }
    guard let (filters, widths) = method.map(\.asNetwork) ?? (network.filters, network.widths) else {
      return nil
    }
    let activation = method == nil ? network.activations.words.map { ", \($0)" } ?? "" : ""
    let last =
      method == nil && network.last != .convolution ? ", \(network.last.rawValue) x\(data.scale)" : ""
    let count = data.channels.count
    return "\(count) channel\(count == 1 ? "" : "s"), filters \(joined(filters)), widths "
      + (widths.isEmpty ? "none" : joined(widths)) + activation + last
  }
}
