import Foundation

extension Document {
  /// The document as one HTML page that needs no other file.
  /// - Parameters:
  ///   - title: the page's title.
  ///   - image: the bytes of an image by its path, PNG or SVG; an image without bytes is left out.
  public func html(title: String, image: (String) -> Data?) -> String {
    let body = blocks.map { block in
      switch block {
      case .heading(let level, let text): "<h\(level)>\(Self.inline(text))</h\(level)>"
      case .paragraph(let text): "<p>\(Self.inline(text))</p>"
      case .list(let points): "<ul>\(points.map { "<li>\(Self.inline($0))</li>" }.joined())</ul>"
      case .command(let text): "<pre>\(text.escapedForHTML)</pre>"
      case .table(let table): table.html()
      case .image(let path, let alternative):
        image(path).map { bytes in
          let kind = path.hasSuffix(".svg") ? "svg+xml" : "png"
          return "<img alt=\"\(alternative.escapedForHTML)\" "
            + "src=\"data:image/\(kind);base64,\(bytes.base64EncodedString())\">"
        } ?? ""
      }
    }.joined(separator: "\n")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title.escapedForHTML)</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
      img { max-width: 100%; height: auto; }
      pre, code { font: 0.9em ui-monospace, monospace; background: #f4f4f4; }
      pre { padding: 0.6rem; overflow-x: auto; }
      figure { margin: 1rem 0; overflow-x: auto; }
      table { border-collapse: collapse; font-size: 0.9em; border-top: 2px solid #222; border-bottom: 2px solid #222; }
      th { border-bottom: 1px solid #222; }
      th, td { padding: 0.2rem 0.6rem; text-align: left; vertical-align: top; }
      .number { text-align: right; font-variant-numeric: tabular-nums; }
      </style>
      </head>
      <body>
      <h1>\(title.escapedForHTML)</h1>
      \(body)
      </body>
      </html>

      """
  }

  /// Text with what stands between backticks as code.
  static func inline(_ text: String) -> String {
    text.inline(text: \.escapedForHTML) { "<code>\($0.escapedForHTML)</code>" }
  }
}

extension Table {
  /// The table as HTML, its title as the caption, the best in bold.
  public func html() -> String {
    func tag(_ name: String, _ column: Int, _ text: String) -> String {
      "<\(name)\(isNumeric(column) ? " class=\"number\"" : "")>\(text)</\(name)>"
    }
    let head = columns.enumerated().map { tag("th", $0, Document.inline($1)) }.joined()
    let body = rows.map { row in
      let cells = row.enumerated().map { column, cell in
        switch cell {
        case .text(let text): tag("td", column, Document.inline(text))
        case .number, .spread:
          tag("td", column, cell.numberText(plusMinus: " ± ") { "<strong>\($0)</strong>" })
        case .missing: tag("td", column, "–")
        }
      }
      return "<tr>\(cells.joined())</tr>"
    }
    return """
      <figure><figcaption>\(Document.inline(title))</figcaption>
      <table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody>
      </table></figure>
      """
  }
}
