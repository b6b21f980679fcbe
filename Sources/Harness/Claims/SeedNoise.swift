import ExperimentSpecs

/// How much a score moves from seed to seed, from all networks, and all methods, that were trained with several.
///
/// It decides what one seed alone can say: a difference that is smaller says nothing. Networks are pooled whatever
/// their sizes, factor and length, as the few seeds of one alone say little; and so are methods.
struct SeedNoise: Sendable {
  /// A measure on a test set, of networks or of methods.
  struct Score: Hashable, Sendable {
    let measure: ClaimExpression.Measure
    let set: String
    var isOfNetworks = true
  }

  /// How much runs of one seed each depart from their mean.
  struct Spread: Sendable, Equatable {
    /// Half of the interval that holds 95 % of the runs, in the measure's unit.
    let halfWidth: Double
    /// How many seeds beyond the first of their variant it is of.
    let degreesOfFreedom: Int
  }

  private let spreads: [Score: Spread]

  /// Spreads that were found before.
  init(_ spreads: [Score: Spread]) {
    self.spreads = spreads
  }

  /// The spreads within the finished runs of experiments, each training once however many experiments have it.
  init(_ experiments: [ExperimentResults]) {
    var sums: [Score: (squares: Double, degreesOfFreedom: Int)] = [:]
    var seen: Set<[String]> = []
    for results in experiments {
      for variant in results.variants where variant.runs.count > 1 {
        for (score, values) in results.scoresBySeed(of: variant) {
          let key = variant.runs.map(\.metrics.run.id) + [score.set, score.measure.rawValue]
          guard seen.insert(key).inserted else { continue }
          let (deviation, freedom) = (standardDeviation(values), values.count - 1)
          let sum = sums[score] ?? (0, 0)
          sums[score] = (
            sum.squares + deviation * deviation * Double(freedom), sum.degreesOfFreedom + freedom
          )
        }
      }
    }
    spreads = sums.mapValues { squares, freedom in
      let deviation = (squares / Double(freedom)).squareRoot()
      let quantile = StudentT(degreesOfFreedom: freedom).quantile(within: 0.95)
      return Spread(halfWidth: quantile * deviation, degreesOfFreedom: freedom)
    }
  }

  /// The spread of a measure on a set, or nil if nothing that is scored so has several seeds.
  subscript(measure: ClaimExpression.Measure, on set: String, ofNetworks isOfNetworks: Bool) -> Spread? {
    spreads[Score(measure: measure, set: set, isOfNetworks: isOfNetworks)]
  }

  /// What another seed changes, in sentences; nil if that isn't known of anything.
  var sentences: String? {
    let parts = [(true, "Networks"), (false, "Methods")].compactMap { isOfNetworks, subject in
      words(of: spreads.filter { $0.key.isOfNetworks == isOfNetworks }, subject: subject)
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private func words(of spreads: [Score: Spread], subject: String) -> String? {
    let known = spreads.sorted {
      ($0.key.set, $0.key.measure.rawValue) < ($1.key.set, $1.key.measure.rawValue)
    }
    let freedoms = known.map(\.value.degreesOfFreedom)
    guard let least = freedoms.min(), let most = freedoms.max() else { return nil }
    let parts = known.map { score, spread in
      "\(score.set).\(score.measure.rawValue) \(spread.halfWidth.fixed(score.measure.decimals + 1))"
    }
    return
      "\(subject) that differ in their seed alone depart from their mean by less than this in 95 of 100 cases "
      + "(\(least == most ? "\(least)" : "\(least) to \(most)") degrees of freedom): "
      + parts.joined(separator: ", ") + "."
  }
}

extension ExperimentResults {
  /// What the runs of a variant scored, one number a seed, where all of them have one; no seconds, and no colour of
  /// networks that see Y alone, since interpolated channels have no noise.
  fileprivate func scoresBySeed(of variant: VariantResults) -> [(SeedNoise.Score, [Double])] {
    let (data, isOfNetworks) = (variant.description.data, variant.description.ofNetwork != nil)
    let measures = ClaimExpression.Measure.allCases.filter {
      $0 != .seconds && (data.channels != .y || $0.colour == nil)
    }
    return data.test.flatMap { set in
      measures.compactMap { measure in
        let values = variant.runs.compactMap { score(measure, on: set, of: $0) }
        return values.count == variant.runs.count
          ? (SeedNoise.Score(measure: measure, set: set, isOfNetworks: isOfNetworks), values) : nil
      }
    }
  }
}
