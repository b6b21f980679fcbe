/// The part of the plane that a figure shows.
public struct Axes: Sendable, Equatable {
  /// The ends of the x axis.
  public let x: ClosedRange<Double>
  /// The ends of the y axis.
  public let y: ClosedRange<Double>
}

extension Figure {
  /// The part of the plane that is drawn.
  ///
  /// A network starts tens of dB below where it ends, so the y axis spans what matters: every level, the last third of
  /// each curve (by its number of points) and the top of what is before; earlier points below that are cut off, and
  /// ``notes`` says so. The x axis begins with the last point before a curve comes into sight.
  ///
  /// - Throws: ``PlottingError/nothingToDraw(figure:)`` when no curve has a point that could be shown.
  public func axes() throws(PlottingError) -> Axes {
    let drawn = curves.map(drawnPoints).filter { !$0.isEmpty }
    guard !drawn.isEmpty else { throw .nothingToDraw(figure: id) }
    let y = yRange ?? foundYRange(drawn)
    return Axes(x: xRange ?? foundXRange(drawn, y: y), y: y)
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
    let margin = max(highest - lowest, 0.1) * 0.05
    // Outward to a tenth of a tick, so that the ends are short numbers.
    let grain = Ticks.step(for: highest - lowest + 2 * margin) / 10
    return ((lowest - margin) / grain).rounded(.down) * grain...((highest + margin) / grain).rounded(.up)
      * grain
  }

  private func foundXRange(_ drawn: [[CurvePoint]], y: ClosedRange<Double>) -> ClosedRange<Double> {
    let starts = drawn.map { points in
      let inSight = points.firstIndex { $0.y >= y.lowerBound } ?? points.startIndex
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
    let below = curves.contains {
      drawnPoints($0).contains { axes.x.contains($0.x) && min($0.y, $0.low ?? $0.y) < axes.y.lowerBound }
    }
    let hidden = curves.contains { drawnPoints($0).contains { $0.x < axes.x.lowerBound } }
    var notes: [String] = []
    if below || hidden {
      notes.append("What is below \(Ticks(axes.y).text(axes.y.lowerBound, extra: 1)) is cut off.")
    }
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

  init(_ range: ClosedRange<Double>) {
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
    let named: Set<Int> = crowded ? [1] : [1, 2, 5]
    labelled = all.filter { named.contains($0.mantissa) }.map(\.value)
    small = all.filter { !named.contains($0.mantissa) }.map(\.value)
  }
}
