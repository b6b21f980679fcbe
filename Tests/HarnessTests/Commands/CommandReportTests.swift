import Foundation
import Imaging
import Testing

import Vocabulary

@testable import Evaluating
@testable import ProjectFiles
@testable import Scoring
@testable import Wording

@Suite struct `Reports of commands` {
  private let report = EvaluationReport(entries: [
    .init(
      set: "set5", scale: 3, method: "bicubic", scoring: "as in the tables",
      scores: SetScores(images: ["baby", "a,b"], psnr: [33.5, 24.25], ssim: [0.9, 0.8]))
  ])

  /// The form that other programs read; the example of the project's design.
  @Test func `scores as JSON have set, scale, method, protocol, images and mean, with six decimals or more`()
  {
    #expect(
      report.json.compact
        == #"{"results":[{"set":"set5","scale":3,"method":"bicubic","protocol":"as in the tables","images":["#
        + #"{"image":"baby","psnr":33.50000000,"ssim":0.90000000},"#
        + #"{"image":"a,b","psnr":24.25000000,"ssim":0.80000000}],"#
        + #""mean":{"psnr":28.87500000,"ssim":0.85000000}}]}"#)
  }

  @Test func `scores as CSV quote a name with a comma, and end with the mean`() {
    #expect(
      report.csv
        == """
        set,scale,method,image,psnr,ssim
        set5,3,bicubic,baby,33.500000,0.900000
        set5,3,bicubic,"a,b",24.250000,0.800000
        set5,3,bicubic,mean,28.875000,0.850000

        """)
  }

  @Test func `scores as text set methods of one set and factor beside each other`() {
    var both = report
    both.entries.append(both.entries[0])
    both.entries[1].method = "ours"
    #expect(
      both.text
        == """
        set5 x3  bicubic PSNR    SSIM  ours PSNR    SSIM
        baby          33.5000  0.9000    33.5000  0.9000
        a,b           24.2500  0.8000    24.2500  0.8000
        mean          28.8750  0.8500    28.8750  0.8500

        """)
    #expect(both.tables.count == 1)
    #expect(both.tables[0].columns == ["Image", "bicubic PSNR", "bicubic SSIM", "ours PSNR", "ours SSIM"])
  }

  /// Two images, the second too small for MSSSIM.
  private let six = EvaluationReport(entries: [
    .init(
      set: "s", scale: 2, method: "ours", scoring: "as in the tables",
      scores: SetScores(
        images: ["a", "b"],
        [
          .msssim: [0.99, .nan], .nqm: [35, 37], .psnr: [30, 32], .ifc: [4.5, 3.5], .ssim: [0.9, 0.8],
          .wpsnr: [50, 48],
        ]))
  ])

  @Test func `all measures stand in the paper's order, and a missing one takes the mean with it`() {
    #expect(
      six.text
        == """
        s x2  ours PSNR    SSIM     IFC      NQM    WPSNR  MSSSIM
        a       30.0000  0.9000  4.5000  35.0000  50.0000  0.9900
        b       32.0000  0.8000  3.5000  37.0000  48.0000       -
        mean    31.0000  0.8500  4.0000  36.0000  49.0000       -
        -: no MSSSIM, which needs 161 x 161 pixels within the shaved border

        """)
    #expect(
      six.csv.split(separator: "\n") == [
        "set,scale,method,image,psnr,ssim,ifc,nqm,wpsnr,msssim",
        "s,2,ours,a,30.000000,0.900000,4.500000,35.000000,50.000000,0.990000",
        "s,2,ours,b,32.000000,0.800000,3.500000,37.000000,48.000000,nan",
        "s,2,ours,mean,31.000000,0.850000,4.000000,36.000000,49.000000,nan",
      ])
    #expect(
      six.json.compact.contains(#""wpsnr":48.00000000,"msssim":"undefined"}],"mean":{"psnr":31.00000000"#))
    #expect(six.tables[0].title == "s, x2: PSNR (dB), SSIM, IFC (bit/pixel), NQM (dB), WPSNR (dB), MSSSIM")
    #expect(
      six.tables[0].markdown().contains("| mean | 31.00 | 0.8500 | 4.00 | 36.00 | 49.00 | – |"))
  }

  @Test func `measures are named in any order and case, each once`() throws {
    #expect(try imageMeasures("all") == ImageMeasure.allCases)
    #expect(try imageMeasures("IFC,psnr,ifc") == [.ifc, .psnr])
    for (list, found) in [("", ""), ("psnr,", ""), ("psnr,ssmi", "ssmi"), ("ifc,all", "all")] {
      let error = #expect(throws: OptionError.self) { try imageMeasures(list) }
      #expect(error?.description.hasSuffix("found '\(found)'") == true, "\(String(describing: error))")
    }
  }

  @Test func `JSON text is what a JSON reader reads`() throws {
    let value = JSON.object([
      ("text", .text("a \"b\" \\ \n \u{1} é")), ("none", .number(.infinity, decimals: 2)),
      ("n", .integer(-3)),
      ("list", .list([.bool(true), .null])),
    ])
    let read = try JSONSerialization.jsonObject(with: Data(value.compact.utf8)) as? [String: Any]
    #expect(read?["text"] as? String == "a \"b\" \\ \n \u{1} é")
    #expect(read?["none"] is NSNull)
    #expect(read?["n"] as? Int == -3)
    #expect((read?["list"] as? [Any])?.count == 2)
  }

  @Test(arguments: [
    (0.4, "0 s"), (99.4, "99 s"), (100, "2 min"), (5_900, "98 min"), (6_000, "1 h 40 min"),
    (3_605 * 3, "3 h 00 min"), (86_400 * 9, "9 days"), (.infinity, "?"), (.nan, "?"),
  ])
  func `a length of time is said in one or two units`(_ seconds: Double, _ text: String) {
    #expect(duration(seconds) == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (4_000_000, "4,000,000"), (-1234, "-1,234")])
  func `digits come in groups of three`(_ number: Int, _ text: String) {
    #expect(number.grouped == text)
  }
}
