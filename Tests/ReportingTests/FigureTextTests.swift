import ExperimentSpecs
import Foundation
import HostSystem
import ProjectFiles
import Testing
import TestLaboratory

@testable import Reporting
@testable import RunRecords

@Suite struct `What a figure says of itself` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private func resolved(_ old: String, _ new: String) throws -> ResolvedExperiment {
    let spec = FigureLaboratory.spec.replacing(old, with: new)
    try write(Array(spec.utf8), to: figures.laboratory.root + "/experiments/specs/tiny.json")
    return try figures.resolved()
  }

  @Test func `its text has the departures of the variants that are drawn`() throws {
    let large = #"{ "id": "large", "label": "a large one", "network.filters": [3, 3, 3]"#
    let apart = #", "profiles": ["desk"] }, "# + large + #", "profiles": ["paper"], "data.stride": 8 }"#
    let experiment = try resolved(large + " }", large + apart)
    #expect(experiment.deviations.contains("stride 7 instead of 8 (a large one)"))
    _ = try figures.laboratory.engine().run(experiment.runs)
    let one = try figures.drawing(1, of: experiment).text()
    #expect(one.hasSuffix("- batch 8 instead of 16\n- backprops 64 instead of 128\n"))
    #expect(!one.contains("stride"))
    #expect(try figures.drawing(0, of: experiment).text().contains("- stride 7 instead of 8 (a large one)\n"))
  }

  @Test func `padded PSNR over backprops is that of the tables, as the levels are`() throws {
    let experiment = try resolved("other-test.psnr", "other-test.psnrPadded")
    let runs = try figures.laboratory.engine().run(experiment.runs(drawnIn: ["tiny1b"]))
    let figure = try figures.figure(1, of: experiment)
    let scores = try runs.map { result in
      try #require(result.folder?.metrics().final["other-test"]).meanPSNR
    }
    try #require(scores.count == 2)
    let last = try #require(figure.curves.first?.points.last)
    // Stored as it was measured in training, and once more at the end.
    #expect(abs(last.y - (scores[0] + scores[1]) / 2) < 1e-9)
    #expect(figure.yLabel == "Average padded PSNR on other-test (dB)")
    #expect(figure.levels.map(\.label) == ["Bicubic"] && !figure.caption.contains("un-padded"))
    let remarks = try figures.drawing(1, of: experiment).remarks()
    #expect(remarks.contains(" Curves, levels and tables are of padded output."))
  }
}
