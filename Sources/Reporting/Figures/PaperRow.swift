import Plotting

/// A row of one of the paper's tables: a word without a meaning is an error there, and never a number left out.
struct PaperRow {
  let file: String
  let line: Int
  let fields: [String: String]

  /// The text in a column.
  subscript(column: String) -> String { fields[column] ?? "" }

  /// The number in a column; nil for an empty one, where the paper has none.
  /// - Throws: `PlottingError.malformedLine`.
  func number(_ column: String) throws(PlottingError) -> Double? {
    if self[column].isEmpty { return nil }
    guard let value = Double(self[column]), value.isFinite else {
      throw malformed(column, expected: "a number for \(column)")
    }
    return value
  }

  /// What is wrong with a column.
  func malformed(_ column: String, expected: String) -> PlottingError {
    .malformedLine(file: file, line: line, expected: expected, found: "'\(self[column])'")
  }
}
