import Plotting
import Wording

/// One experiment on the page.
public struct Chapter: Sendable {
  /// The spec's name, which links lead to.
  public var id: String
  /// The experiment's title.
  public var title: String
  /// What it is to show.
  public var claim: String
  /// Where the paper has it.
  public var source: String
  /// In which settings the runs aren't the paper's.
  public var departures: [String]
  public var figures: [PlotCard]
  public var tables: [Table]
  /// Its finished runs.
  public var runs: [RunCard]
  /// The spec and other files.
  public var files: [Link]

  public init(
    id: String, title: String, claim: String, source: String, departures: [String] = [],
    figures: [PlotCard] = [], tables: [Table] = [], runs: [RunCard] = [], files: [Link] = []
  ) {
    self.id = id
    self.title = title
    self.claim = claim
    self.source = source
    self.departures = departures
    self.figures = figures
    self.tables = tables
    self.runs = runs
    self.files = files
  }

  /// - Parameter claims: those of the page; the chapter leads to its own.
  func html(_ claims: [ClaimCard] = []) -> String {
    let list = departures.map { "<li>\(escaped($0))</li>" }.joined()
    let departed =
      departures.isEmpty
      ? ""
      : "<details><summary>\(departures.count.counted("departure")) from the paper</summary><ul>\(list)</ul></details>"
    let trained =
      runs.isEmpty
      ? ""
      : "<details class=\"runs\"><summary>\(runs.count.counted("run")): settings, curve, files</summary>\n"
        + runs.map { $0.html() }.joined(separator: "\n") + "\n</details>"
    return """
      <section class="chapter" id="\(chapterAnchor(id))" aria-labelledby="\(chapterAnchor(id))-title">
      <h2 id="\(chapterAnchor(id))-title">\(escaped(title))</h2>
      <p>\(inline(claim)) <span class="where">\(escaped(source))</span></p>
      \(links(files))
      \(verdicts(claims.filter { $0.chapter == id }))
      \(departed)
      \(figures.map { $0.html() }.joined(separator: "\n"))
      \(tables.map { $0.sortable() }.joined(separator: "\n"))
      \(trained)
      </section>
      """
  }

  /// A line for each verdict, with a link to each claim that got it.
  private func verdicts(_ claims: [ClaimCard]) -> String {
    ClaimCard.Verdict.allCases.compactMap { verdict -> String? in
      let own = claims.filter { $0.verdict == verdict }
      guard !own.isEmpty else { return nil }
      let links = own.map { claim in
        element("a", [("href", "#\(claimAnchor(claim))"), ("title", claim.says)], escaped(claim.id))
      }
      let count = own.count.counted("claim")
      return "<p class=\"files\">\(count) \(verdict.rawValue): \(links.joined(separator: " "))</p>"
    }.joined(separator: "\n")
  }
}

/// Links to files, in a line.
func links(_ files: [Link]) -> String {
  guard !files.isEmpty else { return "" }
  let list = files.map { element("a", [("href", address($0.path))], escaped($0.title)) }
  return "<p class=\"files\">\(list.joined(separator: " "))</p>"
}
