import Wording

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

  /// The claim's name within its chapter.
  public var id: String
  /// What the paper says, in a sentence.
  public var says: String
  /// The same as it is checked.
  public var expression: String
  /// Where the paper says it.
  public var source: String
  public var verdict: Verdict
  /// Whether one seed alone bears the verdict.
  public var isOfOneSeed: Bool
  /// What was measured, a comparison each.
  public var measured: [String]
  /// The paper's numbers.
  public var paper: String
  /// The id of the chapter that it belongs to.
  public var chapter: String

  public init(
    id: String, says: String, expression: String, source: String, verdict: Verdict, isOfOneSeed: Bool,
    measured: [String], paper: String, chapter: String
  ) {
    self.id = id
    self.says = says
    self.expression = expression
    self.source = source
    self.verdict = verdict
    self.isOfOneSeed = isOfOneSeed
    self.measured = measured
    self.paper = paper
    self.chapter = chapter
  }

  /// Where the paper says it, for filters and their order.
  var place: PaperPlace { PaperPlace(source: source) }

  func html() -> String {
    let seeds = isOfOneSeed && verdict != .undecided ? " <small>one seed</small>" : ""
    let lines = measured.map { "<li>\(escaped($0))</li>" }.joined()
    return """
      <li class="claim" id="\(claimAnchor(self))" data-verdict="\(anchor(verdict.rawValue))" \
      data-section="\(place.id)">
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
  /// How many claims got which verdict, for the top of the page: each number leads to its claims.
  func tally() -> String {
    guard !isEmpty else { return "" }
    let verdicts = ClaimCard.Verdict.allCases.map { verdict in
      let value = anchor(verdict.rawValue)
      return element(
        "a", [("class", "badge \(value)"), ("href", "#claims"), ("data-choose", value)],
        "<b>\(count { $0.verdict == verdict })</b> \(verdict.rawValue)")
    }
    let single = count { $0.isOfOneSeed && $0.verdict != .undecided }
    let words = "\(single.counted("verdict")) \(single == 1 ? "rests" : "rest") on one seed"
    let remark = single == 0 ? "" : "\n" + element("small", [], words)
    return """
      <section class="verdicts" aria-labelledby="verdicts-title">
      <h2 id="verdicts-title">\(count.counted("claim")), checked</h2>
      <p class="tally">\(verdicts.joined(separator: "\n"))\(remark)</p>
      </section>
      """
  }

  /// The claims, folded by section, with the badges that filter them, counted.
  func html() -> String {
    guard !isEmpty else { return "" }
    let places = Set(map(\.place)).sorted()
    let verdicts = ClaimCard.Verdict.allCases.map { verdict in
      Self.badge("verdict", anchor(verdict.rawValue), verdict.rawValue, count { $0.verdict == verdict })
    }
    let sections = places.map { place in
      Self.badge("section", place.id, place.title, count { $0.place == place })
    }
    return """
      <section id="claims" aria-labelledby="claims-title">
      <h2 id="claims-title">What is claimed, and what came out</h2>
      <div class="filters" role="group" aria-label="Verdicts shown">\(verdicts.joined(separator: "\n"))</div>
      <div class="filters" role="group" aria-label="Sections shown">\(sections.joined(separator: "\n"))</div>
      <p class="shown" role="status">\(count) of \(count.counted("claim"))</p>
      \(places.map { claims(at: $0) }.joined(separator: "\n"))
      </section>
      """
  }

  /// The claims of one section, which a filter or a link opens.
  private func claims(at place: PaperPlace) -> String {
    let own = filter { $0.place == place }
    let verdicts = ClaimCard.Verdict.allCases.compactMap { verdict -> String? in
      let number = own.count { $0.verdict == verdict }
      return number == 0 ? nil : "\(number) \(verdict.rawValue)"
    }
    return """
      <details class="claims-of" id="\(claimsAnchor(place))">
      <summary><b>\(escaped(place.title))</b> \(own.count.counted("claim")): \(verdicts.joined(separator: ", "))</summary>
      <ul class="claims">
      \(own.map { $0.html() }.joined(separator: "\n"))
      </ul></details>
      """
  }

  private static func badge(_ kind: String, _ value: String, _ title: String, _ count: Int) -> String {
    element(
      "button",
      [
        ("type", "button"), ("class", "badge \(kind == "verdict" ? value : "")"), ("aria-pressed", "false"),
        ("data-filter", kind), ("data-value", value),
      ], "\(escaped(title)) <b>\(count)</b>")
  }
}
