import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import Plotting
import Testing
import TestLaboratory

@testable import Datasets
@testable import ProjectFiles
@testable import Reporting
@testable import RunRecords
@testable import Scoring

@Suite struct `Figures from runs` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  @Test func `a caption says how the training images were augmented`() throws {
    let experiment = try figures.resolved(overrides: [
      (key: "data.augmentation", value: #"{"scales":[0.8],"rotations":[90]}"#)
    ])
    #expect(try figures.laboratory.engine().run(experiment.runs).exitCode == 0)
    #expect(
      try figures.figure(0, of: experiment).caption.hasPrefix(
        "Profile desk: trained on tiny-train (augmented: scales 1, 0.8, rotations 0, 90), measured on tiny-test"
      ))
  }

  @Test func `a training loss is drawn a pixel of the output, which is smaller for larger filters`() throws {
    let spec = FigureLaboratory.spec
      .replacing(#""variants": ["small"], "#, with: "")
      .replacing(#""y": "other-test.psnr""#, with: #""y": "loss""#)
      .replacing(#""baselines": ["bicubic"], "#, with: #""baselines": [], "#)
    try write(Array(spec.utf8), to: figures.laboratory.root + "/experiments/specs/tiny.json")
    let experiment = try figures.resolved(), runs = try figures.laboratory.engine().run(experiment.runs)
    let figure = try figures.figure(1, of: experiment)
    #expect(figure.yLabel == "Training loss a pixel (thousandths)")
    for (curve, side) in [(0, 11 - 4), (1, 11 - 6)] {
      let losses = try runs[2 * curve..<2 * curve + 2].map {
        let metrics = try #require($0.folder).metrics()
        return try #require(metrics.history.loss.last)
      }
      let pixels = Double(side * side)
      let last = try #require(figure.curves[curve].points.last)
      #expect(abs(last.y - 1000 * (losses[0] + losses[1]) / 2 / pixels) < 1e-9)
    }
  }

  @Test func `a figure has the mean over the seeds with its band, and bicubic as it was measured`() throws {
    let experiment = try figures.resolved()
    let runs = try figures.laboratory.engine().run(experiment.runs)
    #expect(runs.exitCode == 0)
    let figure = try figures.figure(0, of: experiment)
    #expect(figure.curves.map(\.label) == ["small", "a large one"])
    let metrics = try runs[0..<2].map { try #require($0.folder).metrics() }
    let values = metrics.map { $0.history.sets["tiny-test"]?.means().last ?? .nan }
    let last = try #require(figure.curves[0].points.last)
    #expect(last.x == 64)
    #expect(last.y == (values[0] + values[1]) / 2)
    #expect(last.low == values.min() && last.high == values.max())
    #expect(figure.curves[0].points.map(\.x) == [0, 32, 64])
    // The sets are photographs as far as the program knows, but not the paper's set at the paper's factor.
    #expect(figure.levels.map(\.label) == ["Bicubic"])
    #expect(figure.levels[0].value == metrics[0].bicubic["tiny-test"]?.meanPSNR)
    let drawing = try figures.drawing(0, of: experiment)
    let caption = try drawing.caption()
    #expect(
      caption
        == "Profile desk: trained on tiny-train, measured on tiny-test at x2; 64 backprops; mean of 2 seeds, "
        + "the band from the lowest to the highest. The end.")
    let remarks = try drawing.remarks()
    #expect(
      remarks.hasPrefix(caption + " Curves are of un-padded output; levels and tables are of "))
    // The image says it too, in a few words.
    let clause = caption + " Curves un-padded, levels padded: networks end "
    #expect(figure.caption.hasPrefix(clause) && figure.caption.hasSuffix(" there."))
    let step = figure.caption.dropFirst(clause.count).dropLast(" there.".count)
    #expect(remarks.contains("on which the networks drawn end \(step)."))
    // How far the two are apart is measured, not said from memory.
    #expect(remarks.contains("padded output, on which the networks drawn end "))
    #expect(
      try drawing.text().hasSuffix("- batch 8 instead of 16\n- backprops 64 instead of 128\n"))
  }

  @Test func `a figure of its own variants and set leaves the others out`() throws {
    let experiment = try figures.resolved()
    _ = try figures.laboratory.engine().run(experiment.runs(drawnIn: ["tiny1b"]))
    let figure = try figures.figure(1, of: experiment, overrides: ["training.seeds=2"])
    #expect(figure.curves.map(\.label) == ["small"])
    #expect(figure.yLabel == "Average PSNR on other-test (dB)")
    #expect(figure.caption.contains("Changed by --set: training.seeds=2."))
    let partial = try figures.figure(0, of: experiment)
    #expect(partial.caption.contains("Not trained yet and left out: a large one."))
  }

  @Test func `the table has bicubic, sizes, lengths and the scores of each set`() throws {
    let experiment = try figures.resolved()
    let engine = try figures.laboratory.engine()
    let runs = engine.run(experiment.runs)
    let table = try ExperimentResults(experiment, archive: engine.archive)
      .table(paper: PaperNumbers(root: figures.project.root), catalog: figures.project.catalog())
    #expect(
      table.columns == [
        "Network", "Seeds", "Parameters", "Backprops", "Training, min × threads", "Scoring, min × threads",
        "tiny-test PSNR",
        "tiny-test SSIM",
        "other-test PSNR", "other-test SSIM",
      ])
    #expect(table.rows.map { $0[0] } == [.text("bicubic"), .text("small"), .text("a large one")])
    // 3 x 3 x 4 + 4, 4 x 3 + 3, 3 x 3 x 3 + 1.
    #expect(table.rows[1][2] == .number(83, decimals: 0))
    #expect(table.rows[1][3] == .number(64, decimals: 0))
    let scores = try runs.filter { $0.run.variant == "small" }.map { result in
      try #require(result.folder?.metrics().final["tiny-test"]).meanPSNR
    }
    try #require(scores.count == 2)
    let cell = try #require(table.rows[1][6].value)
    #expect(abs(cell - (scores[0] + scores[1]) / 2) < 1e-9)
    let bicubic = try #require(runs[0].folder?.metrics().bicubic["tiny-test"])
    #expect(abs(try #require(table.rows[0][6].value) - bicubic.meanPSNR) < 1e-9)
  }

  @Test
  func `a table of scores has rows of measures, ours and the paper's columns, and the best of each in bold`()
    throws
  {
    let laboratory = figures.laboratory
    func run(_ name: String, psnr: Double) -> FinishedRun {
      let description = laboratory.run(name) {
        $0.data.train = ["t91"]
        $0.data.test = ["set5"]
        $0.data.scale = 3
        $0.data.measures = [.ifc]
        $0.network.filters = [9, 5, 5]
        $0.network.widths = [64, 32]
      }
      var metrics = MetricsFile(
        run: .init(id: "0", seed: 1, backprops: 64), scale: 3, channels: .y, history: History())
      metrics.final["set5"] = SetScores(images: ["a"], [.psnr: [psnr], .ssim: [0.9], .ifc: [4]])
      metrics.bicubic["set5"] = SetScores(images: ["a"], [.psnr: [30.39], .ssim: [0.8], .ifc: [.nan]])
      return FinishedRun(run: description, folder: RunFolder("/nowhere"), metrics: metrics, provenance: nil)
    }
    let results = ExperimentResults(
      try figures.resolved(),
      variants: [run("good", psnr: 33), run("bad", psnr: 32)].map { run in
        VariantResults(id: run.run.variant, label: run.run.variant, description: run.run, runs: [run])
      })
    let section = TableSection(id: "t2", title: "Scores", set: "set5", quoted: [.kk])
    let table = results.table(section, on: "set5", paper: try PaperNumbers(root: figures.project.root))
    #expect(
      table.columns == [
        "Measure", "Factor", "Bicubic", "Bicubic, paper", "good", "good, paper", "bad", "bad, paper",
        "KK, paper",
      ])
    #expect(
      table.rows[0] == [
        .text("PSNR"), .text("x3"), .number(30.39, decimals: 2), .number(30.39, decimals: 2),
        .number(33, decimals: 2, isBest: true), .number(32.75, decimals: 2, isBest: true),
        .number(32, decimals: 2), .number(32.75, decimals: 2, isBest: true), .number(32.28, decimals: 2),
      ])
    #expect(table.rows.map { $0[0] } == [.text("PSNR"), .text("SSIM"), .text("IFC")])
    // A flat image has no IFC, and so its set has none.
    #expect(table.rows[2][2] == .missing)
    #expect(table.rows[2][5] == .number(4.58, decimals: 2, isBest: true))
  }

  /// A 9-5-5 of luma with these PSNRs of `face` and `zebra`.
  private func run(_ name: String, psnr: [Double], scale: Int = 3, on set: String = "set14") -> FinishedRun {
    let description = figures.laboratory.run(name) {
      $0.data.train = ["t91"]
      $0.data.test = [set]
      $0.data.scale = scale
      $0.network.filters = [9, 5, 5]
      $0.network.widths = [64, 32]
    }
    var metrics = MetricsFile(
      run: .init(id: "0", seed: 1, backprops: 64), scale: scale, channels: .y, history: History())
    metrics.final[set] = SetScores(images: ["face", "zebra"], psnr: psnr, ssim: [0.9, 0.8])
    metrics.bicubic[set] = SetScores(images: ["face", "zebra"], psnr: [30, 26.63], ssim: [0.8, 0.7])
    return FinishedRun(run: description, folder: RunFolder("/nowhere"), metrics: metrics, provenance: nil)
  }

  private func table(
    _ runs: [FinishedRun], _ columns: [ScoreName], quoted: [FigureSection.Baseline], variants: [String]? = nil
  ) throws -> Table {
    let results = ExperimentResults(
      try figures.resolved(),
      variants: runs.map {
        VariantResults(id: $0.run.variant, label: $0.run.variant, description: $0.run, runs: [$0])
      })
    let section = TableSection(id: "t", title: "T", columns: columns, variants: variants, quoted: quoted)
    return try results.table(
      section, of: columns, paper: PaperNumbers(root: packageRoot),
      catalog: DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:]))
  }

  private func number(_ value: Double, isBest: Bool = false) -> Table.Cell {
    .number(value, decimals: 2, isBest: isBest)
  }

  private static let zebra = ScoreName(set: "set14", image: "zebra", measure: .psnr)

  @Test func `a table of chosen scores has a row for each variant, and images among its columns`() throws {
    let found = try table(
      [run("good", psnr: [33, 29]), run("bad", psnr: [31, 28]), run("other", psnr: [1, 2])],
      [ScoreName(set: "set14", measure: .psnr), Self.zebra], quoted: [.kk], variants: ["bad", "good"])
    #expect(
      found.columns == [
        "Network", "Seeds", "Set14 PSNR", "Set14 PSNR, paper", "zebra PSNR", "zebra PSNR, paper",
        "Paper's training set",
      ])
    // The paper's numbers: Table 3, and those under Fig. 16.
    let (one, net) = (Table.Cell.number(1, decimals: 0), Table.Cell.text("ImageNet"))
    #expect(
      found.rows == [
        [
          .text("bicubic"), .missing, number((30 + 26.63) / 2), number(27.54), number(26.63), number(26.63),
          .missing,
        ],
        [
          .text("good"), one, number(31, isBest: true), number(29.30, isBest: true), number(29, isBest: true),
          number(29.29, isBest: true), net,
        ],
        [
          .text("bad"), one, number(29.5), number(29.30, isBest: true), number(28),
          number(29.29, isBest: true), net,
        ],
        [.text("KK, paper"), .missing, .missing, number(28.94), .missing, number(28.85), .missing],
      ])
  }

  @Test func `an image that its set doesn't have is refused before anything is trained`() throws {
    let claim =
      #"{ "id": "c", "says": "s", "source": "4", "expect": "tiny-test/nosuch.psnr: large > small" }"#
    let spec = FigureLaboratory.spec.replacing(
      #""profiles": {"#, with: #""claims": [\#(claim)], "profiles": {"#)
    try write(Array(spec.utf8), to: figures.laboratory.root + "/experiments/specs/tiny.json")
    #expect {
      try figures.resolved()
    } throws: { error in
      "\(error)".hasPrefix(
        "experiments/specs/tiny.json: 'tiny-test/nosuch.psnr': expected an image of the set, found 'nosuch'; there are: "
      )
    }
  }

  @Test func `quoted numbers are those of the rows' factor and set, and the best is of one factor`() throws {
    let psnr = ScoreName(set: "set14", measure: .psnr)
    let double = try table([run("x2", psnr: [33, 29], scale: 2)], [psnr, Self.zebra], quoted: [.kk])
    #expect(double.columns.contains("Set14 PSNR, paper") && !double.columns.contains("zebra PSNR, paper"))
    #expect(double.rows.last?[3] == number(32.11))
    let both = try table(
      [run("a", psnr: [33, 29], scale: 2), run("b", psnr: [31, 28])], [psnr], quoted: [.kk])
    #expect(
      both.rows.map { [$0[0], $0[3]] } == [
        [.text("bicubic x2"), number(30.23)], [.text("bicubic x3"), number(27.54)],
        [.text("a x2"), number(32.45, isBest: true)], [.text("b x3"), number(29.30, isBest: true)],
        [.text("KK, paper x2"), number(32.11)], [.text("KK, paper x3"), number(28.94)],
      ])
    // A zebra of somebody's own.
    let own = try table(
      [run("own", psnr: [33, 29], on: "leaves-test")],
      [ScoreName(set: "leaves-test", image: "zebra", measure: .psnr)], quoted: [.kk])
    #expect(own.columns == ["Network", "Seeds", "zebra PSNR"])
    #expect(own.rows[1][2] == number(29, isBest: true))
  }

  @Test(arguments: [("set5", ["table1"]), ("set14", ["fig12"])])
  func `the paper's running times stand beside ours of the same set`(set: String, shown: [String]) throws {
    let (run, results) = try figures.finishedRun(measuredOn: set)
    let curves = [("table1", "n1=64, n2=32"), ("fig12", "9-1-5")].map {
      FigureSection.PaperCurve(figure: $0.0, curve: $0.1, label: $0.0)
    }
    let figure = FigureSection(
      id: "f", title: "Times", variants: [run.variant], x: .seconds, y: .validationPSNR, baselines: [],
      paperCurves: curves, caption: nil)
    let drawing = FigureDrawing(
      results: results, figure: figure, paper: try PaperNumbers(root: figures.project.root),
      catalog: try DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:]), overrides: [])
    #expect(try drawing.paperCurves().map(\.label) == shown)
    // Where curves end says nothing of points.
    #expect(try drawing.comparison() == nil)
  }

  @Test func `without gnuplot the data and the script are written, and the error names what to install`()
    throws
  {
    let project = try Project(
      root: figures.project.root, currentFolder: "/", environment: ["PATH": "/nowhere"])
    let experiment = try figures.resolved()
    let engine = try figures.laboratory.engine()
    _ = engine.run(experiment.runs)
    #expect(throws: PlottingError.gnuplotMissing(path: "/nowhere")) {
      try project.draw(
        ["tiny1a"], of: ExperimentResults(experiment, archive: engine.archive), overrides: [],
        results: figures.laboratory.results)
    }
    #expect(
      names(in: figures.laboratory.results + "/figures") == [
        "tiny1a.dat", "tiny1a.gp", "tiny1a.md",
      ])
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func `a figure is drawn for LaTeX where that is asked for`() throws {
    let experiment = try figures.resolved()
    let engine = try figures.laboratory.engine()
    _ = engine.run(experiment.runs)
    let measured = try ExperimentResults(experiment, archive: engine.archive)
    for forLaTeX in [false, true] {
      let paths = try figures.project.draw(
        ["tiny1a"], of: measured, overrides: [], results: figures.laboratory.results, forLaTeX: forLaTeX)
      #expect(Set(paths).count == paths.count)
      let latex = paths.filter { $0.contains("-latex.") }.compactMap { $0.split(separator: "/").last }
      #expect(latex == (forLaTeX ? ["tiny1a-latex.gp", "tiny1a-latex.tex", "tiny1a-latex.pdf"] : []))
    }
  }

  @Test func `files of changed settings have a name of their own`() throws {
    let experiment = try figures.resolved()
    let engine = try figures.laboratory.engine()
    _ = engine.run(experiment.runs)
    let (tables, _) = try figures.project.writeTables(
      of: ExperimentResults(experiment, archive: engine.archive), overrides: ["training.seeds=2"],
      results: figures.laboratory.results)
    #expect(tables.map(\.id) == ["tiny-custom"])
  }

  @Test
  func `an id without its letter means all panels, and an unknown one is answered with those there are`()
    throws
  {
    #expect(try figures.project.figures(["tiny1"]).map(\.ids) == [["tiny1a", "tiny1b"]])
    #expect(try figures.project.figures(["tiny1b"]).map(\.ids) == [["tiny1b"]])
    #expect(try figures.project.figures([]).map(\.ids) == [["tiny1a", "tiny1b"]])
    #expect(throws: ProjectError.unknownFigure(id: "fig4", known: ["tiny1a", "tiny1b"])) {
      try figures.project.figures(["fig4"])
    }
  }

  @Test func `a run that another spec lengthened counts with the PSNR that it had at the length asked for`()
    throws
  {
    let engine = try figures.laboratory.engine()
    let experiment = try figures.resolved()
    let short = try #require(engine.run(experiment.runs)[0].folder).metrics()
    let longer = try figures.resolved(overrides: [("training.backprops", "128")])
    _ = engine.run(longer.runs.filter { $0.variant == "small" })

    let results = try ExperimentResults(experiment, archive: engine.archive)
    let run = try #require(results.variants.first?.runs.first)
    #expect(run.metrics.history.backprops == short.history.backprops)
    #expect(run.metrics.history.sets == short.history.sets)
    #expect(run.metrics.run.backprops == 64)
    let psnr = ScoreName(set: "tiny-test", measure: .psnr)
    #expect(results.score(psnr, of: run) == short.final["tiny-test"]?.meanPSNR)
    #expect(results.score(ScoreName(set: "tiny-test", measure: .ssim), of: run) == nil)
    #expect(
      results.notes.contains {
        $0.contains("was trained on to 128 backprops: of the length that is asked for only the PSNR is known")
      })
    let whole = try ExperimentResults(longer, archive: engine.archive)
    #expect(whole.variants[0].runs[0].metrics.run.backprops == 128)
    #expect(!whole.notes.contains { $0.contains("was trained on") })
  }

  @Test func `runs that failed, and those below bicubic, are named beneath tables and beside figures`() throws
  {
    let engine = try figures.laboratory.engine()
    let experiment = try figures.resolved()
    let folder = try #require(engine.run(experiment.runs)[0].folder)
    try FileManager.default.removeItem(atPath: folder.weightsFile)
    var provenance = try #require(folder.provenance())
    provenance.failure = "tiny/small seed 1: the loss became infinite"
    try writeAtomically(try jsonBytes(provenance), to: folder.provenanceFile)
    let failed = "tiny/small seed 1 failed and is left out: the loss became infinite"
    let results = try ExperimentResults(experiment, archive: engine.archive)
    #expect(results.notes.contains(failed) && !results.warnings(of: ["large"]).contains(failed))
    let table = try results.table(
      paper: PaperNumbers(root: figures.project.root), catalog: figures.project.catalog())
    #expect(table.markdown().contains("\n- \(failed)\n") && table.latex().contains("footnotesize \(failed)"))
    #expect(!table.csv().contains("failed"))
    #expect(try figures.drawing(0, of: experiment).remarks().contains(" \(failed)."))
    provenance.failure = "can't write /home/somebody/x"
    try writeAtomically(try jsonBytes(provenance), to: folder.provenanceFile)
    let other = try ExperimentResults(experiment, archive: engine.archive)
    #expect(other.warnings(of: ["small"]).contains("tiny/small seed 1 failed and is left out"))
    let low = run("low", psnr: [20, 20])
    let below = ExperimentResults(
      experiment, variants: [VariantResults(id: "low", label: "low", description: low.run, runs: [low])])
    #expect(below.warnings() == ["low is below bicubic on set14 (seed 1)"])
  }

  @Test func `evaluations without a mean give no point, and the curve says how many`() throws {
    let image = ByteImage(
      width: 16, height: 16, channels: 1, pixels: (0..<256).map { UInt8(truncatingIfNeeded: $0) })
    let set = TestSet(name: "tiny-test", images: [("a", image)], scale: 2, channels: .y, luma: .ycbcr)
    let run = figures.laboratory.run("small")
    func finished(_ psnr: [Double]) -> FinishedRun {
      var history = History()
      for (index, value) in psnr.enumerated() {
        history.append(
          backprops: 10 * index, loss: 1,
          scores: [(set: set, scores: CurveScores(psnr: [value], psnrCurveProtocol: [value]))])
      }
      let metrics = MetricsFile(
        run: .init(id: "0", seed: 1, backprops: 30), scale: 2, channels: .y, history: history)
      return FinishedRun(run: run, folder: RunFolder("/nowhere"), metrics: metrics, provenance: nil)
    }
    let variant = VariantResults(
      id: "small", label: "small", description: run,
      runs: [finished([1, .nan, 3, 4]), finished([.nan, 2, 3, 4])])
    #expect(variant.points(on: "tiny-test", .curve).map(\.x) == [20, 30])
    let experiment = try figures.resolved()
    let drawing = FigureDrawing(
      results: ExperimentResults(experiment, variants: [variant]), figure: experiment.figures[0],
      paper: try PaperNumbers(root: figures.project.root), catalog: try figures.project.catalog(),
      overrides: [])
    let curve = try #require(try drawing.figure(id: "f").curves.first)
    #expect(curve.missing == 2 && curve.points.map(\.x) == [20, 30])
  }

  @Test func `one training that two variants share is trained anew once, to the longer length`() {
    let laboratory = figures.laboratory
    let runs = [
      laboratory.run("a", backprops: 64), laboratory.run("b", backprops: 200), laboratory.run("a", seed: 2),
    ]
    #expect(runs.distinctTrainings.map(\.variant) == ["b", "a"])
  }

  @Test func `a variant of a grid is chosen by its own id too, and an unknown one is refused`() throws {
    let experiment = try figures.resolved()
    #expect(try RunSelection(only: ["large"]).runs(of: [experiment]).map(\.seed) == [1, 2])
    #expect(throws: ProjectError.unknownVariant(name: "huge", known: ["small", "large"])) {
      try RunSelection(only: ["huge"]).runs(of: [experiment])
    }
  }
}
