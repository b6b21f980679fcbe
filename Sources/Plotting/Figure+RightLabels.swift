import Foundation

/// Words right of the plot, at the height of a level or of a curve's end.
struct RightLabel: Sendable, Equatable {
  let text: String
  /// In the units of the y axis.
  let height: Double
  let color: Color
  /// The curve that ends there; nil for a level.
  let curve: Int?
  /// Where the curve ends; nil for a level.
  var end: End?

  /// The place of a curve's last point.
  struct End: Sendable, Equatable {
    let x: Double
    /// Whether x is on the paper's own axis, above.
    let isOnPaperAxis: Bool
  }

  /// The height of a line, pixels.
  static let line = 1.25 * Double(Layout.fontSize)
}

extension Figure {
  /// The levels that the y axis reaches, each with its value, and the names of the curves where all of them fit there: they
  /// then need no legend.
  func rightLabels(_ axes: Axes) -> [RightLabel] {
    let shown = levels.filter { axes.y.contains($0.value) }.map {
      RightLabel(
        text: "\(oneLine($0.label)) \(fixed($0.value, decimals: 2))", height: $0.value,
        color: Palette.levelColor,
        curve: nil)
    }
    let ends = curves.indices.compactMap { endLabel($0, axes) }
    // The column is the smaller of the two canvases.
    let room = Int(
      Layout(title: "", caption: "", rightLabels: [], keyRows: 0, format: .column).plotHeight
        / RightLabel.line)
    let fits =
      ends.count == curves.count(where: { !isOutOfSight($0, axes) }) && shown.count + ends.count <= room
      && ends.allSatisfy { $0.text.count <= Self.longestEndLabel }
    return shown + (fits ? ends : [])
  }

  /// A longer name would take the curves' room.
  private static let longestEndLabel = 18
  /// How far right a curve must end for its name to be beside it, as a share of the axis.
  private static let nearTheEnd = 0.9

  private func endLabel(_ index: Int, _ axes: Axes) -> RightLabel? {
    let curve = curves[index]
    let range = axes.x(of: curve)
    let points = drawnPoints(curve)
    guard points.count > 1, !isReversedX, let last = points.last(where: { range.contains($0.x) }),
      axes.y.contains(last.y)
    else { return nil }
    let share =
      logX
      ? log(last.x / range.lowerBound) / log(range.upperBound / range.lowerBound)
      : (last.x - range.lowerBound) / (range.upperBound - range.lowerBound)
    guard share >= Self.nearTheEnd else { return nil }
    let hue = Palette.hues[Palette.slot(of: curve.colorIndex)]
    return RightLabel(
      text: oneLine(curve.markedLabel), height: last.y, color: hue, curve: index,
      end: .init(x: last.x, isOnPaperAxis: curve.isPaper && axes.paperX != nil))
  }
}
