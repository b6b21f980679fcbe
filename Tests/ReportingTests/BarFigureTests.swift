import ExperimentSpecs
import Foundation
import HostSystem
import Plotting
import Testing
import TestLaboratory

@testable import Datasets
@testable import ProjectFiles
@testable import Reporting
@testable import RunRecords
@testable import Scoring

@Suite struct `Figures of bars` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private func resolved(baselines: String) throws -> ResolvedExperiment {
    let curve = #"{ "figure": "fig7", "curve": "9-1-5", "label": "paper, small", "variant": "small" }"#
    let axes = #""variants", "y": "validation.psnr", "moreY": ["other-test.psnr"]"#
    let spec = FigureLaboratory.spec.replacing(curve, with: "")
      .replacing(#""backprops", "y": "validation.psnr""#, with: axes)
      .replacing(#""baselines": ["bicubic", "sc"]"#, with: #""baselines": \#(baselines)"#)
    try write(Array(spec.utf8), to: figures.laboratory.root + "/experiments/specs/tiny.json")
    return try figures.resolved()
  }

  @Test(arguments: ["[]", #"["bicubic"]"#])
  func `a variant is a group: its mean over the seeds with their spread, from zero or from bicubic`(
    baselines: String
  ) throws {
    let experiment = try resolved(baselines: baselines)
    let runs = try figures.laboratory.engine().run(experiment.runs)
    let drawing = try figures.drawing(0, of: experiment)
    let chart = try drawing.chart(id: "tiny1a")
    #expect(chart.groups == ["small", "a large one"] && chart.decimals == 2)
    #expect(chart.series.map(\.label) == ["tiny-test", "other-test"])
    let isAbove = baselines != "[]"
    #expect(chart.yLabel == "PSNR\(isAbove ? " above bicubic" : "") (dB)")
    for series in chart.series {
      let scores = try runs[0..<2].map { run in
        let metrics = try #require(run.folder).metrics()
        let (own, bicubic) = (metrics.final[series.label], metrics.bicubic[series.label])
        return (own?.meanPSNR ?? .nan) - (isAbove ? bicubic?.meanPSNR ?? .nan : 0)
      }
      #expect(abs(series.values[0] - (scores[0] + scores[1]) / 2) < 1e-9)
      #expect(series.spreads[0] == min(scores[0], scores[1])...max(scores[0], scores[1]))
      #expect(series.marks.allSatisfy { $0.isNaN })
    }
    let remarks = try drawing.remarks()
    #expect(remarks.contains("measured on tiny-test, other-test at x2"))
    #expect(remarks.contains("mean of 2 seeds, thin lines from the lowest to the highest."))
    #expect(remarks.contains("Scores are of padded output, as in tables.") && !remarks.contains("circles"))
  }

  @Test func `what wasn't measured has no bar, and the caption says so`() throws {
    let experiment = try resolved(baselines: "[]")
    let engine = try figures.laboratory.engine()
    for result in engine.run(experiment.runs) where result.run.variant == "small" {
      let folder = try #require(result.folder)
      var metrics = try folder.metrics()
      metrics.forget("other-test")
      try metrics.write(to: folder.metricsFile)
    }
    let chart = try figures.drawing(0, of: experiment).chart(id: "tiny1a")
    #expect(chart.series.map { $0.values.map(\.isNaN) } == [[false, false], [true, false]])
    #expect(chart.caption.contains("Not measured and left out: small (other-test)."))
  }

  @Test func `the paper's number for the same network is a mark, from the paper's own bicubic`() throws {
    let run = figures.laboratory.run("9-5-5") {
      ($0.data.train, $0.data.test, $0.data.validation, $0.data.scale) = (["t91"], ["set5"], "set5", 3)
      ($0.network.filters, $0.network.widths) = ([9, 5, 5], [64, 32])
    }
    var metrics = MetricsFile(
      run: .init(id: "0", seed: 1, backprops: 64), scale: 3, channels: .y, history: History())
    metrics.final["set5"] = SetScores(images: ["a"], psnr: [32.5], ssim: [0.9])
    metrics.bicubic["set5"] = SetScores(images: ["a"], psnr: [30], ssim: [0.8])
    let finished = FinishedRun(run: run, folder: RunFolder("/nowhere"), metrics: metrics, provenance: nil)
    let results = ExperimentResults(
      try figures.resolved(),
      variants: [VariantResults(id: "9-5-5", label: "SRCNN", description: run, runs: [finished])])
    let figure = FigureSection(
      id: "f", title: "t", variants: ["9-5-5"], x: .variants, y: .validationPSNR, baselines: [.bicubic],
      paperCurves: [])
    let drawing = FigureDrawing(
      results: results, figure: figure, paper: try PaperNumbers(root: packageRoot),
      catalog: try DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:]), overrides: [])
    let series = try #require(try drawing.chart(id: "f").series.first)
    #expect(series.label == "Set5" && series.values == [2.5] && series.spreads == [nil])
    // Table 2: 32.75 dB, and 30.39 dB of bicubic interpolation.
    #expect(series.marks == [2.36])
    #expect(try drawing.caption().contains("Numbers are this program's, circles the paper's."))
  }

  @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
  func `it is drawn in each form that a figure of curves has`() throws {
    let experiment = try resolved(baselines: "[]")
    let engine = try figures.laboratory.engine()
    _ = engine.run(experiment.runs)
    let paths = try figures.project.draw(
      ["tiny1a"], of: ExperimentResults(experiment, archive: engine.archive), overrides: [],
      results: figures.laboratory.results, forLaTeX: true)
    let endings = paths.compactMap { $0.split(separator: "/").last?.dropFirst("tiny1a".count) }
    #expect(
      Set(endings) == [
        ".dat", ".gp", ".svg", ".png", ".pdf", "-column.pdf", "-latex.gp", "-latex.tex", "-latex.pdf", ".md",
      ])
  }
}
