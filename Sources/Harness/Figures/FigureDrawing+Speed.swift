import ExperimentSpecs
import Plotting

extension FigureDrawing {
  /// PSNR over the seconds that a network takes for an image, a point a variant.
  ///
  /// By the tables' protocol, as the paper's Fig. 12 is.
  /// - Source: Fig. 12.
  func speedFigure(id: String) throws -> Figure {
    let ours = drawn.compactMap { index, variant -> Curve? in
      let set = figure.y.set(for: variant.description.data)
      guard let seconds = variant.secondsPerImage(of: set), let psnr = variant.finalPSNR(on: set) else {
        return nil
      }
      return Curve(label: variant.label, kind: .ours(index), points: [CurvePoint(x: seconds, y: psnr)])
    }
    return Figure(
      id: id, title: figure.title, caption: try caption(), xLabel: "Seconds an image (slower left)",
      yLabel: try yLabel(), isReversedX: true, curves: ours + (try paperCurves()))
  }

  /// Whose seconds they are, and which variants have none.
  func speedSentences() throws -> [String] {
    let speeds = drawn.flatMap(\.variant.runs).compactMap { $0.provenance?.speed }
    let machines = speeds.map { "\($0.processor) (\($0.simdLevel))" }.removingRepeats
    var sentences: [String] = []
    if !machines.isEmpty { sentences.append("Seconds on one thread of \(machines.joined(separator: ", ")).") }
    if try !paperCurves().isEmpty {
      sentences.append(
        figure.paperCurves.allSatisfy { $0.figure == "fig12" }
          ? "The paper's are of an Intel CPU of 3.1 GHz, SRCNN in C++, the other methods in MATLAB."
          : "The paper's are of its own program and machine.")
    }
    let without = drawn.map(\.variant).filter {
      $0.secondsPerImage(of: figure.y.set(for: $0.description.data)) == nil
    }
    if !without.isEmpty {
      sentences.append("Not measured and left out: \(without.map(\.label).joined(separator: "; ")).")
    }
    return sentences
  }
}
