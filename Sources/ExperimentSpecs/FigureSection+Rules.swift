import Vocabulary
import Wording

/// What the axes of a figure ask of each other, each problem in its own place.
func axisProblems(_ figure: FigureSection, at node: JSONNode) -> [SpecProblem] {
  func problem(_ key: String, expected: String, found: String) -> SpecProblem {
    SpecProblem(place: node[key]?.place ?? node.place, expected: expected, found: found)
  }
  var problems: [SpecProblem] = []
  if let range = figure.xRange, range.lower == 0, figure.xScale != .linear {
    problems.append(
      problem("xRange", expected: "a left end above 0: the axis is logarithmic", found: "0"))
  }
  if figure.paperAxis == .own, figure.paperCurves.isEmpty || figure.kind == .speed {
    problems.append(
      problem(
        "paperAxis",
        expected: "curves of the paper over backprops, which an axis of their own is for",
        found: figure.kind == .speed ? "seconds" : "no curve"))
  }
  if figure.x == .trainingSeconds, !figure.paperCurves.isEmpty {
    problems.append(
      problem(
        "paperCurves", expected: "none over trainingSeconds: the paper doesn't say how long it trained",
        found: figure.paperCurves.count.counted("curve")))
  }
  switch figure.y {
  case .finalScore(_, let measure) where figure.kind == .training:
    problems.append(
      problem(
        "y",
        expected: "psnr or loss over backprops: nothing else is measured while a network trains",
        found: "\"\(measure.rawValue)\""))
  case .trainingLoss where figure.kind == .speed:
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
