import ExperimentSpecs

/// How much a score moves from seed to seed, from all networks that were trained with several.
///
/// It decides what one seed alone can say: a difference that is smaller says nothing. Networks are pooled, as the few
/// seeds of one alone say little.
struct SeedNoise: Sendable {
  /// A measure on a test set.
  struct Score: Hashable, Sendable {
    let measure: ClaimExpression.Measure
    let set: String
  }

  /// How much two runs with one seed each differ.
  struct Spread: Sendable, Equatable {
    /// Half of the interval that holds 95 % of the differences, in the measure's unit.
    let halfWidth: Double
    /// How many seeds beyond the first of their network it is of.
    let degreesOfFreedom: Int
  }

  private let spreads: [Score: Spread]

  /// Spreads that were found before.
  init(_ spreads: [Score: Spread]) {
    self.spreads = spreads
  }

  /// The spreads within the finished networks of experiments, each training once however many experiments have it.
  init(_ experiments: [ExperimentResults]) {
    var sums: [Score: (squares: Double, degreesOfFreedom: Int)] = [:]
    var seen: Set<[String]> = []
    for results in experiments {
      for variant in results.variants where variant.description.ofNetwork != nil && variant.runs.count > 1 {
        let ids = variant.runs.map(\.metrics.run.id)
        for set in variant.description.data.test {
          for measure in ClaimExpression.Measure.allCases where measure != .seconds {
            let scores = variant.runs.compactMap { results.score(measure, on: set, of: $0) }
            guard scores.count == ids.count, seen.insert(ids + [set, measure.rawValue]).inserted else {
              continue
            }
            let deviation = standardDeviation(scores)
            let freedom = scores.count - 1
            let sum = sums[Score(measure: measure, set: set)] ?? (0, 0)
            sums[Score(measure: measure, set: set)] = (
              sum.squares + deviation * deviation * Double(freedom), sum.degreesOfFreedom + freedom
            )
          }
        }
      }
    }
    spreads = sums.mapValues { squares, freedom in
      let deviation = (squares / Double(freedom)).squareRoot()
      let quantile = StudentT(degreesOfFreedom: freedom).quantile(within: 0.95)
      return Spread(halfWidth: quantile * 2.0.squareRoot() * deviation, degreesOfFreedom: freedom)
    }
  }

  /// The spread of a measure on a set, or nil if no network that is scored so has several seeds.
  subscript(measure: ClaimExpression.Measure, on set: String) -> Spread? {
    spreads[Score(measure: measure, set: set)]
  }

  /// What another seed changes, in a sentence; nil if that isn't known of anything.
  var sentence: String? {
    let known = spreads.sorted {
      ($0.key.set, $0.key.measure.rawValue) < ($1.key.set, $1.key.measure.rawValue)
    }
    guard !known.isEmpty else { return nil }
    let parts = known.map { score, spread in
      "\(score.set).\(score.measure.rawValue) \(spread.halfWidth.fixed(score.measure.decimals + 1))"
    }
    let freedoms = known.map(\.value.degreesOfFreedom)
    let (least, most) = (freedoms.min() ?? 0, freedoms.max() ?? 0)
    return "Two runs that differ in their seed alone differ by less than this in 95 of 100 cases "
      + "(\(least == most ? "\(least)" : "\(least) to \(most)") degrees of freedom): "
      + parts.joined(separator: ", ") + "."
  }
}
