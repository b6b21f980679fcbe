import Wording

/// What the variants of a profile have otherwise than in profile `paper`.
///
/// A variant that one of the two profiles has alone can't depart from itself: it is counted, or named.
public struct Departures: Sendable, Equatable, Codable {
  /// A setting that some variants have otherwise, and all of these alike.
  struct Setting: Sendable, Equatable, Codable {
    /// Dotted, as in `training.batch`.
    let path: String
    /// `batch 16 instead of 128`.
    let text: String
    /// The ids of the variants.
    var variants: [String]

    /// Whether it is in a section that networks alone have.
    var isOfNetworks: Bool { path.hasPrefix("network.") || path.hasPrefix("training.") }
  }

  /// In the order in which they were met.
  var settings: [Setting] = []
  /// The ids of the variants that both profiles have.
  var compared: [String] = []
  /// Those of them that are networks.
  var networks: [String] = []
  /// The ids of the variants that this profile has alone.
  var added: [String] = []
  /// The ids of those that profile `paper` has alone.
  var missing: [String] = []
  /// What readers call each variant, by its id.
  var names: [String: String] = [:]

  /// More names than these are a list that nobody reads.
  private static let fewNames = 4

  /// A phrase for each setting, with the names of its variants where it isn't all of them, and for the variants that one
  /// profile has alone.
  ///
  /// Where the profile shares no variant with the paper's, what it varies is its subject and no departure.
  public var phrases: [String] {
    guard !compared.isEmpty else { return [] }
    return phrases(of: compared) + alone(added, in: "this profile", of: "this comparison")
      + alone(missing, in: "profile paper", of: "profile paper")
  }

  /// A phrase for each setting that some of these variants have otherwise, as in a figure that draws them alone.
  public func phrases(of variants: [String]) -> [String] {
    let all = compared.filter(variants.contains), trained = networks.filter(variants.contains)
    return settings.compactMap { setting -> String? in
      let own = setting.variants.filter(variants.contains)
      if own.isEmpty { return nil }
      let isOfAll = own.count == (setting.isOfNetworks ? trained : all).count
      return setting.text + (isOfAll ? "" : " (\(list(own)))")
    }
  }

  mutating func add(_ text: String, path: String, variant: String) {
    if let index = settings.firstIndex(where: { $0.path == path && $0.text == text }) {
      settings[index].variants.append(variant)
    } else {
      settings.append(Setting(path: path, text: text, variants: [variant]))
    }
  }

  private func list(_ ids: [String]) -> String { ids.compactMap { names[$0] }.joined(separator: ", ") }

  private func alone(_ ids: [String], in place: String, of whole: String) -> [String] {
    if ids.isEmpty { return [] }
    return ids.count <= Self.fewNames
      ? ["in \(place) alone: \(list(ids))"] : ["\(ids.count.counted("variant")) are of \(whole) alone"]
  }
}
