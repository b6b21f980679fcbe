import Foundation
import Plotting
import Testing

@testable import Pages

/// What would be markup or code if it weren't escaped, with a mark that joins the first sign.
private let wild = "<\u{301}script>alert(1)</script> & \"q\" 'r' ]]> <!-- \u{2028}"

private let curve = Curve(
  label: wild, kind: .ours(1),
  points: [
    CurvePoint(x: 0, y: 5), CurvePoint(x: 1e4, y: 31, low: 30.9, high: 31.2), CurvePoint(x: 1e5, y: 32),
  ])

private let figure = Figure(
  id: "fig7", title: "Sizes",
  curves: [curve, Curve(label: "9-1-5", kind: .paper(1), points: [CurvePoint(x: 1e8, y: 32.4)])],
  levels: [Level(label: "Bicubic", value: 30.39)])

private let table = Table(
  id: "t", title: "T", columns: ["Network", "PSNR"],
  rows: [
    [.text("a | `b`"), .spread(1.25, deviation: 0.5, decimals: 2, isBest: true)], [.text("z"), .missing],
  ])

private let claim = ClaimCard(
  id: "more", says: "More is \"better\"", expression: "set5.psnr: a > b", source: "Section 4.3.2, Fig. 7",
  verdict: .notHeld, isOfOneSeed: true, measured: ["a minus b = -0.1 dB"], paper: "no numbers",
  chapter: "filter-size")

private func page(_ text: String) -> Page {
  Page(
    title: text, lead: [text],
    headline: Headline(
      title: text,
      parts: [
        .init(
          title: text,
          rows: [.init(method: text, paper: 32.75, ours: 32.294, deviation: 0.02, isNetwork: true)])
      ], remarks: [text]),
    claims: [
      ClaimCard(
        id: text, says: text, expression: text, source: text, verdict: .held, isOfOneSeed: false,
        measured: [text], paper: text, chapter: text)
    ],
    comparisons: [
      Comparison(
        title: text, note: text, width: 3, height: 2,
        shots: [.init(method: "Original", psnr: nil, png: [1]), .init(method: text, psnr: 30, png: [2])])
    ],
    chapters: [
      Chapter(
        id: text, title: text, claim: text, source: text, departures: [text],
        figures: [
          PlotCard(figure: figure, text: text, command: text, files: [Link(title: text, path: text)])
        ],
        tables: [Table(id: text, title: text, columns: [text, text], rows: [[.text(text), .text(text)]])],
        runs: [
          RunCard(
            title: text, scores: [(text, text)], settings: [(text, text)], provenance: [(text, text)],
            curve: [(0, 1), (1, 2), (2, 3)], files: [Link(title: text, path: text)])
        ], files: [Link(title: text, path: text)])
    ], pictures: [Picture(id: text, title: text, png: [3], command: text)], appendix: [table])
}

struct PageTests {
  @Test func `no text of a page is ever markup or code`() {
    func signs(_ html: String, _ sign: UnicodeScalar) -> Int { html.unicodeScalars.count { $0 == sign } }
    let (tame, hostile) = (page("x").html(), page(wild).html())
    // Whatever the texts are, the page has the same tags and the same quoted values; the script's numbers are the same in both.
    for sign: UnicodeScalar in ["<", "\""] { #expect(signs(tame, sign) == signs(hostile, sign), "\(sign)") }
    #expect(!hostile.contains("alert(1)</script>") && hostile.contains("alert(1)&lt;/script&gt;"))
  }

  @Test func `a page asks for nothing outside of its folder`() {
    let html = page("x").html()
    for part in html.components(separatedBy: "href=\"").dropFirst()
      + html.components(separatedBy: "src=\"").dropFirst()
    {
      #expect(part.hasPrefix("#") || part.hasPrefix("./") || part.hasPrefix("data:"), "\(part.prefix(60))")
    }
  }

  @Test func `a link within the page leads to something on it`() {
    let html = page("x").html()
    let targets = html.components(separatedBy: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(targets.contains("claim-x/x"))
    for target in targets { #expect(html.contains("id=\"\(target)\""), "\(target)") }
  }

  @Test func `a page that is made twice has the same bytes`() {
    #expect(page(wild).html() == page(wild).html())
  }

  @Test func `each scalar is escaped, whatever joins it`() {
    #expect(escaped("<\u{301}a&'\"\u{7}") == "&lt;&#x301;a&amp;'&quot; ")
    #expect(inline("a `b < c` d") == "a <code>b &lt; c</code> d")
    #expect(inline("a ` b") == "a ` b")
  }

  @Test func `a link names a file and nothing else`() {
    #expect(address("runs/a b/ü=1.h5") == "./runs/a%20b/%C3%BC=1.h5")
    #expect(address("javascript:alert(1)") == "./javascript%3Aalert%281%29")
  }

  @Test func `numbers for the script can't end its block`() {
    let block = dataBlock(["<": "</script><!--"], id: "d")
    #expect(block == #"<script type="application/json" id="d">{"\u003c":"\u003c/script>\u003c!--"}</script>"#)
  }
}

struct PagePartTests {
  @Test func `the headline has the paper's number, ours and the difference of what is shown`() {
    let html = page("x").headline?.html() ?? ""
    // 32.294 reads 32.29, so the difference is 0.46, not 0.456 rounded otherwise.
    #expect(
      html.contains("<td class=\"number\">32.75</td><td class=\"number\">32.29<small> ± 0.02</small></td>"))
    #expect(html.contains("<td class=\"number below\">−0.46</td>"))
  }

  @Test(arguments: [
    ("Section 4.3.2, Fig. 7", "4.3.2"), ("Sections 1 and 4.4", "1"), ("Fig. 12", "other"),
    ("not in the paper", "not-in-the-paper"), ("not in the paper; see Section 4.1", "not-in-the-paper"),
    ("Section 4.3.2. More", "4.3.2"), ("the cause of Section 4.5 (i)", "4.5"), ("Section one", "other"),
  ])
  func `a claim is filtered by the section that its source names`(_ source: String, _ group: String) {
    var card = claim
    card.source = source
    #expect(card.place.id == group)
  }

  @Test func `badges filter claims and say how many there are of each`() {
    let html = [claim, claim].html()
    #expect(html.contains("data-filter=\"verdict\" data-value=\"not-held\">not held <b>2</b></button>"))
    #expect(html.contains("data-filter=\"section\" data-value=\"4.3.2\">§ 4.3.2 <b>2</b></button>"))
    #expect(
      html.contains(
        "<li class=\"claim\" id=\"claim-filter-size/more\" data-verdict=\"not-held\" data-section=\"4.3.2\">")
    )
    #expect(html.contains("<small>one seed</small>"))
    #expect([ClaimCard]().html().isEmpty)
  }

  @Test func `claims are folded by section, and the fold says what is within`() {
    var other = claim
    other.verdict = .held
    let html = [claim, other].html()
    #expect(
      html.contains(
        "<details class=\"claims-of\" id=\"claims-4.3.2\">\n"
          + "<summary><b>§ 4.3.2</b> 2 claims: 1 held, 1 not held</summary>"))
    #expect([claim].html().contains("1 of 1 claim</p>"))
  }

  @Test func `the tally at the top leads to the claims of each verdict`() {
    let html = [claim, claim].tally()
    #expect(html.contains("2 claims, checked"))
    #expect(
      html.contains(
        "<a class=\"badge not-held\" href=\"#claims\" data-choose=\"not-held\"><b>2</b> not held</a>"))
    #expect(html.contains("<small>2 verdicts rest on one seed</small>"))
    #expect([claim].tally().contains("<small>1 verdict rests on one seed</small>"))
    #expect([ClaimCard]().tally().isEmpty)
  }

  @Test func `the tally and the images stand before the claims and the chapters`() {
    let html = page("x").html()
    let marks = [
      "class=\"headline\"", "class=\"verdicts\"", "id=\"before-and-after\"", "id=\"claims\"",
      "id=\"experiment-x\"",
    ]
    let places = marks.compactMap { html.range(of: $0)?.lowerBound }
    #expect(places.count == marks.count && places == places.sorted())
    // The contents have the same order, by which they mark the part in view.
    let links = ["#main", "#before-and-after", "#claims", "#experiment-x"]
    let entries = links.compactMap { html.range(of: "<li><a href=\"\($0)\"")?.lowerBound }
    #expect(entries.count == links.count && entries == entries.sorted())
  }

  private static let places = [
    "Section 1", "Section 3.2, Fig. 3", "Section 4.9", "Section 4.10", "Fig. 12", "not in the paper",
  ]

  @Test func `sections stand in the paper's order`() {
    let cards = Self.places.reversed().map { source in
      var card = claim
      card.source = source
      return card
    }
    let html = cards.html()
    let ids = ["1", "3.2", "4.9", "4.10", "other", "not-in-the-paper"]
    for mark in ["data-value=", "id=\"claims-"] {
      let places = ids.compactMap { id in
        html.range(of: mark.hasSuffix("=") ? "\(mark)\"\(id)\"" : "\(mark)\(id)\"")?.lowerBound
      }
      #expect(places.count == ids.count && places == places.sorted(), "\(mark)")
    }
  }

  @Test func `chapters stand in the paper's order, those of one section by name`() {
    var page = Page(title: "T")
    page.chapters = Self.places.enumerated().reversed().flatMap { index, source in
      ["b", "a"].map { Chapter(id: "\(index)\($0)", title: "t", claim: "c", source: source) }
    }
    let html = page.html()
    let ids = Self.places.indices.flatMap { ["\($0)a", "\($0)b"] }
    let places = ids.compactMap { html.range(of: "class=\"chapter\" id=\"experiment-\($0)\"")?.lowerBound }
    #expect(places.count == ids.count && places == places.sorted())
  }

  @Test func `a chapter leads to each of its own claims, and counts by one and by many`() {
    let run = RunCard(title: "r", scores: [], settings: [], provenance: [], curve: [], files: [])
    var chapter = Chapter(
      id: "filter-size", title: "t", claim: "c", source: "s", departures: ["d"], runs: [run])
    var (other, second, held) = (claim, claim, claim)
    (other.chapter, second.id, held.id, held.verdict) = ("depth", "a+", "held", .held)
    let html = chapter.html([claim, held, second, other])
    let links = ["more", "a-", "held"].map {
      "<a href=\"#claim-filter-size/\($0)\" title=\"More is &quot;better&quot;\">"
    }
    #expect(html.contains("<p class=\"files\">1 claim held: \(links[2])held</a></p>"))
    #expect(html.contains("<p class=\"files\">2 claims not held: \(links[0])more</a> \(links[1])a+</a></p>"))
    #expect(!html.contains("undecided"))
    #expect(html.contains("<summary>1 departure from the paper</summary>"))
    #expect(html.contains("<summary>1 run: settings, curve, files</summary>"))
    chapter.runs = [run, run]
    #expect(chapter.html().contains("<summary>2 runs: settings, curve, files</summary>"))
    #expect(!chapter.html().contains("#claim-"))
  }

  @Test func `a table sorts by its numbers and keeps its row heads`() {
    let html = table.sortable()
    #expect(html.contains("<th scope=\"row\">a | <code>b</code></th>"))
    #expect(html.contains("<td class=\"number\" data-value=\"1.25\"><strong>1.25 ± 0.50</strong></td>"))
    #expect(html.contains("<th scope=\"col\" class=\"number\"><button type=\"button\">PSNR</button></th>"))
  }

  @Test func `a figure has a switch for each curve, its numbers, and its ends in words`() throws {
    let html = PlotCard(
      figure: figure, text: "t", command: "c", files: [Link(title: "fig7.dat", path: "figures/fig7.dat")]
    ).html()
    #expect(html.contains("data-curve=\"0\"") && html.contains("data-curve=\"1\""))
    #expect(html.contains("<a href=\"./figures/fig7.dat\">fig7.dat</a>"))
    #expect(html.contains("At the end: ") && html.contains("the paper's 9-1-5 32.40; Bicubic 30.39."))
    let data = PlotData(figure)
    #expect(data.lines[0].points == [[0, 5], [1e4, 31, 30.9, 31.2], [1e5, 32]])
    // A logarithm has no zero; a linear axis begins there.
    #expect(data.log[0] > 0 && data.linear.count == 4)
  }

  @Test func `bars have their groups by name, a switch a series and one for the paper's, and no other axis`()
  {
    let chart = BarChart(
      id: "gains", title: "t", caption: "", xLabel: "Method", yLabel: "dB", groups: ["SC", "A+"],
      series: [
        BarSeries(label: "Set5", values: [0.9, 2], spreads: [nil, 1.9...2.1], marks: [1, .nan]),
        BarSeries(label: "Set14", values: [.nan, 1]),
      ], decimals: 2)
    let html = PlotCard(chart: chart, text: "t", command: "c").html()
    #expect(html.contains("data-curve=\"2\"") && !html.contains("data-curve=\"3\""))
    #expect(!html.contains("<fieldset") && html.contains("SC: Set5 0.90; A+: Set5 2.00, Set14 1.00."))
    let data = PlotData(chart)
    #expect(data.groups == ["SC", "A+"] && data.log.isEmpty && data.linear.prefix(3) == [-0.5, 1.5, 0])
    #expect(
      data.lines.map(\.points) == [[[-0.21, 0.9], [0.79, 2, 1.9, 2.1]], [[1.21, 1]], [[-0.21, 1]]])
    #expect(data.lines.map(\.isPaper) == [false, false, true])
  }

  @Test func `a figure that can't be drawn on one of the axes says so to the script`() {
    let beginning = Figure(
      id: "f", title: "t", curves: [Curve(label: "a", kind: .ours(0), points: [CurvePoint(x: 0, y: 1)])])
    #expect(PlotData(beginning).log.isEmpty)
    #expect(!PlotData(beginning).linear.isEmpty)
  }

  @Test func `a comparison has each image within, with its method and PSNR`() {
    let html = page("x").html()
    #expect(html.contains("<figcaption>x, 30.00 dB</figcaption>"))
    #expect(html.contains("src=\"data:image/png;base64,Ag==\""))
  }
}

@Suite struct `A page that is served` {
  private var live: LiveRuns {
    LiveRuns(
      version: "v", notes: [wild],
      runs: [
        LiveRuns.Run(
          title: wild, progress: "1 of 2", psnr: "30 dB", rate: "9/s", timeLeft: "1 s", owner: wild, share: 7)
      ],
      curves: [Curve(label: wild, kind: .ours(0), points: [CurvePoint(x: 0, y: 5), CurvePoint(x: 9, y: 7)])])
  }

  @Test func `has what is being trained, as values that are never markup`() throws {
    var page = Page(title: "T")
    #expect(!page.html().contains("id=\"live\""))
    page.live = live
    let html = page.html()
    #expect(html.contains("<section id=\"live\"") && html.contains("href=\"#live\""))
    #expect(html.contains("data-plot=\"figure-live-curves\""))
    #expect(!html.contains("<\u{301}script"))
    let state = try #require(try JSONSerialization.jsonObject(with: Data(live.json())) as? [String: Any])
    let runs = try #require(state["runs"] as? [[String: Any]])
    #expect(runs[0]["share"] as? Double == 1 && runs[0]["title"] as? String == wild)
    let plot = try #require(state["plot"] as? [String: Any])
    #expect(try #require(plot["linear"] as? [Double]).count == 4)
  }

  @Test func `without a run has an empty plot`() throws {
    let empty = LiveRuns(version: "", runs: [], curves: [])
    let state = try #require(try JSONSerialization.jsonObject(with: Data(empty.json())) as? [String: Any])
    #expect((state["plot"] as? [String: Any])?["linear"] as? [Double] == [])
  }

  @Test(arguments: [
    ("fig7", "fig7"), ("main", "figure-main"), ("claims", "figure-claims"), ("picture-x", "figure-picture-x"),
    ("fig7-data", "figure-fig7-data"), ("experiment-x", "figure-experiment-x"),
    ("figure-main", "figure-figure-main"), ("claims-4.1", "figure-claims-4.1"),
    ("claim-x", "figure-claim-x"),
  ])
  func `gives a figure no id that it has for something else`(_ id: String, _ expected: String) {
    #expect(plotAnchor(id) == expected)
  }
}
