import ExperimentSpecs
import Wording

/// Judges claims by what the runs of one experiment have measured.
///
/// Seeds are compared pairwise, and the mean difference has a 95 % interval by Student's t; a method that was trained
/// once stands beside each of them. The claim held if all of the interval is where it should be, didn't hold if none
/// is, and is undecided otherwise. With one seed alone the interval is the difference with the noise on both sides:
/// `SeedNoise` for a score or a length of training, which is at least twice the distance of evaluations, since each of
/// two curves may pass a level anywhere between two; and a tenth of a running time, which no seed changes.
struct ClaimJudging {
  let results: ExperimentResults
  let paper: PaperNumbers
  let noise: SeedNoise
  /// Whether all images are photographs, so that the paper's levels are of the same ones.
  let isOfPhotographs: Bool

  /// The part by which a running time may be off: the machine does other things too.
  private static let timingNoise = 0.1

  /// Why a value isn't there.
  private struct Obstacle: Error {
    let reason: String
  }

  /// A value for each seed, or one that no seed has a part in.
  private enum Values {
    case bySeed([Int: Double])
    case constant(Double)

    /// Whether there is a value for more than one seed.
    var isOfSeveralSeeds: Bool { if case .bySeed(let values) = self { values.count > 1 } else { false } }

    /// The value of the only seed, as one for all.
    var constantIfSingle: Values {
      if case .bySeed(let values) = self, values.count == 1, let only = values.values.first {
        return .constant(only)
      }
      return self
    }

    func value(_ seed: Int) -> Double? {
      switch self {
      case .bySeed(let values): values[seed]
      case .constant(let value): value
      }
    }
  }

  /// The verdict on a claim.
  func judge(_ claim: ClaimSection) -> ClaimJudgement {
    let links = claim.expect.links.map { link in
      let published = sum(of: link) { paperValue($0, in: claim) }
      do throws(Obstacle) {
        let difference = try difference(link, of: claim.expect)
        return LinkJudgement(link: link, difference: difference, obstacle: nil, paper: published)
      } catch {
        return LinkJudgement(link: link, difference: nil, obstacle: error.reason, paper: published)
      }
    }
    return ClaimJudgement(claim: claim, links: links)
  }

  private func difference(_ link: ClaimLink, of expression: ClaimExpression) throws(Obstacle)
    -> LinkJudgement.Difference
  {
    var values: [ClaimExpression.Operand: Values] = [:]
    for operand in link.plus + link.minus { values[operand] = try self.values(operand, of: expression) }
    if values.values.contains(where: \.isOfSeveralSeeds) {
      for (operand, value) in values where isMethod(operand) { values[operand] = value.constantIfSingle }
    }
    let seeds = values.values.compactMap { value -> Set<Int>? in
      if case .bySeed(let values) = value { Set(values.keys) } else { nil }
    }
    guard let first = seeds.first else {
      guard let constant = sum(of: link, { values[$0]?.value(0) }), !constant.isNaN else {
        throw Obstacle(reason: "these methods have no difference")
      }
      return .init(mean: constant, interval: constant...constant, seeds: 0)
    }
    let common = seeds.reduce(first) { $0.intersection($1) }.sorted()
    let differences = common.compactMap { seed in sum(of: link) { values[$0]?.value(seed) } }
    guard !differences.isEmpty else { throw Obstacle(reason: "no seed in common") }
    guard differences.allSatisfy({ !$0.isNaN }) else { throw Obstacle(reason: "none of them gets there") }
    if differences.contains(where: \.isInfinite), let length = shortestTraining(in: expression),
      Double(length) < link.region.bound
    {
      throw Obstacle(
        reason: "not in \(length.grouped) backprops, and the claim is about \(Int(link.region.bound).grouped)"
      )
    }
    if differences.count > 1 {
      guard differences.allSatisfy(\.isFinite) else { throw Obstacle(reason: "not every seed gets there") }
      return .init(
        mean: mean(differences), interval: confidenceInterval(of: differences), seeds: differences.count)
    }
    guard differences[0].isFinite else {
      return .init(mean: differences[0], interval: differences[0]...differences[0], seeds: 1)
    }
    guard let noise = noise(of: expression, values, seed: common[0]) else {
      throw Obstacle(reason: "one seed, and how much another would differ isn't known")
    }
    return .init(
      mean: differences[0], interval: (differences[0] - noise)...(differences[0] + noise), seeds: 1)
  }

  /// The sum of a comparison, or nil if a value is missing.
  private func sum(of link: ClaimLink, _ value: (ClaimExpression.Operand) -> Double?) -> Double? {
    let signed = link.plus.map { ($0, 1.0) } + link.minus.map { ($0, -1.0) }
    return signed.reduce(Optional(0.0)) { sum, term in
      sum.flatMap { sum in value(term.0).map { sum + term.1 * $0 } }
    }
  }

  /// What another seed, another moment, or another time to look would change; nil if that isn't known.
  private func noise(
    of expression: ClaimExpression, _ values: [ClaimExpression.Operand: Values], seed: Int
  ) -> Double? {
    let measured = values.compactMap { operand, value -> (variant: VariantResults, value: Double)? in
      guard case .bySeed(let own) = value, let value = own[seed], let variant = variant(operand) else {
        return nil
      }
      return (variant, value)
    }
    if case .score(let score) = expression.quantity, score.measure == .seconds {
      return measured.map(\.value).max().map { Self.timingNoise * $0 }
    }
    guard measured.allSatisfy(\.variant.isPooled) else { return nil }
    switch expression.quantity {
    case .score(let score):
      // How much seeds differ is known of whole sets.
      if score.image != nil { return nil }
      var squares = 0.0
      for (variant, _) in measured {
        let (data, isNetwork) = (variant.description.data, variant.description.ofNetwork != nil)
        guard let spread = noise[score.measure, on: expression.scored(in: data).set, ofNetworks: isNetwork]
        else {
          return nil
        }
        squares += spread.halfWidth * spread.halfWidth
      }
      return squares.squareRoot()
    case .backprops:
      let distances = measured.compactMap { variant, value in
        variant.runs.first { $0.run.seed == seed }?.evaluationDistance(at: value)
      }
      guard let share = noise.shareOfBackprops, let distance = distances.max() else { return nil }
      let squares = measured.reduce(0) { $0 + share * $1.value * share * $1.value }
      return max(2 * distance, squares.squareRoot())
    }
  }

  /// The variant that an operand names.
  private func variant(_ operand: ClaimExpression.Operand) -> VariantResults? {
    guard case .named(let name) = operand else { return nil }
    return results.variants.first { $0.id == name }
  }

  private func isMethod(_ operand: ClaimExpression.Operand) -> Bool {
    variant(operand).map { $0.description.ofNetwork == nil } ?? false
  }

  /// Backprops of the shortest training that an expression names; nil for scores.
  private func shortestTraining(in expression: ClaimExpression) -> Int? {
    guard case .backprops = expression.quantity else { return nil }
    return named(in: expression).compactMap { $0.description.ofNetwork?.training.backprops }.min()
  }

  /// The profile's variants that an expression names.
  private func named(in expression: ClaimExpression) -> [VariantResults] {
    results.variants.filter { expression.names.contains($0.id) }
  }

  private func values(_ operand: ClaimExpression.Operand, of expression: ClaimExpression) throws(Obstacle)
    -> Values
  {
    let name: String
    switch operand {
    case .number(let number): return .constant(number)
    case .named(let word): name = word
    }
    guard let variant = results.variants.first(where: { $0.id == name }) else {
      if let method = FigureSection.Baseline(rawValue: name) {
        return .constant(try level(method, of: expression))
      }
      throw Obstacle(reason: "\(name) isn't in profile \(results.experiment.profile)")
    }
    guard !variant.runs.isEmpty else { throw Obstacle(reason: "\(variant.label) isn't trained yet") }
    var values: [Int: Double] = [:]
    for run in variant.runs { values[run.run.seed] = try value(of: run, expression) }
    return .bySeed(values)
  }

  private func value(of run: FinishedRun, _ expression: ClaimExpression) throws(Obstacle) -> Double {
    switch expression.quantity {
    case .score:
      let score = expression.scored(in: run.run.data)
      guard let scores = run.metrics.final[score.set] else {
        throw Obstacle(reason: "profile \(results.experiment.profile) doesn't measure \(score.set)")
      }
      if let image = score.image, !scores.images.contains(image) {
        throw Obstacle(
          reason: "\(score.set) has no image \(image); it has \(scores.images.joined(separator: ", "))")
      }
      guard let value = results.score(score, of: run) else {
        throw Obstacle(
          reason:
            "\(score.text) of \(run.run.variant) wasn't measured; `\(results.measuringCommand)` does that")
      }
      return value
    case .backprops(let level):
      let bound =
        switch level {
        case .number(let number): number
        case .named(let name): try self.level(named: name, of: expression)
        }
      return run.backprops(passing: bound)
    }
  }

  private func level(named name: String, of expression: ClaimExpression) throws(Obstacle) -> Double {
    guard let method = FigureSection.Baseline(rawValue: name) else {
      throw Obstacle(reason: "\(name) is no level")
    }
    return try level(method, of: expression)
  }

  /// A method's level: bicubic as we measure it, the others as the paper prints them.
  private func level(_ method: FigureSection.Baseline, of expression: ClaimExpression) throws(Obstacle)
    -> Double
  {
    guard let variant = named(in: expression).first ?? results.variants.first,
      let run = variant.runs.first ?? results.variants.lazy.compactMap(\.runs.first).first
    else { throw Obstacle(reason: "nothing is trained yet") }
    let data = run.run.data
    let score = expression.scored(in: data)
    if method == .bicubic, let value = results.bicubic(score, scale: data.scale, blur: data.blur) {
      return value
    }
    guard isOfPhotographs, let level = paper.level(method, score, scale: data.scale, blur: data.blur) else {
      throw Obstacle(reason: "there is no \(method.rawValue) for these images")
    }
    return level
  }

  /// What the paper has for an operand.
  private func paperValue(_ operand: ClaimExpression.Operand, in claim: ClaimSection) -> Double? {
    switch operand {
    case .number(let number): return number
    case .named(let name):
      if let value = claim.paper[name] { return value }
      guard let method = FigureSection.Baseline(rawValue: name), claim.expect.isOfScores,
        let data = (named(in: claim.expect).first ?? results.variants.first)?.description.data
      else { return nil }
      return paper.level(method, claim.expect.scored(in: data), scale: data.scale, blur: data.blur)
    }
  }
}

extension ClaimExpression {
  /// The score that is compared, its set by name; for a length of training that of the curve.
  fileprivate func scored(in data: DataSection) -> ScoreName {
    guard case .score(var score) = quantity else { return ScoreName(set: data.validation, measure: .psnr) }
    if score.set == "validation" { score.set = data.validation }
    return score
  }
}

extension FinishedRun {
  /// The backprops at which the curve on the validation set first reaches a level, on the straight line between two
  /// evaluations; infinity if it never does.
  package func backprops(passing level: Double) -> Double {
    let points = validationCurve
    guard let index = points.firstIndex(where: { $0.psnr >= level }) else { return .infinity }
    guard index > 0, points[index - 1].psnr.isFinite else { return points[index].backprops }
    let (before, after) = (points[index - 1], points[index])
    let share = (level - before.psnr) / (after.psnr - before.psnr)
    return before.backprops + share * (after.backprops - before.backprops)
  }

  /// How far the two evaluations are apart between which so many backprops lie; of infinitely many, the last two.
  func evaluationDistance(at backprops: Double) -> Double? {
    let counts = metrics.history.backprops.map(Double.init)
    let gaps = Array(zip(counts, counts.dropFirst()))
    return (gaps.first { $0.1 >= backprops } ?? gaps.last).map { $0.1 - $0.0 }
  }

  /// The curve on the validation set, as figures draw it.
  var validationCurve: [(backprops: Double, psnr: Double)] {
    let means = metrics.history.sets[run.data.validation]?.means(FigureDrawing.scoring) ?? []
    return zip(metrics.history.backprops, means).map { (Double($0), $1) }
  }
}
