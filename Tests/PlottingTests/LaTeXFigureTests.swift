import Foundation
import HostSystem
import Testing

@testable import Plotting

private let environment = ProcessInfo.processInfo.environment
private let gnuplot = try? GnuplotRunner(environment: environment)

/// The program of this name in `PATH`.
private func program(_ name: String) -> URL? {
  (environment["PATH"] ?? "").split(separator: ":").map { URL(fileURLWithPath: "\($0)/\(name)") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

/// Words in which each character means something to LaTeX, or to gnuplot.
private let wild = "it's \\input{x} 100 % of $a_b^c$ & {#1}~[y] `date` \"q\" 10⁴ ± 2×3 −1 ∞"

private let figure = Figure(
  id: "fig7", title: wild, caption: "Embedded data.", xLabel: wild, yLabel: "PSNR (dB)",
  hasOwnPaperAxis: true,
  curves: [
    Curve(
      label: wild, kind: .ours(0),
      points: [
        CurvePoint(x: 1e4, y: 31, low: 30.8, high: 31.2), CurvePoint(x: 1e6, y: 32, low: 31.9, high: 32.1),
      ]),
    Curve(label: "9-5-5", kind: .paper(0), points: [CurvePoint(x: 1e7, y: 31), CurvePoint(x: 1e9, y: 32.8)]),
  ], levels: [Level(label: "A_+", value: 31.42)])

@Suite struct `A figure for LaTeX` {
  @Test func `says its words in LaTeX, between quotes of gnuplot`() throws {
    let script = try figure.latexScript()
    let escaped =
      "it''s \\textbackslash{}input\\{x\\} 100 \\% of \\$a\\_b\\textasciicircum{}c\\$ \\& \\{\\#1\\}\\textasciitilde{}{[}y] "
      + "`date` \"q\" 10\\textsuperscript{4} $\\pm$ 2$\\times$3 $-$1 $\\infty$"
    #expect(script.contains("set label '\(escaped)' at graph 0.5"))
    #expect(script.contains("title '\(escaped)'"))
    #expect(script.contains("set label 'A\\_+ 31.42' at graph 1.01"))
    #expect(script.contains("'10\\textsuperscript{5}' 100000"))
    #expect(!script.contains("10⁵") && !script.contains("Embedded data."))
  }

  @Test func `begins no word with a brace, by which gnuplot would place it`() {
    #expect(Layout.Format.latex.words("[x]") == "'\\strut{}{[}x]'")
    #expect(Layout.Format.latex.words("*") == "'\\strut{}{*}'")
    #expect(Layout.Format.latex.words("x[1]") == "'x{[}1]'" && Layout.Format.column.words("[x]") == "'[x]'")
  }

  @Test func `is as wide as a column and names its own files`() throws {
    let script = try figure.latexScript()
    #expect(script.contains("set terminal cairolatex pdf input header '\\footnotesize' size 3.500in,"))
    #expect(script.contains("set output 'fig7-latex.tex'"))
    #expect(script.contains("Draws fig7-latex.tex, fig7-latex.pdf from fig7.dat."))
    #expect(script.contains("gnuplot fig7-latex.gp"))
  }

  @Test func `has the names of single points smaller, by LaTeX's own command`() throws {
    let points = ["A_1", "B"].enumerated().map { index, label in
      Curve(
        label: label, kind: .ours(index),
        points: [CurvePoint(x: Double(index + 1), y: 29 + Double(index))])
    }
    let script = try Figure(id: "speed", title: "t", curves: points).latexScript()
    #expect(script.contains("set label '\\scriptsize A\\_1' at first 1, first 29"))
  }

  @Test(.enabled(if: gnuplot != nil, "gnuplot is not installed"))
  func `is drawn as a pair of files, twice to the same bytes`() throws {
    let gnuplot = try #require(gnuplot)
    let folder = FileManager.default.temporaryDirectory.appending(path: "latex-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let names = try figure.renderForLaTeX(in: folder.path, gnuplot: gnuplot).map {
      URL(fileURLWithPath: $0).lastPathComponent
    }
    #expect(names == ["fig7.dat", "fig7-latex.gp", "fig7-latex.tex", "fig7-latex.pdf"])
    let before = try names.map { try Data(contentsOf: folder.appending(path: $0)) }
    // cairo's clock counts seconds: a second that passed would show.
    Thread.sleep(forTimeInterval: 1.1)
    try figure.renderForLaTeX(in: folder.path, gnuplot: gnuplot)
    #expect(try names.map { try Data(contentsOf: folder.appending(path: $0)) } == before)
    let tex = String(decoding: before[2], as: UTF8.self)
    #expect(tex.contains("{fig7-latex}}%") && tex.contains("\\textbackslash{}input\\{x\\}"))
  }

  @Test(.enabled(if: gnuplot != nil && program("pdflatex") != nil, "gnuplot or pdflatex is not installed"))
  func `is set by LaTeX`() throws {
    let gnuplot = try #require(gnuplot), latex = try #require(program("pdflatex"))
    let folder = FileManager.default.temporaryDirectory.appending(path: "latex-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try figure.renderForLaTeX(in: folder.path, gnuplot: gnuplot)
    let document = """
      \\documentclass{article}
      \\usepackage{graphicx,xcolor}
      \\begin{document}
      \\input{fig7-latex}
      \\end{document}
      """
    try Data(document.utf8).write(to: folder.appending(path: "document.tex"))
    // Fonts that it makes are left in its home.
    let ending = try Program(latex.path).run(
      ["-interaction=nonstopmode", "-halt-on-error", "document.tex"], in: folder.path,
      environment: environment.merging(["HOME": folder.path]) { $1 }, errors: .withOutput
    ) { _ in }
    #expect(ending.status == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/document.pdf"))
  }
}
