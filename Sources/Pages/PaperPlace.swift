/// Where the paper has something, as far as a source in words names a section.
package struct PaperPlace: Hashable, Sendable {
  private let isInPaper: Bool
  /// The section's numbers; empty where the source names none.
  private let numbers: [Int]

  /// The place that a source names first, as in `Section 4.3.2, Fig. 7`.
  package init(source: String) {
    let isInPaper = !source.lowercased().hasPrefix("not in the paper")
    self.isInPaper = isInPaper
    numbers = isInPaper ? Self.section(in: source) : []
  }

  private static func section(in source: String) -> [Int] {
    let words = source.split { !($0.isNumber || $0.isLetter || $0 == ".") }
    for (word, next) in zip(words, words.dropFirst())
    where ["section", "sections"].contains(word.lowercased()) && next.first?.isNumber == true {
      return next.split(separator: ".").compactMap { Int($0) }
    }
    return []
  }

  /// What it is called in an `id`; figures and tables without a section stand together.
  var id: String {
    guard isInPaper else { return "not-in-the-paper" }
    return numbers.isEmpty ? "other" : numbers.map { "\($0)" }.joined(separator: ".")
  }

  /// What it is called on the page.
  var title: String {
    guard isInPaper else { return "not in the paper" }
    return numbers.isEmpty ? "figures and tables" : "§ " + id
  }
}

extension PaperPlace: Comparable {
  /// In the paper's order; what names no section is behind, and what isn't in the paper behind that.
  package static func < (one: PaperPlace, other: PaperPlace) -> Bool {
    if one.rank != other.rank { return one.rank < other.rank }
    return one.numbers.lexicographicallyPrecedes(other.numbers)
  }

  private var rank: Int { isInPaper ? (numbers.isEmpty ? 1 : 0) : 2 }
}

extension Sequence {
  /// The elements in the paper's order, those of one section by name.
  package func inPaperOrder(source: (Element) -> String, name: (Element) -> String) -> [Element] {
    map { (place: PaperPlace(source: source($0)), name: name($0), element: $0) }
      .sorted { ($0.place, $0.name) < ($1.place, $1.name) }.map(\.element)
  }
}
