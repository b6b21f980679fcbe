extension BarChart {
  /// The share of a group's room that its bars take.
  private static let filled = 0.84
  private static let valueSize = 10
  private static let groupSize = 12
  private static let textColor = "#333333"

  /// One block a series and one for the ceilings, two blank lines between; each line has the group's place, the value,
  /// the ends of its spread, which are the value itself if there is none, and where its number stands.
  public func dataFile() -> String {
    let head = "# \(oneLine(title))\n# columns: group, \(oneLine(yLabel)), low, high, number\n"
    return head
      + (series + [ceilings]).map { series in
        "# \(oneLine(series.label))\n"
          + groups.indices.map { group in
            let (value, spread) = (series.values[group], series.spreads[group])
            let (low, high) = (spread?.lowerBound ?? value, spread?.upperBound ?? value)
            let numbers = [value, low, high, numberPlace(above: high, group)].map(datum)
            return "\(group) \(numbers.joined(separator: " "))  # \(oneLine(groups[group]))\n"
          }.joined()
      }.joined(separator: "\n\n")
  }

  /// The gnuplot script that draws the chart from its data file, both in the same folder.
  /// - Throws: ``PlottingError/nothingToDraw(figure:)``, ``PlottingError/unusableName(_:)``.
  public func script() throws(PlottingError) -> String {
    try checkName(id)
    guard top > 0 else { throw .nothingToDraw(figure: id) }
    let layout = Layout(title: title, caption: caption, rightLabels: [""], keyRows: series.count + 1)
    let parts = [
      scriptHead(id: id, title: title, images: images), axesText(top: 1.06 * top),
      layout.frameText(xLabel: xLabel, yLabel: yLabel), secondLines(layout),
      layout.plotText(plotElements(), id: id), "unset output",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The highest that is drawn; 0 if nothing is.
  private var top: Double { (series + [ceilings]).flatMap(\.ends).filter(\.isFinite).max() ?? 0 }

  /// Where the number of a bar that ends at `end` stands: on its ceiling, if that would go through the number.
  private func numberPlace(above end: Double, _ group: Int) -> Double {
    let ceiling = ceilings.values[group]
    return end < ceiling && ceiling < end + 0.04 * top ? ceiling : end
  }

  private func axesText(top: Double) -> String {
    let ticks = Ticks(0...top)
    let names = groups.indices.map { "\(quoted(words(of: $0)[0].asTickFormat)) \($0)" }
    return """
      # Axes: from zero, so that lengths compare.
      set xrange [-0.5:\(shortest(Double(groups.count) - 0.5))]
      set yrange [0:\(fixed(top, decimals: 6))]
      set xtics nomirror scale 0 noenhanced font ',\(Self.groupSize)' (\(names.joined(separator: ", ")))
      set ytics nomirror out (\(ticks.values.map { "'\(ticks.text($0))' \(ticks.text($0))" }.joined(separator: ", ")))
      set boxwidth \(fixed(barWidth, decimals: 4)) absolute
      set style fill solid 0.85 noborder
      """
  }

  private var barWidth: Double { Self.filled / Double(max(series.count, 1)) }

  private func plotElements() -> [String] {
    let data = "'\(id).dat'"
    let bars = series.indices.flatMap { index -> [String] in
      let hue = Palette.hues[Palette.slot(of: index)].hex
      let offset = (Double(index) - Double(series.count - 1) / 2) * barWidth
      let x = "($1+(\(fixed(offset, decimals: 4))))"
      let block = "\(data) index \(index) using \(x)"
      return [
        "\(block):2 with boxes lc rgb '\(hue)' title \(quoted(series[index].label))",
        "\(block):3:(0):($4-$3) with vectors nohead lw 1.2 lc rgb '\(Self.textColor)' notitle",
        "\(block):5:(sprintf('%.0f',$2)) with labels center offset 0,0.6 font ',\(Self.valueSize)' "
          + "tc rgb '\(Self.textColor)' notitle",
      ]
    }
    let half = fixed(Self.filled / 2 + 0.04, decimals: 4)
    let (line, hue) = ("\(data) index \(series.count)", Palette.levelColor.hex)
    return bars + [
      "\(line) using ($1-\(half)):2:(2*\(half)):(0) with vectors nohead lw 2 lc rgb '\(hue)' "
        + "title \(quoted(ceilings.label))"
    ]
  }

  /// The first word of a group, and the rest for a second line: in one, neighbours would cover each other.
  private func words(of group: Int) -> [String] {
    let words = oneLine(groups[group]).split(separator: " ", maxSplits: 1).map(String.init)
    return words.isEmpty ? [" "] : words
  }

  private func secondLines(_ layout: Layout) -> String {
    groups.indices.filter { words(of: $0).count > 1 }.map { group in
      "set label \(quoted(words(of: group)[1])) at first \(group), screen \(layout.y(layout.bottomMargin - 32)) "
        + "center noenhanced font ',\(Self.groupSize)'"
    }.joined(separator: "\n")
  }
}
