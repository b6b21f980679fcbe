import Foundation

extension Double {
  /// The number with that many decimals and a point, whatever the locale.
  package func fixed(_ decimals: Int) -> String {
    String(format: "%.\(decimals)f", self)
  }

  /// A difference with two decimals and its sign; what reads as zero has none.
  package var signed: String {
    let text = magnitude.fixed(2)
    return text == "0.00" ? text : (self < 0 ? "−" : "+") + text
  }
}

/// A length of time as one says it: `45 s`, `12 min`, `3 h 05 min`, `9 days`.
package func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, (0..<1e10).contains(seconds) else { return "?" }
  let whole = Int(seconds.rounded())
  if whole < 100 { return "\(whole) s" }
  let minutes = (whole + 30) / 60
  if minutes < 100 { return "\(minutes) min" }
  let (hours, rest) = (minutes / 60, minutes % 60)
  if hours < 100 { return "\(hours) h \(rest < 10 ? "0" : "")\(rest) min" }
  return "\((hours + 12) / 24) days"
}

extension Int {
  /// The digits in groups of three: `2,000,000`.
  package var grouped: String {
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[Swift.max(0, $0 - 3)..<$0]) }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}

/// Where the cells of columns stand.
package enum CellAlignment: Sendable {
  /// All to the left.
  case left
  /// The first column to the left, the others to the right, as numbers are read.
  case numbersRight
}

/// Columns set under each other, two blanks apart.
package func listed(_ rows: [[String]], _ alignment: CellAlignment = .left) -> String {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in
    rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
  }
  return rows.map { row in
    row.enumerated().map { column, cell in
      let blanks = String(repeating: " ", count: widths[column] - cell.count)
      return column > 0 && alignment == .numbersRight ? blanks + cell : cell + blanks
    }.joined(separator: "  ").trimmedEnd + "\n"
  }.joined()
}

extension String {
  /// The lines one after the other, for a table.
  package var onOneLine: String {
    split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.joined(separator: " ")
  }

  /// The text after its beginning, if it begins so.
  package func without(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }

  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension Int {
  /// `1 seed`, `2 seeds`.
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
