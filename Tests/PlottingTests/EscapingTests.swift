import Foundation
import Testing

@testable import Plotting

/// A prepended mark and a combining one melt with the character beside them: what Swift compares is no quote any more.
private let glue = ["\u{600}", "\u{301}", "\u{200D}", "\u{E0020}", "\u{1F1E6}"]

/// Every character that some format gives a meaning, glued from both sides.
private let hostile = "'\"<>&\\,|`{}$#%^~_[]*=+-@\n\r\t\u{1B}\u{85}\u{2028}\u{202E}".flatMap { character in
  glue.flatMap { ["\($0)\(character)", "\(character)\($0)", "x\($0)\(character)\($0)y"] } + [
    String(character)
  ]
}

/// The strings in single quotes of a line of gnuplot, as gnuplot reads it: byte by byte.
private func quotedStrings(of line: String) -> (strings: [String], rest: String) {
  var strings: [[UInt8]] = []
  var rest: [UInt8] = []
  var bytes = Array(line.utf8)[...]
  while let byte = bytes.popFirst() {
    guard byte == UInt8(ascii: "'") else {
      rest.append(byte)
      continue
    }
    var string: [UInt8] = []
    while let next = bytes.popFirst() {
      guard next == UInt8(ascii: "'") else {
        string.append(next)
        continue
      }
      guard bytes.first == next else { break }
      string.append(next)
      bytes.removeFirst()
    }
    strings.append(string)
  }
  return (strings.map { String(decoding: $0, as: UTF8.self) }, String(decoding: rest, as: UTF8.self))
}

struct `Text that nobody checked` {
  @Test(arguments: hostile) func `is one string of gnuplot`(_ text: String) {
    let (strings, rest) = quotedStrings(of: "set label \(quoted("a" + text)) at 0,0")
    #expect(strings.count == 1 && rest == "set label  at 0,0", "\(strings) \(rest)")
    #expect(!quoted(text).utf8.contains { $0 < 0x20 })
  }

  @Test func `that begins with a quote is still that text for gnuplot`() {
    #expect(quoted("'\u{301}x") == "\"'\".'\u{301}x'")
  }

  @Test(arguments: hostile) func `is no tag and no attribute of HTML`(_ text: String) {
    let scalars = text.escapedForHTML.unicodeScalars
    #expect(!scalars.contains { "<>\"".unicodeScalars.contains($0) || $0.value < 0x20 }, "\(scalars)")
  }

  @Test(arguments: hostile) func `is no command of LaTeX`(_ text: String) {
    let harmless = [
      "\\textbackslash{}", "\\textasciitilde{}", "\\textasciicircum{}", "{[}", "{*}", "$\\times$",
    ]
    let known = (harmless + "&%$#_{}".map { "\\\($0)" }).map { Array($0.unicodeScalars) }
    var rest = Array(text.escapedForLaTeX.unicodeScalars)[...]
    while let scalar = rest.first {
      if let sequence = known.first(where: { rest.starts(with: $0) }) {
        rest = rest.dropFirst(sequence.count)
        continue
      }
      #expect(!"\\&%$#_{}^~[*".unicodeScalars.contains(scalar) && scalar.value >= 0x20, "\(rest)")
      rest = rest.dropFirst()
    }
  }

  @Test(arguments: hostile + ["=1,2", "@a\"b"]) func `is one field of CSV and no formula`(_ text: String) {
    let field = Array(text.fieldOfCSV.unicodeScalars)
    #expect(!field.contains { $0 == "\n" || $0 == "\r" })
    if field.contains(",") || text.unicodeScalars.contains("\"") {
      #expect(
        field.first == "\"" && field.last == "\""
          && field.dropFirst().dropLast().split(separator: "\"").count < 4)
    }
    // What a spreadsheet reads stands within the quotes, where there are any.
    let content = field.first == "\"" ? field.dropFirst() : field[...]
    #expect(content.first.map { !"=+-@\t\r".unicodeScalars.contains($0) } ?? true)
  }

  @Test func `that a spreadsheet would compute gets an apostrophe within the quotes of its field, too`() {
    #expect("=1,2".fieldOfCSV == "\"'=1,2\"" && "=1".fieldOfCSV == "'=1")
  }

  @Test(arguments: hostile) func `is no tag, link or cell of Markdown`(_ text: String) {
    let line = text.cellOfMarkdown
    #expect(!line.unicodeScalars.contains { $0 == "<" || $0 == "\n" })
    for special in "[]|".unicodeScalars {
      let scalars = Array(line.unicodeScalars)
      for (index, scalar) in scalars.enumerated() where scalar == special {
        #expect(index > 0 && scalars[index - 1] == "\\", "\(line)")
      }
    }
  }

  @Test func `runs no command when a figure with it is drawn`() throws {
    let gnuplot = try #require(try? GnuplotRunner(environment: ProcessInfo.processInfo.environment))
    let folder = FileManager.default.temporaryDirectory.path + "/escaping-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let proof = folder + "-proof"
    let attack = "N\u{600}' at screen 0.1,0.97 ; system(\"touch \(proof)\") #"
    let points = [CurvePoint(x: 10, y: 30), CurvePoint(x: 1000, y: 31)]
    let figure = Figure(
      id: "f", title: attack, caption: attack, xLabel: attack, yLabel: attack,
      curves: [Curve(label: attack, kind: .ours(0), points: points)],
      levels: [Level(label: attack, value: 30)])
    try figure.render(in: folder, gnuplot: gnuplot)
    #expect(!FileManager.default.fileExists(atPath: proof))
    let svg = try String(contentsOfFile: folder + "/f.svg", encoding: .utf8)
    #expect(svg.contains("system(\"touch"), "the text itself is drawn")
    let sheet = LabelSheet(width: 50, height: 50, labels: [.init(attack, x: 20, y: 20)])
    _ = try sheet.render("sheet", gnuplot: gnuplot)
    #expect(!FileManager.default.fileExists(atPath: proof))
  }

  @Test func `is no format below a group of bars`() throws {
    let bars = BarChart(
      id: "b", title: "t", caption: "", xLabel: "x", yLabel: "y", groups: ["%n %d"],
      series: [BarSeries(label: "s", values: [1])], ceilings: BarSeries(label: "c", values: [2]))
    #expect(try bars.script().contains("set label '%n %d' at first 0,"))
  }
}
