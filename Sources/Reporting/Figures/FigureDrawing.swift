import Datasets
import ExperimentSpecs
import Plotting
import Scoring

/// Makes a figure of a spec from what its runs have measured.
///
/// Where all images are photographs, the paper's own curves and levels stand beside ours: bicubic as we measure
/// it, methods that are variants as they were trained here, the others as the paper prints them. Embedded images get their own bicubic level and nothing of the
/// paper's, which would be of other images.
package struct FigureDrawing: Sendable {
  package let results: ExperimentResults
  package let figure: FigureSection
  package let paper: PaperNumbers
  package let catalog: DatasetCatalog
  /// What `--set` changed, as typed.
  package let overrides: [String]
  /// How curves are scored.
  ///
  /// On the un-padded output, as the paper's own curves most likely are, so that the two can be held against each
  /// other. The dashed levels and the tables are by the tables' protocol, in the paper and here; the caption says so.
  static let scoring = ScoringProtocol.curve

  /// How the curves of this figure are scored.
  var curveScoring: ScoringProtocol {
    if case .paddedPSNR = figure.y { .table } else { Self.scoring }
  }

  /// What is drawn, as a value.
  /// - Throws: what ``figure(id:)`` and ``chart(id:)`` throw.
  package func drawing(id: String) throws -> any Drawing {
    if figure.kind == .bars { return try chart(id: id) }
    return try figure(id: id)
  }

  /// The figure of curves or points as a value.
  /// - Throws: `PlottingError.unknownCurve` for a curve that the paper doesn't have; `DatasetError.unknown`.
  package func figure(id: String) throws -> Figure {
    if figure.kind == .scatter { return try speedFigure(id: id) }
    return Figure(
      id: id, title: figure.title,
      caption: [try caption(), try paddingClause()].compactMap(\.self).joined(separator: " "),
      xLabel: xLabel, yLabel: try yLabel(), logX: figure.xScale != .linear,
      hasOwnPaperAxis: figure.paperAxis == .own,
      isFalling: figure.y == .trainingLoss, xRange: figure.xRange?.closed, yRange: figure.yRange?.closed,
      curves: ourCurves + (try paperCurves()), levels: try levels())
  }

  package var drawn: [(index: Int, variant: VariantResults)] { results.drawn(in: figure) }

  /// The sets that the figure's scores are of, in order.
  package var testSets: [String] { sets(of: figure.scores) }

  private func sets(of scores: [FigureSection.Ordinate]) -> [String] {
    scores.flatMap { score in drawn.map { score.set(for: $0.variant.description.data) } }.removingRepeats
  }

  /// What the sets of some scores are called.
  func titles(of scores: [FigureSection.Ordinate]) throws -> [String] {
    try sets(of: scores).map { try catalog.manifest($0).title }
  }

  package var scales: [Int] { drawn.map(\.variant.description.data.scale).removingRepeats }

  private var ourCurves: [Curve] {
    drawn.filter { $0.variant.description.ofNetwork != nil }.compactMap { index, variant in
      guard let step = figure.x == .trainingSeconds ? variant.secondsPerBackprop : 1 else { return nil }
      let points = points(of: variant).map {
        CurvePoint(x: Double($0.x) * step, y: $0.mean, low: $0.band?.lowerBound, high: $0.band?.upperBound)
      }
      return Curve(
        label: legend(variant), kind: .ours(index), points: points, missing: missingPoints(of: variant))
    }
  }

  /// Where a loss is missing nothing was trained before.
  private func missingPoints(of variant: VariantResults) -> Int {
    figure.y == .trainingLoss
      ? 0 : variant.unmeasured(on: figure.y.set(for: variant.description.data), curveScoring)
  }

  private func points(of variant: VariantResults) -> [VariantResults.Point] {
    figure.y == .trainingLoss
      ? variant.losses()
      : variant.points(on: figure.y.set(for: variant.description.data), curveScoring)
  }

  /// The name of a variant's curve, with its seeds where the others of the figure have another number.
  private func legend(_ variant: VariantResults) -> String {
    let counts = Set(drawn.map(\.variant.runs.count))
    return counts.count == 1 ? variant.label : "\(variant.label) (\(variant.runs.count.counted("seed")))"
  }

  /// The paper's curves, where ours are of photographs, at the factor and on the set of the paper's figures.
  package func paperCurves() throws -> [Curve] {
    guard try isOfPhotographs, scales == [3] else { return [] }
    var next = (figure.variants ?? []).count
    return try figure.paperCurves.filter { testSets == [PaperNumbers.set(ofFigure: $0.figure)] }.map {
      named in
      let points = try paper.data.points(figure: named.figure, curve: named.curve)
      let twin = hue(of: named)
      if twin == nil { next += 1 }
      return Curve(label: named.label, kind: .paper(twin ?? next - 1), points: points)
    }
  }

  /// The hue of our variant that the paper's curve is of.
  func hue(of curve: FigureSection.PaperCurve) -> Int? {
    curve.variant.flatMap { (figure.variants ?? []).firstIndex(of: $0) }
  }

  private func levels() throws -> [Level] {
    guard let first = drawn.first?.variant, testSets.count == 1, scales.count == 1,
      figure.y.measure == .psnr
    else { return [] }
    let set = testSets[0]
    // A method has no curve: what it reached is a level.
    let methods = drawn.filter { $0.variant.description.ofNetwork == nil }.compactMap { _, variant in
      variant.finalPSNR(on: set).map { Level(label: variant.label, value: $0) }
    }
    return try methods
      + figure.baselines.compactMap { baseline in
        if baseline == .bicubic {
          let scores = first.runs.lazy.compactMap { $0.metrics.bicubic[set] }.first
          return scores.map { Level(label: "Bicubic", value: $0.meanPSNR) }
        }
        guard try isOfPhotographs else { return nil }
        return paper.level(baseline, set: set, scale: scales[0], blur: first.description.data.blur)
      }
  }

  private var xLabel: String {
    figure.x == .trainingSeconds ? "Seconds of training on one thread" : "Number of backprops"
  }

  package func yLabel() throws -> String {
    guard let measure = figure.y.measure else {
      let isSummed = drawn.allSatisfy { $0.variant.description.ofNetwork?.hasSummedLoss == true }
      return "Training loss\(isSummed ? " a pixel" : "") (thousandths)"
    }
    let titles = try titles(of: figure.scores)
    let unit = measure.unit.map { " (\($0))" } ?? ""
    let title = curveScoring == .table ? "padded \(measure.title)" : measure.title
    return "Average \(title) on \(titles.joined(separator: ", "))\(unit)"
  }

  /// Whether no image of the figure was generated.
  var isOfPhotographs: Bool {
    get throws {
      try (trainingSets + testSets).allSatisfy { name in
        if case .generated = try catalog.manifest(name).content { false } else { true }
      }
    }
  }

  /// What of the training images is trained on beside them, in brackets; empty if nothing is.
  private var augmentation: String {
    let all = drawn.map(\.variant.description.data.augmentation?.words)
    let words = all.compactMap(\.self).removingRepeats.joined(separator: "; ")
    let whose = all.contains(nil) ? "some " : ""
    return words.isEmpty ? "" : " (\(whose)augmented: \(words))"
  }

  private var trainingSets: [String] { drawn.flatMap(\.variant.description.data.train).removingRepeats }
}

extension FigureDrawing {
  /// What stands below the figure: data, profile, length and seeds, and what the spec says; in the image with how curves
  /// and levels are measured, where that differs.
  package func caption() throws -> String {
    var sentences: [String] = []
    if try !isOfPhotographs {
      sentences.append(
        "Embedded images (generated dead leaves, no photographs): the numbers can't be held against the paper's."
      )
    }
    let sets = try trainingSets.map { try catalog.manifest($0).title }.joined(separator: ", ")
    let training = sets + augmentation
    let test = try titles(of: figure.scores).joined(separator: ", ")
    let measured = figure.y == .trainingLoss ? "" : ", measured on \(test)"
    let factors = scales.map { "x\($0)" }.joined(separator: ", ")
    sentences.append(
      "Profile \(results.experiment.profile): trained on \(training)\(measured) at \(factors); "
        + "\(lengths); \(seeds).")
    if !overrides.isEmpty { sentences.append("Changed by --set: \(overrides.joined(separator: ", ")).") }
    if let unfinished { sentences.append(unfinished) }
    if figure.kind == .scatter, let untimed { sentences.append(untimed) }
    if figure.kind == .bars { sentences += try barSentences() }
    if let own = figure.caption { sentences.append(own) }
    return sentences.joined(separator: " ")
  }

  /// What stands beside the figure, in text: the caption, whose seconds they are, and how curves and levels are measured.
  package func remarks() throws -> String {
    var sentences = [try caption()]
    if figure.kind == .scatter { sentences += try speedSentences() }
    if figure.kind == .bars { sentences += barRemarks() }
    if figure.kind == .line, figure.y != .trainingLoss,
      try !(paperCurves().isEmpty && levels().isEmpty)
    {
      let likewise = try paperCurves().isEmpty ? "" : ", as the paper's most likely are"
      let step = paddingStep.map { ", on which the networks drawn end \($0)" } ?? ""
      sentences.append(
        curveScoring == .table
          ? "Curves, levels and tables are of padded output."
          : "Curves are of un-padded output\(likewise); levels and tables are of padded output\(step).")
    }
    if figure.kind != .bars, let outside = try self.figure(id: figure.id).outside {
      sentences.append(outside)
    }
    sentences += results.warnings(of: figure.variants).map { $0 + "." }
    return sentences.joined(separator: " ")
  }

  /// The figure's text as a file of its own: title, remarks, and each departure from the paper of what is drawn.
  package func text() throws -> String {
    let departures = results.experiment.departures.phrases(of: drawn.map(\.variant.id))
    return Document(
      [.heading(1, figure.title), .paragraph(try remarks())]
        + (departures.isEmpty ? [] : [.heading(2, "Departures from the paper"), .list(departures)])
    ).markdown()
  }

  /// What the image itself says where curves pass levels that aren't measured as they are; nil where all are alike.
  private func paddingClause() throws -> String? {
    guard figure.y.measure == .psnr, curveScoring == .curve, !ourCurves.isEmpty, try !levels().isEmpty else {
      return nil
    }
    return "Curves un-padded, levels padded" + (paddingStep.map { ": networks end \($0) there." } ?? ".")
  }

  /// How far the padded score at the end is from the un-padded one, as measured, for the networks that are drawn.
  private var paddingStep: String? {
    let steps = drawn.compactMap { _, variant -> Double? in
      let set = figure.y.set(for: variant.description.data)
      guard let curve = variant.points(on: set, .curve).last, let table = variant.points(on: set, .table).last
      else { return nil }
      return ((table.mean - curve.mean) * 100).rounded() / 100
    }
    guard let least = steps.min(), let most = steps.max() else { return nil }
    func words(_ step: Double) -> String {
      "\(step.magnitude.fixed(2)) dB \(step < 0 ? "lower" : "higher")"
    }
    if least == most { return least == 0 ? "the same" : words(least) }
    return least < 0 && most <= 0
      ? "\(most.magnitude.fixed(2)) to \(words(least))"
      : least >= 0 ? "\(least.fixed(2)) to \(words(most))" : "between \(words(least)) and \(words(most))"
  }

  private var lengths: String {
    let networks = drawn.compactMap(\.variant.description.ofNetwork)
    let counts = networks.map(\.training.backprops).removingRepeats.sorted()
    guard let least = counts.first, let most = counts.last else { return "no backprops" }
    return least == most
      ? "\(most.grouped) backprops" : "\(least.grouped) to \(most.grouped) backprops"
  }

  private var seeds: String {
    let counts = drawn.map(\.variant.runs.count)
    guard let least = counts.min(), let most = counts.max(), most > 1 else { return "one seed" }
    let number = least == most ? "\(most)" : "\(least) to \(most)"
    let spread =
      switch figure.kind {
      case .line: ", the band from the lowest to the highest"
      case .scatter: ""
      case .bars: ", thin lines from the lowest to the highest"
      }
    return "mean of \(number) seeds" + spread
  }

  /// The variants that are left out because they aren't trained.
  private var unfinished: String? {
    let ids = figure.variants ?? results.variants.map(\.id)
    let left = ids.filter { id in !drawn.contains { $0.variant.id == id } }
    guard !left.isEmpty else { return nil }
    let labels = left.map { results.experiment.labels[$0] ?? $0 }
    return "Not trained yet and left out: \(labels.joined(separator: "; "))."
  }
}

extension FigureSection.Range {
  /// The ends as Swift has them; nil where the first isn't below the second, which no spec that was read has.
  package var closed: ClosedRange<Double>? { lower < upper ? lower...upper : nil }
}
