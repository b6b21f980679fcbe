/// Text from specs, manifests and file names as each format wants it.
///
/// All of it goes by Unicode scalars, as gnuplot, browsers and LaTeX read them: a `Character` may be a quote with a mark
/// glued to it, which compares as no quote. What isn't a letter, a mark, a number, punctuation, a symbol or a blank
/// (controls, line ends, directions of writing) reaches no format as it is.
extension String {
  /// The text with each scalar replaced.
  private func mapped(_ replacement: (Unicode.Scalar) -> String) -> String {
    unicodeScalars.map(replacement).joined()
  }

  /// Between single quotes gnuplot expands nothing, no escape, macro or command; a doubled quote stands for one.
  var escapedForGnuplot: String {
    mapped { $0 == "'" ? "''" : $0.onOneLine }
  }

  /// As the content of an element or of an attribute in double quotes.
  public var escapedForHTML: String {
    mapped { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      // A mark would melt with the end of the tag before it.
      case _ where scalar.isMark: "&#x\(String(scalar.value, radix: 16));"
      default: scalar.onOneLine
      }
    }
  }

  /// As a text of LaTeX; a bracket or star right behind the end of a row would be taken for its option.
  var escapedForLaTeX: String {
    mapped { scalar in
      switch scalar {
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "&", "%", "$", "#", "_", "{", "}": "\\\(scalar)"
      case "[", "*": "{\(scalar)}"
      case "×": "$\\times$"
      case "−": "$-$"
      case "±": "$\\pm$"
      case "∞": "$\\infty$"
      case "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹":
        "\\textsuperscript{\(Int(scalar.properties.numericValue ?? 0))}"
      default: scalar.onOneLine
      }
    }
  }

  /// As plain words of Markdown: no tag, link or code.
  var escapedForMarkdown: String {
    mapped { scalar in
      switch scalar {
      case "\\", "`", "[", "]": "\\\(scalar)"
      case "<": "&lt;"
      default: scalar.onOneLine
      }
    }
  }

  /// As Markdown in which what stands between backticks is code.
  var inlineMarkdown: String {
    inline(text: \.escapedForMarkdown) { "`\(String($0.unicodeScalars.map(\.onOneLine).joined()))`" }
  }

  /// As the address of a Markdown link: what could end it is written by its code.
  var addressOfMarkdown: String { percentEncoded(keeping: "-._/+") }

  /// Each byte that is no ASCII letter or digit nor among `kept` written by its code, as addresses have it.
  public func percentEncoded(keeping kept: String) -> String {
    utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      if isPlain || kept.utf8.contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }

  /// As a cell of a Markdown table, where a bar begins another cell in code too.
  var cellOfMarkdown: String { inlineMarkdown.mapped { $0 == "|" ? "\\|" : String($0) } }

  /// A field of CSV (RFC 4180). One that a spreadsheet would compute gets an apostrophe in front.
  public var fieldOfCSV: String {
    let first = unicodeScalars.first ?? " "
    let text = mapped { $0.onOneLine }
    let safe = "=+-@\t\r".unicodeScalars.contains(first) ? "'" + text : text
    let needsQuotes = safe.unicodeScalars.contains { $0 == "," || $0 == "\"" }
    return needsQuotes ? "\"" + safe.mapped { $0 == "\"" ? "\"\"" : String($0) } + "\"" : safe
  }

  /// The text with what stands between backticks made into code; a backtick without a partner is one.
  public func inline(text: (String) -> String, code: (String) -> String) -> String {
    let parts = unicodeScalars.split(separator: "`", omittingEmptySubsequences: false).map { String($0) }
    guard parts.count % 2 == 1 else { return text(self) }
    return parts.enumerated().map { $0 % 2 == 1 ? code($1) : text($1) }.joined()
  }
}

/// Text without line ends, controls and directions of writing: for comments and names.
func oneLine(_ text: String) -> String {
  String(text.unicodeScalars.map(\.onOneLine).joined())
}

extension Unicode.Scalar {
  fileprivate var isMark: Bool {
    [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory)
  }

  /// The scalar itself, or a blank for what is no part of a line of text.
  fileprivate var onOneLine: String {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: " "
    default: String(self)
    }
  }
}
