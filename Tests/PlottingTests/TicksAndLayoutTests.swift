import Testing

@testable import Plotting

struct TicksAndLayoutTests {
  @Test func `ticks stand at one, two or five times a power of ten`() {
    #expect(Ticks(30.25...33.05).step == 0.5)
    #expect(Ticks(0.0...1.0).step == 0.1)
    #expect(Ticks(0.0...1.3e9).step == 2e8)
    let ticks = Ticks(30.25...32.7)
    #expect(ticks.values.map { ticks.text($0) } == ["30.5", "31.0", "31.5", "32.0", "32.5"])
  }

  @Test func `a logarithmic axis names powers of ten, and twos and fives when it is short`() {
    let long = LogarithmicTicks(8e4...1.3e9)
    #expect(long.labelled.map(powerOfTen) == ["10⁵", "10⁶", "10⁷", "10⁸", "10⁹"])
    #expect(long.small.prefix(3) == [8e4, 9e4, 2e5])
    let short = LogarithmicTicks(8e3...5e4)
    #expect(short.labelled.map(powerOfTen) == ["10⁴", "2×10⁴", "5×10⁴"])
    let narrow = LogarithmicTicks(8e3...5e4, isNarrow: true)
    #expect(narrow.labelled.map(powerOfTen) == ["10⁴", "3×10⁴"] && narrow.small.contains(2e4))
    #expect(LogarithmicTicks(4e3...9e3, isNarrow: true).labelled == [5e3])
    #expect(LogarithmicTicks(6.5e3...9.5e3).labelled == [7e3, 8e3, 9e3])
  }

  @Test func `a column has room for a method with its level beside the plot`() {
    let label = "NE+LLE (paper) 35.79"
    let column = Layout(title: "", caption: "", rightLabels: [label], keyRows: 0, format: .column)
    #expect(column.rightMargin >= Double(label.count) * Layout.characterWidth * Double(Layout.fontSize))
    #expect(column.plotWidth > 150)
  }

  @Test(arguments: [
    (0.0, "0"), (300, "300"), (1000, "10³"), (25_000, "2.5×10⁴"), (1e6, "10⁶"), (2e8, "2×10⁸"),
    (1e12, "10¹²"),
  ])
  func `counts read as powers of ten`(value: Double, text: String) {
    #expect(powerOfTen(value) == text)
  }

  @Test func `numbers are written short and read back the same`() {
    #expect(
      [0, -3, 4e6, 0.1, 30.392245, 1e300].map(shortest) == [
        "0", "-3", "4000000", "0.1", "30.392245", "1e+300",
      ])
    #expect(fixed(30.385, decimals: 1) == "30.4" && fixed(-0.5, decimals: 0) == "-0")
  }

  @Test func `text is broken at spaces and a long word keeps a line of its own`() {
    #expect(wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(wrapped("a muchtoolongword b", to: 5) == ["a", "muchtoolongword", "b"])
    #expect(wrapped("first\nsecond", to: 80) == ["first", "second"])
    #expect(wrapped("", to: 10).isEmpty)
  }

  @Test func `labels of levels keep their distance, their order and the range`() {
    let placed = spread([31.92, 31.84, 30.39], apart: 0.1, within: 30...33)
    #expect(placed[2] == 30.39)
    #expect(placed[0] - placed[1] >= 0.0999 && placed[0] > placed[1])
    let crowded = spread([32.99, 33], apart: 0.5, within: 30...33)
    #expect(crowded == [32.5, 33])
    // In the middle of the range they make room on both sides.
    let around = spread([31, 31.1, 31.2], apart: 0.5, within: 30...33)
    #expect(zip(around, [30.6, 31.1, 31.6]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test func `a longer caption or legend makes the canvas higher and not the plot smaller`() {
    let small = Layout(title: "t", caption: "", rightLabels: [], keyRows: 2)
    let large = Layout(
      title: "t", caption: String(repeating: "words ", count: 100), rightLabels: ["Bicubic 30.39"], keyRows: 8
    )
    #expect(large.captionLines.count > 3)
    #expect(large.height - small.height == (large.bottomMargin - small.bottomMargin))
    #expect(large.rightMargin > small.rightMargin)
    #expect(
      large.captionHeight + large.keyHeight + Layout.axisRoom + large.plotHeight <= large.height)
  }

  @Test func `colours repeat after the last hue, for negative indices too`() {
    #expect(Palette.slot(of: 8) == 0 && Palette.slot(of: -1) == 7)
    #expect(Color(0, 114, 178).hex == "#0072B2" && Color(0, 0, 0).dimmed(to: 0).hex == "#FFFFFF")
    #expect(Palette.marks.count == Palette.hues.count)
  }
}
