import Foundation

extension Figure {
  /// The names of the points of a figure in which each curve is one point: above it, or else below, right, left or further off,
  /// wherever neither a point nor another name is. If there is no room for one of them, all are in the legend, too.
  /// - Returns: a line of the script for each name.
  func pointNames(_ axes: Axes, _ layout: Layout) -> [String] {
    guard curves.allSatisfy({ drawnPoints($0).count == 1 }) else { return [] }
    let points = curves.flatMap { curve in drawnPoints(curve).map { (curve: curve, point: $0) } }
    let places = points.map { place(of: $0.point, axes, layout) }
    let perDecibel = layout.plotHeight / (axes.y.upperBound - axes.y.lowerBound)
    var taken = zip(points, places).map { named, place in
      // With a bar of its seeds a mark is as high as that.
      let bar = ((named.point.high ?? 0) - (named.point.low ?? 0)) * perDecibel
      return Box(middle: place, width: 10, height: max(10, bar))
    }
    return zip(points, places).compactMap { named, place -> String? in
      let width = Layout.characterWidth * Double(Self.nameSize) * Double(named.curve.label.count)
      let sides = NameSide.allCases.map {
        (side: $0, box: $0.box(at: place, width: width, height: Double(Self.nameSize) + 3))
      }
      // One that stays between the axes, if there is one.
      for (side, box) in sides.filter({ isBetweenAxes($0.box, layout) }) + sides {
        guard !taken.contains(where: box.overlaps) else { continue }
        taken.append(box)
        let hue = Palette.hues[Palette.slot(of: named.curve.colorIndex)]
        return "set label \(layout.smallWords(named.curve.label)) at first \(shortest(named.point.x)), "
          + "first \(shortest(named.point.y)) \(side.rawValue) noenhanced font ',\(Self.nameSize)' "
          + "tc rgb '\(hue.readable.hex)'"
      }
      return nil
    }
  }

  private static let nameSize = 11
  /// Between a name and the ends of the axis, in pixels; names are as wide as is estimated, not to the pixel.
  private static let nameMargin = 8.0

  private func isBetweenAxes(_ box: Box, _ layout: Layout) -> Bool {
    abs(box.middle.x - layout.plotWidth / 2) + box.width / 2 + Self.nameMargin <= layout.plotWidth / 2
  }

  /// Where a point is drawn, in pixels from the plot's bottom left.
  private func place(of point: CurvePoint, _ axes: Axes, _ layout: Layout) -> (x: Double, y: Double) {
    func share(_ value: Double, _ range: ClosedRange<Double>) -> Double {
      (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
    let x =
      logX
      ? share(log(point.x), log(axes.x.lowerBound)...log(axes.x.upperBound))
      : share(point.x, axes.x)
    return (
      (isReversedX ? 1 - x : x) * layout.plotWidth, share(point.y, axes.y) * layout.plotHeight
    )
  }
}

/// Where a name stands beside its point, in gnuplot's words.
private enum NameSide: String, CaseIterable {
  case above = "center offset 0,0.7"
  case below = "center offset 0,-0.8"
  case right = "left offset 1,0"
  case left = "right offset -1,0"
  case aboveRight = "left offset 0.8,0.8"
  case aboveLeft = "right offset -0.8,0.8"
  case belowRight = "left offset 0.8,-0.8"
  case belowLeft = "right offset -0.8,-0.8"
  case farAbove = "center offset 0,1.7"
  case farBelow = "center offset 0,-1.8"

  /// The room of a name, in pixels; a character of the offsets is 8 wide and 18 high.
  func box(at point: (x: Double, y: Double), width: Double, height: Double) -> Box {
    let middle: (x: Double, y: Double) =
      switch self {
      case .above: (point.x, point.y + 13)
      case .below: (point.x, point.y - 14)
      case .right: (point.x + 8 + width / 2, point.y)
      case .left: (point.x - 8 - width / 2, point.y)
      case .aboveRight: (point.x + 6 + width / 2, point.y + 14)
      case .aboveLeft: (point.x - 6 - width / 2, point.y + 14)
      case .belowRight: (point.x + 6 + width / 2, point.y - 14)
      case .belowLeft: (point.x - 6 - width / 2, point.y - 14)
      case .farAbove: (point.x, point.y + 31)
      case .farBelow: (point.x, point.y - 32)
      }
    return Box(middle: middle, width: width, height: height)
  }
}

/// A rectangle in pixels.
private struct Box {
  let middle: (x: Double, y: Double)
  let width: Double, height: Double

  func overlaps(_ other: Box) -> Bool {
    abs(middle.x - other.middle.x) < (width + other.width) / 2
      && abs(middle.y - other.middle.y) < (height + other.height) / 2
  }
}
