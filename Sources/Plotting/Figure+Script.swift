extension Figure {
  /// The gnuplot script that draws the figure from its data file, both in the same folder.
  ///
  /// It stands alone: `gnuplot fig7.gp` in that folder gives `fig7.svg`, `fig7.png` and `fig7.pdf`.
  /// - Throws: ``PlottingError/nothingToDraw(figure:)``, ``PlottingError/unusableName(_:)``.
  public func script() throws(PlottingError) -> String {
    try checkName(id)
    let axes = try axes()
    let captions = [caption] + notes(axes)
    let text = captions.filter { !$0.isEmpty }.joined(separator: " ")
    let canvases = [Layout.Format.page, .column].map { canvas($0, caption: text, axes) }
    let (page, column) = (canvases[0], canvases[1])
    let parts = [
      scriptHead(id: id, title: title, images: images), axesText(axes, .page), page.frame,
      page.legend.styles(),
      page.layout.plotText(plotElements(page.legend, axes, .page), id: id),
      column.layout.columnText(
        [xTickText(axes, .column), column.frame], plotElements(column.legend, axes, .column), id: id),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The gnuplot script that draws the figure for a LaTeX document from its data file, both in the same folder.
  /// - Throws: ``PlottingError/nothingToDraw(figure:)``, ``PlottingError/unusableName(_:)``.
  public func latexScript() throws(PlottingError) -> String {
    try checkName(id)
    let axes = try axes()
    let canvas = canvas(.latex, caption: "", axes)
    let parts = [
      scriptHead(id: id, title: title, images: latexImages, script: latexName), axesText(axes, .latex),
      canvas.frame, canvas.legend.styles(),
      canvas.layout.latexText(plotElements(canvas.legend, axes, .latex), name: latexName),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// What stands on a canvas apart from the curves.
  private func canvas(
    _ format: Layout.Format, caption: String, _ axes: Axes
  ) -> (layout: Layout, legend: Legend, frame: String) {
    let labels = rightLabels(axes)
    var layout = Layout(
      title: title, caption: caption, rightLabels: labels.map(\.text) + [""], keyRows: 0,
      hasTopAxis: axes.paperX != nil, format: format)
    let names = pointNames(axes, layout)
    let hidden = curves.indices.filter {
      isOutOfSight(curves[$0], axes) && !names.marked.contains($0)
    }
    let legend = Legend(
      curves, named: names.named.union(labels.compactMap(\.curve)), hidden: Set(hidden))
    layout.keyRows = legend.rowCount(in: layout.width)
    let frame = [
      layout.frameText(xLabel: xLabel, topLabel: "\(xLabel), the paper", yLabel: yLabel),
      levelText(labels, axes, layout),
      names.lines.isEmpty ? "" : (["# The names of the points"] + names.lines).joined(separator: "\n"),
    ]
    return (layout, legend, frame.filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }

  private func axesText(_ axes: Axes, _ format: Layout.Format) -> String {
    let y = Ticks(axes.y)
    let ends = [axes.x.lowerBound, axes.x.upperBound].sorted { isReversedX ? $0 > $1 : $0 < $1 }
    let yTicks = y.values.map { "'\(y.text($0))' \(shortest(Double(y.text($0)) ?? $0))" }
    let choice =
      yRange != axes.y
      ? "y spans every level, the last third of each curve and the top of what is before; what is lower is cut off."
      : "The ends of y are the experiment's."
    return """
      # Axes. \(choice)
      \(logX ? "set logscale x 10" : "unset logscale x")
      set xrange [\(ends.map(shortest).joined(separator: ":"))]
      set yrange [\(shortened(axes.y.lowerBound)):\(shortened(axes.y.upperBound))]
      \(paperAxisText(axes))\(xTickText(axes, format))
      set ytics nomirror out (\(yTicks.joined(separator: ", ")))
      set clip two
      """
  }

  /// The ticks of the x axis, and of the paper's own above where there is one.
  private func xTickText(_ axes: Axes, _ format: Layout.Format) -> String {
    let above = axes.paperX.map { "\nset x2tics nomirror out (\(xTicks($0, format)))" } ?? ""
    return "set xtics nomirror out (\(xTicks(axes.x, format)))\(above)"
  }

  private func xTicks(_ range: ClosedRange<Double>, _ format: Layout.Format) -> String {
    let (labelled, small): ([Double], [Double])
    if logX {
      let ticks = LogarithmicTicks(range, isNarrow: format != .page)
      (labelled, small) = (ticks.labelled, ticks.small)
    } else {
      let ticks = Ticks(range).values
      let every = format == .page || ticks.count < 6 ? 1 : 2
      labelled = stride(from: 0, to: ticks.count, by: every).map { ticks[$0] }
      small = every == 1 ? [] : stride(from: 1, to: ticks.count, by: 2).map { ticks[$0] }
    }
    return
      (labelled.map { "\(format.words(powerOfTen($0))) \(shortest($0))" }
      + small.map { "'' \(shortest($0)) 1" }).joined(separator: ", ")
  }

  /// The scale and ends of the paper's own axis above, on lines of their own; nothing where it shares ours.
  private func paperAxisText(_ axes: Axes) -> String {
    guard let range = axes.paperX else { return "" }
    return
      "\(logX ? "set logscale x2 10\n" : "")set x2range [\(shortest(range.lowerBound)):\(shortest(range.upperBound))]\n"
  }

  private func levelText(_ labels: [RightLabel], _ axes: Axes, _ layout: Layout) -> String {
    guard !labels.isEmpty else { return "" }
    let perPixel = (axes.y.upperBound - axes.y.lowerBound) / layout.plotHeight
    let heights = spread(
      labels.map(\.height), apart: RightLabel.line * perPixel, within: axes.y)
    let lines = zip(labels, heights).flatMap { label, height in
      let words =
        "set label \(layout.words(label.text)) at graph 1.01, first \(fixed(height, decimals: 4)) "
        + "left noenhanced tc rgb '\(label.color.readable.hex)'"
      guard let end = label.end else {
        return [
          "set arrow from graph 0, first \(shortest(label.height)) to graph 1, first \(shortest(label.height)) "
            + "nohead back dt '--' lw 1.4 lc rgb '\(label.color.hex)'", words,
        ]
      }
      // Names that had to make room lead back to their curves.
      let isMoved = abs(height - label.height) > 0.6 * RightLabel.line * perPixel
      let leader =
        "set arrow from \(end.isOnPaperAxis ? "second" : "first") \(shortest(end.x)), "
        + "first \(shortest(label.height)) to graph 1.005, first \(fixed(height, decimals: 4)) "
        + "nohead back lw 0.6 lc rgb '\(label.color.hex)'"
      return (isMoved ? [leader] : []) + [words]
    }
    return (["# Levels and ends of curves, with their labels right of the plot"] + lines).joined(
      separator: "\n")
  }

  private func plotElements(_ legend: Legend, _ axes: Axes, _ format: Layout.Format) -> [String] {
    let data = "'\(id).dat'"
    // More bands are fainter, and of a dark hue fainter than of a light one, so that all look alike.
    let tint = bandedCurves.count > 3 ? 0.06 : 0.1
    let bands = bandedCurves.enumerated().map { place, index in
      let hue = Palette.hues[Palette.slot(of: curves[index].colorIndex)]
      let strength = fixed(tint / (1 - hue.luminance), decimals: 3)
      return "\(data) index \(curves.count + place) using 1:2 with filledcurves closed "
        + "fc rgb '\(hue.hex)' fs transparent solid \(strength) noborder notitle"
    }
    // Thin edges keep bands apart where many lie over each other.
    let edges = bandedCurves.flatMap { index in
      let hue = Palette.hues[Palette.slot(of: curves[index].colorIndex)].dimmed(to: 0.5)
      return [3, 4].map {
        "\(data) index \(index) using 1:\($0) with lines lw 0.5 lc rgb '\(hue.hex)' notitle"
      }
    }
    var paper: [String] = []
    var ours: [String] = []
    for (index, curve) in curves.enumerated() {
      let style = legend.style(of: index)
      let block = "\(data) index \(index)"
      if curve.isPaper {
        let kind = curve.isPoint ? "points" : "lines"
        let axis = axes.paperX == nil ? "" : " axes x2y1"
        paper.append("\(block) using 1:2\(axis) with \(kind) ls \(style) notitle")
        continue
      }
      if curve.isPoint, curve.points[0].low != nil {
        ours.append("\(block) using 1:2:3:4 with yerrorbars ls \(style) lw 1.2 notitle")
      }
      ours.append("\(block) using 1:2 with lines ls \(style) notitle")
      // The mark stands where training ended, or nowhere.
      if let last = curve.points.last, last.y.isFinite && last.x.isFinite {
        let end = curve.points.count - 1
        let mark = "\(block) every ::\(end)::\(end) using 1:2 with points ls \(style)"
        // A white rim keeps single marks apart where they lie over each other.
        if curve.isPoint { ours.append("\(mark) ps 1.0 lc rgb 'white' notitle") }
        ours.append("\(mark) notitle")
      }
    }
    return bands + edges + paper + ours
      + legend.entries(in: Layout.width(format), words: format.words)
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
