import ExperimentSpecs
import Plotting
import Vocabulary
import Wording

/// How much a score moves from seed to seed, from all networks, and all methods, that were trained with several.
///
/// It decides what one seed alone can say: a difference that is smaller says nothing. Networks are pooled whatever
/// their sizes, factor and length, as the few seeds of one alone say little; and so are methods. Networks that learn a
/// part of a training set by heart, or don't minimise the squared error, move by more and stand aside.
package struct SeedNoise: Sendable {
  /// A measure on a test set, of networks or of methods.
  package struct Score: Hashable, Sendable {
    package let measure: Measure
    package let set: String
    package var isOfNetworks = true
  }

  /// How much runs of one seed each depart from their mean.
  package struct Spread: Sendable, Equatable {
    /// Half of the interval that holds 95 % of the runs, in the measure's unit.
    let halfWidth: Double
    /// How many seeds beyond the first of their variant it is of.
    let degreesOfFreedom: Int
  }

  /// How far below what its seeds end at, in dB, a network's curves are compared.
  private static let depth = 1.0

  private let spreads: [Score: Spread]
  /// The spread of the backprops at which a network first comes to a level, as a share of them, or nil if it isn't known.
  private let passing: Spread?

  /// Spreads that were found before.
  package init(_ spreads: [Score: Spread], passing: Spread? = nil) {
    (self.spreads, self.passing) = (spreads, passing)
  }

  /// Half of the interval that holds 95 % of the backprops at which a level is first passed, as a share of them.
  var shareOfBackprops: Double? { passing?.halfWidth }

  /// The spreads within the finished runs of experiments, each training once however many experiments have it.
  package init(_ experiments: [ExperimentResults]) {
    var scores: [Score: PooledSquares] = [:]
    var passings = PooledSquares()
    var seen: Set<[String]> = []
    for results in experiments {
      for variant in results.variants where variant.runs.count > 1 && variant.isPooled {
        let ids = variant.runs.map(\.metrics.run.id)
        for (score, values) in results.scoresBySeed(of: variant)
        where seen.insert(ids + [score.set, score.measure.rawValue]).inserted {
          scores[score, default: PooledSquares()].add(standardDeviation(values), of: values.count)
        }
        guard variant.description.ofNetwork != nil, seen.insert(ids).inserted else { continue }
        let passes = variant.backprops(passing: Self.depth)
        let average = mean(passes)
        guard average.isFinite, average > 0 else { continue }
        passings.add(standardDeviation(passes) / average, of: passes.count)
      }
    }
    self.init(scores.compactMapValues(\.spread), passing: passings.spread)
  }

  /// The spread of a measure on a set, or nil if nothing that is scored so has several seeds.
  package subscript(measure: Measure, on set: String, ofNetworks isOfNetworks: Bool)
    -> Spread?
  {
    spreads[Score(measure: measure, set: set, isOfNetworks: isOfNetworks)]
  }

  /// What another seed changes, a row a measure and a column a set; nil if nothing of it is known.
  /// - Parameter isAsked: whether a measure on a set is to be in it.
  package func table(_ isAsked: (Score) -> Bool = { _ in true }) -> Table? {
    let asked = spreads.filter { isAsked($0.key) }
    guard !asked.isEmpty else { return nil }
    let sets = Set(asked.keys.map(\.set)).sorted()
    let kinds = [(true, "Networks"), (false, "Methods")]
    let rows: [[Table.Cell]] = kinds.flatMap { isOfNetworks, subject in
      Measure.allCases.compactMap { measure in
        let cells = sets.map { set -> Table.Cell in
          let score = Score(measure: measure, set: set, isOfNetworks: isOfNetworks)
          return asked[score].map { .number($0.halfWidth, decimals: measure.decimals + 1) } ?? .missing
        }
        return cells.allSatisfy { $0 == .missing } ? nil : [.text("\(subject): \(measure.title)")] + cells
      }
    }
    let freedoms = asked.values.map(\.degreesOfFreedom)
    let (least, most) = (freedoms.min() ?? 0, freedoms.max() ?? 0)
    return Table(
      id: "noise",
      title: "How far one seed departs from the mean of many, in 95 of 100 cases (Student's t, "
        + "\(least == most ? "\(least)" : "\(least) to \(most)") degrees of freedom; PSNR, NQM and WPSNR in dB). "
        + (shareOfBackprops.map {
          "The backprops at which a network first passes a level depart by \((100 * $0).fixed(0)) %."
        } ?? ""),
      columns: ["Alike but for the seed"] + sets, rows: rows)
  }
}

/// Squared deviations from the means of several groups.
private struct PooledSquares {
  private var squares = 0.0
  private var degreesOfFreedom = 0

  mutating func add(_ deviation: Double, of count: Int) {
    squares += deviation * deviation * Double(count - 1)
    degreesOfFreedom += count - 1
  }

  var spread: SeedNoise.Spread? {
    guard degreesOfFreedom > 0 else { return nil }
    let quantile = StudentT(degreesOfFreedom: degreesOfFreedom).quantile(within: 0.95)
    return SeedNoise.Spread(
      halfWidth: quantile * (squares / Double(degreesOfFreedom)).squareRoot(),
      degreesOfFreedom: degreesOfFreedom)
  }
}

extension VariantResults {
  /// Whether it moves as those do that the noise is pooled over.
  var isPooled: Bool {
    description.data.trainImages == nil && description.ofNetwork?.training.loss ?? .mse == .mse
  }

  /// The backprops at which each seed first comes within so many dB of what all end at on average.
  fileprivate func backprops(passing depth: Double) -> [Double] {
    let level = mean(runs.compactMap(\.validationCurve.last?.psnr)) - depth
    return runs.map { $0.backprops(passing: level) }
  }
}

extension ExperimentResults {
  /// What the runs of a variant scored, one number a seed, where all of them have one; no seconds, and no colour of
  /// networks that see Y alone, since interpolated channels have no noise.
  fileprivate func scoresBySeed(of variant: VariantResults) -> [(SeedNoise.Score, [Double])] {
    let (data, isOfNetworks) = (variant.description.data, variant.description.ofNetwork != nil)
    let measures = Measure.allCases.filter { measure in
      switch measure {
      case .image, .zeros: true
      case .colour: data.channels != .y
      case .seconds: false
      }
    }
    return data.test.flatMap { set in
      measures.compactMap { measure in
        let values = variant.runs.compactMap { score(ScoreName(set: set, measure: measure), of: $0) }
        return values.count == variant.runs.count
          ? (SeedNoise.Score(measure: measure, set: set, isOfNetworks: isOfNetworks), values) : nil
      }
    }
  }
}
