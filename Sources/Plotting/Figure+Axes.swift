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
  /// - Throws: ``PlottingError/nothingToDraw(figure:)`` when no curve has a point that could be shown.
  public func axes() throws(PlottingError) -> Axes {
    let drawn = curves.map(drawnPoints).filter { !$0.isEmpty }
    guard !drawn.isEmpty else { throw .nothingToDraw(figure: id) }
    let y = yRange ?? (isFalling ? foundFallingRange(drawn) : foundYRange(drawn))
    let (ours, theirs) = (curves.filter { !$0.isPaper }, curves.filter(\.isPaper))
    let parts = [ours, theirs].map { $0.map(drawnPoints).filter { !$0.isEmpty } }
    guard hasOwnPaperAxis, !parts[0].isEmpty, !parts[1].isEmpty else {
      return Axes(x: xRange ?? foundXRange(drawn, y: y), y: y)
    }
    return Axes(x: xRange ?? foundXRange(parts[0], y: y), y: y, paperX: foundXRange(parts[1], y: y))
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

  /// What the reader must know about the drawing itself, as sentences: what was cut off.
  func notes(_ axes: Axes) -> [String] {
    let inReach = curves.flatMap { curve in
      drawnPoints(curve).filter { axes.x(of: curve).contains($0.x) }
    }
    let hidden = curves.contains { curve in
      drawnPoints(curve).contains { $0.x < axes.x(of: curve).lowerBound }
    }
    let isBelow = inReach.contains { min($0.y, finite($0.low) ?? $0.y) < axes.y.lowerBound }
    let isAbove = inReach.contains { max($0.y, finite($0.high) ?? $0.y) > axes.y.upperBound }
    let ends = [
      isBelow || hidden && !isFalling ? "below \(Ticks(axes.y).text(axes.y.lowerBound, extra: 1))" : nil,
      isAbove || hidden && isFalling ? "above \(Ticks(axes.y).text(axes.y.upperBound, extra: 1))" : nil,
    ].compactMap(\.self)
    var notes = ends.isEmpty ? [] : ["What is \(ends.joined(separator: " or ")) is cut off."]
    for curve in curves {
      let perfect = curve.points.filter { $0.y == .infinity }
      guard !perfect.isEmpty else { continue }
      let places = perfect.map { shortest($0.x) }.joined(separator: ", ")
      notes.append(
        "\(curve.label) has an image without any error, so that its mean can't be drawn, at \(places).")
    }
    let outside = levels.filter { !axes.y.contains($0.value) }
    if !outside.isEmpty {
      let list = outside.map { "\($0.label) \(fixed($0.value, decimals: 2))" }.joined(separator: ", ")
      notes.append("Outside the axis: \(list).")
    }
    return notes
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
