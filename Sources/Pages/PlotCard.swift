import Plotting
import Wording

/// A figure that the reader can change: curves on and off, the axis linear or logarithmic, values under the pointer.
///
/// The drawing itself is made by the page's script from the figure's numbers, at the width that the screen has.
public struct PlotCard: Sendable {
  public var figure: Figure
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
    self.figure = figure
    self.text = text
    self.command = command
    self.files = files
    self.comparison = comparison
  }

  func html() -> String {
    let id = plotAnchor(figure.id)
    return """
      <figure class="plot" id="\(id)" data-plot="\(id)">
      <h3>\(escaped(figure.title))</h3>
      \(dataBlock(PlotData(figure), id: "\(id)-data"))
      <div class="keys" role="group" aria-label="Curves of \(id)">\(keys)</div>
      \(scaleSwitch(id))
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
    let own = figure.curves.indices.map { index in
      let curve = figure.curves[index]
      let kind = curve.isPaper ? "paper" : "ours"
      let name = escaped(curve.label) + (curve.isPaper ? " <small>paper</small>" : "")
      return "<label class=\"key \(kind) hue\(PlotData.slot(of: curve))\">"
        + "<input type=\"checkbox\" checked data-curve=\"\(index)\"><i></i> \(name)</label>"
    }
    let papers = figure.curves.count { $0.isPaper }
    guard papers > 1 else { return own.joined(separator: "\n") }
    return own.joined(separator: "\n")
      + "\n<label class=\"key\"><input type=\"checkbox\" checked data-curve=\"paper\"> all of the paper's</label>"
  }

  private func scaleSwitch(_ id: String) -> String {
    let choices = [("log", "logarithmic", figure.logX), ("linear", "linear", !figure.logX)]
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

  /// The figure in words, for who can't see it.
  private var spoken: String {
    let ends = figure.curves.compactMap { curve in
      curve.points.last { $0.y.isFinite }.map {
        "\(curve.isPaper ? "the paper's " : "")\(curve.label) \($0.y.fixed(2))"
      }
    }
    let levels = figure.levels.map { "\($0.label) \($0.value.fixed(2))" }
    return "\(figure.title). \(figure.yLabel) over \(figure.xLabel). At the end: "
      + (ends + levels).joined(separator: "; ") + "."
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

  /// The place of a curve's hue among the page's eight.
  static func slot(of curve: Curve) -> Int { (curve.colorIndex % 8 + 8) % 8 }

  /// Four decimals of a dB are more than anyone sees, and keep the page small; small numbers are times.
  private static func rounded(_ value: Double) -> Double {
    value.magnitude < 1 ? (value * 1e6).rounded() / 1e6 : (value * 1e4).rounded() / 1e4
  }
}
