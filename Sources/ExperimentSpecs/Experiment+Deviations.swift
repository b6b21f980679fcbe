import Wording

extension Experiment {
  /// What the profile has otherwise than profile `paper`, and the variants that are in one of them alone.
  func departures(
    of resolved: [(SpecDocument.Combination, Settings)], from originals: [ResolvedCombination]
  ) -> Departures {
    var departures = Departures(names: Self.names(of: resolved.map(\.0) + originals.map(\.combination)))
    var met: Set<String> = []
    for (combination, settings) in resolved {
      // A variant that the grid changes here alone is the paper's without it.
      let twins = [combination.id, combination.variant].compactMap { id in
        originals.first { $0.combination.id == id }
      }
      guard let twin = twins.first else {
        departures.added.append(combination.id)
        continue
      }
      met.insert(twin.combination.id)
      guard let own = settings.comparable, let its = twin.settings?.comparable else { continue }
      departures.compared.append(combination.id)
      if settings.method == nil { departures.networks.append(combination.id) }
      for difference in own.differences(from: its) {
        departures.add(difference.text, path: difference.path, variant: combination.id)
      }
    }
    departures.missing = originals.map(\.combination.id).filter { !met.contains($0) }
    return departures
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
  fileprivate struct Difference {
    let path: String
    /// "batch 16 instead of 128".
    let text: String
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
    case .integer(let integer): integer.groupedIfLong
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
  fileprivate var groupedIfLong: String { magnitude < 10_000 ? String(self) : grouped }
}
