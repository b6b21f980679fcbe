import Testing

@testable import Plotting

/// A curve that climbs from far below: 5, 25, 30, 31, 32, 32.2 dB at 10³…10⁵·⁵ or so.
private let climbing = Curve(
  label: "9-5-5", kind: .ours(0),
  points: zip([1e3, 1e4, 3e4, 1e5, 2e5, 3e5], [5, 25, 30, 31, 32, 32.2]).map { CurvePoint(x: $0, y: $1) })

private let banded = Curve(
  label: "banded", kind: .ours(1),
  points: [
    CurvePoint(x: 1e5, y: 31, low: 30.5, high: 31.5), CurvePoint(x: 2e5, y: 32, low: 31.75, high: 32.25),
  ])

private let paper = Curve(
  label: "9-5-5", kind: .paper(0), points: [CurvePoint(x: 1e7, y: 31.5), CurvePoint(x: 1e9, y: 32.8)])

/// A curve that is one point, as in a figure of running times.
private func single(_ label: String, _ kind: Curve.Kind, x: Double, y: Double) -> Curve {
  Curve(label: label, kind: kind, points: [CurvePoint(x: x, y: y)])
}

struct FigureTests {
  @Test func `levels, late points and peaks decide the y axis and an early fall is cut off`() throws {
    let figure = Figure(
      id: "f", title: "t", curves: [climbing], levels: [Level(label: "Bicubic", value: 30.39)])
    let axes = try figure.axes()
    #expect(axes.y.contains(30.39) && axes.y.contains(32.2))
    #expect(!axes.y.contains(25) && axes.y.lowerBound > 30)
    #expect(figure.notes(axes) == ["What is below 30.28 is cut off."])
  }

  @Test func `the x axis begins with the last point before a curve comes into sight`() throws {
    let axes = try Figure(id: "f", title: "t", curves: [climbing]).axes()
    // 32 dB at 2·10⁵ is the first of the last third; 31 dB at 10⁵ lies below the axis and leads into it.
    #expect(axes.x.lowerBound == 1e5 / 1.25)
    #expect(axes.x.upperBound == 3e5 * 1.25)
  }

  @Test func `given ranges are taken as they are and levels outside are named in the caption`() throws {
    let figure = Figure(
      id: "f", title: "t", xRange: 1e3...1e9, yRange: 31...33, curves: [climbing],
      levels: [Level(label: "Bicubic", value: 30.39), Level(label: "SC", value: 31.42)])
    let axes = try figure.axes()
    #expect(axes == Axes(x: 1e3...1e9, y: 31...33))
    let script = try figure.script()
    #expect(script.contains("Outside the axes: Bicubic 30.39."))
    #expect(script.contains("set label 'SC 31.42'") && !script.contains("set label 'Bicubic"))
  }

  @Test func `given ends of the y axis that cut off both sides are said so`() throws {
    let figure = Figure(id: "f", title: "t", yRange: 31.5...32, curves: [climbing])
    #expect(figure.notes(try figure.axes()) == ["What is below 31.50 or above 32.00 is cut off."])
    #expect(try figure.script().contains("# Axes. The ends of y are the experiment's."))
  }

  @Test func `given ends don't count where no curve of ours is between them, as on other images`() throws {
    let plain = Figure(id: "f", title: "t", curves: [climbing, paper])
    var given = plain
    (given.xRange, given.yRange) = (1e4...4e5, 35...40)
    #expect(try given.axes() == plain.axes())
    #expect(try !given.script().contains("The ends of y are the experiment's."))
    given.yRange = 29...33
    #expect(try given.axes() == Axes(x: 1e4...4e5, y: 29...33))
  }

  @Test func `a curve beyond the axes is named in the caption and not in the legend`() throws {
    let figure = Figure(
      id: "f", title: "t", xRange: 9e4...4e5, curves: [climbing, paper],
      levels: [Level(label: "Bicubic", value: 30.39)])
    let axes = try figure.axes()
    // It doesn't stretch the y axis either.
    #expect(axes.y.upperBound < 32.5)
    let note = "Outside the axes: 9-5-5 (paper), from 31.50 at 10⁷ to 32.80 at 10⁹."
    #expect(figure.notes(axes).last == note && figure.outside == note)
    let script = try figure.script()
    #expect(!script.contains("The paper (digitised)"))
    #expect(Figure(id: "f", title: "t", curves: [climbing, paper]).outside == nil)
  }

  @Test func `what of a curve is beyond given ends of x is said to be cut off`() throws {
    let figure = Figure(id: "f", title: "t", xRange: 9e4...2.1e5, yRange: 30...33, curves: [climbing])
    #expect(figure.notes(try figure.axes()) == ["What is left of 9×10⁴ or right of 2.1×10⁵ is cut off."])
    var shorter = figure
    shorter.yRange = 31.5...33
    #expect(
      shorter.notes(try shorter.axes())
        == ["What is below 31.5 or left of 9×10⁴ or right of 2.1×10⁵ is cut off."])
    // Right is where an axis that falls begins.
    var reversed = figure
    (reversed.xRange, reversed.isReversedX) = (9e4...4e5, true)
    #expect(reversed.notes(try reversed.axes()) == ["What is right of 9×10⁴ is cut off."])
  }

  @Test func `a single point beyond the y axis is an arrow at its end with its value`() throws {
    let figure = Figure(
      id: "f", title: "t", isReversedX: true, yRange: 32...32.75,
      curves: [
        single("SC, 64 atoms", .ours(0), x: 1.1, y: 31.18), single("9-1-5", .ours(1), x: 0.016, y: 32.28),
      ])
    let script = try figure.script()
    #expect(script.contains("set arrow from first 1.1, graph 0.08 to first 1.1, graph 0.01 head size "))
    #expect(script.contains("set label 'SC, 64 atoms 31.18' at first 1.1, graph 0.04 left offset 1,0"))
    #expect(script.contains("Outside the axes: SC, 64 atoms 31.18."))
    #expect(!script.contains("keyentry") && !script.contains("cut off"))
  }

  @Test func `an arrow of the paper's says so, and a point beyond the x axis where it is`() throws {
    let figure = Figure(
      id: "f", title: "t", isReversedX: true, xRange: 0.01...2, yRange: 32...32.75,
      curves: [
        single("9-1-5", .ours(0), x: 0.016, y: 32.28), single("KK", .paper(1), x: 1, y: 31.5),
        single("SC", .paper(2), x: 60.4321, y: 31.42),
      ])
    let script = try figure.script()
    #expect(script.contains("set label 'KK (paper) 31.50' at first 1, graph 0.04 "))
    #expect(figure.outside == "Outside the axes: KK (paper) 31.50; SC (paper) 31.42 at 60.4.")
    #expect(!script.contains("set label 'SC") && !script.contains("cut off"))
  }

  @Test func `a point that is infinite is named, and no mark stands where training didn't end`() throws {
    let curve = Curve(
      label: "ours", kind: .ours(0),
      points: [
        CurvePoint(x: 10, y: 30), CurvePoint(x: 20, y: .infinity), CurvePoint(x: 40, y: 31),
        CurvePoint(x: 80, y: .infinity),
      ])
    let script = try Figure(id: "f", title: "t", curves: [curve]).script()
    #expect(script.contains("ours has an image without any error") && script.contains("at 20, 80."))
    #expect(!script.contains("with points ls"))
  }

  @Test func `points that aren't there because nothing was measured are counted`() throws {
    var curve = climbing
    curve.missing = 2
    let figure = Figure(id: "f", title: "t", curves: [curve])
    #expect(
      figure.notes(try figure.axes()).last
        == "9-5-5 has no point at 2 of 8 evaluations, where an image wasn't measured, or is smaller than what the "
        + "network cuts off.")
  }

  @Test func `a figure without a point that can be shown is refused`() {
    let nothing = [
      Curve(label: "empty", kind: .ours(0), points: []),
      Curve(label: "not finite", kind: .ours(1), points: [CurvePoint(x: 10, y: .nan)]),
      Curve(label: "before the start of a logarithm", kind: .ours(2), points: [CurvePoint(x: 0, y: 30)]),
    ]
    #expect(throws: PlottingError.nothingToDraw(figure: "f")) {
      try Figure(id: "f", title: "t", curves: nothing).axes()
    }
  }

  @Test func `a single point makes axes with room around it`() throws {
    let curve = Curve(label: "one", kind: .ours(0), points: [CurvePoint(x: 1e5, y: 30)])
    let axes = try Figure(id: "f", title: "t", curves: [curve]).axes()
    #expect(axes.x.lowerBound < 1e5 && axes.x.upperBound > 1e5)
    #expect(axes.y.lowerBound < 30 && axes.y.upperBound > 30)
  }

  @Test func `the data file has a block a curve and then the outline of each band`() {
    let odd = Curve(label: "odd\nname", kind: .ours(2), points: [CurvePoint(x: 1.5, y: .infinity)])
    let figure = Figure(
      id: "f", title: "Title", curves: [paper, banded, odd], levels: [Level(label: "SC", value: 31.42)])
    #expect(
      figure.dataFile() == """
        # Title
        # columns: Number of backprops, Average test PSNR (dB), low, high
        # level 31.42: SC
        # 9-5-5 (the paper, digitised)
        10000000 31.5 ? ?
        1000000000 32.8 ? ?


        # banded (this program)
        100000 31 30.5 31.5
        200000 32 31.75 32.25


        # odd name (this program)
        1.5 ? ? ?


        # banded (outline of its band)
        100000 31.5
        200000 32.25
        200000 31.75
        159328.019 31.34
        100000 31.34

        """)
  }

  @Test func `the script draws bands behind, then the paper's curves, then ours`() throws {
    let script = try Figure(id: "fig7", title: "t", curves: [banded, paper]).script()
    let band = try #require(script.range(of: "'fig7.dat' index 2 using 1:2 with filledcurves closed"))
    let theirs = try #require(script.range(of: "'fig7.dat' index 1 using 1:2 with lines"))
    let ours = try #require(script.range(of: "'fig7.dat' index 0 using 1:2 with lines"))
    #expect(band.lowerBound < theirs.lowerBound && theirs.lowerBound < ours.lowerBound)
    #expect(script.contains("'fig7.dat' index 0 every ::1::1 using 1:2 with points"))
  }

  @Test func `the paper's curve has the hue of ours, dimmed and dotted`() throws {
    let script = try Figure(id: "f", title: "t", curves: [climbing, paper]).script()
    #expect(script.contains("set style line 1 lc rgb '#0072B2' lw 2.6"))
    #expect(
      script.contains("set style line 2 lc rgb '\(Color(0x00, 0x72, 0xB2).dimmed(to: 0.7).hex)' lw 2 dt '.'"))
  }

  @Test func `words that gnuplot would expand are kept as words`() throws {
    let wild = "it's `date` @macro 100 % {a}_b^c \"q\" \\n\nnext"
    let script = try Figure(
      id: "f", title: wild, caption: wild,
      curves: [Curve(label: wild, kind: .ours(0), points: climbing.points)]
    ).script()
    #expect(script.contains("title 'it''s `date` @macro 100 % {a}_b^c \"q\" \\n next'"))
    // Each place that shows words says noenhanced; none opens a double quote of its own.
    for line in script.split(separator: "\n") where line.hasPrefix("set label") {
      #expect(line.contains("noenhanced"), "\(line)")
    }
    #expect(script.contains("set key") && script.contains("noenhanced Left reverse"))
  }

  @Test(arguments: ["", "../fig7", "a/b", ".hidden", "-rf", "a b", "fig'7"])
  func `an id that can't name a file is refused`(id: String) {
    #expect(throws: PlottingError.unusableName(id)) {
      try Figure(id: id, title: "t", curves: [climbing]).script()
    }
  }

  @Test(arguments: ["fig7", "a+", "ne+lle", "9-1-5_x3.v2"])
  func `every name that a spec allows can be that of a figure and a table`(id: String) throws {
    #expect(try Figure(id: id, title: "t", curves: [climbing]).script().contains("'\(id).svg'"))
  }

  @Test func `the legend pairs curves of a hue in a row`() {
    let other = Curve(label: "only the paper has it", kind: .paper(4), points: paper.points)
    let legend = Legend([climbing, banded, paper, other])
    #expect(legend.rowCount == 4)
    #expect(
      legend.entries(in: 960) == [
        "keyentry title 'This program'", "keyentry with linespoints ls 1 title '9-5-5'",
        "keyentry with linespoints ls 2 title 'banded'", "keyentry title ' '",
        "keyentry title 'The paper (digitised)'", "keyentry with lines ls 3 title '9-5-5'",
        "keyentry title ' '",
        "keyentry with lines ls 4 title 'only the paper has it'",
      ])
  }

  @Test func `where the legend's columns stand below each other there are no blanks`() {
    let other = Curve(label: "only the paper has it", kind: .paper(4), points: paper.points)
    let legend = Legend([climbing, banded, paper, other])
    #expect(legend.rowCount(in: 480) == 6)
    #expect(
      legend.entries(in: 480) == [
        "keyentry title 'This program'", "keyentry with linespoints ls 1 title '9-5-5'",
        "keyentry with linespoints ls 2 title 'banded'",
        "keyentry title 'The paper (digitised)'", "keyentry with lines ls 3 title '9-5-5'",
        "keyentry with lines ls 4 title 'only the paper has it'",
      ])
  }

  @Test func `a legend without pairs has no gaps`() {
    let other = Curve(label: "only the paper has it", kind: .paper(4), points: paper.points)
    let legend = Legend([climbing, banded, other])
    #expect(legend.rowCount == 3)
    #expect(legend.entries(in: 960)[4] == "keyentry with lines ls 3 title 'only the paper has it'")
  }

  @Test func `single points have their names beside them`() throws {
    let point = CurvePoint(x: 0.1, y: 29)
    let figure = Figure(
      id: "speed", title: "t",
      curves: [
        Curve(label: "A+", kind: .ours(0), points: [point]),
        Curve(label: "A+", kind: .paper(0), points: [CurvePoint(x: 1, y: 29.1)]),
      ])
    let script = try figure.script()
    #expect(script.contains("set label 'A+' at first 0.1, first 29 center offset 0,0.7"))
    #expect(script.contains("set label 'A+' at first 1, first 29.1 center offset 0,0.7"))
    #expect(!(try Figure(id: "fig7", title: "t", curves: [climbing]).script().contains("offset 0,0.7")))
  }

  @Test func `names of points keep clear of each other, and the legend has those alone that found no room`()
    throws
  {
    // All at one place: one name for each side of it that is free, and none for the others.
    let curves = (0..<14).map {
      Curve(label: "n\($0)", kind: .ours($0), points: [CurvePoint(x: 1, y: 29 + 0.0001 * Double($0))])
    }
    let far = Curve(label: "far", kind: .ours(6), points: [CurvePoint(x: 10, y: 30)])
    let script = try Figure(id: "speed", title: "t", curves: curves + [far]).script()
    let page = script.split(separator: "# In a column of a paper")[0]
    let names = page.split(separator: "\n").filter { $0.hasPrefix("set label 'n") }
    #expect((4..<14).contains(names.count))
    for index in curves.indices {
      let isNamed = page.contains("set label 'n\(index)' at")
      #expect(page.contains("with points ls \(index + 1) title 'n\(index)'") == !isNamed, "n\(index)")
    }
    #expect(!page.contains("title 'far'") && !page.contains("title 'This program'"))
    let sides = names.map {
      $0.split(separator: "first ").last?.split(separator: " noenhanced")[0].drop { $0 != " " }
    }
    #expect(Set(sides).count == names.count)
    #expect(script.contains("set label 'far' at first 10, first 30 center offset 0,0.7"))
  }
}
