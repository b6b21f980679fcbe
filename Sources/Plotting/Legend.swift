/// The legend below the plot: one row a hue, this program's curve at the left and the paper's at the right; without any
/// hue that both have, two columns that know nothing of each other.
struct Legend: Sendable {
  private let curves: [Curve]
  /// Places of curves in the figure.
  private let rows: [(ours: Int?, paper: Int?)]
  /// The places of the curves that have no name beside them, where others have one: these alone are listed.
  private let unnamed: [Int]?
  /// The curves that are in sight.
  private let shown: [Curve]

  /// - Parameters:
  ///   - named: the places of curves whose names stand at them.
  ///   - hidden: the places of curves that aren't in sight, and so not in the legend.
  init(_ curves: [Curve], named: Set<Int> = [], hidden: Set<Int> = []) {
    self.curves = curves
    let places = curves.indices.filter { !hidden.contains($0) }
    shown = places.map { curves[$0] }
    unnamed = named.isDisjoint(with: places) ? nil : places.filter { !named.contains($0) }
    var rows: [(ours: Int?, paper: Int?)] = []
    for (index, curve) in curves.enumerated() where !hidden.contains(index) {
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

  private var hasOurs: Bool { shown.contains { !$0.isPaper } }
  private var hasPaper: Bool { shown.contains(where: \.isPaper) }
  /// Whether all names stand at the curves, so that the legend tells solid from dotted alone.
  private var isAtTheCurves: Bool { unnamed?.isEmpty ?? false }

  /// The number of lines of the legend, with its head.
  var rowCount: Int {
    guard let unnamed else { return rows.count + 1 }
    let kinds = hasOurs && hasPaper ? (unnamed.isEmpty ? 1 : 2) : 0
    return kinds + unnamed.count
  }

  /// The number of its lines on a canvas.
  func rowCount(in layoutWidth: Double) -> Int {
    guard isStacked(in: layoutWidth) else { return rowCount }
    return isAtTheCurves ? 2 : shown.count + 2
  }

  /// Whether its two columns don't fit beside each other, so that one stands below the other, without blanks.
  private func isStacked(in layoutWidth: Double) -> Bool {
    // What lists some curves alone is one column anyway.
    guard rowCount > 0, hasOurs, hasPaper, unnamed == nil || isAtTheCurves else { return false }
    let labels =
      isAtTheCurves
      ? ["This program", "The paper (digitised)"] : shown.map(\.label) + ["The paper (digitised)"]
    let longest = Double(labels.map(\.count).max() ?? 0)
    let column = longest * Layout.characterWidth * Double(Layout.fontSize) + Self.sampleWidth
    return 2 * column > layoutWidth
  }

  /// The room of a line's sample and of the distance to the next column, pixels.
  private static let sampleWidth = 90.0

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

  /// The legend as plot elements, column by column; a blank stands where a row beside another has no curve of that kind.
  /// - Parameter words: words as the script has them.
  func entries(in layoutWidth: Double, words: (String) -> String = quoted) -> [String] {
    if let unnamed {
      return (hasOurs && hasPaper ? kinds : []) + unnamed.map { entry($0, as: "linespoints", words) }
    }
    let isStacked = isStacked(in: layoutWidth)
    func places(_ places: [Int?]) -> [Int?] { isStacked ? places.filter { $0 != nil } : places }
    var entries: [String] = []
    if hasOurs { entries += column("This program", places(rows.map(\.ours)), as: "linespoints", words) }
    if hasPaper {
      entries += column(
        isOfPoints ? "The paper" : "The paper (digitised)", places(rows.map(\.paper)), as: "lines",
        words)
    }
    return entries
  }

  /// What tells ours from the paper's, whatever the hue.
  private var kinds: [String] {
    if shown.allSatisfy(\.isPoint) {
      return [
        "keyentry with points pt \(Palette.marks[0]) ps 0.9 lc rgb '#333333' title 'This program'",
        "keyentry with points pt \(Palette.openMark(of: 0)) ps 0.9 lw 2 lc rgb '#333333' title 'The paper'",
      ]
    }
    return [
      "keyentry with lines lw 2.6 lc rgb '#333333' title 'This program'",
      "keyentry with lines lw 2 dt '.' lc rgb '#333333' title 'The paper (digitised)'",
    ]
  }

  /// Whether the paper has single points, such as numbers that it prints.
  private var isOfPoints: Bool { shown.allSatisfy { !$0.isPaper || $0.isPoint } }

  private func column(
    _ head: String, _ places: [Int?], as kind: String, _ words: (String) -> String
  ) -> [String] {
    ["keyentry title \(words(head))"]
      + places.map { place in
        place.map { entry($0, as: kind, words) } ?? "keyentry title ' '"
      }
  }

  private func entry(_ place: Int, as kind: String, _ words: (String) -> String) -> String {
    let isPoint = curves[place].isPoint
    return
      "keyentry with \(isPoint ? "points" : kind) ls \(style(of: place)) title \(words(curves[place].label))"
  }
}
