import ExperimentSpecs
import Foundation
import Imaging
import Testing
import TestLaboratory

@testable import Plotting
@testable import Reporting
@testable import RunRecords
@testable import Wording

/// A black image is 0 all over, and a network without biases, as each is at first, makes 0 of it: no error at all. One that is
/// trained on black alone has no gradient either, and stays so.
@Suite struct `A test image without any error` {
  private let figures: FigureLaboratory
  private let experiment: ResolvedExperiment
  private let results: ExperimentResults
  private var laboratory: RunLaboratory { figures.laboratory }

  init() throws {
    figures = try FigureLaboratory()
    let laboratory = figures.laboratory
    func black(_ width: Int, _ height: Int) -> ByteImage {
      ByteImage(
        width: width, height: height, channels: 1, pixels: .init(repeating: 0, count: width * height))
    }
    let leaves = try ByteImage(contentsOf: laboratory.root + "/datasets/other-test/0.png")
    try laboratory.addSet("black", images: [black(40, 36)])
    try laboratory.addSet("dark", images: [black(30, 30), leaves])
    let own = #""data.train": "black", "data.test": ["dark", "other-test"], "data.validation": "dark""#
    let spec = FigureLaboratory.spec
      .replacing(#""network.filters": [3, 3, 3]"#, with: own)
      .replacing(#"["tiny-test", "other-test"]"#, with: #"["tiny-test", "other-test", "dark"]"#)
    try write(Array(spec.utf8), to: laboratory.root + "/experiments/specs/tiny.json")
    experiment = try figures.resolved(overrides: [(key: "data.measures", value: #"["msssim"]"#)])
    let engine = try laboratory.engine()
    #expect(engine.run(experiment.runs).exitCode == 0)
    results = try ExperimentResults(experiment, archive: engine.archive)
  }

  @Test func `leaves every point of a curve in its place`() throws {
    try #require(results.variants.count == 2)
    for variant in results.variants {
      let points = variant.points(on: "dark", .curve)
      #expect(points.map(\.x) == [0, 32, 64])
      #expect(points.first?.mean == .infinity && points.first?.band == nil)
    }
    #expect(results.variants[1].points(on: "dark", .table).map(\.mean) == [.infinity, .infinity, .infinity])
  }

  @Test func `is named beneath a figure, where no mark stands at an end that can't be drawn`() throws {
    let figure = try figures.drawing(0, of: experiment).figure(id: "tiny1a")
    #expect(figure.curves.map(\.label) == ["small", "a large one"])
    #expect(
      figure.notes(try figure.axes()).contains(
        "a large one has an image without any error, so that its mean can't be drawn, at 0, 32, 64."))
    let script = try figure.script()
    #expect(script.contains("index 0 every ::2::2 using 1:2 with points"))
    #expect(!script.contains("index 1 every ::2::2"))
    #expect(figure.dataFile().contains("# a large one (this program)\n0 ? ? ?\n32 ? ? ?\n64 ? ? ?\n"))
  }

  @Test func `is infinite in tables`() throws {
    let table = try results.table(
      paper: PaperNumbers(root: figures.project.root), catalog: figures.project.catalog())
    let column = try #require(table.columns.firstIndex(of: "dark PSNR"))
    #expect(table.rows.first { $0[0] == .text("a large one") }?[column].value == .infinity)
    #expect(table.markdown().contains("∞") && table.latex().contains("$\\infty$"))
    #expect(table.csv().contains(",inf,"))
  }

  @Test func `is perfect in JSON, what an image is too small for undefined, and what wasn't measured null`()
    throws
  {
    let folder = try #require(results.variants[1].runs.first?.folder)
    let json = try RunList(results: laboratory.results).detailJSON(of: folder.shortId)
    guard case .list(let images)? = json["scores"]?["dark"]?["images"] else {
      Issue.record("\(json.compact)")
      return
    }
    #expect(images.first?["psnr"] == .text("perfect") && images.first?["msssim"] == .text("undefined"))
    #expect(json["scores"]?["dark"]?["mean"]?["psnr"] == .text("perfect"))
    let perfect = JSON.text("perfect")
    #expect(json["curve"]?["psnr"]?["dark"] == .list([perfect, perfect, perfect]))
    // A set that is asked for later has no numbers at first.
    _ = try laboratory.engine().run([laboratory.run("later", seed: 9, backprops: 128)])
    let longer = laboratory.run("later", seed: 9, backprops: 256) { $0.data.test = ["tiny-test", "dark"] }
    let later = try #require(try laboratory.engine().run([longer])[0].folder)
    let curve = try RunList(results: laboratory.results).detailJSON(of: later.shortId)["curve"]
    guard case .list(let dark)? = curve?["psnr"]?["dark"] else {
      Issue.record("\(String(describing: curve))")
      return
    }
    #expect(dark.count == 5 && dark.prefix(3).allSatisfy { $0 == .null } && dark.last != .null, "\(dark)")
  }
}
