import Plotting
import Wording

/// A figure that the reader can change: curves on and off, the axis linear or logarithmic, values under the pointer.
///
/// The drawing itself is made by the page's script from the figure's numbers, at the width that the screen has.
public struct PlotCard: Sendable {
  private let id: String
  private let data: PlotData
  /// The figure in words, for who can't see it.
  private let spoken: String
  /// Whether the x axis is logarithmic at first; nil where it has no numbers.
  private let logX: Bool?
  /// What is said beside it: data, seeds, what to heed.
  public var text: String
  /// The command that draws it as files.
  public var command: String
  /// The figure's files, the source data among them.
  public var files: [Link]
  /// Where the curves end, ours and the paper's.
  public var comparison: Table?

  public init(
    figure: Figure, text: String, command: String, files: [Link] = [], comparison: Table? = nil
  ) {
    (id, data, spoken, logX) = (figure.id, PlotData(figure), figure.spoken, figure.logX)
    (self.text, self.command, self.files, self.comparison) = (text, command, files, comparison)
  }

  public init(chart: BarChart, text: String, command: String, files: [Link] = []) {
    (id, data, spoken, logX) = (chart.id, PlotData(chart), chart.spoken, nil)
    (self.text, self.command, self.files) = (text, command, files)
  }

  func html() -> String {
    let id = plotAnchor(id)
    return """
      <figure class="plot" id="\(id)" data-plot="\(id)">
      <h3>\(escaped(data.title))</h3>
      \(dataBlock(data, id: "\(id)-data"))
      <div class="keys" role="group" aria-label="Curves of \(id)">\(keys)</div>
      \(logX.map { scaleSwitch(id, isLogarithmic: $0) } ?? "")
      <div class="canvas" tabindex="0" role="img" aria-label="\(escaped(spoken))"></div>
      <p class="readout" aria-live="polite">Point at the figure, or go along it with the arrow keys.</p>
      <figcaption>\(inline(text))</figcaption>
      <details class="values"><summary>Values</summary><div class="scroll"></div></details>
      <p class="files">\(fileLinks)</p>
      <pre>\(escaped(command))</pre>
      </figure>
      \(comparison?.sortable() ?? "")
      """
  }

  private var keys: String {
    let own = data.lines.enumerated().map { index, line in
      let name = escaped(line.label) + (line.isPaper ? " <small>paper</small>" : "")
      return "<label class=\"key \(line.isPaper ? "paper" : "ours") hue\(line.hue)\">"
        + "<input type=\"checkbox\" checked data-curve=\"\(index)\"><i></i> \(name)</label>"
    }
    let papers = data.lines.count { $0.isPaper }
    guard papers > 1 else { return own.joined(separator: "\n") }
    return own.joined(separator: "\n")
      + "\n<label class=\"key\"><input type=\"checkbox\" checked data-curve=\"paper\"> all of the paper's</label>"
  }

  private func scaleSwitch(_ id: String, isLogarithmic: Bool) -> String {
    let choices = [("log", "logarithmic", isLogarithmic), ("linear", "linear", !isLogarithmic)]
    let inputs = choices.map { value, title, isChosen in
      "<label><input type=\"radio\" name=\"\(id)-scale\" value=\"\(value)\"\(isChosen ? " checked" : "")> "
        + "\(title)</label>"
    }
    return "<fieldset class=\"scale\"><legend>x axis</legend>\(inputs.joined(separator: "\n"))</fieldset>"
  }

  private var fileLinks: String {
    files.map { element("a", [("href", address($0.path))], escaped($0.title)) }.joined(separator: " ")
      + " <button type=\"button\" class=\"csv\">CSV</button>"
  }
}

extension Figure {
  fileprivate var spoken: String {
    let ends = curves.compactMap { curve in
      curve.points.last { $0.y.isFinite }.map {
        "\(curve.isPaper ? "the paper's " : "")\(curve.label) \($0.y.fixed(2))"
      }
    }
    let levels = levels.map { "\($0.label) \($0.value.fixed(2))" }
    return "\(title). \(yLabel) over \(xLabel). At the end: " + (ends + levels).joined(separator: "; ") + "."
  }
}

extension BarChart {
  fileprivate var spoken: String {
    let words = groups.indices.map { group in
      let bars = series.filter { $0.values[group].isFinite }.map {
        "\($0.label) \($0.values[group].fixed(decimals))"
      }
      return "\(groups[group]): \(bars.joined(separator: ", "))"
    }
    return "\(title). \(yLabel). \(words.joined(separator: "; "))."
  }
}

/// A figure's numbers for the script.
struct PlotData: Encodable {
  struct Line: Encodable {
    let label: String
    let isPaper: Bool
    let hue: Int
    /// x, y, and the ends of the band where there is one.
    let points: [[Double]]
  }

  let title, xLabel, yLabel: String
  let isReversed: Bool
  let lines: [Line]
  let levels: [String: Double]
  /// The ends of both axes, x then y, on a logarithmic and on a linear x axis.
  let log, linear: [Double]
  /// The ends of the paper's own x axis, where it has one.
  let paperLog, paperLinear: [Double]?
  /// The names of groups of bars, whose middles are 0, 1, …; nil for curves.
  var groups: [String]?
  /// The width of a bar.
  var barWidth: Double?

  init(_ figure: Figure) {
    (title, xLabel, yLabel) = (figure.title, figure.xLabel, figure.yLabel)
    isReversed = figure.isReversedX
    lines = figure.curves.map { curve in
      Line(
        label: curve.label, isPaper: curve.isPaper, hue: Self.slot(of: curve),
        points: curve.points.filter { $0.x.isFinite && $0.y.isFinite }.map { point in
          [point.x, point.y, point.low, point.high].compactMap { $0 }.map(Self.rounded)
        })
    }
    levels = Dictionary(
      figure.levels.filter { $0.value.isFinite }.map { ($0.label, Self.rounded($0.value)) }
    ) { first, _ in first }
    func ends(isLogarithmic: Bool) -> (both: [Double], paper: [Double]?) {
      var figure = figure
      if figure.logX != isLogarithmic { figure.xRange = nil }
      figure.logX = isLogarithmic
      guard let axes = try? figure.axes() else { return ([], nil) }
      let both = [axes.x.lowerBound, axes.x.upperBound, axes.y.lowerBound, axes.y.upperBound]
      return (
        both.map(Self.rounded),
        axes.paperX.map { [$0.lowerBound, $0.upperBound].map(Self.rounded) }
      )
    }
    ((log, paperLog), (linear, paperLinear)) = (
      ends(isLogarithmic: true), ends(isLogarithmic: false)
    )
  }

  /// The lines are series of bars, whose points are the middles of their bars, and the paper's marks.
  init(_ chart: BarChart) {
    (title, xLabel, yLabel, isReversed, levels) = (chart.title, chart.xLabel, chart.yLabel, false, [:])
    func all(isPaper: Bool) -> [Line] {
      chart.series.enumerated().map { index, series in
        let points = chart.groups.indices.map { group -> [Double?] in
          let spread = isPaper ? nil : series.spreads[group]
          return [
            Double(group) + chart.offset(of: index), isPaper ? series.marks[group] : series.values[group],
            spread?.lowerBound, spread?.upperBound,
          ]
        }
        return Line(
          label: series.label, isPaper: isPaper, hue: index % 8,
          points: points.map { $0.compactMap(\.self) }.filter { $0.allSatisfy(\.isFinite) }
            .map { $0.map(Self.rounded) })
      }
    }
    lines = all(isPaper: false) + all(isPaper: true).filter { !$0.points.isEmpty }
    let y = chart.yRange.map { [$0.lowerBound, $0.upperBound].map(Self.rounded) }
    (log, paperLog, paperLinear) = ([], nil, nil)
    linear = y.map { [-0.5, Double(chart.groups.count) - 0.5] + $0 } ?? []
    (groups, barWidth) = (chart.groups, chart.barWidth)
  }

  /// The place of a curve's hue among the page's eight.
  static func slot(of curve: Curve) -> Int { (curve.colorIndex % 8 + 8) % 8 }

  /// Four decimals of a dB are more than anyone sees, and keep the page small; small numbers are times.
  private static func rounded(_ value: Double) -> Double {
    value.magnitude < 1 ? (value * 1e6).rounded() / 1e6 : (value * 1e4).rounded() / 1e4
  }
}
