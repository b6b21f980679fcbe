/// The legend below the plot: one row a hue, this program's curve at the left and the paper's at the right; without any
/// hue that both have, two columns that know nothing of each other.
struct Legend: Sendable {
  private let curves: [Curve]
  /// Places of curves in the figure.
  private let rows: [(ours: Int?, paper: Int?)]

  init(_ curves: [Curve]) {
    self.curves = curves
    var rows: [(ours: Int?, paper: Int?)] = []
    for (index, curve) in curves.enumerated() {
      let slot = Palette.slot(of: curve.colorIndex)
      let partner = rows.firstIndex { row in
        let other = curve.isPaper ? row.ours : row.paper
        let free = curve.isPaper ? row.paper == nil : row.ours == nil
        return free && other.map { Palette.slot(of: curves[$0].colorIndex) == slot } == true
      }
      let place = partner ?? rows.count
      if partner == nil { rows.append((nil, nil)) }
      if curve.isPaper { rows[place].paper = index } else { rows[place].ours = index }
    }
    let (ours, paper) = (rows.compactMap(\.ours), rows.compactMap(\.paper))
    let hasPairs = ours.count + paper.count > rows.count
    self.rows =
      hasPairs
      ? rows
      : (0..<max(ours.count, paper.count)).map { row in
        (row < ours.count ? ours[row] : nil, row < paper.count ? paper[row] : nil)
      }
  }

  private var hasOurs: Bool { curves.contains { !$0.isPaper } }
  private var hasPaper: Bool { curves.contains(where: \.isPaper) }

  /// The number of lines of the legend, with its head.
  var rowCount: Int { rows.count + 1 }

  /// The gnuplot line style of a curve of the figure.
  func style(of index: Int) -> Int { index + 1 }

  /// The line style of each curve: hue, strength, dashes and mark.
  func styles() -> String {
    let lines = curves.enumerated().map { index, curve in
      let slot = Palette.slot(of: curve.colorIndex)
      let color = Palette.hues[slot]
      return curve.isPaper
        ? "set style line \(style(of: index)) lc rgb '\(color.dimmed(to: 0.7).hex)' lw 2 dt '.'"
          + (curve.isPoint ? " pt \(Palette.openMark(of: curve.colorIndex)) ps 0.9" : "")
        : "set style line \(style(of: index)) lc rgb '\(color.hex)' lw 2.6 pt \(Palette.marks[slot]) ps 0.7"
    }
    return (["# Lines: ours strong with a mark where training ended, the paper's dimmed and dotted"] + lines)
      .joined(separator: "\n")
  }

  /// The legend as plot elements, column by column; a blank stands where a row has no curve of that kind.
  func entries() -> [String] {
    var entries: [String] = []
    if hasOurs { entries += column("This program", rows.map(\.ours), as: "linespoints") }
    if hasPaper {
      entries += column(isOfPoints ? "The paper" : "The paper (digitised)", rows.map(\.paper), as: "lines")
    }
    return entries
  }

  /// Whether the paper has single points, such as numbers that it prints.
  private var isOfPoints: Bool { curves.allSatisfy { !$0.isPaper || $0.isPoint } }

  private func column(_ head: String, _ places: [Int?], as kind: String) -> [String] {
    ["keyentry title \(quoted(head))"]
      + places.map { place in
        guard let place else { return "keyentry title ' '" }
        let isPoint = curves[place].isPoint
        return
          "keyentry with \(isPoint ? "points" : kind) ls \(style(of: place)) title \(quoted(curves[place].label))"
      }
  }
}
