import Foundation
import Testing

@testable import Plotting

private let environment = ProcessInfo.processInfo.environment

struct BarChartTests {
  private let chart = BarChart(
    id: "bench", title: "It's `fast`", caption: "Two threads.", xLabel: "Network",
    yLabel: "Sub-images a second",
    groups: ["9-1-5", "9-5-5 (3 channels)"],
    series: [
      BarSeries(label: "This program", values: [5000, 700], spreads: [4800...5200, nil]),
      BarSeries(label: "Another", values: [1500, .nan]),
    ], ceilings: BarSeries(label: "Ceiling", values: [8000, 1000]))

  @Test func `the data file has a block a series, and one of ceilings`() {
    #expect(
      chart.dataFile() == """
        # It's `fast`
        # columns: group, Sub-images a second, low, high, number
        # This program
        0 5000 4800 5200 5200  # 9-1-5
        1 700 700 700 1000  # 9-5-5 (3 channels)


        # Another
        0 1500 1500 1500 1500  # 9-1-5
        1 ? ? ? ?  # 9-5-5 (3 channels)


        # Ceiling
        0 8000 8000 8000 8000  # 9-1-5
        1 1000 1000 1000 1000  # 9-5-5 (3 channels)

        """)
  }

  @Test func `the axis begins at zero and has room for the ceilings`() throws {
    let script = try chart.script()
    #expect(script.contains("set yrange [0:8480.000000]"))
    #expect(script.contains("set label '9-1-5' at first 0,"))
    #expect(script.contains("set label '9-5-5 (3 channels)' at first 1,"))
    #expect(script.contains("set label 'It''s `fast`'"))
  }

  private let gains = BarChart(
    id: "gains", title: "t", caption: "c", xLabel: "Method", yLabel: "dB above bicubic",
    groups: ["SC", "A_+"],
    series: [
      BarSeries(label: "Set5", values: [0.95, 2.19], marks: [1.03, 2.5]),
      BarSeries(label: "Set14", values: [-0.25, 1.6], spreads: [-0.8...0.4, nil]),
    ], decimals: 2)

  @Test func `the paper's numbers are rings, and a number stands above one that is in its way`() throws {
    let data = gains.dataFile()
    #expect(data.contains("# columns: group, dB above bicubic, low, high, number, paper\n"))
    // 1.03 and a hundredth of the axis.
    #expect(data.contains("0 0.95 0.95 0.95 1.07 1.03  # SC\n"))
    #expect(data.contains("1 2.19 2.19 2.19 2.19 2.5  # A_+\n"))
    let script = try gains.script()
    #expect(script.contains("index 0 using ($1+(-0.2100)):6 with points pt 6"))
    #expect(script.contains("keyentry with points pt 6 ps 1.1 lw 1.5 lc rgb '#333333' title 'The paper'"))
    #expect(try !chart.script().contains("The paper"))
  }

  @Test func `bars below zero hang from a line there, and the axis has room for their spread`() throws {
    let range = try #require(gains.yRange)
    #expect(range.lowerBound < -0.8 && range.upperBound > 2.5)
    let script = try gains.script()
    #expect(script.contains("set xzeroaxis ") && script.contains("sprintf('%.2f',$2)"))
    #expect(try !chart.script().contains("set xzeroaxis "))
  }

  @Test func `names are broken where their group ends, and stand upright where a word is longer than that`()
    throws
  {
    func labels(_ groups: [String]) throws -> [Substring] {
      try BarChart(
        id: "b", title: "t", caption: "", xLabel: "x", yLabel: "y", groups: groups,
        series: [BarSeries(label: "s", values: groups.map { _ in 1 })], hasColumn: false
      ).script().split(separator: "\n").filter { $0.contains(" at first ") }
    }
    let broken = try labels(Array(repeating: "one two (three four)", count: 9))
    #expect(broken.count == 18 && broken[1].hasPrefix("set label '(three four)' at first 0,"))
    let upright = try labels(Array(repeating: "onetwothreefour", count: 9))
    #expect(upright.count == 9 && upright.allSatisfy { $0.contains(" right rotate by 90 ") })
  }

  @Test func `for LaTeX words are escaped and numbers are small, and what has no column has none`() throws {
    let script = try gains.latexScript()
    #expect(script.contains("set label '\\scriptsize A\\_+' at first 1,"))
    #expect(script.contains("set output 'gains-latex.tex'"))
    var wide = gains
    wide.hasColumn = false
    #expect(try gains.script().contains("gains-column.pdf") && !wide.script().contains("-column.pdf"))
  }

  @Test func `without a number there is nothing to draw`() {
    var empty = chart
    empty.series = []
    empty.ceilings?.values = [.nan, .nan]
    #expect(throws: PlottingError.nothingToDraw(figure: "bench")) { try empty.script() }
  }

  @Test(.enabled(if: (try? GnuplotRunner(environment: environment)) != nil, "gnuplot is not installed"))
  func `it is drawn as svg, png and pdf, and for a column and LaTeX`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bars-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let gnuplot = try GnuplotRunner(environment: environment)
    try chart.render(in: folder, gnuplot: gnuplot)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(files == ["bench-column.pdf", "bench.dat", "bench.gp", "bench.pdf", "bench.png", "bench.svg"])
    let svg = try String(contentsOfFile: folder + "/bench.svg", encoding: .utf8)
    #expect(svg.contains("It's `fast`") && svg.contains(">5000<") && svg.contains(">700<"))
    #expect(try gains.renderForLaTeX(in: folder, gnuplot: gnuplot).count == 4)
  }
}
