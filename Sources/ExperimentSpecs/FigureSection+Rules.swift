import Vocabulary
import Wording

/// What the axes of a figure ask of each other, each problem in its own place.
func axisProblems(_ figure: FigureSection, at node: JSONNode) -> [SpecProblem] {
  func problem(_ key: String, expected: String, found: String) -> SpecProblem {
    SpecProblem(place: node[key]?.place ?? node.place, expected: expected, found: found)
  }
  // What else is asked depends on both.
  guard figure.kind == figure.x.kind else {
    return [
      problem(
        "kind", expected: "\(figure.x.kind.rawValue), which is what is drawn over \(figure.x.rawValue)",
        found: "\"\(figure.kind.rawValue)\"")
    ]
  }
  if figure.kind == .bars { return barProblems(figure, at: node) }
  var problems: [SpecProblem] = []
  if !figure.moreY.isEmpty {
    problems.append(
      problem(
        "moreY", expected: "one score, that of y: bars over variants alone may have several",
        found: "\(figure.moreY.count) more"))
  }
  if figure.kind == .scatter, let first = figure.baselines.first {
    problems.append(
      problem(
        "baselines",
        expected: "no baselines over seconds: a method that isn't a network has none here",
        found: "\"\(first.rawValue)\""))
  }
  if let range = figure.xRange, range.lower == 0, figure.xScale != .linear {
    problems.append(
      problem("xRange", expected: "a left end above 0: the axis is logarithmic", found: "0"))
  }
  if figure.paperAxis == .own, figure.paperCurves.isEmpty || figure.kind == .scatter {
    problems.append(
      problem(
        "paperAxis",
        expected: "curves of the paper over backprops, which an axis of their own is for",
        found: figure.kind == .scatter ? "seconds" : "no curve"))
  }
  if figure.x == .trainingSeconds, !figure.paperCurves.isEmpty {
    problems.append(
      problem(
        "paperCurves", expected: "none over trainingSeconds: the paper doesn't say how long it trained",
        found: figure.paperCurves.count.counted("curve")))
  }
  let padded = FigureSection.Ordinate.padded
  switch figure.y {
  case .finalScore(_, let measure) where figure.kind == .line:
    problems.append(
      problem(
        "y",
        expected:
          "psnr, \(padded) or loss over backprops: nothing else is measured while a network trains, and what "
          + "finished networks score stands over seconds or variants",
        found: "\"\(measure.rawValue)\""))
  case .paddedPSNR where figure.kind == .scatter, .trainingLoss where figure.kind == .scatter:
    problems += unfinishedScores(figure, at: node)
  case .paddedPSNR where !figure.paperCurves.isEmpty:
    problems.append(
      problem(
        "y", expected: "no curves of the paper: they most likely are of un-padded output",
        found: "\"\(padded)\""))
  case .trainingLoss where !figure.baselines.isEmpty || !figure.paperCurves.isEmpty:
    problems.append(
      problem(
        "y", expected: "no baselines and no curves of the paper: they are in dB", found: "\"loss\"")
    )
  case .finalScore where !figure.paperCurves.isEmpty:
    problems.append(
      problem(
        "y", expected: "no curves of the paper: they are in dB of PSNR", found: "another measure"))
  default: break
  }
  return problems
}

/// What bars ask: they begin at zero, or at the score of bicubic interpolation, and are of finished networks and methods.
private func barProblems(_ figure: FigureSection, at node: JSONNode) -> [SpecProblem] {
  func problem(_ key: String, expected: String, found: String? = nil) -> SpecProblem {
    SpecProblem(
      place: node[key]?.place ?? node.place, expected: expected, found: found ?? node[key]?.words ?? "")
  }
  var problems = unfinishedScores(figure, at: node)
  let unit = figure.y.measure?.unit
  if problems.isEmpty, let other = figure.moreY.first(where: { $0.measure?.unit != unit }) {
    problems.append(
      problem(
        "moreY", expected: "scores in the unit of y, \(unit ?? "which has none")",
        found: "\"\(other.measure?.rawValue ?? "")\""))
  }
  if figure.moreY.contains(figure.y) {
    problems.append(problem("moreY", expected: "scores beside that of y", found: "the same"))
  }
  if let other = figure.baselines.first(where: { $0 != .bicubic }) {
    problems.append(
      problem(
        "baselines", expected: "bicubic or none over variants: bars stand on its score",
        found: "\"\(other.rawValue)\""))
  }
  if !figure.paperCurves.isEmpty {
    problems.append(
      problem(
        "paperCurves", expected: "none over variants: the paper's numbers are marks there by themselves",
        found: figure.paperCurves.count.counted("curve")))
  }
  let given = [
    ("xScale", figure.xScale != nil), ("xRange", figure.xRange != nil), ("yRange", figure.yRange != nil),
    ("paperAxis", figure.paperAxis != nil),
  ]
  return problems
    + given.filter(\.1).map { key, _ in
      problem(key, expected: "none over variants: bars begin at zero, so that their lengths compare")
    }
}

/// The scores of a figure that finished networks don't have.
private func unfinishedScores(_ figure: FigureSection, at node: JSONNode) -> [SpecProblem] {
  var places = [node["y"]?.place ?? node.place]
  if case .list(let nodes)? = node["moreY"]?.value { places += nodes.map(\.place) }
  return zip(figure.scores, places).compactMap { score, place in
    switch score {
    case .paddedPSNR:
      SpecProblem(
        place: place, expected: "psnr over \(figure.x.rawValue), which is of padded output there",
        found: "\"\(FigureSection.Ordinate.padded)\"")
    case .trainingLoss:
      SpecProblem(
        place: place, expected: "a test set's measure over \(figure.x.rawValue)", found: "\"loss\"")
    case .validationPSNR, .testPSNR, .finalScore: nil
    }
  }
}
