extension SpecDocument {
  /// Variants times grid points beyond this are refused.
  static let mostCombinations = 1000

  /// One variant at one point of the grid, all its settings in place.
  struct Combination: Sendable {
    var id: String
    var label: String
    /// The id of the variant, without the grid.
    var variant: String
    var node: JSONNode
  }

  /// The variants' ids in order; one that is written for several profiles apart counts once.
  var variantIDs: [String] { variants.map(\.id.value).removingRepeats }

  func variants(of profile: Profile) -> [Variant] {
    variants.filter { $0.profiles?.value.contains(profile.name) ?? true }
  }

  /// The variants of a profile times the grid, in order, merged: spec < profile < variant < grid < overrides.
  /// - Parameter overrides: their paths and patches; an axis of the grid that an override fixes is dropped.
  func combinations(of profile: Profile, overrides: [(path: String, patch: JSONNode)] = []) -> [Combination] {
    let base = settings.merged(with: profile.patch)
    let axes = grid.filter { axis in
      !overrides.contains { axis.path == $0.path || axis.path.hasPrefix($0.path + ".") }
    }
    return variants(of: profile).flatMap { variant in
      let start = Combination(
        id: variant.id.value, label: variant.label ?? variant.id.value, variant: variant.id.value,
        node: base.merged(with: variant.patch))
      return axes.reduce([start]) { combinations, axis in
        combinations.flatMap { combination in
          applies(axis, to: combination.node) ? axis.points.map { combination.at($0) } : [combination]
        }
      }
    }.map { combination in
      var combination = combination
      combination.node = overrides.reduce(combination.node) { $0.merged(with: $1.patch) }
      return combination
    }
  }
}

extension SpecDocument {
  /// Whether an axis of the grid changes these settings.
  ///
  /// It doesn't if it is of another choice than theirs, as the rate of Muon where the optimizer is SGD, unless the grid has all
  /// of that choice; nor if it is a network's and a method is trained.
  func applies(_ axis: Axis, to settings: JSONNode) -> Bool {
    if case .text? = settings["method"]?["name"]?.value,
      axis.path.hasPrefix("network.") || axis.path.hasPrefix("training.")
    {
      return false
    }
    var (keys, node, path): (Keys, JSONNode?, String) = (Settings.form.keys, settings, "")
    for key in axis.path.split(separator: ".").map(String.init) {
      path += path.isEmpty ? key : "." + key
      let (inner, next) = (keys.entries.first { $0.key == key }?.keys ?? .value, node?[key])
      if case .choice = keys, next == nil, !hasAll(inner, below: path) { return false }
      (keys, node) = (inner, next)
    }
    return true
  }

  /// Whether the grid has every setting of a choice.
  private func hasAll(_ keys: Keys, below path: String) -> Bool {
    keys.entries.allSatisfy { entry in grid.contains { $0.path == "\(path).\(entry.key)" } }
  }

  /// The axes of the grid that change nothing in any profile.
  var idleAxes: [Axis] {
    grid.filter { axis in
      !profiles.contains { profile in
        let base = settings.merged(with: profile.patch)
        return variants(of: profile).contains { applies(axis, to: base.merged(with: $0.patch)) }
      }
    }
  }
}

extension SpecDocument.Combination {
  /// The same with one more value of the grid.
  fileprivate func at(_ point: SpecDocument.Axis.Point) -> Self {
    let isFirst = id == variant
    return SpecDocument.Combination(
      id: id + (isFirst ? "/" : ",") + point.label, label: "\(label), \(point.label)", variant: variant,
      node: node.merged(with: point.patch))
  }

  /// The settings with every problem that they have, by themselves and between them.
  func settings(_ problems: inout [SpecProblem]) -> Settings? {
    var reading = Reading()
    let settings = Settings.form.read(node, &reading)
    problems += reading.problems + (settings?.conflicts(in: node) ?? [])
    return problems.isEmpty ? settings : nil
  }
}
