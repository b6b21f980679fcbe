import Wording

/// One finished run: what decided its numbers, who computed them, and its files.
public struct RunCard: Sendable {
  /// What the run is called, with its seed.
  public var title: String
  public var scores: [(name: String, value: String)]
  /// The settings, by their dotted paths.
  public var settings: [(name: String, value: String)]
  /// When, where and by what it was computed.
  public var provenance: [(name: String, value: String)]
  /// The curve: backprops and PSNR in dB, un-padded; empty for a method.
  public var curve: [(x: Double, y: Double)]
  public var files: [Link]

  public init(
    title: String, scores: [(name: String, value: String)], settings: [(name: String, value: String)],
    provenance: [(name: String, value: String)], curve: [(x: Double, y: Double)], files: [Link]
  ) {
    self.title = title
    self.scores = scores
    self.settings = settings
    self.provenance = provenance
    self.curve = curve
    self.files = files
  }

  func html() -> String {
    let summary = scores.map { "\(escaped($0.name)) \(escaped($0.value))" }.joined(separator: ", ")
    return """
      <details class="run"><summary><b>\(escaped(title))</b> <small>\(summary)</small></summary>
      \(sparkline)
      \(links(files))
      \(Self.list("Settings", settings))
      \(Self.list("Provenance", provenance))
      </details>
      """
  }

  private static func list(_ title: String, _ facts: [(name: String, value: String)]) -> String {
    let rows = facts.map { "<dt>\(escaped($0.name))</dt><dd>\(escaped($0.value))</dd>" }.joined()
    return facts.isEmpty ? "" : "<h4>\(title)</h4><dl>\(rows)</dl>"
  }

  /// The last nine tenths of the curve; what is before lies far below.
  private var sparkline: String {
    let shown = curve.suffix(curve.count * 9 / 10)
    let (xs, ys) = (shown.map(\.x), shown.map(\.y))
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max(), left < right
    else { return "" }
    let (width, height) = (240.0, 48.0)
    let points = shown.map { point in
      let x = (point.x - left) / (right - left) * width
      let y = height - (point.y - low) / max(high - low, 1e-9) * height
      return "\(x.fixed(2)),\(y.fixed(2))"
    }
    let words = "PSNR as it trained: from \(low.fixed(2)) to \(high.fixed(2)) dB"
    return "<svg class=\"spark\" viewBox=\"-3 -3 246 54\" role=\"img\" aria-label=\"\(words)\">"
      + "<polyline points=\"\(points.joined(separator: " "))\"/></svg><small>\(words)</small>"
  }
}
