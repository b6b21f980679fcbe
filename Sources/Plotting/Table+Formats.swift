extension Table {
  /// The table as CSV (RFC 4180) with a head line; numbers are unrounded, and behind a column with standard deviations
  /// is one for them.
  public func csv() -> String {
    let spread = Set(
      columns.indices.filter { column in rows.contains { $0[column].number?.deviation != nil } })
    let head = columns.indices.flatMap { column in
      [columns[column].fieldOfCSV]
        + (spread.contains(column) ? ["\(columns[column]) deviation".fieldOfCSV] : [])
    }
    let lines = rows.map { row in
      columns.indices.flatMap { column -> [String] in
        let number = row[column].number
        let value =
          row[column].text?.fieldOfCSV ?? number.map { shortest($0.value) } ?? ""
        return [value] + (spread.contains(column) ? [number?.deviation.map(shortest) ?? ""] : [])
      }.joined(separator: ",")
    }
    return ([head.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// The table as GitHub's Markdown with its title above and its notes beneath, the best in bold; numbers are set to the right.
  public func markdown() -> String {
    func line(_ fields: [String]) -> String { "| " + fields.joined(separator: " | ") + " |" }
    let body = rows.map { row in
      line(
        row.map { cell in
          switch cell {
          case .text(let text): text.cellOfMarkdown
          case .link(let text, let path): "[\(text.cellOfMarkdown)](\(path.addressOfMarkdown))"
          case .number, .spread: cell.numberText(plusMinus: " ± ") { "**\($0)**" }
          case .missing: "–"
          }
        })
    }
    let rule = line(columns.indices.map { isNumeric($0) ? "---:" : "---" })
    let points: [String] = notes.isEmpty ? [] : [""] + notes.map { "- " + $0.inlineMarkdown }
    return ([title.inlineMarkdown, "", line(columns.map(\.cellOfMarkdown)), rule] + body + points).joined(
      separator: "\n") + "\n"
  }

  /// The table as a LaTeX `table` for the package booktabs, the best in bold, its notes beneath.
  public func latex() -> String {
    let body = rows.map { row in
      "    "
        + row.map { cell in
          switch cell {
          case .text(let text), .link(let text, _): text.escapedForLaTeX
          case .number, .spread:
            cell.numberText(plusMinus: " $\\pm$ ") { "\\textbf{\($0)}" }.replacing("∞", with: "$\\infty$")
          case .missing: "--"
          }
        }.joined(separator: " & ") + " \\\\"
    }
    let points = notes.map { "\n  \\par\\footnotesize \($0.escapedForLaTeX)" }.joined()
    let alignment = columns.indices.map { isNumeric($0) ? "r" : "l" }.joined()
    let head = columns.map(\.escapedForLaTeX).joined(separator: " & ")
    return """
      % \\usepackage{booktabs}
      \\begin{table}
        \\centering
        \\caption{\(title.escapedForLaTeX)}
        \\label{tab:\(id)}
        \\begin{tabular}{\(alignment)}
          \\toprule
          \(head) \\\\
          \\midrule
      \(body.joined(separator: "\n"))
          \\bottomrule
        \\end{tabular}\(points)
      \\end{table}

      """
  }

  /// Whether a column has numbers and no words.
  public func isNumeric(_ column: Int) -> Bool {
    let cells = rows.map { $0[column] }
    return cells.contains { $0.number != nil }
      && !cells.contains { $0.text != nil }
  }
}

extension Table.Cell {
  /// The number with its deviation, if there is one; the best in bold.
  func numberText(plusMinus: String, bold: (String) -> String) -> String {
    guard let number else { return "" }
    let value = number.value == .infinity ? "∞" : fixed(number.value, decimals: number.decimals)
    let deviation =
      number.deviation.flatMap { $0.isFinite ? $0 : nil }.map {
        plusMinus + fixed($0, decimals: number.decimals)
      } ?? ""
    return (number.isBest ? bold(value) : value) + deviation
  }
}
