/// What every script begins with.
func scriptHead(id: String, title: String) -> String {
  """
  # \(oneLine(title))
  # Draws \(id).svg, \(id).png and \(id).pdf from \(id).dat. By hand, in this folder: gnuplot \(id).gp
  reset
  set encoding utf8
  set datafile missing '?'
  """
}

extension Layout {
  /// Margins, legend, names of the axes, title and caption.
  func frameText(xLabel: String, yLabel: String) -> String {
    var lines = [
      "# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.",
      "set lmargin at screen \(x(Self.leftMargin))",
      "set rmargin at screen \(x(Self.width - rightMargin))",
      "set bmargin at screen \(y(bottomMargin))",
      "set tmargin at screen \(y(bottomMargin + Self.plotHeight))",
      "set border 3 lw 1 lc rgb '#333333'",
      "set grid xtics ytics lt 1 lw 0.6 lc rgb '\(Palette.gridColor.hex)'",
      "set key at screen \(x(Self.leftMargin - 6)), screen \(y(keyTop)) left top vertical "
        + "maxrows \(max(keyRows, 1)) noenhanced Left reverse samplen 3 width 3",
    ]
    lines += [
      "set label \(quoted(xLabel)) at graph 0.5, screen \(y(bottomMargin - 52)) center noenhanced",
      "set label \(quoted(yLabel)) at screen \(x(22)), graph 0.5 center rotate by 90 noenhanced",
    ]
    for (line, text) in titleLines.enumerated() {
      let top = self.height - 18 - (Double(line) + 0.3) * Self.titleLine
      lines.append(
        "set label \(quoted(text)) at screen \(x(Self.leftMargin)), screen \(y(top)) "
          + "left noenhanced font ',\(Self.titleSize)'")
    }
    for (line, text) in captionLines.enumerated() {
      let top = captionHeight - 8 - (Double(line) + 0.5) * Self.captionLine
      lines.append(
        "set label \(quoted(text)) at screen \(x(Self.leftMargin)), screen \(y(top)) "
          + "left noenhanced font ',\(Self.captionSize)' tc rgb '#444444'")
    }
    return lines.joined(separator: "\n")
  }

  /// The plot in each of the three formats.
  func plotText(_ elements: [String], id: String) -> String {
    [
      terminalText("svg", id: id), "plot " + elements.joined(separator: ", \\\n     "),
      terminalText("png", id: id) + "\nreplot", terminalText("pdf", id: id) + "\nreplot", "unset output",
    ].joined(separator: "\n\n")
  }

  /// The settings of one terminal.
  ///
  /// Each has units of its own for fonts, lines, marks and the legend; the factors make them draw the same picture.
  private func terminalText(_ format: String, id: String) -> String {
    let width = Self.width
    // The generic font lets each system take its own: no particular one has to be installed.
    let font = "font 'sans-serif,\(Self.fontSize)'"
    let (terminal, keySpacing) =
      switch format {
      case "svg":
        ("svg noenhanced size \(shortest(width)),\(shortest(height)) \(font) background rgb 'white'", 0.95)
      case "png":
        (
          "pngcairo noenhanced size \(shortest(width * 2)),\(shortest(height * 2)) \(font) "
            + "fontscale 1.5 linewidth 2 pointscale 2.4 dashlength 1.5", 1.25
        )
      default:
        (
          "pdfcairo noenhanced size \(fixed(width / 120, decimals: 3))in,\(fixed(height / 120, decimals: 3))in "
            + "\(font) fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4", 1.25
        )
      }
    return """
      set terminal \(terminal)
      set key spacing \(fixed(keySpacing, decimals: 2))
      set output '\(id).\(format)'
      """
  }
}
