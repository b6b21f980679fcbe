extension Figure {
  /// The numbers of the figure as gnuplot reads them: one block a curve, in their order, two blank lines between.
  ///
  /// Each block has the columns x, y, low and high; `?` stands for what there isn't.
  public func dataFile() -> String {
    let head = "# \(oneLine(title))\n# columns: \(oneLine(xLabel)), \(oneLine(yLabel)), low, high\n"
    let levelLines = levels.map { "# level \(shortest($0.value)): \(oneLine($0.label))\n" }.joined()
    let blocks = curves.map { curve in
      let source = curve.isPaper ? "the paper, digitised" : "this program"
      let lines = curve.points.map { point in
        [point.x, point.y, point.low, point.high].map(datum).joined(separator: " ")
      }
      // gnuplot counts blocks that hold something: an empty curve still needs its line.
      let body = lines.isEmpty ? ["? ? ? ?"] : lines
      return "# \(oneLine(curve.label)) (\(source))\n" + body.joined(separator: "\n") + "\n"
    }
    return head + levelLines + blocks.joined(separator: "\n\n")
  }

  private func datum(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "?" }
    return shortest(value)
  }
}

/// Text without line ends or control characters, for comments and for gnuplot strings.
func oneLine(_ text: String) -> String {
  String(text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? " " : $0 })
}
