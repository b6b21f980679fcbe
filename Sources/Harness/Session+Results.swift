import Datasets
import Evaluating
import ExperimentSpecs
import ProjectFiles
import Reporting
import RunRecords
import Running

/// Which figures a command draws, and from what.
package struct FigureRequest: Sendable {
  /// Figures and pictures by their ids; none for all of the project.
  package var ids: [String]
  /// Whether they are drawn from what is trained and measured, and nothing else is done.
  package var drawOnly: Bool
  /// Whether all runs are trained from the start.
  package var fresh: Bool
  /// Whether they are also drawn for a LaTeX document.
  package var forLaTeX: Bool

  /// Names all of it.
  package init(ids: [String], drawOnly: Bool, fresh: Bool, forLaTeX: Bool = false) {
    (self.ids, self.drawOnly, self.fresh, self.forLaTeX) = (ids, drawOnly, fresh, forLaTeX)
  }
}

extension Session {
  /// Trains and measures what figures need, unless they are only to be drawn, and then draws them from what is there.
  /// - Parameter written: told the path of each file.
  /// - Throws: what training and measuring throw; `ProjectError.untrained` for a figure that was named and of which nothing
  ///   is trained; `PlottingError`, what reading a damaged run throws.
  package func drawFigures(
    _ request: FigureRequest, _ selection: RunSelection, written: (String) -> Void
  ) throws {
    let pictures = request.ids.compactMap(PaperPicture.init(rawValue:))
    let ids = request.ids.filter { PaperPicture(rawValue: $0) == nil }
    let isAll = request.ids.isEmpty
    let orders = isAll || !ids.isEmpty ? try project.figures(ids) : []
    for order in orders { note("spec \(project.shortened(order.path))") }
    let resolved = try orders.map { (experiment: try selection.resolved($0.experiment), ids: $0.ids) }
    if !request.drawOnly {
      if let obstacle = project.obstacleToDrawing { note("figures can't be drawn: \(obstacle)") }
      try prepare(resolved, fresh: request.fresh)
    }
    try draw(
      resolved, isAll: isAll, selection.overrideTexts, forLaTeX: request.forLaTeX, written: written)
    for picture in pictures { try draw(picture, of: []).forEach(written) }
    for picture in PaperPicture.allCases where isAll && picture.isOfNetworksAlone {
      do {
        try draw(picture, of: []).forEach(written)
      } catch ProjectError.untrained {
        note("\(picture.rawValue): nothing of it is trained yet; left out")
      }
    }
  }

  /// Trains and measures what figures are drawn from; their tables have the experiment's other runs too.
  private func prepare(
    _ resolved: [(experiment: ResolvedExperiment, ids: [String])], fresh: Bool
  ) throws {
    if resolved.isEmpty { return }
    try run(
      resolved.flatMap { $0.experiment.runs(drawnIn: $0.ids) },
      resolved.flatMap { $0.experiment.methods(drawnIn: $0.ids) }, of: [], force: fresh)
    for (experiment, _) in resolved { try engine().measure(experiment) }
  }

  private func draw(
    _ resolved: [(experiment: ResolvedExperiment, ids: [String])], isAll: Bool, _ overrides: [String],
    forLaTeX: Bool, written: (String) -> Void
  ) throws {
    let archive = try archive()
    // All is read before anything is written: a run that is damaged leaves the older files as they are.
    let gathered = try resolved.map { (try ExperimentResults($0.experiment, archive: archive), $0.ids) }
    for (results, ids) in gathered {
      results.notes.forEach(note)
      let trained = results.drawable(ids)
      for id in ids where !trained.contains(id) {
        guard isAll else {
          throw ProjectError.untrained(
            what: id, spec: results.experiment.argument, profile: results.experiment.profile)
        }
        note("\(id): nothing of it is trained yet; left out")
      }
      if trained.isEmpty { continue }
      let (_, tables) = try project.writeTables(of: results, overrides: overrides, results: self.results)
      let drawings = try project.draw(
        trained, of: results, overrides: overrides, results: self.results, forLaTeX: forLaTeX)
      (drawings + tables).forEach(written)
    }
  }

  /// Draws a picture of networks, or of the finished runs if none are named; of one's own image if there is one.
  /// - Returns: the paths of the files.
  package func draw(
    _ picture: PaperPicture, of named: [EvaluatedMethod], showing own: OwnImage? = nil
  ) throws -> [String] {
    try own?.require(for: picture)
    let methods =
      try named.isEmpty
      ? project.usualMethods(
        for: picture, profile: profile, archive: archive(), model: { try engine().model(of: $0) },
        progress: note) : named
    return try project.draw(
      picture, of: methods, showing: own, in: results + "/figures",
      name: ([picture.rawValue] + (own.map { [fileStem($0.path)] } ?? []) + named.map(\.name)).joined(
        separator: "-"),
      threads: threads,
      results: results, progress: note)
  }

  /// Writes the tables of experiments from what their runs have measured.
  /// - Parameters:
  ///   - isAll: whether an experiment of which nothing is trained is passed over.
  ///   - show: told each experiment's tables in Markdown.
  /// - Throws: `ProjectError.untrained`, what reading a damaged run throws.
  package func writeTables(
    of experiments: [Experiment], _ selection: RunSelection, isAll: Bool, show: (String) -> Void
  ) throws {
    let archive = try archive()
    // All is read before anything is written: a run that is damaged leaves the older files as they are.
    let gathered = try experiments.map { try ExperimentResults(selection.resolved($0), archive: archive) }
    for results in gathered {
      results.notes.forEach(note)
      let spec = results.experiment.spec
      if results.isEmpty {
        guard isAll else {
          throw ProjectError.untrained(
            what: "table of \(spec)", spec: results.experiment.argument,
            profile: results.experiment.profile)
        }
        note("\(spec): nothing of it is trained yet; left out")
        continue
      }
      let (tables, files) = try project.writeTables(
        of: results, overrides: selection.overrideTexts, results: self.results)
      show(tables.map { $0.markdown() }.joined(separator: "\n"))
      for path in files { note(project.shortened(path)) }
    }
  }

  /// The verdicts on the claims of experiments; trains and measures nothing.
  package func judgeClaims(of experiments: [ResolvedExperiment]) throws -> ClaimReport {
    try project.judgeClaims(of: experiments, archive: archive())
  }

  /// Writes the report on all finished runs.
  /// - Returns: the paths of its files.
  package func writeReport(ownImages: Bool) throws -> [String] {
    try project.writeReport(
      profile: profile, archive: archive(), threads: threads, ownImages: ownImages, progress: note)
  }
}
