import Foundation
import Testing
import Vocabulary

@testable import Plotting

/// The paper's data of this project, found from the place of this file.
private func paperFile(_ name: String) throws -> String {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try String(contentsOf: root.appending(path: "experiments/paper/\(name)"), encoding: .utf8)
}

private let noLevels = "set,scale,metric,method,label,value\n"

struct PaperDataTests {
  @Test func `the project's own files of the paper's data are read`() throws {
    let paper = try PaperData(curves: paperFile("curves.csv"), levels: paperFile("levels.csv"))
    // Paper, Fig. 7 and Tables 2 to 4.
    let curve = try paper.points(figure: "fig7", curve: "9-5-5")
    #expect(curve.count == 58)
    #expect(try #require(curve.map(\.y).max()) == 32.8905)
    #expect(try paper.points(figure: "fig9a", curve: "9-1-1-1-5 (n22=32, n23=16)").count == 67)
    #expect(try paper.level("bicubic", set: "set5", scale: 3) == Level(label: "Bicubic", value: 30.39))
    #expect(try paper.level("sc", set: "set5", scale: 3) == Level(label: "SC", value: 31.42))
    #expect(
      try paper.level("aplus", set: "bsd200", scale: 4, metric: .ssim) == Level(label: "A+", value: 0.7171))
  }

  @Test func `an unknown curve is answered with the figure's own`() throws {
    let paper = try PaperData(
      curves: "figure,curve,backprops,psnr_db\nfig7,\"9-5-5\",1,2\nfig7,\"9-1-5\",1,2\n", levels: noLevels)
    #expect(throws: PlottingError.unknownCurve(figure: "fig7", curve: "9-5", known: ["9-5-5", "9-1-5"])) {
      try paper.points(figure: "fig7", curve: "9-5")
    }
    #expect(throws: PlottingError.unknownCurve(figure: "fig99", curve: "9-5-5", known: [])) {
      try paper.points(figure: "fig99", curve: "9-5-5")
    }
  }

  @Test func `a level that the paper doesn't give is answered with those it gives`() throws {
    let paper = try PaperData(curves: paperFile("curves.csv"), levels: paperFile("levels.csv"))
    let error = try #require(throws: PlottingError.self) { try paper.level("sc", set: "set5", scale: 2) }
    #expect(
      error.description
        == "the paper gives no psnr of method 'sc' on set5 x2; it gives 'bicubic', 'ne-lle', 'kk', 'anr', 'aplus', 'srcnn'."
    )
  }

  @Test(arguments: [
    ("", "curves.csv:1: expected the columns figure,curve,backprops,psnr_db, found an empty file."),
    ("a,b\n", "curves.csv:1: expected the columns figure,curve,backprops,psnr_db, found a,b."),
    ("figure,curve,backprops,psnr_db\nfig7,x,1\n", "curves.csv:2: expected 4 fields, found 3."),
    (
      "figure,curve,backprops,psnr_db\n\nfig7,x,1,2\nfig7,x,1,high\n",
      "curves.csv:4: expected a number for psnr_db, found 'high'."
    ),
    (
      "figure,curve,backprops,psnr_db\nfig7,\"x,1,2\n",
      "curves.csv:2: expected a closing quote, found the end of the file."
    ),
  ])
  func `a malformed line is named`(text: String, sentence: String) throws {
    let error = try #require(throws: PlottingError.self) { try PaperData(curves: text, levels: noLevels) }
    #expect(error.description == sentence)
  }

  @Test func `a scale that isn't two, three or four is refused`() throws {
    let error = try #require(throws: PlottingError.self) {
      try PaperData(
        curves: "figure,curve,backprops,psnr_db\n", levels: noLevels + "set5,7,psnr,sc,SC,31.42\n")
    }
    #expect(error.description == "levels.csv:2: expected a scale of 2, 3 or 4, found '7'.")
  }

  @Test func `a measure that doesn't exist is refused`() throws {
    let error = try #require(throws: PlottingError.self) {
      try PaperData(
        curves: "figure,curve,backprops,psnr_db\n", levels: noLevels + "set5,3,pnsr,sc,SC,31.42\n")
    }
    #expect(error.description == "levels.csv:2: expected a measure such as psnr or ssim, found 'pnsr'.")
  }

  @Test func `quoted fields keep commas, doubled quotes and line ends, and CRLF is a line end`() throws {
    let csv = try CSV("a,b\r\n\"x, \"\"y\"\"\nz\",2\r\n3,4", file: "f.csv", columns: ["a", "b"])
    #expect(csv.rows.map(\.fields) == [["a": "x, \"y\"\nz", "b": "2"], ["a": "3", "b": "4"]])
    #expect(csv.rows.map(\.line) == [2, 4])
  }
}
