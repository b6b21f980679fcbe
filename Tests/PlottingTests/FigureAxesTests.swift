import Foundation
import Testing

@testable import Plotting

/// Long enough that its end is near the right of a logarithmic axis.
private func curve(_ label: String, _ kind: Curve.Kind, from first: Double, y: Double = 32) -> Curve {
  Curve(
    label: label, kind: kind,
    points: (0...8).map { step in
      CurvePoint(
        x: first * [1, 3, 10, 30, 100, 300, 500, 800, 1000][step], y: y - 0.1 * Double(8 - step))
    })
}

@Suite struct `Axes and labels of figures` {
  private let figure = Figure(
    id: "f", title: "t", hasOwnPaperAxis: true,
    curves: [curve("9-1-5", .ours(0), from: 1e3), curve("9-1-5", .paper(0), from: 1e6, y: 32.5)],
    levels: [Level(label: "Bicubic", value: 31.3)])

  @Test func `the paper's curves fill the frame on an axis of their own above`() throws {
    let axes = try figure.axes()
    #expect(axes.x.upperBound == 1e6 * 1.25 && axes.paperX?.upperBound == 1e9 * 1.25)
    let script = try figure.script()
    #expect(script.contains("set x2range [\(shortest(axes.paperX?.lowerBound ?? 0)):1250000000]"))
    #expect(script.contains("index 1 using 1:2 axes x2y1 with lines ls 2 notitle"))
    #expect(script.contains("set label 'Number of backprops, the paper' at graph 0.5"))
    #expect(script.contains("set border 7"))
  }

  @Test func `a decade is as long above as below, where the shorter of the two begins earlier`() throws {
    func decades(_ range: ClosedRange<Double>) -> Double { log10(range.upperBound / range.lowerBound) }
    for (ours, theirs) in [(1e3, 1e7), (1e5, 1e6)] {
      var other = figure
      other.curves[0].points.removeAll { $0.x < ours }
      other.curves[1].points.removeAll { $0.x < theirs }
      let axes = try other.axes(), above = try #require(axes.paperX)
      #expect(abs(decades(axes.x) - decades(above)) < 1e-9, "\(axes)")
      #expect(axes.x.upperBound == 1e6 * 1.25 && above.upperBound == 1e9 * 1.25)
    }
    var given = figure
    given.xRange = 1e4...2e6
    #expect(try given.axes().x == 1e4...2e6)
  }

  @Test func `without curves of both kinds there is one axis`() throws {
    var alone = figure
    alone.curves.removeLast()
    #expect(try alone.axes().paperX == nil)
    #expect(try !alone.script().contains("x2"))
  }

  @Test func `curves that end at the right have their names there and need no legend`() throws {
    let script = try figure.script()
    #expect(script.contains("set label '9-1-5' at graph 1.01, first 32.0"))
    #expect(script.contains("set label '9-1-5 (paper)' at graph 1.01"))
    #expect(script.contains("keyentry with lines lw 2.6 lc rgb '#333333' title 'This program'"))
    #expect(!script.contains("with linespoints"))
    var apart = figure
    apart.hasOwnPaperAxis = false
    // Ours ends in the middle, where a name would lie over the other curve.
    #expect(try apart.script().contains("keyentry with linespoints ls 1 title '9-1-5'"))
  }

  @Test func `a loss is cut off above and shown to its end`() throws {
    let losses = Curve(
      label: "a", kind: .ours(0),
      points: [900, 40, 9, 8, 7, 6].enumerated().map { CurvePoint(x: 1000 * Double($0 + 1), y: $1) }
    )
    let figure = Figure(id: "f", title: "t", isFalling: true, curves: [losses])
    let axes = try figure.axes()
    #expect(axes.y.contains(6) && axes.y.contains(9) && !axes.y.contains(40))
    #expect(figure.notes(axes).first?.hasPrefix("What is above ") == true)
  }

  @Test func `a single point has the spread of its seeds as a bar`() throws {
    let figure = Figure(
      id: "f", title: "t", isReversedX: true,
      curves: [
        Curve(label: "a", kind: .ours(0), points: [CurvePoint(x: 1, y: 30, low: 29.9, high: 30.1)])
      ])
    #expect(
      try figure.script().contains("index 0 using 1:2:3:4 with yerrorbars ls 1 lw 1.2 notitle"))
  }

  @Test func `more than three bands are fainter, and each has edges`() throws {
    func banded(_ count: Int) throws -> String {
      try Figure(
        id: "f", title: "t",
        curves: (0..<count).map { index in
          Curve(
            label: "\(index)", kind: .ours(index),
            points: [1e4, 1e5].map { CurvePoint(x: $0, y: 31, low: 30, high: 32) })
        }
      ).script()
    }
    // Of blue, whose luminance is 0.152.
    #expect(try banded(3).contains("solid 0.118 noborder"))
    #expect(try banded(5).contains("solid 0.071 noborder"))
    for edge in ["1:3", "1:4"] {
      #expect(try banded(5).contains("index 4 using \(edge) with lines lw 0.5 lc rgb"))
    }
  }

  @Test func `the figure of a column has neither title nor caption, and is as wide as a column`()
    throws
  {
    var captioned = figure
    captioned.caption = "Words below."
    let script = try captioned.script()
    let column = try #require(script.range(of: "# In a column of a paper"))
    #expect(script[..<column.lowerBound].contains("Words below."))
    #expect(!script[column.lowerBound...].contains("Words below."))
    #expect(script[column.lowerBound...].contains("set terminal pdfcairo noenhanced size 3.500in,"))
    #expect(script[column.lowerBound...].contains("set output 'f-column.pdf'"))
  }
}
