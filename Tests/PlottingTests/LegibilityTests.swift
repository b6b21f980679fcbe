import Foundation
import Testing

@testable import Plotting

private func contrastOnWhite(_ color: Color) -> Double { 1.05 / (color.luminance + 0.05) }

/// The outlines of the bands: the blocks behind those of the curves.
private func outlines(_ figure: Figure) -> [[(x: Double, y: Double)]] {
  figure.dataFile().components(separatedBy: "\n\n\n").filter { $0.contains("(outline of its band)") }.map {
    block in
    block.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }
  }
}

@Suite struct `What makes a figure legible` {
  @Test func `words in every hue have the contrast that text needs on white, and dark ones stay as they are`()
  {
    for hue in Palette.hues {
      for strength in [1, 0.7] {
        let color = hue.dimmed(to: strength)
        #expect(contrastOnWhite(color.readable) >= 4.5, "\(color.hex) becomes \(color.readable.hex)")
      }
    }
    #expect(Color(0, 114, 178).readable == Color(0, 114, 178))
    // The ends of the scale, by its definition.
    #expect(Color(0, 0, 0).luminance == 0 && abs(Color(255, 255, 255).luminance - 1) < 1e-12)
  }

  @Test func `the names of pale curves are darker than the curves`() throws {
    let points = [1e4, 1e5].map { CurvePoint(x: $0, y: 31) }
    let script = try Figure(
      id: "f", title: "t", curves: [Curve(label: "pale", kind: .ours(4), points: points)]
    ).script()
    #expect(script.contains("set style line 1 lc rgb '#E69F00'"))
    #expect(script.contains("tc rgb '\(Color(0xE6, 0x9F, 0x00).readable.hex)'"))
    #expect(!script.contains("tc rgb '#E69F00'"))
  }

  @Test func `a band that leaves the axes is cut where it crosses them`() throws {
    // The lower edge falls far below the axis twice, the upper one leaves it above; x is logarithmic.
    let low = [31.0, 20, 31, 10, 31]
    let high = [31.5, 32, 40, 32, 31.5]
    let points = (0..<5).map {
      CurvePoint(x: pow(10, Double($0 + 3)), y: 31.2, low: low[$0], high: high[$0])
    }
    let figure = Figure(
      id: "f", title: "t", xRange: 1e3...1e7, yRange: 30...33,
      curves: [Curve(label: "a", kind: .ours(0), points: points)])
    let outline = try #require(outlines(figure).first)
    #expect(outline.allSatisfy { (1e3...1e7).contains($0.x) && (30...33).contains($0.y) })
    // 31 to 20 dB crosses 30 after 1/11 of a decade; 32 to 40 dB crosses 33 after 1/8 of one.
    #expect(outline.contains { abs($0.x / pow(10, 3 + 1.0 / 11) - 1) < 1e-8 && $0.y == 30 })
    #expect(outline.contains { abs($0.x / pow(10, 4 + 1.0 / 8) - 1) < 1e-8 && $0.y == 33 })
  }

  @Test func `a band that begins before the axis begins at the axis`() throws {
    let points = [1e3, 1e5].map { CurvePoint(x: $0, y: 31, low: 30 + log10($0) / 10, high: 32) }
    let figure = Figure(
      id: "f", title: "t", xRange: 1e4...1e6, yRange: 30...33,
      curves: [Curve(label: "a", kind: .ours(0), points: points)])
    let outline = try #require(outlines(figure).first)
    #expect(outline.map(\.x) == [1e4, 1e5, 1e5, 1e4])
    #expect(abs(outline[3].y - 30.4) < 1e-7)
  }

  @Test func `a band out of sight has a block of its own still, for gnuplot counts them`() {
    let beyond = [1e3, 2e3].map { CurvePoint(x: $0, y: 31, low: 30, high: 32) }
    let figure = Figure(
      id: "f", title: "t", xRange: 1e4...1e6, yRange: 30...33,
      curves: [
        Curve(label: "a", kind: .ours(0), points: beyond),
        Curve(label: "b", kind: .ours(1), points: [CurvePoint(x: 1e5, y: 31)]),
      ])
    #expect(figure.dataFile().hasSuffix("# a (outline of its band)\n? ?\n"))
  }

  @Test func `a name that had to make room for others leads back to the end of its curve`() throws {
    func figure(apart: Double) throws -> String {
      try Figure(
        id: "f", title: "t", hasOwnPaperAxis: true, yRange: 30...33,
        curves: [Curve.Kind.ours(0), .ours(1), .paper(0)].enumerated().map { index, kind in
          Curve(
            label: "n\(index)", kind: kind,
            points: [1e4, 1e6].map { CurvePoint(x: $0, y: 31 + apart * Double(index)) })
        }
      ).script()
    }
    let crowded = try figure(apart: 0.001)
    #expect(crowded.contains("set arrow from first 1000000, first 31 to graph 1.005, first 30.8"))
    #expect(crowded.contains("set arrow from second 1000000, first 31.002 to graph 1.005, first 31.1"))
    #expect(try !figure(apart: 0.5).contains("to graph 1.005"))
  }

  @Test func `points that all have their names beside them need no list of them below`() throws {
    func point(_ label: String, _ kind: Curve.Kind, x: Double, y: Double) -> Curve {
      Curve(label: label, kind: kind, points: [CurvePoint(x: x, y: y)])
    }
    let ours = [point("a", .ours(0), x: 1, y: 29), point("b", .ours(1), x: 10, y: 30)]
    let theirs = point("a", .paper(0), x: 100, y: 29.5)
    let both = try Figure(id: "f", title: "t", curves: ours + [theirs]).script()
    #expect(both.contains("keyentry with points pt 7 ps 0.9 lc rgb '#333333' title 'This program'"))
    #expect(both.contains("keyentry with points pt 6 ps 0.9 lw 2 lc rgb '#333333' title 'The paper'"))
    #expect(!both.contains("title 'a'"))
    #expect(try !Figure(id: "f", title: "t", curves: ours).script().contains("keyentry"))
  }

  @Test func `a band of a dark hue is fainter than one of a light hue`() throws {
    func strength(_ index: Int) throws -> Double {
      let points = [1e4, 1e5].map { CurvePoint(x: $0, y: 31, low: 30, high: 32) }
      let script = try Figure(
        id: "f", title: "t", curves: [Curve(label: "a", kind: .ours(index), points: points)]
      ).script()
      let words = try #require(script.firstRange(of: "fs transparent solid "))
      return try #require(Double(script[words.upperBound...].prefix { $0 != " " }))
    }
    // Black and orange.
    #expect(try strength(6) < strength(4))
  }
}
