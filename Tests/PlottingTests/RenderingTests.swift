import Foundation
import Testing
import TestLaboratory

@testable import Plotting

private let environment = ProcessInfo.processInfo.environment
private let hasGnuplot = (try? GnuplotRunner(environment: environment)) != nil

/// A folder that is removed at the end.
private func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "plotting-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

/// A program named gnuplot that does what the shell lines say, alone in a `PATH`.
private func runner(doing lines: String, in folder: String) throws -> GnuplotRunner {
  try writeProgram(lines, to: "\(folder)/gnuplot")
  return try GnuplotRunner(environment: ["PATH": folder])
}

private let figure = Figure(
  id: "fig7", title: "It's a_b & <c> 100 % `date`", caption: "Embedded data.",
  curves: [
    Curve(
      label: "9-5-5 {x}", kind: .ours(0),
      points: [
        CurvePoint(x: 1e4, y: 5, low: 4, high: 6), CurvePoint(x: 1e5, y: 31, low: 30.8, high: 31.2),
        CurvePoint(x: 1e6, y: 32, low: 31.9, high: 32.1),
      ]),
    Curve(label: "9-5-5", kind: .paper(0), points: [CurvePoint(x: 1e7, y: 31), CurvePoint(x: 1e9, y: 32.8)]),
  ], levels: [Level(label: "Bicubic", value: 30.39), Level(label: "SC", value: 31.42)])

struct RenderingTests {
  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func `a figure is drawn as svg, png and pdf, twice to the same bytes`() throws {
    let gnuplot = try GnuplotRunner(environment: environment)
    try withFolder { folder in
      let paths = try figure.render(in: folder, gnuplot: gnuplot)
      let expected = ["fig7-column.pdf", "fig7.dat", "fig7.gp", "fig7.pdf", "fig7.png", "fig7.svg"]
      #expect(names(in: folder) == expected)
      #expect(paths.map { URL(fileURLWithPath: $0).lastPathComponent }.sorted() == expected)
      #expect(try bytes("\(folder)/fig7.png").prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
      #expect(try bytes("\(folder)/fig7.pdf").prefix(5) == Data("%PDF-".utf8))
      let svg = String(decoding: try bytes("\(folder)/fig7.svg"), as: UTF8.self)
      #expect(svg.contains("It's a_b &amp; &lt;c> 100 % `date`") && svg.contains("9-5-5 {x}"))
      let before = try expected.map { try bytes("\(folder)/\($0)") }
      // cairo's clock counts seconds: a second that passed would show.
      Thread.sleep(forTimeInterval: 1.1)
      try figure.render(in: folder, gnuplot: gnuplot)
      #expect(try expected.map { try bytes("\(folder)/\($0)") } == before)
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func `the script alone draws the figure again in its folder`() throws {
    let gnuplot = try GnuplotRunner(environment: environment)
    try withFolder { folder in
      try figure.write(to: folder)
      try gnuplot.run(
        "fig7.gp", in: URL(fileURLWithPath: folder, isDirectory: true), figure: "fig7")
      #expect(
        names(in: folder) == [
          "fig7-column.pdf", "fig7.dat", "fig7.gp", "fig7.pdf", "fig7.png", "fig7.svg",
        ])
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func `a figure has the same bytes in another time zone, locale and home`() throws {
    // A locale that is installed everywhere.
    let strange = ["TZ": "Asia/Kolkata", "LC_ALL": "C", "HOME": "/nowhere", "GNUTERM": "dumb"]
    try withFolder { folder in
      let pdfs = try [[:], strange].enumerated().map { index, changes in
        let gnuplot = try GnuplotRunner(environment: environment.merging(changes) { $1 })
        try figure.render(in: "\(folder)/\(index)", gnuplot: gnuplot)
        return try ["pdf", "svg", "png"].map { try bytes("\(folder)/\(index)/fig7.\($0)") }
      }
      #expect(pdfs[0] == pdfs[1])
    }
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func `what a drawing that was killed left behind is removed by the next`() throws {
    try withFolder { folder in
      for process in ["999999999", "1"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/.drawing-fig4-\(process)", withIntermediateDirectories: true)
      }
      try figure.render(in: folder, gnuplot: GnuplotRunner(environment: environment))
      #expect(names(in: folder).filter { $0.hasPrefix(".") } == [".drawing-fig4-1"])
    }
  }

  @Test func `a missing gnuplot is said with the way to install it`() throws {
    let error = try #require(throws: PlottingError.self) {
      try GnuplotRunner(environment: ["PATH": "/nowhere"])
    }
    #expect(error == .gnuplotMissing(path: "/nowhere"))
    #expect(error.description.contains("'apt-get install gnuplot-nox'"))
  }

  @Test func `when gnuplot fails its words are kept and no file appears`() throws {
    try withFolder { folder in
      let gnuplot = try runner(doing: "echo half > fig7.svg; echo 'unknown terminal' >&2; exit 1", in: folder)
      let error = try #require(throws: PlottingError.self) {
        try figure.render(in: "\(folder)/figures", gnuplot: gnuplot)
      }
      #expect(error == .gnuplotFailed(figure: "fig7", status: 1, message: "unknown terminal"))
      #expect(names(in: "\(folder)/figures").isEmpty)
    }
  }

  @Test func `a gnuplot that leaves an image out or unfinished has failed, and the older figure stays whole`()
    throws
  {
    try withFolder { folder in
      try Data("older".utf8).write(to: URL(fileURLWithPath: "\(folder)/fig7.svg"))
      let tools = "\(folder)/tools"
      try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
      let missing = "fig7.png was not written"
      var gnuplot = try runner(doing: "echo '</svg>' > fig7.svg", in: tools)
      #expect(throws: PlottingError.gnuplotFailed(figure: "fig7", status: 0, message: missing)) {
        try figure.render(in: folder, gnuplot: gnuplot)
      }
      gnuplot = try runner(doing: "echo '<svg>' > fig7.svg", in: tools)
      #expect(
        throws: PlottingError.cannotWrite(path: "\(folder)/fig7.svg", reason: "gnuplot left it cut short")
      ) {
        try figure.render(in: folder, gnuplot: gnuplot)
      }
      #expect(names(in: folder) == ["fig7.svg", "tools"])
      #expect(try bytes("\(folder)/fig7.svg") == Data("older".utf8))
    }
  }

  @Test func `a folder that can't be made is named with the reason`() throws {
    try withFolder { folder in
      try Data().write(to: URL(fileURLWithPath: "\(folder)/file"))
      let error = try #require(throws: PlottingError.self) { try figure.write(to: "\(folder)/file/figures") }
      guard case .cannotWrite(let path, let reason) = error else {
        Issue.record("expected cannotWrite, found \(error)")
        return
      }
      #expect(path == "\(folder)/file/figures" && !reason.isEmpty)
    }
  }

  @Test func `the date in a PDF is replaced at the same length and nothing else`() {
    let pdf = Data("<< /Producer (cairo)\n   /CreationDate (D:20261122205539Z)\n>>".utf8)
    #expect(
      withoutCreationDate(pdf) == Data("<< /Producer (cairo)\n   /CreationDate (D:20000101000000Z)\n>>".utf8))
    let foreign = Data("/CreationDate (D:2026".utf8)
    #expect(withoutCreationDate(foreign) == foreign)
  }

  @Test func `a table writes its three formats`() throws {
    try withFolder { folder in
      let table = Table(id: "table1", title: "t", columns: ["a"], rows: [[.number(1.25, decimals: 1)]])
      try table.write(to: folder)
      #expect(names(in: folder) == ["table1.csv", "table1.md", "table1.tex"])
      #expect(try bytes("\(folder)/table1.csv") == Data("a\n1.25\n".utf8))
    }
  }
}
