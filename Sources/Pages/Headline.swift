import Wording

/// The numbers that a reader asks for first: the paper's, ours and the difference, set by set.
public struct Headline: Sendable, Equatable {
  /// One method on one set.
  public struct Row: Sendable, Equatable {
    public var method: String
    /// What tells it from others of its name, such as the length of the training; empty for nothing.
    public var detail: String
    /// The paper's number, dB; nil where it has none.
    public var paper: Double?
    /// Ours, dB, the mean over the seeds; nil where nothing was measured.
    public var ours: Double?
    /// The standard deviation over the seeds; nil with one.
    public var deviation: Double?
    /// Whether it is a network, which the table sets apart.
    public var isNetwork: Bool

    public init(
      method: String, detail: String = "", paper: Double?, ours: Double?, deviation: Double? = nil,
      isNetwork: Bool = false
    ) {
      self.method = method
      self.detail = detail
      self.paper = paper
      self.ours = ours
      self.deviation = deviation
      self.isNetwork = isNetwork
    }
  }

  /// The rows of one test set.
  public struct SetPart: Sendable, Equatable {
    public var title: String
    public var rows: [Row]

    public init(title: String, rows: [Row]) {
      self.title = title
      self.rows = rows
    }
  }

  /// What the numbers are.
  public var title: String
  /// The sets.
  public var parts: [SetPart]
  /// What the numbers come to, a paragraph each.
  public var remarks: [String]

  public init(title: String, parts: [SetPart], remarks: [String]) {
    self.title = title
    self.parts = parts
    self.remarks = remarks
  }

  func html() -> String {
    let tables = parts.map { part in
      let rows = part.rows.map(Self.row).joined(separator: "\n")
      return """
        <table>
        <caption>\(escaped(part.title))</caption>
        <thead><tr><th scope="col">Method</th><th scope="col" class="number">Paper</th>\
        <th scope="col" class="number">Ours</th><th scope="col" class="number">Difference</th></tr></thead>
        <tbody>
        \(rows)
        </tbody>
        </table>
        """
    }
    return """
      <section class="headline" aria-labelledby="headline-title">
      <h2 id="headline-title">\(escaped(title))</h2>
      \(remarks.map { "<p class=\"remark\">\(inline($0))</p>" }.joined(separator: "\n"))
      <div class="parts">
      \(tables.joined(separator: "\n"))
      </div>
      </section>
      """
  }

  private static func row(_ row: Row) -> String {
    func cell(_ text: String, _ kind: String = "number") -> String { element("td", [("class", kind)], text) }
    // Of the numbers as they are shown, so that the row adds up.
    let shown = [row.ours, row.paper].map { $0.map { ($0 * 100).rounded() } }
    let difference = shown[0].flatMap { ours in shown[1].map { (ours - $0) / 100 } }
    let spread = row.deviation.map { element("small", [], " ± \($0.fixed(2))") } ?? ""
    return "<tr\(row.isNetwork ? " class=\"network\"" : "")><th scope=\"row\">\(escaped(row.method))"
      + (row.detail.isEmpty ? "" : " " + element("small", [], escaped(row.detail))) + "</th>"
      + cell(row.paper.map { $0.fixed(2) } ?? "–") + cell((row.ours.map { $0.fixed(2) } ?? "–") + spread)
      + cell(difference.map(\.signed) ?? "–", "number " + (difference.map(tone) ?? "")) + "</tr>"
  }

  /// Half a tenth of a dB is what another seed changes; only what is beyond is coloured.
  private static func tone(_ difference: Double) -> String {
    difference > 0.05 ? "above" : difference < -0.05 ? "below" : "same"
  }
}
