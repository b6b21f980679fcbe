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
  var problems: [SpecProblem] = []
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
        expected: "psnr, \(padded) or loss over backprops: nothing else is measured while a network trains",
        found: "\"\(measure.rawValue)\""))
  case .paddedPSNR where figure.kind == .scatter:
    problems.append(
      problem(
        "y", expected: "psnr over seconds, which is of padded output there", found: "\"\(padded)\""))
  case .paddedPSNR where !figure.paperCurves.isEmpty:
    problems.append(
      problem(
        "y", expected: "no curves of the paper: they most likely are of un-padded output",
        found: "\"\(padded)\""))
  case .trainingLoss where figure.kind == .scatter:
    problems.append(problem("y", expected: "a test set's measure over seconds", found: "\"loss\""))
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
