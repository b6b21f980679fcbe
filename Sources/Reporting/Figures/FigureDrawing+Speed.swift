import ExperimentSpecs
import Plotting
import Wording

extension FigureDrawing {
  /// A score over the seconds that a network takes for an image, a point a variant.
  ///
  /// By the tables' protocol, as the paper's Fig. 12 is.
  /// - Source: Fig. 12.
  func speedFigure(id: String) throws -> Figure {
    let ours = drawn.compactMap { index, variant -> Curve? in
      let set = figure.y.set(for: variant.description.data)
      let scores = finalScores(figure.y, of: variant)
      guard let seconds = variant.secondsPerImage(of: set), !scores.isEmpty else { return nil }
      let point = CurvePoint(
        x: seconds, y: mean(scores), low: scores.count > 1 ? scores.min() : nil,
        high: scores.count > 1 ? scores.max() : nil)
      return Curve(label: variant.label, kind: .ours(index), points: [point])
    }
    return Figure(
      id: id, title: figure.title, caption: try caption(), xLabel: "Seconds an image (slower left)",
      yLabel: try yLabel(), logX: figure.xScale != .linear, isReversedX: true,
      xRange: figure.xRange?.closed, yRange: figure.yRange?.closed, curves: ours + (try paperCurves()))
  }

  /// What the finished networks or methods of a variant scored, one a seed.
  func finalScores(_ score: FigureSection.Ordinate, of variant: VariantResults) -> [Double] {
    guard let name = name(score, of: variant) else { return [] }
    return variant.runs.compactMap { results.score(name, of: $0) }
  }

  /// A variant's score by its name; nil for the loss.
  func name(_ score: FigureSection.Ordinate, of variant: VariantResults) -> ScoreName? {
    score.measure.map { ScoreName(set: score.set(for: variant.description.data), measure: $0) }
  }

  /// Whose seconds they are.
  func speedSentences() throws -> [String] {
    let speeds = drawn.flatMap(\.variant.runs).compactMap { $0.provenance?.speed }
    let machines = speeds.map { "\($0.processor) (\($0.simdLevel))" }.removingRepeats
    var sentences: [String] = []
    if !machines.isEmpty { sentences.append("Seconds on one thread of \(machines.joined(separator: ", ")).") }
    if try !paperCurves().isEmpty {
      sentences.append(
        figure.paperCurves.allSatisfy { $0.figure == PaperNumbers.speedFigure }
          ? "The paper's are of an Intel CPU of 3.1 GHz, SRCNN in C++, the other methods in MATLAB."
          : "The paper's are of its own program and machine.")
    }
    return sentences
  }

  /// Which variants have no seconds, and so no point.
  var untimed: String? {
    let without = drawn.map(\.variant).filter {
      $0.secondsPerImage(of: figure.y.set(for: $0.description.data)) == nil
    }
    return without.isEmpty
      ? nil : "Not measured and left out: \(without.map(\.label).joined(separator: "; "))."
  }
}
