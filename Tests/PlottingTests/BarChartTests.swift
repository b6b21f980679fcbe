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
    #expect(script.contains("('9-1-5' 0, '9-5-5' 1)"))
    #expect(script.contains("set label '(3 channels)' at first 1,"))
    #expect(script.contains("set label 'It''s `fast`'"))
  }

  @Test func `without a number there is nothing to draw`() {
    var empty = chart
    empty.series = []
    empty.ceilings.values = [.nan, .nan]
    #expect(throws: PlottingError.nothingToDraw(figure: "bench")) { try empty.script() }
  }

  @Test(.enabled(if: (try? GnuplotRunner(environment: environment)) != nil, "gnuplot is not installed"))
  func `it is drawn as svg, png and pdf`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "bars-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try chart.render(in: folder, gnuplot: GnuplotRunner(environment: environment))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(files == ["bench.dat", "bench.gp", "bench.pdf", "bench.png", "bench.svg"])
    let svg = try String(contentsOfFile: folder + "/bench.svg", encoding: .utf8)
    #expect(svg.contains("It's `fast`") && svg.contains(">5000<") && svg.contains(">700<"))
  }
}
