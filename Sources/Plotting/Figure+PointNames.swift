import Foundation

extension Figure {
  /// The names of the points of a figure in which each curve is one point: above it, or else below, right, left or further off,
  /// wherever neither a point nor another name is. A point that the y axis doesn't reach is an arrow at its end, with the
  /// value behind its name.
  /// - Returns: the lines of the script, and the places of the curves that have a name, and of those that have a mark.
  func pointNames(_ axes: Axes, _ layout: Layout) -> (lines: [String], named: Set<Int>, marked: Set<Int>) {
    guard curves.allSatisfy({ drawnPoints($0).count == 1 }) else { return ([], [], []) }
    let marks = curves.indices.compactMap { mark(of: $0, axes, layout) }
    var taken = marks.map(\.box)
    var lines = marks.compactMap(\.arrow)
    var named: Set<Int> = []
    for mark in marks {
      let width = Layout.characterWidth * Double(Self.nameSize) * Double(mark.words.count)
      let sides = mark.sides.map {
        (side: $0, box: $0.box(at: mark.place, width: width, height: Double(Self.nameSize) + 3))
      }
      // One that stays between the axes, if there is one.
      let free = (sides.filter { isBetweenAxes($0.box, layout) } + sides).first { choice in
        !taken.contains(where: choice.box.overlaps)
      }
      guard let (side, box) = free else { continue }
      taken.append(box)
      named.insert(mark.curve)
      lines.append(
        "set label \(layout.smallWords(mark.words)) at \(mark.position) \(side.rawValue) noenhanced "
          + "font ',\(Self.nameSize)' tc rgb '\(hue(of: mark.curve).readable.hex)'")
    }
    return (lines, named, Set(marks.map(\.curve)))
  }

  private func hue(of curve: Int) -> Color { Palette.hues[Palette.slot(of: curves[curve].colorIndex)] }

  /// Where a curve's one point is drawn; nil if the x axis doesn't reach it.
  private func mark(of index: Int, _ axes: Axes, _ layout: Layout) -> Mark? {
    let curve = curves[index]
    guard let point = drawnPoints(curve).first, axes.x(of: curve).contains(point.x) else { return nil }
    let place = place(of: point, axes, layout), x = shortest(point.x)
    guard isOutOfSight(curve, axes) else {
      // With a bar of its seeds a mark is as high as that.
      let perDecibel = layout.plotHeight / (axes.y.upperBound - axes.y.lowerBound)
      let bar = ((point.high ?? 0) - (point.low ?? 0)) * perDecibel
      return Mark(
        curve: index, words: curve.label, place: place,
        box: Box(middle: place, width: 10, height: max(10, bar)),
        position: "first \(x), first \(shortest(point.y))", arrow: nil, sides: NameSide.allCases)
    }
    let end = point.y < axes.y.lowerBound ? 0.0 : 1
    // Shares of the plot's height.
    let (tail, middle, head) = (abs(end - 0.08), abs(end - 0.04), abs(end - 0.01))
    let line =
      "set arrow from first \(x), graph \(fixed(tail, decimals: 2)) to first \(x), graph \(fixed(head, decimals: 2)) "
      + "head size screen 0.012,20 filled front lw 1.5 lc rgb '\(hue(of: index).hex)'"
    let centre = (x: place.x, y: middle * layout.plotHeight)
    return Mark(
      curve: index, words: "\(curve.markedLabel) \(valueText(point.y, axes))", place: centre,
      box: Box(middle: centre, width: 10, height: 0.08 * layout.plotHeight),
      position: "first \(x), graph \(fixed(middle, decimals: 2))", arrow: line, sides: [.right, .left])
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

/// What stands for a curve's one point.
private struct Mark {
  /// Its place among the curves.
  let curve: Int
  let words: String
  /// Its middle, in pixels from the plot's bottom left.
  let place: (x: Double, y: Double)
  let box: Box
  /// The same in gnuplot's words.
  let position: String
  /// The line of the script that draws an arrow in place of the point.
  let arrow: String?
  /// Where its name may be.
  let sides: [NameSide]
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
