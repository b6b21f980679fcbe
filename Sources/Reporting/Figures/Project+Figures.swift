import ExperimentSpecs
import Foundation
import HostSystem
import Plotting
import ProjectFiles

/// Figures of one spec that were asked for.
package struct FigureOrder: Sendable {
  /// The spec's path.
  package let path: String
  /// The spec.
  package let experiment: Experiment
  /// The ids of its figures, in the order asked for.
  package let ids: [String]
}

extension Project {
  /// The specs that draw figures. An id without letters at its end stands for all panels: `fig8` for `fig8a`, `fig8b`…
  /// - Parameter ids: the figures' ids, or files of specs for all figures of theirs; none for all figures of all specs.
  /// - Throws: `ProjectError.unknownFigure`, and `SpecProblems` of a spec that can't be read.
  package func figures(_ ids: [String]) throws -> [FigureOrder] {
    let files = try ids.filter { $0.contains("/") || $0.hasSuffix(".json") }.map { try specPath($0) }
    let own = try files.map { (path: $0, experiment: try experiment($0)) }
    try requireDistinct(own)
    let named = ids.filter { !$0.contains("/") && !$0.hasSuffix(".json") }
    let orders = own.map {
      FigureOrder(path: $0.path, experiment: $0.experiment, ids: $0.experiment.figures.map(\.id))
    }
    return try ids.isEmpty || !named.isEmpty ? orders + publishedFigures(named) : orders
  }

  private func publishedFigures(_ ids: [String]) throws -> [FigureOrder] {
    let all = try specPaths.map { (path: $0, experiment: try experiment($0)) }
    try requireDistinct(all)
    let known = all.flatMap { $0.experiment.figures.map(\.id) }
    let wanted = ids.isEmpty ? known : try ids.flatMap { try panels(of: $0, known: known) }
    var orders: [FigureOrder] = []
    var left = wanted.removingRepeats
    for (path, experiment) in all {
      let own = left.filter { id in experiment.figures.contains { $0.id == id } }
      if !own.isEmpty { orders.append(FigureOrder(path: path, experiment: experiment, ids: own)) }
      left.removeAll(where: own.contains)
    }
    return orders
  }

  private func panels(of id: String, known: [String]) throws(ProjectError) -> [String] {
    if known.contains(id) { return [id] }
    let panels = known.filter { $0.dropLast() == id && $0.last?.isLetter == true }
    guard !panels.isEmpty else { throw .unknownFigure(id: id, known: known) }
    return panels
  }

  /// Draws figures of one experiment from what its runs have measured.
  ///
  /// `.dat`, `.gp` and the text beside the figure, `.md`, are written before gnuplot is looked for, so that they are there
  /// even without it.
  /// - Parameters:
  ///   - overrides: what `--set` changed, as typed; the figures are then called `ID-custom`.
  ///   - forLaTeX: whether they are also drawn for a LaTeX document.
  /// - Returns: the paths of the files.
  /// - Throws: `PlottingError`, `DatasetError.unknown`, what reading a damaged run throws.
  package func draw(
    _ ids: [String], of gathered: ExperimentResults, overrides: [String], results: String,
    forLaTeX: Bool = false
  ) throws -> [String] {
    let experiment = gathered.experiment
    let (catalog, paper) = (try catalog(), try PaperNumbers(root: root))
    var figures: [any Drawing] = []
    var texts: [String] = []
    for section in experiment.figures where ids.contains(section.id) {
      let drawing = FigureDrawing(
        results: gathered, figure: section, paper: paper, catalog: catalog, overrides: overrides)
      let figure = try drawing.drawing(id: section.id + suffix(of: experiment, overrides))
      try figure.write(to: results + "/figures")
      figures.append(figure)
      texts.append("\(results)/figures/\(figure.id).md")
      try writeAtomically(Array(drawing.text().utf8), to: "\(results)/figures/\(figure.id).md")
    }
    let gnuplot = try GnuplotRunner(environment: environment)
    let folder = results + "/figures"
    let drawn = try figures.flatMap { try $0.render(in: folder, gnuplot: gnuplot) }
    let latex = forLaTeX ? try figures.flatMap { try $0.renderForLaTeX(in: folder, gnuplot: gnuplot) } : []
    return (drawn + latex).removingRepeats + texts
  }

  /// Why nothing can be drawn on this machine, or nil: worth knowing before a training of hours.
  package var obstacleToDrawing: String? {
    do {
      _ = try GnuplotRunner(environment: environment)
      return nil
    } catch {
      return error.description
    }
  }

  /// Writes the tables of one experiment from what its runs have measured.
  /// - Returns: the tables, and the paths of their files.
  /// - Throws: `PlottingError`, `DatasetError.unknown`, what reading a damaged run throws.
  package func writeTables(
    of gathered: ExperimentResults, overrides: [String], results: String
  ) throws -> (tables: [Table], files: [String]) {
    var tables = try gathered.tables(paper: PaperNumbers(root: root), catalog: catalog())
    for index in tables.indices { tables[index].id += suffix(of: gathered.experiment, overrides) }
    return (tables, try tables.flatMap { try $0.write(to: results + "/tables") })
  }

  /// What tells the files of another profile, or of changed settings, from those that are published.
  private func suffix(of experiment: ResolvedExperiment, _ overrides: [String]) -> String {
    let isUsual = [Experiment.defaultProfile, Self.demoProfile].contains(experiment.profile)
    return (isUsual ? "" : "-" + experiment.profile) + (overrides.isEmpty ? "" : "-custom")
  }

  /// The profile whose results are kept apart, in `results/demo`.
  static let demoProfile = "demo"

  /// Where a profile's results go: the folder of the command line, else `results`, or `results/demo` for the demo.
  package func results(ofProfile profile: String) -> String {
    profile == Self.demoProfile && !isResultsFolderGiven ? results + "/demo" : results
  }
}
