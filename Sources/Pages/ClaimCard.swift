/// A claim of the paper with the verdict of the finished runs.
public struct ClaimCard: Sendable, Equatable {
  /// What became of a claim.
  public enum Verdict: String, Sendable, CaseIterable {
    /// It holds.
    case held
    /// It doesn't.
    case notHeld = "not held"
    /// Nobody can say yet.
    case undecided
  }

  /// What the paper says, in a sentence.
  public var says: String
  /// The same as it is checked.
  public var expression: String
  /// Where the paper says it.
  public var source: String
  /// The verdict.
  public var verdict: Verdict
  /// Whether one seed alone bears the verdict.
  public var isOfOneSeed: Bool
  /// What was measured, a comparison each.
  public var measured: [String]
  /// The paper's numbers.
  public var paper: String
  /// The id of the chapter that it belongs to.
  public var chapter: String

  /// Makes a card.
  public init(
    says: String, expression: String, source: String, verdict: Verdict, isOfOneSeed: Bool,
    measured: [String], paper: String, chapter: String
  ) {
    self.says = says
    self.expression = expression
    self.source = source
    self.verdict = verdict
    self.isOfOneSeed = isOfOneSeed
    self.measured = measured
    self.paper = paper
    self.chapter = chapter
  }

  /// The section of the paper, as in `4.3.2`; nil where the source names none.
  var section: String? {
    let words = source.split { !($0.isNumber || $0.isLetter || $0 == ".") }.map(String.init)
    for (word, next) in zip(words, words.dropFirst())
    where ["section", "sections"].contains(word.lowercased()) && next.first?.isNumber == true {
      return next.last == "." ? String(next.dropLast()) : next
    }
    return nil
  }

  /// The section that filters it; figures and tables without one stand together.
  var group: String { section ?? "other" }

  func html() -> String {
    let seeds = isOfOneSeed && verdict != .undecided ? " <small>one seed</small>" : ""
    let lines = measured.map { "<li>\(escaped($0))</li>" }.joined()
    return """
      <li class="claim" data-verdict="\(anchor(verdict.rawValue))" data-section="\(escaped(group))">
      <p><span class="badge \(anchor(verdict.rawValue))">\(verdict.rawValue)</span>\(seeds) \(inline(says)) \
      <span class="where">\(escaped(source))</span></p>
      <details><summary>Numbers</summary>
      <ul>\(lines)</ul>
      <p>The paper: \(escaped(paper)). Checked as <code>\(escaped(expression))</code> in \
      <a href="#\(chapterAnchor(chapter))">the experiment</a>.</p>
      </details></li>
      """
  }
}

extension [ClaimCard] {
  /// The verdicts with the badges that filter them, counted.
  func html() -> String {
    guard !isEmpty else { return "" }
    let verdicts = ClaimCard.Verdict.allCases.map { verdict in
      Self.filter("verdict", anchor(verdict.rawValue), verdict.rawValue, count { $0.verdict == verdict })
    }
    let sections = Set(map(\.group)).sorted(by: isBefore).map { section in
      Self.filter(
        "section", section, section == "other" ? "figures and tables" : "§ " + section,
        count { $0.group == section })
    }
    return """
      <section id="claims" aria-labelledby="claims-title">
      <h2 id="claims-title">What the paper claims, and what came out</h2>
      <div class="filters" role="group" aria-label="Verdicts shown">\(verdicts.joined(separator: "\n"))</div>
      <div class="filters" role="group" aria-label="Sections shown">\(sections.joined(separator: "\n"))</div>
      <p class="shown" role="status">\(count) of \(count) claims</p>
      <ul class="claims">
      \(map { $0.html() }.joined(separator: "\n"))
      </ul>
      </section>
      """
  }

  private static func filter(_ kind: String, _ value: String, _ title: String, _ count: Int) -> String {
    element(
      "button",
      [
        ("type", "button"), ("class", "badge \(kind == "verdict" ? value : "")"), ("aria-pressed", "false"),
        ("data-filter", kind), ("data-value", value),
      ], "\(escaped(title)) <b>\(count)</b>")
  }
}

/// Whether a section stands before another in the paper; what has no number is behind them.
private func isBefore(_ section: String, _ other: String) -> Bool {
  func numbers(_ text: String) -> [Int] { text.split(separator: ".").map { Int($0) ?? .max } }
  return numbers(section).lexicographicallyPrecedes(numbers(other))
}
