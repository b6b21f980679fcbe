/// Reads CSV (RFC 4180) into rows by the names of the head line, with the line each began at.
public struct CSV: Sendable {
  /// The rows behind the head line: where each begins, and its fields by the columns' names.
  public let rows: [(line: Int, fields: [String: String])]

  /// Reads the text of a file with these columns.
  /// - Throws: ``PlottingError/malformedLine(file:line:expected:found:)`` for another head, a row with too few or too
  ///   many fields, or a quote that never ends.
  public init(_ text: String, file: String, columns: [String]) throws(PlottingError) {
    let records = try Self.records(text, file: file)
    guard let head = records.first else {
      throw .malformedLine(
        file: file, line: 1, expected: "the columns \(columns.joined(separator: ","))", found: "an empty file"
      )
    }
    guard head.fields == columns else {
      throw .malformedLine(
        file: file, line: 1, expected: "the columns \(columns.joined(separator: ","))",
        found: head.fields.joined(separator: ","))
    }
    var rows: [(line: Int, fields: [String: String])] = []
    for record in records.dropFirst() {
      guard record.fields.count == columns.count else {
        throw .malformedLine(
          file: file, line: record.line, expected: "\(columns.count) fields", found: "\(record.fields.count)")
      }
      rows.append((record.line, Dictionary(uniqueKeysWithValues: zip(columns, record.fields))))
    }
    self.rows = rows
  }

  private static func records(
    _ text: String, file: String
  ) throws(PlottingError) -> [(line: Int, fields: [String])] {
    var records: [(line: Int, fields: [String])] = []
    var fields: [String] = []
    var field = ""
    var quotedSince: Int?
    var line = 1
    var start = 1
    var previous: Character?
    for character in text + "\n" {
      if character.isNewline { line += 1 }
      if quotedSince != nil {
        if character == "\"" { quotedSince = nil } else { field.append(character) }
      } else if character == "\"" {
        // A doubled quote within quotes stands for one quote.
        if previous == "\"" { field.append("\"") }
        quotedSince = line
      } else if character == "," {
        fields.append(field)
        field = ""
      } else if character.isNewline {
        if !(fields.isEmpty && field.isEmpty) { records.append((start, fields + [field])) }
        (fields, field, start) = ([], "", line)
      } else {
        field.append(character)
      }
      previous = character
    }
    if let quotedSince {
      throw .malformedLine(
        file: file, line: quotedSince, expected: "a closing quote", found: "the end of the file")
    }
    return records
  }
}
