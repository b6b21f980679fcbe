/// The part of the plane that a figure shows.
public struct Axes: Sendable, Equatable {
  /// The ends of the x axis.
  public let x: ClosedRange<Double>
  /// The ends of the y axis.
  public let y: ClosedRange<Double>
  /// The ends of the paper's own x axis above; nil where it shares ours.
  public var paperX: ClosedRange<Double>?

  /// The x axis of a curve.
  func x(of curve: Curve) -> ClosedRange<Double> { curve.isPaper ? paperX ?? x : x }
}

extension Figure {
  /// The part of the plane that is drawn.
  ///
  /// A network starts tens of dB below where it ends, so the y axis spans what matters: every level, the last third of
  /// each curve (by its number of points) and the top of what is before; earlier points below that are cut off, and
  /// the caption says so. The x axis begins with the last point before a curve comes into sight.
  ///
  /// On a logarithmic axis a decade is as long above, where the paper's curves have an axis of their own, as below: the
  /// shorter of the two begins earlier.
  ///
  /// Given ends count where a curve of ours has a point between them: other images have other scores.
  /// - Throws: ``PlottingError/nothingToDraw(figure:)`` when no curve has a point that could be shown.
  public func axes() throws(PlottingError) -> Axes {
    let all = [false, true].map { isPaper in
      curves.filter { $0.isPaper == isPaper }.map(drawnPoints).filter { !$0.isEmpty }
    }
    guard let first = all.first(where: { !$0.isEmpty }) else { throw .nothingToDraw(figure: id) }
    let areGiven = hasPoint(first, x: xRange, y: yRange)
    let (givenX, givenY) = (areGiven ? xRange : nil, areGiven ? yRange : nil)
    let hasTwoAxes = hasOwnPaperAxis && all.allSatisfy { !$0.isEmpty }
    // What is beyond given ends of x decides nothing.
    let ours = all[0].within(givenX), theirs = hasTwoAxes ? all[1] : all[1].within(givenX)
    let both = ours + theirs
    let y = givenY ?? (isFalling ? foundFallingRange(both) : foundYRange(both))
    guard hasTwoAxes else { return Axes(x: givenX ?? foundXRange(both, y: y), y: y) }
    let (x, paperX) = (givenX ?? foundXRange(ours, y: y), foundXRange(theirs, y: y))
    guard logX else { return Axes(x: x, y: y, paperX: paperX) }
    let decades = max(x.upperBound / x.lowerBound, paperX.upperBound / paperX.lowerBound)
    func lengthened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
      min(range.lowerBound, range.upperBound / decades)...range.upperBound
    }
    return Axes(x: givenX ?? lengthened(x), y: y, paperX: lengthened(paperX))
  }

  private func hasPoint(
    _ curves: [[CurvePoint]], x: ClosedRange<Double>?, y: ClosedRange<Double>?
  ) -> Bool {
    curves.joined().contains { (x?.contains($0.x) ?? true) && (y?.contains($0.y) ?? true) }
  }

  /// Whether a curve has points, and no part of it between the axes.
  func isOutOfSight(_ curve: Curve, _ axes: Axes) -> Bool {
    let (points, x) = (drawnPoints(curve), axes.x(of: curve))
    if points.isEmpty { return false }
    return points.allSatisfy { $0.x < x.lowerBound } || points.allSatisfy { $0.x > x.upperBound }
      || points.allSatisfy { max($0.y, finite($0.high) ?? $0.y) < axes.y.lowerBound }
      || points.allSatisfy { min($0.y, finite($0.low) ?? $0.y) > axes.y.upperBound }
  }

  /// The points of a curve that the axes could show at all: finite, and right of zero on a logarithmic axis.
  func drawnPoints(_ curve: Curve) -> [CurvePoint] {
    curve.points.filter { $0.x.isFinite && $0.y.isFinite && (!logX || $0.x > 0) }
  }

  private func foundYRange(_ drawn: [[CurvePoint]]) -> ClosedRange<Double> {
    var lowest = Double.infinity
    var highest = -Double.infinity
    for level in levels where level.value.isFinite {
      lowest = min(lowest, level.value)
      highest = max(highest, level.value)
    }
    for points in drawn {
      for point in points.suffix(from: points.count * 2 / 3) {
        lowest = min(lowest, finite(point.low) ?? point.y, point.y)
      }
      for point in points { highest = max(highest, finite(point.high) ?? point.y, point.y) }
    }
    return widened(lowest, highest, atLeast: 0.1)
  }

  /// Of curves that fall: every level, the last two thirds of each and the lowest of what is before.
  private func foundFallingRange(_ drawn: [[CurvePoint]]) -> ClosedRange<Double> {
    let late = drawn.flatMap { $0.suffix(from: $0.count / 3) }
    let ends = late.flatMap { [finite($0.low) ?? $0.y, finite($0.high) ?? $0.y] }
    let all =
      drawn.flatMap { $0.map { finite($0.low) ?? $0.y } } + levels.map(\.value).filter(\.isFinite)
    return widened(all.min() ?? 0, ends.max() ?? 1, atLeast: 0)
  }

  private func widened(_ lowest: Double, _ highest: Double, atLeast least: Double) -> ClosedRange<
    Double
  > {
    let margin = max(highest - lowest, least, highest.magnitude * 1e-3) * 0.05
    // Outward to a tenth of a tick, so that the ends are short numbers.
    let grain = Ticks.step(for: highest - lowest + 2 * margin) / 10
    return ((lowest - margin) / grain).rounded(.down) * grain...((highest + margin) / grain).rounded(.up)
      * grain
  }

  private func foundXRange(_ drawn: [[CurvePoint]], y: ClosedRange<Double>) -> ClosedRange<Double> {
    let starts = drawn.map { points in
      let inSight =
        points.firstIndex { isFalling ? $0.y <= y.upperBound : $0.y >= y.lowerBound }
        ?? points.startIndex
      return points[max(inSight - 1, points.startIndex)].x
    }
    let first = starts.min() ?? 1
    let last = drawn.compactMap { $0.map(\.x).max() }.max() ?? first
    if logX {
      let lower = first / 1.25
      let upper = last * 1.25
      return lower...max(upper, lower * 4)
    }
    let margin = max(last - first, 1) * 0.03
    return (first >= 0 ? max(0, first - margin) : first - margin)...(last + margin)
  }

  private func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }

  /// What the reader must know about the drawing itself, as sentences: what was cut off, and which points aren't there.
  func notes(_ axes: Axes) -> [String] {
    let ends = cutEnds(axes)
    var notes = ends.isEmpty ? [] : ["What is \(ends.joined(separator: " or ")) is cut off."]
    for curve in curves {
      let perfect = curve.points.filter { $0.y == .infinity }
      guard !perfect.isEmpty else { continue }
      let places = perfect.map { shortest($0.x) }.joined(separator: ", ")
      notes.append(
        "\(curve.label) has an image without any error, so that its mean can't be drawn, at \(places).")
    }
    for curve in curves where curve.missing > 0 {
      notes.append(
        "\(curve.label) has no point at \(curve.missing) of \(curve.missing + curve.points.count) evaluations, where an "
          + "image wasn't measured, or is smaller than what the network cuts off.")
    }
    return notes + (outsideNote(axes).map { [$0] } ?? [])
  }

  /// The ends of the axes that points of curves in sight are beyond, in words.
  private func cutEnds(_ axes: Axes) -> [String] {
    let points = curves.filter { !isOutOfSight($0, axes) }.flatMap { curve in
      drawnPoints(curve).map { (point: $0, reach: axes.x(of: curve)) }
    }
    let inReach = points.filter { $0.reach.contains($0.point.x) }.map(\.point)
    let before = points.filter { $0.point.x < $0.reach.lowerBound }
    // An x axis that was found begins where a curve comes into sight: what is before lies below, of a loss above.
    let isEarly = before.contains { $0.reach != xRange }
    let isBefore = before.contains { $0.reach == xRange }
    let isBehind = points.contains { $0.point.x > $0.reach.upperBound }
    let isBelow = inReach.contains { min($0.y, finite($0.low) ?? $0.y) < axes.y.lowerBound }
    let isAbove = inReach.contains { max($0.y, finite($0.high) ?? $0.y) > axes.y.upperBound }
    let (first, last) = isReversedX ? ("right", "left") : ("left", "right")
    let ends: [String?] = [
      isBelow || isEarly && !isFalling ? "below \(Ticks(axes.y).text(axes.y.lowerBound, extra: 1))" : nil,
      isAbove || isEarly && isFalling ? "above \(Ticks(axes.y).text(axes.y.upperBound, extra: 1))" : nil,
      isBefore ? "\(first) of \(powerOfTen(axes.x.lowerBound))" : nil,
      isBehind ? "\(last) of \(powerOfTen(axes.x.upperBound))" : nil,
    ]
    return ends.compactMap(\.self)
  }

  /// A sentence on the levels and curves that lie beyond the axes; nil if there are none.
  public var outside: String? {
    guard let axes = try? axes() else { return nil }
    return outsideNote(axes)
  }

  /// A value with two decimals, or more where the y axis has them.
  func valueText(_ value: Double, _ axes: Axes) -> String {
    let (short, long) = (fixed(value, decimals: 2), Ticks(axes.y).text(value, extra: 1))
    return long.count > short.count ? long : short
  }

  private func outsideNote(_ axes: Axes) -> String? {
    func words(_ value: Double) -> String { valueText(value, axes) }
    let beyond = levels.filter { !axes.y.contains($0.value) }.map { "\($0.label) \(words($0.value))" }
    let hidden = curves.filter { isOutOfSight($0, axes) }.compactMap { curve -> String? in
      let points = drawnPoints(curve), name = curve.markedLabel
      guard let first = points.first, let last = points.last else { return nil }
      let isInReach = axes.x(of: curve).contains(first.x)
      let place = isInReach ? "" : " at \(powerOfTen(threeDigits(first.x)))"
      return points.count == 1
        ? "\(name) \(words(first.y))\(place)"
        : "\(name), from \(words(first.y)) at \(powerOfTen(first.x)) to \(words(last.y)) at \(powerOfTen(last.x))"
    }
    let all = beyond + hidden
    return all.isEmpty ? nil : "Outside the axes: \(all.joined(separator: "; "))."
  }
}

extension [[CurvePoint]] {
  /// The points of each curve between the ends of the x axis, without curves that have none there.
  fileprivate func within(_ range: ClosedRange<Double>?) -> [[CurvePoint]] {
    guard let range else { return self }
    return map { $0.filter { range.contains($0.x) } }.filter { !$0.isEmpty }
  }
}

/// Evenly spaced ticks at 1, 2 or 5 times a power of ten.
struct Ticks: Sendable, Equatable {
  let step: Double
  let values: [Double]

  init(_ range: ClosedRange<Double>) {
    let step = Self.step(for: range.upperBound - range.lowerBound)
    self.step = step
    // Rounding keeps a tick that differs from the end of the axis by the last bit only.
    let first = Int((range.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((range.upperBound / step + 1e-9).rounded(.down))
    self.values = first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// The distance of ticks that gives five to twelve of them over a span.
  static func step(for span: Double) -> Double {
    var power = 1.0
    let rough = max(span, 1e-6) / 10
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999_999 } ?? power * 10
  }

  /// A value with as many decimals as the step needs, and `extra` ones where they aren't zero.
  func text(_ value: Double, extra: Int = 0) -> String {
    var decimals = 0
    var scaled = step
    while decimals < 9, (scaled - scaled.rounded()).magnitude > 1e-6 {
      scaled *= 10
      decimals += 1
    }
    let short = fixed(value, decimals: decimals)
    let long = fixed(value, decimals: decimals + extra)
    return Double(short) == Double(long) ? short : long
  }
}

/// The ticks of a logarithmic axis: labelled ones, and small ones without words.
struct LogarithmicTicks: Sendable, Equatable {
  let labelled: [Double]
  let small: [Double]

  /// - Parameter isNarrow: whether three labels a decade would touch each other.
  init(_ range: ClosedRange<Double>, isNarrow: Bool = false) {
    var power = 1.0
    while power > range.lowerBound { power /= 10 }
    while power * 10 <= range.lowerBound { power *= 10 }
    var all: [(mantissa: Int, value: Double)] = []
    while power <= range.upperBound {
      all += (1...9).map { ($0, Double($0) * power) }.filter { range.contains($0.1) }
      power *= 10
    }
    // With fewer than two whole decades in sight powers of ten alone would leave the axis almost bare.
    let crowded = range.upperBound / range.lowerBound > 100
    let choices: [Set<Int>] =
      crowded ? [[1]] : isNarrow ? [[1, 3], [1, 5], Set(1...9)] : [[1, 2, 5], Set(1...9)]
    let named = choices.first { choice in all.contains { choice.contains($0.mantissa) } } ?? [1]
    labelled = all.filter { named.contains($0.mantissa) }.map(\.value)
    small = all.filter { !named.contains($0.mantissa) }.map(\.value)
  }
}
