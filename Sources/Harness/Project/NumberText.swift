import Foundation

extension Double {
  /// The number with that many decimals and a point, whatever the locale.
  func fixed(_ decimals: Int) -> String {
    String(format: "%.\(decimals)f", self)
  }

  /// A length of time in seconds as one says it: `45 s`, `12 min`, `3 h 05 min`.
  var asDuration: String {
    guard isFinite, self >= 0 else { return "?" }
    let seconds = Int(rounded())
    if seconds < 100 { return "\(seconds) s" }
    let minutes = (seconds + 30) / 60
    if minutes < 100 { return "\(minutes) min" }
    let rest = minutes % 60
    return "\(minutes / 60) h \(rest < 10 ? "0" : "")\(rest) min"
  }
}

extension Int {
  /// The digits in groups of three: `2,000,000`.
  var grouped: String {
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[Swift.max(0, $0 - 3)..<$0]) }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }
}

/// Columns set under each other, two blanks apart: the first to the left, the others to the right.
func aligned(_ rows: [[String]]) -> String {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
  return rows.map { row in
    row.enumerated().map { column, cell in
      let blanks = String(repeating: " ", count: widths[column] - cell.count)
      return column == 0 ? cell + blanks : blanks + cell
    }.joined(separator: "  ").trimmedEnd + "\n"
  }.joined()
}

/// Columns set under each other, two blanks apart, all to the left.
func listed(_ rows: [[String]]) -> String {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
  return rows.map { row in
    row.enumerated().map { column, cell in
      cell + String(repeating: " ", count: widths[column] - cell.count)
    }.joined(separator: "  ").trimmedEnd + "\n"
  }.joined()
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
