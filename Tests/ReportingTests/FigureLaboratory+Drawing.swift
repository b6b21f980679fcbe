import ExperimentSpecs
import Foundation
import Plotting
import TestLaboratory

@testable import Reporting

/// Whether figures can be drawn here.
let hasGnuplot = (try? GnuplotRunner(environment: ProcessInfo.processInfo.environment)) != nil

extension FigureLaboratory {
  func figure(_ index: Int, of experiment: ResolvedExperiment, overrides: [String] = []) throws
    -> Figure
  {
    try drawing(index, of: experiment, overrides: overrides).figure(
      id: experiment.figures[index].id)
  }

  func drawing(
    _ index: Int, of experiment: ResolvedExperiment, overrides: [String] = []
  ) throws -> FigureDrawing {
    try FigureDrawing(
      results: ExperimentResults(experiment, archive: laboratory.engine().archive),
      figure: experiment.figures[index],
      paper: PaperNumbers(root: project.root), catalog: project.catalog(), overrides: overrides)
  }
}
