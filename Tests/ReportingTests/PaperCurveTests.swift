import ExperimentSpecs
import Plotting
import Testing
import TestLaboratory

@testable import Datasets
@testable import ProjectFiles
@testable import Reporting
@testable import RunRecords
@testable import Scoring

@Suite struct `Curves of the paper beside ours` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  @Test func `have the hue of the variant that they name, whatever they are called`() throws {
    let (run, results) = try figures.finishedRun(measuredOn: "set5")
    let named: [(curve: String, variant: String?)] = [
      ("9-1-5", run.variant), ("9-3-5", nil), ("9-5-5", "other"),
    ]
    // All are called as the first variant is.
    let curves = named.map {
      FigureSection.PaperCurve(figure: "fig7", curve: $0.curve, label: "other", variant: $0.variant)
    }
    let figure = FigureSection(
      id: "f", title: "Curves", variants: ["other", run.variant], x: .backprops, y: .validationPSNR,
      baselines: [], paperCurves: curves)
    let drawing = FigureDrawing(
      results: results, figure: figure, paper: try PaperNumbers(root: figures.project.root),
      catalog: try DatasetCatalog(root: packageRoot, dataRoot: nil, environment: [:]), overrides: [])
    #expect(try drawing.paperCurves().map(\.kind) == [.paper(1), .paper(2), .paper(0)])
  }
}
