extension Experiment {
  /// A phrase for each setting that differs from the same variant's in profile `paper`, and for the variants that are
  /// in one profile alone.
  func deviations(
    of resolved: [(SpecDocument.Combination, Settings)],
    from originals: [ResolvedCombination]
  ) -> [String] {
    var phrases: [(difference: JSON.Difference, variants: [String])] = []
    var networks = 0, compared = 0
    for (combination, settings) in resolved {
      guard let original = originals.first(where: { $0.combination.id == combination.id })?.settings,
        let own = Settings.form.write(settings), let its = Settings.form.write(original)
      else { continue }
      compared += 1
      networks += settings.method == nil ? 1 : 0
      for difference in own.differences(from: its) {
        if let index = phrases.firstIndex(where: { $0.difference == difference }) {
          phrases[index].variants.append(combination.id)
        } else {
          phrases.append((difference, [combination.id]))
        }
      }
    }
    // Where the profile shares no variant with the paper's, what it varies is its subject and no departure.
    guard compared > 0 else { return [] }
    let names = Self.names(of: resolved.map(\.0) + originals.map(\.combination))
    return phrases.map { difference, variants in
      let isOfAll = variants.count == (difference.isOfNetworks ? networks : compared)
      return difference.text
        + (isOfAll ? "" : " (\(variants.compactMap { names[$0] }.joined(separator: ", ")))")
    } + variantDeviations(own: resolved.map(\.0.id), paper: originals.map(\.combination.id), names)
  }

  private func variantDeviations(own: [String], paper: [String], _ names: [String: String]) -> [String] {
    func list(_ ids: [String], without others: [String]) -> String {
      ids.filter { !others.contains($0) }.compactMap { names[$0] }.joined(separator: ", ")
    }
    let (added, missing) = (list(own, without: paper), list(paper, without: own))
    return (added.isEmpty ? [] : ["in this profile alone: \(added)"])
      + (missing.isEmpty ? [] : ["in profile paper alone: \(missing)"])
  }

  /// What readers call variants, by id: by their labels, in quotes if those have commas, or by their ids where two
  /// share a label.
  private static func names(of combinations: [SpecDocument.Combination]) -> [String: String] {
    let labels = Dictionary(combinations.map { ($0.id, $0.label) }) { first, _ in first }
    let times = labels.values.reduce(into: [:]) { times, label in times[label, default: 0] += 1 }
    return Dictionary(
      uniqueKeysWithValues: labels.map { id, label in
        (id, times[label, default: 0] > 1 ? id : label.contains(",") ? "'\(label)'" : label)
      })
  }
}

extension JSON {
  /// Settings that only say how often a run is looked at and saved.
  private static let immaterial = [
    "training.evaluateEvery", "training.evaluateEarly", "training.checkpointEvery",
  ]

  /// A setting that isn't the same in profile `paper`.
  fileprivate struct Difference: Equatable {
    let path: String
    /// "batch 16 instead of 128".
    let text: String

    /// Whether it is in a section that networks alone have.
    var isOfNetworks: Bool { path.hasPrefix("network.") || path.hasPrefix("training.") }
  }

  /// The settings that aren't the same.
  fileprivate func differences(from paper: JSON, at path: String = "") -> [Difference] {
    if self == paper || Self.immaterial.contains(path) { return [] }
    if case .object(let own) = self, case .object(let its) = paper {
      let isChoice = Settings.paths.contains {
        if case .choice = $0.entry.keys { $0.path == path } else { false }
      }
      if !isChoice || own.map(\.key) == its.map(\.key) {
        let keys = own.map(\.key) + its.map(\.key).filter { self[$0] == nil }
        return keys.flatMap { key in
          (self[key] ?? .null).differences(
            from: paper[key] ?? .null, at: path.isEmpty ? key : "\(path).\(key)")
        }
      }
    }
    let name = path.split(separator: ".").dropFirst().map { String($0).separateWords }.joined(separator: " ")
    return [Difference(path: path, text: "\(name) \(words) instead of \(paper.words)")]
  }

  /// The value as a reader would say it: `2,000,000`, `adam (learning rate 0.0005, …)`, `none`.
  fileprivate var words: String {
    switch self {
    case .null: "none"
    case .integer(let integer): integer.grouped
    case .text(let text): text
    case .list(let elements):
      elements.isEmpty ? "none" : elements.map(\.words).joined(separator: elements.areIntegers ? "-" : ", ")
    case .object(let members):
      members.map { member in
        if case .object(let inner) = member.value {
          "\(member.key) (\(inner.map { "\($0.key.separateWords) \($0.value.words)" }.joined(separator: ", ")))"
        } else {
          "\(member.key.separateWords) \(member.value.words)"
        }
      }.joined(separator: ", ")
    case .bool, .number, .decimal: canonicalText
    }
  }
}

extension String {
  /// `lastLayerLearningRate` as `last layer learning rate`.
  fileprivate var separateWords: String {
    reduce(into: "") { $0 += $1.isUppercase ? " \($1.lowercased())" : String($1) }
  }
}

extension [JSON] {
  fileprivate var areIntegers: Bool { allSatisfy { if case .integer = $0 { true } else { false } } }
}

extension Int {
  /// Digits in groups of three, from 10,000.
  fileprivate var grouped: String {
    guard magnitude >= 10_000 else { return String(self) }
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[Swift.max(0, $0 - 3)..<$0]) }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}
