import ExperimentSpecs
import Plotting

extension FigureDrawing {
  /// Where our curves and the paper's end, side by side; nil if there is nothing of the paper's to compare with.
  package func comparison() throws -> Table? {
    guard figure.kind == .line, try isOfPhotographs, scales == [3], testSets == ["set5"],
      !figure.paperCurves.isEmpty
    else { return nil }
    var rows: [[Table.Cell]] = try drawn.filter { $0.variant.description.ofNetwork != nil }.map {
      index, variant in
      let points = variant.points(on: "set5", Self.scoring)
      let curve = figure.paperCurves.first { hue(of: $0) == index }
      return [
        .text(variant.label), points.last.map { .number($0.mean, decimals: 2) } ?? .missing,
        points.last.map { .number(Double($0.x), decimals: 0) } ?? .missing,
      ] + (try paperCells(curve))
    }
    // The paper's networks that we have no curve of.
    let shown = drawn.map(\.index)
    for curve in figure.paperCurves where !(hue(of: curve).map(shown.contains) ?? false) {
      rows.append([.text(curve.label), .missing, .missing] + (try paperCells(curve)))
    }
    return Table(
      id: "\(figure.id)-ends", title: "Where the curves end, dB on un-padded output",
      columns: ["Network", "Ours", "Backprops", "Paper's", "Paper's backprops"], rows: rows)
  }

  private func paperCells(_ curve: FigureSection.PaperCurve?) throws -> [Table.Cell] {
    guard let curve, let last = try paper.data.points(figure: curve.figure, curve: curve.curve).last else {
      return [.missing, .missing]
    }
    return [.number(last.y, decimals: 2), .number(last.x, decimals: 0)]
  }
}
