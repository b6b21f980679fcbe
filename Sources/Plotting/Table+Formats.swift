extension Table {
  /// The table as CSV (RFC 4180) with a head line; numbers are unrounded.
  public func csv() -> String {
    func field(_ text: String) -> String {
      let needsQuotes = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
      return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
    let lines = rows.map { row in
      row.map { cell in
        switch cell {
        case .text(let text): field(text)
        case .number(let value, _, _): shortest(value)
        case .missing: ""
        }
      }.joined(separator: ",")
    }
    return ([columns.map(field).joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// The table as GitHub's Markdown with its title above, the best in bold; numbers are set to the right.
  public func markdown() -> String {
    func escaped(_ text: String) -> String {
      text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").map { $0.isNewline ? " " : String($0) }
        .joined()
    }
    func line(_ fields: [String]) -> String { "| " + fields.joined(separator: " | ") + " |" }
    let body = rows.map { row in
      line(
        row.map { cell in
          switch cell {
          case .text(let text): escaped(text)
          case .number(let value, let decimals, let isBest):
            isBest ? "**\(fixed(value, decimals: decimals))**" : fixed(value, decimals: decimals)
          case .missing: "–"
          }
        })
    }
    let rule = line(columns.indices.map { isNumeric($0) ? "---:" : "---" })
    return (["\(escaped(title))", "", line(columns.map(escaped)), rule] + body).joined(separator: "\n") + "\n"
  }

  /// The table as a LaTeX `table` for the package booktabs, the best in bold.
  public func latex() -> String {
    let body = rows.map { row in
      "    "
        + row.map { cell in
          switch cell {
          case .text(let text): Self.latexEscaped(text)
          case .number(let value, let decimals, let isBest):
            isBest
              ? "\\textbf{\(fixed(value, decimals: decimals))}" : fixed(value, decimals: decimals)
          case .missing: "--"
          }
        }.joined(separator: " & ") + " \\\\"
    }
    let alignment = columns.indices.map { isNumeric($0) ? "r" : "l" }.joined()
    let head = columns.map(Self.latexEscaped).joined(separator: " & ")
    return """
      % \\usepackage{booktabs}
      \\begin{table}
        \\centering
        \\caption{\(Self.latexEscaped(title))}
        \\label{tab:\(id)}
        \\begin{tabular}{\(alignment)}
          \\toprule
          \(head) \\\\
          \\midrule
      \(body.joined(separator: "\n"))
          \\bottomrule
        \\end{tabular}
      \\end{table}

      """
  }

  /// Whether a column has numbers and no words.
  private func isNumeric(_ column: Int) -> Bool {
    let cells = rows.map { $0[column] }
    return cells.contains { if case .number = $0 { true } else { false } }
      && !cells.contains { if case .text = $0 { true } else { false } }
  }

  private static func latexEscaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
      case "×": "$\\times$"
      default: character.isNewline ? " " : String(character)
      }
    }.joined()
  }
}
