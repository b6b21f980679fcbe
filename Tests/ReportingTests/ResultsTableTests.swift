import ExperimentSpecs
import Foundation
import Plotting
@testable import Reporting
import Testing
import TestLaboratory
import Vocabulary

@Suite struct `Tables of results` {
  private let paper: PaperNumbers
  init() throws { paper = try PaperNumbers(root: packageRoot) }

  private func run(
    _ filters: [Int], widths: [Int] = [64, 32], change: (inout RunDescription) -> Void = { _ in }
  )
    throws -> RunDescription
  {
    try RunLaboratory().run { run in
      run.network.filters = filters
      run.network.widths = widths
      run.data.train = ["t91"]
      run.data.scale = 3
      change(&run)
    }
  }

  /// - Source: the text of section 4.3.2, Tables 1 to 3.
  @Test func `the paper's number of a network is that of its filters, widths, images and scale`() throws {
    func psnr(_ run: RunDescription, on set: String = "set5") -> Double? {
      paper.published(ScoreName(set: set, measure: .psnr), of: run)?.value
    }
    #expect(try psnr(run([9, 1, 5])) == 32.39)
    #expect(try psnr(run([9, 1, 5]) { $0.data.train = ["imagenet"] }) == 32.52)
    #expect(try psnr(run([9, 1, 5]) { $0.data.trainImages = 10 }) == nil)
    #expect(try psnr(run([9, 1, 5], widths: [128, 64])) == 32.60)
    #expect(try psnr(run([9, 3, 5], widths: [128, 64])) == nil)
    #expect(try psnr(run([9, 1, 5]) { $0.training.loss = .l1 }) == nil)
    #expect(try psnr(run([9, 1, 5]) { $0.data.train = ["t91", "bsds-train200"] }) == nil)
    // Table 1 with its seconds, and Fig. 12: networks that the paper trained on ImageNet.
    func onImageNet(_ measure: Measure, _ run: RunDescription, on set: String) -> Double? {
      paper.published(ScoreName(set: set, measure: measure), of: run, trainedOn: ["imagenet"])?.value
    }
    let narrow = try run([9, 1, 5], widths: [32, 16])
    for (measure, values) in [(Measure.psnr, [32.52, 32.26]), (.seconds, [0.18, 0.05])] {
      #expect([try run([9, 1, 5]), narrow].map { onImageNet(measure, $0, on: "set5") } == values)
    }
    for (measure, values) in [
      (Measure.psnr, [29.14, 29.24, 29.30]), (.seconds, [0.39, 1.19, 2.78]),
    ] {
      let networks = try [[9, 1, 5], [9, 3, 5], [9, 5, 5]].map { try run($0) }
      #expect(networks.map { onImageNet(measure, $0, on: "set14") } == values)
      #expect(onImageNet(measure, narrow, on: "set14") == nil)
    }
    #expect(try psnr(run([9, 5, 5])) == 32.75)
    #expect(try psnr(run([9, 5, 5]) { $0.data.scale = 2 }) == 36.66)
    #expect(try psnr(run([9, 5, 5]), on: "set14") == 29.30)
    #expect(try psnr(run([9, 5, 5]) { $0.data.channels = .rgb }) == nil)
    #expect(try paper.published(ScoreName(set: "set5", measure: .ssim), of: run([9, 5, 5]))?.value == 0.9090)
    #expect(try paper.published(ScoreName(set: "set5", measure: .ssim), of: run([9, 1, 5])) == nil)
  }

  @Test func `several seeds give a mean and a deviation, and the best variant is in bold`() throws {
    let figures = try FigureLaboratory()
    let experiment = try figures.resolved()
    let engine = try figures.laboratory.engine()
    _ = engine.run(experiment.runs)
    let results = try ExperimentResults(experiment, archive: engine.archive)
    let table = try results.table(paper: paper, catalog: figures.project.catalog())
    let column = try #require(table.columns.firstIndex(of: "tiny-test PSNR"))
    let scores = results.variants[1].runs.compactMap { $0.metrics.final["tiny-test"]?.meanPSNR }
    guard case .spread(let mean, let deviation, 2, _) = table.rows[2][column] else {
      Issue.record("\(table.rows[2][column])")
      return
    }
    #expect(scores.count == 2 && abs(mean - (scores[0] + scores[1]) / 2) < 1e-12)
    #expect(abs(deviation - abs(scores[0] - scores[1]) / 2.0.squareRoot()) < 1e-12)
    let best = table.rows.filter { $0[column].isBest }
    #expect(best.count == 1)
    // Costs don't compete.
    #expect(table.rows.allSatisfy { !$0[2].isBest && !$0[4].isBest })
  }
}

extension Table.Cell {
  fileprivate var isBest: Bool {
    switch self {
    case .number(_, _, let isBest), .spread(_, _, _, let isBest): isBest
    case .text, .link, .missing: false
    }
  }
}
