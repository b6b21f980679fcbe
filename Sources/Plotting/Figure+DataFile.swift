import Foundation

extension Figure {
  /// The numbers of the figure as gnuplot reads them: one block a curve, in their order, two blank lines between.
  ///
  /// Each block has the columns x, y, low and high; `?` stands for what there isn't. After them comes a block for each
  /// band over seeds, its outline as a closed polygon, cut at the ends of the axes: gnuplot 5.4 fills a polygon wrongly
  /// that leaves them more than once.
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
    guard let axes = try? axes() else { return "? ?\n" }
    let upper = cut(points.map { ($0.x, $0.high) }, to: axes)
    let lower = cut(points.map { ($0.x, $0.low) }, to: axes)
    // gnuplot counts blocks that hold something.
    if upper.isEmpty { return "? ?\n" }
    return (upper + lower.reversed()).map { "\(shortest($0.x)) \(shortest($0.y))\n" }.joined()
  }

  /// An edge within the axes: beyond the ends of y it runs along them.
  ///
  /// Two edges so cut enclose just the part of their band that is in sight, for between two points both are straight
  /// and one is above the other.
  private func cut(_ edge: [Corner], to axes: Axes) -> [Corner] {
    var corners = edge
    for end in [axes.x.lowerBound, axes.x.upperBound] {
      corners = split(corners) { from, to in
        let share = logX ? log(end / from.x) / log(to.x / from.x) : (end - from.x) / (to.x - from.x)
        return (share, (end, rounded(from.y + share * (to.y - from.y))))
      }
    }
    corners = corners.filter { axes.x.contains($0.x) }
    for end in [axes.y.lowerBound, axes.y.upperBound] {
      corners = split(corners) { from, to in
        let share = (end - from.y) / (to.y - from.y)
        let x = logX ? from.x * pow(to.x / from.x, share) : from.x + share * (to.x - from.x)
        return (share, (rounded(x), end))
      }
    }
    return corners.map { ($0.x, min(max($0.y, axes.y.lowerBound), axes.y.upperBound)) }
  }

  /// The edge with a corner more wherever one is on the way, at a share between 0 and 1, from a corner to the next.
  private func split(
    _ edge: [Corner], at crossing: (Corner, Corner) -> (share: Double, corner: Corner)
  ) -> [Corner] {
    zip(edge, edge.dropFirst()).flatMap { from, to -> [Corner] in
      let (share, corner) = crossing(from, to)
      return share > 0 && share < 1 ? [from, corner] : [from]
    } + edge.suffix(1)
  }

  /// Without the last digits, in which logarithms differ from system to system.
  private func rounded(_ value: Double) -> Double { Double(String(format: "%.9g", value)) ?? value }
}

/// A corner of an outline.
private typealias Corner = (x: Double, y: Double)

/// A number as gnuplot reads it; `?` is what there isn't.
func datum(_ value: Double?) -> String {
  guard let value, value.isFinite else { return "?" }
  return shortest(value)
}
