/// What every script begins with.
/// - Parameter script: the script's name without `.gp`, where it isn't the id.
func scriptHead(id: String, title: String, images: [String], script: String? = nil) -> String {
  """
  # \(oneLine(title))
  # Draws \(images.joined(separator: ", ")) from \(id).dat. By hand, in this folder: gnuplot \(script ?? id).gp
  reset
  set encoding utf8
  set datafile missing '?'
  """
}

extension Layout {
  /// Margins, legend, names of the axes, title and caption.
  func frameText(xLabel: String, topLabel: String = "", yLabel: String) -> String {
    var lines = [
      "# Frame, names of the axes, title and caption: fixed room for each, so that nothing covers a curve.",
      "set lmargin at screen \(x(leftMargin))",
      "set rmargin at screen \(x(width - rightMargin))",
      "set bmargin at screen \(y(bottomMargin))",
      "set tmargin at screen \(y(bottomMargin + plotHeight))",
      "set border \(hasTopAxis ? 7 : 3) lw 1 lc rgb '#333333'",
      "set grid xtics ytics lt 1 lw 0.6 lc rgb '\(Palette.gridColor.hex)'",
      keyRows == 0
        ? "unset key"
        : "set key at screen \(x(leftMargin - 6)), screen \(y(keyTop)) left top vertical "
          + "maxrows \(keyRows) noenhanced Left reverse samplen 3 width 3",
    ]
    if hasTopAxis {
      lines.append(
        "set label \(words(topLabel)) at graph 0.5, screen \(y(bottomMargin + plotHeight + 45)) center noenhanced"
      )
    }
    lines += [
      "set label \(words(xLabel)) at graph 0.5, screen \(y(bottomMargin - nameRoom - 52)) center noenhanced",
      "set label \(words(yLabel)) at screen \(x(format == .page ? 22 : 14)), graph 0.5 center rotate by 90 noenhanced",
    ]
    for (line, text) in titleLines.enumerated() {
      let top = self.height - 18 - (Double(line) + 0.3) * Self.titleLine
      lines.append(
        "set label \(quoted(text)) at screen \(x(leftMargin)), screen \(y(top)) "
          + "left noenhanced font ',\(Self.titleSize)'")
    }
    for (line, text) in captionLines.enumerated() {
      let top = captionHeight - 8 - (Double(line) + 0.5) * Self.captionLine
      lines.append(
        "set label \(quoted(text)) at screen \(x(leftMargin)), screen \(y(top)) "
          + "left noenhanced font ',\(Self.captionSize)' tc rgb '#444444'")
    }
    return lines.joined(separator: "\n")
  }

  /// The plot in each of the three formats of a page.
  func plotText(_ elements: [String], id: String) -> String {
    [
      terminalText("svg", id: id), plot(elements),
      terminalText("png", id: id) + "\nreplot", terminalText("pdf", id: id) + "\nreplot",
    ].joined(separator: "\n\n")
  }

  /// The same plot in a column of a paper: what stands on the canvas is set again, the curves are drawn again.
  func columnText(_ parts: [String], _ elements: [String], id: String) -> String {
    (["# In a column of a paper, whose text has title and caption\nunset label\nunset arrow"]
      + parts + [terminalText("column", id: id), plot(elements), "unset output"])
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The plot for a LaTeX document: a picture, and the words that are set into it by LaTeX.
  func latexText(_ elements: [String], name: String) -> String {
    [terminalText("latex", id: name), plot(elements), "unset output"].joined(separator: "\n\n")
  }

  private func plot(_ elements: [String]) -> String { "plot " + elements.joined(separator: ", \\\n     ") }

  /// The settings of one terminal.
  ///
  /// Each has units of its own for fonts, lines, marks and the legend; the factors make them draw the same picture.
  private func terminalText(_ format: String, id: String) -> String {
    let width = width
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
      case "pdf":
        (
          "pdfcairo noenhanced size \(fixed(width / 120, decimals: 3))in,\(fixed(height / 120, decimals: 3))in "
            + "\(font) fontscale 0.45 linewidth 1.1 pointscale 0.9 dashlength 1.4", 1.25
        )
      case "latex":
        (
          // The document's own font, as small as its footnotes.
          "cairolatex pdf input header '\\footnotesize' size 3.500in,\(fixed(3.5 * height / width, decimals: 3))in "
            + "colortext linewidth 1.2 pointscale 0.7 dashlength 1.2", 1.25
        )
      default:
        (
          "pdfcairo noenhanced size 3.500in,\(fixed(3.5 * height / width, decimals: 3))in "
            + "\(font) fontscale 0.394 linewidth 0.9 pointscale 0.7 dashlength 1.2", 1.25
        )
      }
    return """
      set terminal \(terminal)
      set key spacing \(fixed(keySpacing, decimals: 2))
      set output '\(id)\(ending(format))'
      """
  }

  private func ending(_ format: String) -> String {
    switch format {
    case "column": "-column.pdf"
    case "latex": ".tex"
    default: "." + format
    }
  }
}
