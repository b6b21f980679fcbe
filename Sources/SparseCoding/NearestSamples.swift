/// The samples of highest score among those offered so far, in memory for twice as many as are wanted; of equal
/// scores the earlier samples.
struct NearestSamples {
  private let wanted: Int
  private var candidates: [(score: Float, sample: Int32)] = []
  /// What a score must exceed to matter.
  private(set) var threshold = -Float.infinity

  init(wanted: Int) {
    self.wanted = wanted
    candidates.reserveCapacity(2 * wanted)
  }

  /// Offers samples in ascending order.
  mutating func offer(_ sample: Int, score: Float) {
    guard score > threshold else { return }
    candidates.append((score, Int32(sample)))
    if candidates.count == 2 * wanted { discard() }
  }

  /// The samples wanted, ascending.
  mutating func samples() -> [Int] {
    discard()
    return candidates.map { Int($0.sample) }.sorted()
  }

  private mutating func discard() {
    guard candidates.count >= wanted else { return }
    candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.sample < $1.sample }
    candidates.removeLast(candidates.count - wanted)
    threshold = candidates.last?.score ?? threshold
  }
}
