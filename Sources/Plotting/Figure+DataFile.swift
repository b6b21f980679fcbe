extension Figure {
  /// The numbers of the figure as gnuplot reads them: one block a curve, in their order, two blank lines between.
  ///
  /// Each block has the columns x, y, low and high; `?` stands for what there isn't. After them comes a block for each
  /// band over seeds, its outline as a closed polygon: gnuplot 5.4 clips that exactly, and not the space between two lines.
  public func dataFile() -> String {
    let head = "# \(oneLine(title))\n# columns: \(oneLine(xLabel)), \(oneLine(yLabel)), low, high\n"
    let levelLines = levels.map { "# level \(shortest($0.value)): \(oneLine($0.label))\n" }.joined()
    let blocks = curves.map { curve in
      let source =
        !curve.isPaper ? "this program" : curve.isPoint ? "the paper" : "the paper, digitised"
      let lines = curve.points.map { point in
        [point.x, point.y, point.low, point.high].map(datum).joined(separator: " ")
      }
      // gnuplot counts blocks that hold something: an empty curve still needs its line.
      let body = lines.isEmpty ? ["? ? ? ?"] : lines
      return "# \(oneLine(curve.label)) (\(source))\n" + body.joined(separator: "\n") + "\n"
    }
    let bands = bandedCurves.map {
      "# \(oneLine(curves[$0].label)) (outline of its band)\n" + outline(curves[$0])
    }
    return head + levelLines + (blocks + bands).joined(separator: "\n\n")
  }

  /// The places of the curves with a band; the n-th band is the n-th block after the curves.
  var bandedCurves: [Int] {
    curves.indices.filter { !curves[$0].isPaper && bandPoints(curves[$0]).count > 1 }
  }

  private func bandPoints(_ curve: Curve) -> [(x: Double, low: Double, high: Double)] {
    drawnPoints(curve).compactMap { point in
      guard let low = point.low, let high = point.high, low.isFinite, high.isFinite else { return nil }
      return (point.x, low, high)
    }
  }

  /// The upper edge from left to right, then the lower edge back.
  private func outline(_ curve: Curve) -> String {
    let points = bandPoints(curve)
    let corners = points.map { ($0.x, $0.high) } + points.reversed().map { ($0.x, $0.low) }
    return corners.map { "\(shortest($0)) \(shortest($1))\n" }.joined()
  }
}

/// A number as gnuplot reads it; `?` is what there isn't.
func datum(_ value: Double?) -> String {
  guard let value, value.isFinite else { return "?" }
  return shortest(value)
}
