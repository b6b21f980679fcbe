import ExperimentSpecs
import Plotting
import Vocabulary
import Wording

extension FigureDrawing {
  /// What finished networks and methods scored by the tables' protocol, a group of bars a variant, with the paper's numbers as
  /// marks; from zero, or from the score of bicubic interpolation.
  /// - Throws: `DatasetError.unknown`.
  package func chart(id: String) throws -> BarChart {
    BarChart(
      id: id, title: figure.title, caption: try caption(),
      xLabel: drawn.allSatisfy { $0.variant.description.ofNetwork != nil } ? "Network" : "Method",
      yLabel: try barLabel(), groups: drawn.map(\.variant.label), series: try figure.scores.map(bars),
      decimals: figure.y.measure?.decimals ?? 2)
  }

  private func bars(_ score: FigureSection.Ordinate) throws -> BarSeries {
    let scores = drawn.map { heights(score, of: $0.variant) }
    return BarSeries(
      label: try barName(score), values: scores.map { $0.isEmpty ? .nan : mean($0) },
      spreads: scores.map { scores in
        guard scores.count > 1, let least = scores.min(), let most = scores.max() else { return nil }
        return least...most
      }, marks: drawn.map { mark(score, of: $0.variant) ?? .nan })
  }

  /// What the runs of a variant scored, without what its bar stands on.
  private func heights(_ score: FigureSection.Ordinate, of variant: VariantResults) -> [Double] {
    guard let name = name(score, of: variant) else { return [] }
    let data = variant.description.data
    guard let ground = isAboveBicubic ? results.bicubic(name, scale: data.scale, blur: data.blur) : 0 else {
      return []
    }
    return finalScores(score, of: variant).map { $0 - ground }
  }

  private func mark(_ score: FigureSection.Ordinate, of variant: VariantResults) -> Double? {
    guard let name = name(score, of: variant),
      let value = results.published(name, of: variant, paper: paper)?.value
    else { return nil }
    let data = variant.description.data
    let ground = isAboveBicubic ? paper.level(.bicubic, name, scale: data.scale, blur: data.blur) : 0
    return ground.flatMap { Double((value - $0).fixed(name.measure.decimals)) }
  }

  private var isAboveBicubic: Bool { figure.baselines.contains(.bicubic) }

  /// What the legend calls the bars of a score: by what tells them from the others.
  private func barName(_ score: FigureSection.Ordinate) throws -> String {
    let set = try titles(of: [score]).joined(separator: ", ")
    if measureNames.count == 1 { return set }
    let name = measureName(score)
    return try titles(of: figure.scores).count == 1 ? name : "\(set) \(name)"
  }

  private func barLabel() throws -> String {
    let sets = try titles(of: figure.scores)
    // Of several channels, each named in the legend.
    let name = measureNames.count == 1 ? measureNames[0] : isOfColour ? "PSNR" : "Score"
    return name + (sets.count == 1 ? " on \(sets[0])" : "") + (isAboveBicubic ? " above bicubic" : "")
      + (figure.y.measure?.unit.map { " (\($0))" } ?? "")
  }

  private var measureNames: [String] { figure.scores.map(measureName).removingRepeats }

  private func measureName(_ score: FigureSection.Ordinate) -> String {
    isOfColour && score.measure == .psnr ? ColourMeasure.y.title : score.measure?.title ?? ""
  }

  private var isOfColour: Bool {
    figure.scores.contains { if case .colour = $0.measure { true } else { false } }
  }

  /// What a reader of the bars must know: whose the numbers are, and which bars aren't there.
  func barSentences() throws -> [String] {
    let hasMarks = figure.scores.contains { score in drawn.contains { mark(score, of: $0.variant) != nil } }
    let missing = try figure.scores.flatMap { score in
      let name = try barName(score)
      return drawn.filter { heights(score, of: $0.variant).isEmpty }.map { "\($0.variant.label) (\(name))" }
    }
    return (hasMarks ? ["Numbers are this program's, circles the paper's."] : [])
      + (missing.isEmpty ? [] : ["Not measured and left out: \(missing.joined(separator: "; "))."])
  }

  /// How the bars were measured, and what the paper trained on where it wasn't the same for all.
  func barRemarks() -> [String] {
    let sets = drawn.flatMap { _, variant in
      figure.scores.compactMap { score in
        name(score, of: variant).flatMap { results.published($0, of: variant, paper: paper)?.trainingSet }
      }.prefix(1).map { (label: variant.label, set: $0) }
    }
    let names = sets.map(\.set).removingRepeats
    let words = names.map { name in
      "\(name) (\(sets.filter { $0.set == name }.map(\.label).joined(separator: ", ")))"
    }
    return ["Scores are of padded output, as in tables."]
      + (names.count > 1 ? ["The paper's were trained on \(words.joined(separator: " and "))."] : [])
  }
}
