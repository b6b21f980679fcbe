import ExperimentSpecs
import Foundation
import Pages
import Testing
import TestLaboratory

@testable import Datasets
@testable import Reporting
@testable import RunRecords
@testable import Scoring

@Suite struct `The headline of the report` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private func finished(_ run: any DescribedRun, psnr: Double) -> FinishedRun {
    let length = run.ofNetwork?.training.backprops ?? 0
    var metrics = MetricsFile(
      run: .init(id: "0", seed: run.seed, backprops: length), scale: 3, channels: .y, history: History())
    metrics.final["set5"] = SetScores(images: ["a"], psnr: [psnr], ssim: [0.9])
    metrics.bicubic["set5"] = SetScores(images: ["a"], psnr: [30.39], ssim: [0.8])
    return FinishedRun(run: run, folder: RunFolder("/nowhere"), metrics: metrics, provenance: nil)
  }

  private func network(_ backprops: Int, _ change: (inout RunDescription) -> Void = { _ in })
    -> RunDescription
  {
    figures.laboratory.run("9-5-5", backprops: backprops) {
      ($0.data.train, $0.data.test, $0.data.validation, $0.data.scale) = (["t91"], ["set5"], "set5", 3)
      ($0.network.filters, $0.network.widths) = ([9, 5, 5], [64, 32])
      change(&$0)
    }
  }

  private func contents(_ variants: [[FinishedRun]]) throws -> ReportContents {
    let experiment = try figures.resolved()
    let results = ExperimentResults(
      experiment,
      variants: variants.map {
        VariantResults(id: $0[0].run.variant, label: $0[0].run.variant, description: $0[0].run, runs: $0)
      })
    let project = figures.project
    return ReportContents(
      project: project, profile: "desk",
      catalog: try DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:]),
      paper: try PaperNumbers(root: project.root), folder: project.results,
      parts: [
        .init(path: "tiny", results: results, claims: .init(experiment: experiment, judgements: []))
      ], noise: SeedNoise([:]), threads: 1)
  }

  private func adjusted() throws -> MethodDescription {
    var method = try #require(try MethodLaboratory().methods("a+").first)
    (method.data.train, method.data.test, method.data.scale) = (["t91"], ["set5"], 3)
    return method
  }

  @Test func `it has the paper's network and methods beside ours, and answers whether A+ is passed`() throws {
    var second = network(1000)
    second.seed = 2
    let augmented = network(50_000) { $0.data.augmentation = .fsrcnn }
    let headline = try #require(
      try contents([
        [finished(network(1000), psnr: 32.2), finished(second, psnr: 32.4)],
        [finished(network(900), psnr: 32)], [finished(augmented, psnr: 32.7)],
        [finished(try adjusted(), psnr: 32.5)],
      ]).headline())
    #expect(headline.parts.map(\.title) == ["Set5"])
    let rows = headline.parts[0].rows
    #expect(
      rows.map(\.method) == ["Bicubic", "SC", "NE+LLE", "KK", "ANR", "A+", "SRCNN 9-5-5", "SRCNN 9-5-5"])
    #expect(rows[0].ours == 30.39 && rows[0].paper == 30.39)
    #expect(rows[1].ours == nil && rows[5].ours == 32.5 && rows[5].paper == 32.59)
    let network = rows[6]
    #expect(network.detail == "1,000 backprops of Adam on T91" && network.paper == 32.75)
    #expect(abs((network.ours ?? 0) - 32.3) < 1e-9 && abs((network.deviation ?? 0) - 0.1414) < 1e-3)
    #expect(
      headline.remarks == [
        question + "No: trained on the 91 images of T91 as they are, it isn't above A+ on Set5 "
          + "(−0.20 dB, mean of 2 seeds; in the paper +0.16).",
        "Trained on the 91 images of T91 with smaller and turned copies, it is above A+ on Set5 (+0.20 dB, one seed).",
      ])
  }

  @Test(arguments: [
    ("t91", "the 91 images of T91"), ("imagenet-sample", "the 1,000 images of the ImageNet sample"),
    ("imagenet", "ImageNet"), ("bsds-train200", "the 200 images of BSDS train 200"),
    ("leaves-test", "the 8 images of Leaves (test)"), ("free", "the one image of the Free photographs"),
  ])
  func `training images are worded as within a sentence`(_ set: String, _ words: String) throws {
    let catalog = try DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:])
    #expect(try catalog.manifest(set).imagesInWords == words)
  }

  @Test func `another network than the paper's isn't in it, and without any there is none`() throws {
    let others = [
      network(1000) { $0.network.widths = [32, 16] }, network(1000) { $0.data.trainImages = 10 },
      network(1000) { $0.data.train = ["leaves-train"] }, network(1000) { $0.training.loss = .l1 },
      network(1000) { $0.data.validation = "bsds-train200" },
    ]
    #expect(try contents(others.map { [finished($0, psnr: 33)] }).headline() == nil)
  }
}
