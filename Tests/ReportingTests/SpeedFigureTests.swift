import ExperimentSpecs
import Foundation
import HostSystem
import Plotting
import Testing
import TestLaboratory

@testable import Reporting

@Suite struct `Figures of running time` {
  private let figures: FigureLaboratory
  private let experiment: ResolvedExperiment

  init() throws {
    figures = try FigureLaboratory()
    let spec = FigureLaboratory.spec
      .replacing(#""backprops", "y": "validation.psnr""#, with: #""seconds", "y": "validation.psnr""#)
      .replacing(#""baselines": ["bicubic", "sc"]"#, with: #""baselines": []"#)
    try write(Array(spec.utf8), to: figures.laboratory.root + "/experiments/specs/tiny.json")
    experiment = try figures.resolved()
  }

  @Test func `a trained network is timed once, and its seconds are kept beside it`() throws {
    let engine = try figures.laboratory.engine()
    try engine.measure(experiment)
    let runs = engine.run(experiment.runs)
    let folder = try #require(runs[0].folder)
    let identity = try #require(try experiment.runs[0].identity(in: engine.catalog))
    var lock: FileLock.Attempt? = try FileLock.take(engine.archive.lockPath(of: identity), note: "")
    try engine.measure(experiment)
    #expect(folder.provenance()?.speed == nil, "another process works on it")
    withExtendedLifetime(lock) { lock = nil }
    try engine.measure(experiment)
    let before = try #require(folder.provenance())
    // The laboratory's clock goes on by a second whenever it is looked at.
    #expect(before.speed?.secondsPerImage == ["tiny-test": 1])
    #expect(before.speed?.processor == before.environment.processor)
    let digests = try figures.laboratory.digest(folder)
    try engine.measure(experiment)
    #expect(folder.provenance() == before)
    #expect(try figures.laboratory.digest(folder) == digests)
  }

  @Test func `variants are points over their seconds, at their final PSNR`() throws {
    let engine = try figures.laboratory.engine()
    let runs = engine.run(experiment.runs)
    try engine.measure(experiment)
    let figure = try figures.figure(0, of: experiment)
    #expect(figure.curves.map(\.label) == ["small", "a large one"])
    let metrics = try runs[0..<2].map { try #require($0.folder).metrics() }
    let scores = metrics.map { $0.final["tiny-test"]?.meanPSNR ?? .nan }
    let spread = (low: scores.min(), high: scores.max())
    #expect(
      figure.curves[0].points
        == [CurvePoint(x: 1, y: (scores[0] + scores[1]) / 2, low: spread.low, high: spread.high)])
    #expect(figure.isReversedX && figure.levels.isEmpty)
    #expect(try figures.drawing(0, of: experiment).remarks().contains("Seconds on one thread of "))
    let table = try ExperimentResults(experiment, archive: engine.archive)
      .table(paper: PaperNumbers(root: figures.project.root), catalog: figures.project.catalog())
    let column = try #require(table.columns.firstIndex(of: "tiny-test seconds an image"))
    #expect(
      table.rows.map { $0[column] } == [
        .missing, .spread(1, deviation: 0, decimals: 3, isBest: true),
        .spread(1, deviation: 0, decimals: 3, isBest: true),
      ])
  }

  @Test func `a run without provenance is left out, and the caption says so`() throws {
    let engine = try figures.laboratory.engine()
    for result in engine.run(experiment.runs) where result.run.variant == "small" {
      try FileManager.default.removeItem(atPath: try #require(result.folder).provenanceFile)
    }
    try engine.measure(experiment)
    let figure = try figures.figure(0, of: experiment)
    #expect(figure.curves.map(\.label) == ["a large one"])
    #expect(figure.caption.contains("Not measured and left out: small."))
  }

  @Test func `x falls from left to right, and single points of the paper are marks`() throws {
    let figure = Figure(
      id: "f", title: "t", isReversedX: true,
      curves: [
        Curve(label: "a", kind: .ours(0), points: [CurvePoint(x: 0.1, y: 29)]),
        Curve(label: "b", kind: .paper(1), points: [CurvePoint(x: 80, y: 28.3)]),
      ])
    let script = try figure.script()
    #expect(script.contains("set xrange [100:0.08]"))
    #expect(script.contains("index 1 using 1:2 with points ls 2 notitle"))
    #expect(script.contains("pt 6 ps 0.9 lw 2 lc rgb '#333333' title 'The paper'"))
    // The paper's eighth method has the hue of its first, and so another mark.
    var crowd = figure
    crowd.curves = (0..<9).map { index in
      Curve(
        label: "\(index)", kind: .paper(index), points: [CurvePoint(x: Double(index) + 1, y: 28)])
    }
    let styles = try crowd.script().split(separator: "\n").filter { $0.hasPrefix("set style line") }
    #expect(Set(styles.map { $0.drop { $0 != "#" } }).count == 9)
  }

  @Test func `curves over seconds of training have each run's own rate`() throws {
    let engine = try figures.laboratory.engine()
    let spec = FigureLaboratory.spec
      .replacing(#""backprops", "y""#, with: #""trainingSeconds", "y""#)
      .replacing(
        #"{ "figure": "fig7", "curve": "9-1-5", "label": "paper, small", "variant": "small" }"#, with: "")
    try write(Array(spec.utf8), to: figures.laboratory.root + "/experiments/specs/tiny.json")
    let timed = try figures.resolved()
    let folders = try engine.run(timed.runs)[0..<2].map { try #require($0.folder) }
    let figure = try figures.figure(0, of: timed)
    let pace = try folders.map { folder in
      let provenance = try #require(folder.provenance())
      return provenance.trainingSeconds * Double(provenance.threads) / Double(provenance.measuredBackprops)
    }
    let counts = try folders[0].metrics().history.backprops
    #expect(figure.xLabel == "Seconds of training on one thread")
    #expect(figure.curves[0].points.map(\.x) == counts.map { Double($0) * (pace[0] + pace[1]) / 2 })
  }
}
