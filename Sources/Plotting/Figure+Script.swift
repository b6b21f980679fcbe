extension Figure {
  /// The gnuplot script that draws the figure from its data file, both in the same folder.
  ///
  /// It stands alone: `gnuplot fig7.gp` in that folder gives `fig7.svg`, `fig7.png` and `fig7.pdf`.
  /// - Throws: ``PlottingError/nothingToDraw(figure:)``, ``PlottingError/unusableName(_:)``.
  public func script() throws(PlottingError) -> String {
    try checkName(id)
    let axes = try axes()
    let legend = Legend(curves)
    let captions = [caption] + notes(axes)
    let layout = Layout(
      title: title, caption: captions.filter { !$0.isEmpty }.joined(separator: " "),
      rightLabels: shownLevels(axes).map(\.label) + [""], keyRows: legend.rowCount)
    let parts = [
      scriptHead(id: id, title: title), axesText(axes), layout.frameText(xLabel: xLabel, yLabel: yLabel),
      levelText(axes, layout), pointNames(axes, layout),
      legend.styles(),
      layout.plotText(plotElements(legend), id: id),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func axesText(_ axes: Axes) -> String {
    let y = Ticks(axes.y)
    let ends = [axes.x.lowerBound, axes.x.upperBound].sorted { isReversedX ? $0 > $1 : $0 < $1 }
    let yTicks = y.values.map { "'\(y.text($0))' \(shortest(Double(y.text($0)) ?? $0))" }
    return """
      # Axes. y spans every level, the last third of each curve and the top of what is before; what is lower is cut off.
      \(logX ? "set logscale x 10" : "unset logscale x")
      set xrange [\(ends.map(shortest).joined(separator: ":"))]
      set yrange [\(shortened(axes.y.lowerBound)):\(shortened(axes.y.upperBound))]
      set xtics nomirror out (\(xTicks(axes.x)))
      set ytics nomirror out (\(yTicks.joined(separator: ", ")))
      set clip two
      """
  }

  private func xTicks(_ range: ClosedRange<Double>) -> String {
    if logX {
      let ticks = LogarithmicTicks(range)
      return
        (ticks.labelled.map { "'\(powerOfTen($0))' \(shortest($0))" }
        + ticks.small.map { "'' \(shortest($0)) 1" }).joined(separator: ", ")
    }
    return Ticks(range).values.map { "'\(powerOfTen($0))' \(shortest($0))" }.joined(separator: ", ")
  }

  /// The levels that the y axis reaches, each with its value in its label.
  private func shownLevels(_ axes: Axes) -> [Level] {
    levels.filter { axes.y.contains($0.value) }.map {
      Level(label: "\(oneLine($0.label)) \(fixed($0.value, decimals: 2))", value: $0.value)
    }
  }

  private func levelText(_ axes: Axes, _ layout: Layout) -> String {
    let shown = shownLevels(axes)
    guard !shown.isEmpty else { return "" }
    let perPixel = (axes.y.upperBound - axes.y.lowerBound) / Layout.plotHeight
    let heights = spread(
      shown.map(\.value), apart: 1.25 * Double(Layout.fontSize) * perPixel, within: axes.y)
    let lines = zip(shown, heights).flatMap { level, height in
      [
        "set arrow from graph 0, first \(shortest(level.value)) to graph 1, first \(shortest(level.value)) "
          + "nohead back dt '--' lw 1.4 lc rgb '\(Palette.levelColor.hex)'",
        "set label \(quoted(level.label)) at graph 1.01, first \(fixed(height, decimals: 4)) "
          + "left noenhanced tc rgb '\(Palette.levelColor.hex)'",
      ]
    }
    return (["# Levels, with their labels right of the plot"] + lines).joined(separator: "\n")
  }

  private func plotElements(_ legend: Legend) -> [String] {
    let data = "'\(id).dat'"
    let bands = bandedCurves.enumerated().map { place, index in
      let hue = Palette.hues[Palette.slot(of: curves[index].colorIndex)].hex
      return "\(data) index \(curves.count + place) using 1:2 with filledcurves closed "
        + "fc rgb '\(hue)' fs transparent solid 0.18 noborder notitle"
    }
    var paper: [String] = []
    var ours: [String] = []
    for (index, curve) in curves.enumerated() {
      let style = legend.style(of: index)
      if curve.isPaper {
        let kind = curve.isPoint ? "points" : "lines"
        paper.append("\(data) index \(index) using 1:2 with \(kind) ls \(style) notitle")
        continue
      }
      ours.append("\(data) index \(index) using 1:2 with lines ls \(style) notitle")
      // The mark stands where training ended, or nowhere.
      if let last = curve.points.last, last.y.isFinite && last.x.isFinite {
        let end = curve.points.count - 1
        ours.append("\(data) index \(index) every ::\(end)::\(end) using 1:2 with points ls \(style) notitle")
      }
    }
    return bands + paper + ours + legend.entries()
  }

  /// A range's end without the dust of its arithmetic.
  private func shortened(_ value: Double) -> String { shortest(Double(fixed(value, decimals: 6)) ?? value) }
}

/// A string that gnuplot takes as it is: between single quotes nothing is expanded, no escape, macro or command.
func quoted(_ text: String) -> String {
  // gnuplot takes two quotes at the beginning for an empty text, so a first one stands by itself.
  if text.unicodeScalars.first == "'" { return "\"'\"." + quoted(String(text.unicodeScalars.dropFirst())) }
  return "'" + text.escapedForGnuplot + "'"
}

/// - Throws: ``PlottingError/unusableName(_:)`` unless the name is plain enough for files, scripts and labels.
func checkName(_ name: String) throws(PlottingError) {
  let plain = name.allSatisfy { ($0.isASCII && ($0.isLetter || $0.isNumber)) || "-_.+".contains($0) }
  if name.isEmpty || !plain || name.hasPrefix(".") || name.hasPrefix("-") { throw .unusableName(name) }
}
