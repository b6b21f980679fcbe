import Plotting

extension Table {
  /// The table as HTML that the reader can sort by any column; the best is in bold.
  func sortable() -> String {
    let head = columns.indices.map { column in
      "<th scope=\"col\"\(kind(column))><button type=\"button\">\(inline(columns[column]))</button></th>"
    }
    let body = rows.map { row in
      let cells = row.enumerated().map { column, cell in
        column == 0
          ? "<th scope=\"row\">\(words(cell))</th>"
          : "<td\(kind(column))\(sortKey(cell))>\(words(cell))</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(escaped(title))">
      <table class="sortable" id="table-\(anchor(id))">
      <caption>\(inline(title))</caption>
      <thead><tr>\(head.joined())</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody>
      </table></div>\(remarks)
      """
  }

  /// What must be known of the rows.
  private var remarks: String {
    notes.isEmpty ? "" : "\n<ul>" + notes.map { "<li>\(inline($0))</li>" }.joined() + "</ul>"
  }

  private func kind(_ column: Int) -> String {
    isNumeric(column) ? " class=\"number\"" : ""
  }

  private func sortKey(_ cell: Cell) -> String {
    // As JavaScript spells it.
    cell.value.map { " data-value=\"\($0.isInfinite ? "Infinity" : "\($0)")\"" } ?? ""
  }

  private func words(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): inline(text)
    case .link(let text, let path): element("a", [("href", address(path))], inline(text))
    case .missing: "–"
    case .number, .spread:
      cell.isBest ? "<strong>\(escaped(cell.words))</strong>" : escaped(cell.words)
    }
  }
}
