extension BarChart {
  private static let valueSize = 10
  private static let textColor = "#333333"

  /// One block a series and one for the ceilings, two blank lines between; each line has the group's place, the value,
  /// the ends of its spread, which are the value itself if there is none, where its number stands, and the paper's number.
  public func dataFile() -> String {
    let head =
      "# \(oneLine(title))\n# columns: group, \(oneLine(yLabel)), low, high, number\(hasMarks ? ", paper" : "")\n"
    return head
      + all.map { series in
        "# \(oneLine(series.label))\n"
          + groups.indices.map { group in
            let (value, spread) = (series.values[group], series.spreads[group])
            let ends = [spread?.lowerBound ?? value, spread?.upperBound ?? value]
            let numbers =
              [value] + ends + [numberPlace(of: series, group)] + (hasMarks ? [series.marks[group]] : [])
            return "\(group) \(numbers.map(datum).joined(separator: " "))  # \(oneLine(groups[group]))\n"
          }.joined()
      }.joined(separator: "\n\n")
  }

  /// The gnuplot script that draws the chart from its data file, both in the same folder.
  /// - Throws: ``PlottingError/nothingToDraw(figure:)``, ``PlottingError/unusableName(_:)``.
  public func script() throws(PlottingError) -> String {
    let axes = try axesText()
    let (page, column) = (canvas(.page), canvas(.column))
    let parts = [
      scriptHead(id: id, title: title, images: images), axes, page.frame,
      page.layout.plotText(plotElements(page.layout), id: id),
      hasColumn
        ? column.layout.columnText([column.frame], plotElements(column.layout), id: id) : "unset output",
    ]
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The gnuplot script that draws the chart for a LaTeX document from its data file, both in the same folder.
  /// - Throws: ``PlottingError/nothingToDraw(figure:)``, ``PlottingError/unusableName(_:)``.
  public func latexScript() throws(PlottingError) -> String {
    let axes = try axesText()
    let canvas = canvas(.latex)
    let parts = [
      scriptHead(id: id, title: title, images: latexImages, script: latexName), axes, canvas.frame,
      canvas.layout.latexText(plotElements(canvas.layout), name: latexName),
    ]
    return parts.joined(separator: "\n\n") + "\n"
  }

  private func canvas(_ format: Layout.Format) -> (layout: Layout, frame: String) {
    var layout = Layout(
      title: title, caption: caption, rightLabels: [""], keyRows: all.count + (hasMarks ? 1 : 0),
      format: format)
    let names = GroupNames(groups, in: layout)
    layout.nameRoom = names.room
    return (layout, layout.frameText(xLabel: xLabel, yLabel: yLabel) + "\n\n" + names.text(in: layout))
  }

  /// Where the number of a bar stands: above the bar and its spread, and above a ceiling or the paper's mark that would go
  /// through it.
  private func numberPlace(of series: BarSeries, _ group: Int) -> Double {
    let height = yRange.map { $0.upperBound - $0.lowerBound } ?? 0
    var place = max(series.spreads[group]?.upperBound ?? series.values[group], 0)
    if let ceiling = ceilings?.values[group], ceiling > place, ceiling < place + 0.04 * height {
      place = ceiling
    }
    let mark = series.marks[group]
    let isInTheWay = mark > place - 0.02 * height && mark < place + 0.05 * height
    return isInTheWay ? max(place, threeDigits(mark + 0.01 * height)) : place
  }

  private func axesText() throws(PlottingError) -> String {
    try checkName(id)
    guard let range = yRange else { throw .nothingToDraw(figure: id) }
    let ticks = Ticks(range)
    let lines = [
      "# Axes: zero among them, so that lengths compare.",
      "set xrange [-0.5:\(shortest(Double(groups.count) - 0.5))]",
      "set yrange [\(range.lowerBound < 0 ? fixed(range.lowerBound, decimals: 6) : "0"):\(fixed(range.upperBound, decimals: 6))]",
      "unset xtics",
      "set ytics nomirror out (\(ticks.values.map { "'\(ticks.text($0))' \(ticks.text($0))" }.joined(separator: ", ")))",
      "set boxwidth \(fixed(barWidth, decimals: 4)) absolute", "set style fill solid 0.85 noborder",
    ]
    let zero = range.lowerBound < 0 ? ["set xzeroaxis lt 1 lw 1 lc rgb '\(Self.textColor)'"] : []
    return (lines + zero).joined(separator: "\n")
  }

  private func plotElements(_ layout: Layout) -> [String] {
    let bars = series.indices.flatMap { barElements($0, layout) }
    let marks = hasMarks ? series.indices.flatMap(markElements) : []
    let entry = "keyentry with \(openMark) title \(layout.words("The paper"))"
    return bars + ceilingElements(layout) + marks + (hasMarks ? [entry] : [])
  }

  /// A block of the data, moved to where the bars of its series stand.
  private func block(_ index: Int) -> String {
    "'\(id).dat' index \(index) using ($1+(\(fixed(offset(of: index), decimals: 4))))"
  }

  private func barElements(_ index: Int, _ layout: Layout) -> [String] {
    let block = block(index), hue = Palette.hues[Palette.slot(of: index)].hex
    let number = "'\(layout.format == .latex ? "\\scriptsize " : "")%.\(max(0, decimals))f'"
    let numbers =
      "\(block):5:(sprintf(\(number),$2)) with labels center offset 0,0.6 font ',\(Self.valueSize)' "
      + "tc rgb '\(Self.textColor)' notitle"
    return [
      "\(block):2 with boxes lc rgb '\(hue)' title \(layout.words(series[index].label))",
      "\(block):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '\(Self.textColor)' notitle",
    ] + (hasRoomForNumbers(layout) ? [numbers] : [])
  }

  /// Whether numbers are no wider than their bars.
  private func hasRoomForNumbers(_ layout: Layout) -> Bool {
    let lengths = series.flatMap(\.values).filter(\.isFinite).map { fixed($0, decimals: decimals).count }
    let width = Double(lengths.max() ?? 0) * Layout.characterWidth * Double(Self.valueSize)
    return width <= layout.plotWidth / Double(max(groups.count, 1)) * barWidth
  }

  private var openMark: String {
    "points pt \(Palette.openMark(of: 0)) ps 1.1 lw 1.5 lc rgb '\(Self.textColor)'"
  }

  /// A white disc keeps the ring apart from the bar.
  private func markElements(_ index: Int) -> [String] {
    [
      "\(block(index)):6 with points pt \(Palette.marks[0]) ps 1.1 lc rgb 'white' notitle",
      "\(block(index)):6 with \(openMark) notitle",
    ]
  }

  private func ceilingElements(_ layout: Layout) -> [String] {
    guard let ceilings else { return [] }
    let half = fixed(Self.filled / 2 + 0.04, decimals: 4)
    return [
      "'\(id).dat' index \(series.count) using ($1-\(half)):2:(2*\(half)):(0) with vectors nohead lw 2 "
        + "lc rgb '\(Palette.levelColor.hex)' title \(layout.words(ceilings.label))"
    ]
  }
}
