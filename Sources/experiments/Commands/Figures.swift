import ArgumentParser
import ProjectFiles
import Reporting

/// `experiments figure ID...`
struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure", abstract: "Train what a figure needs and isn't trained yet, then draw it.",
    discussion: """
      Writes figures/ID.dat, .gp, .svg, .png and .pdf in the results folder, and the table of the spec in tables/. \
      A published run counts as done; --fresh trains it anew. --terminal cairolatex also writes ID-latex.tex and .pdf: \
      \\input{ID-latex} in a document that loads graphicx and xcolor. fig5, fig6 and fig13 to fig16 are pictures of networks \
      that are trained: see 'experiments picture'.
      """)

  @Argument(help: ArgumentHelp("Figures, such as fig7; fig8 means all of its panels.", valueName: "figure"))
  var figures: [String] = []

  @Flag(help: "Every figure of every spec, and every picture without a test image in it.")
  var all = false

  @Flag(help: "Draw from the runs that are done; never train.")
  var drawOnly = false

  @Flag(help: "Train all runs of the figure from the start.")
  var fresh = false

  @Option(
    help:
      "Draw for this terminal of gnuplot, too: cairolatex gives ID-latex.tex and .pdf, set by LaTeX itself.")
  var terminal: FurtherTerminal?

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var threads: ThreadsOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if figures.isEmpty != all {
      throw ValidationError(
        all ? "name figures or give --all, not both" : "name the figures to draw, as in fig7, or give --all")
    }
    if drawOnly && fresh { throw ValidationError("--draw-only never trains, --fresh always does: give one") }
    if let terminal, let picture = figures.first(where: { PaperPicture(rawValue: $0) != nil }) {
      throw ValidationError(
        "\(picture) is a picture of pixels: --terminal \(terminal.rawValue) is for figures")
    }
  }

  func run() throws {
    let project = try global.project()
    let selection = selection.selection
    let training = Training(
      project: project, profile: selection.profileName, threads: threads.count, isQuiet: global.quiet)
    let pictures = figures.compactMap(PaperPicture.init(rawValue:))
    let ids = figures.filter { PaperPicture(rawValue: $0) == nil }
    let orders = all || !ids.isEmpty ? try project.figures(ids) : []
    for order in orders { global.note("spec \(project.shortened(order.path))") }
    let resolved = try orders.map { (try selection.resolved($0.experiment), $0.ids) }
    if !drawOnly, let obstacle = project.obstacleToDrawing {
      global.note("figures can't be drawn: \(obstacle)")
    }
    if !drawOnly, !orders.isEmpty {
      try training.train(
        resolved.flatMap { $0.runs(drawnIn: $1) }, resolved.flatMap { $0.methods(drawnIn: $1) }, force: fresh)
    }
    let engine = try training.engine()
    // All is read before anything is written: a run that is damaged leaves the older files as they are.
    let gathered = try resolved.map { ($0, try engine.results(of: $0), $1) }
    for (experiment, results, ids) in gathered {
      results.notes.forEach(global.note)
      let trained = results.drawable(ids)
      for id in ids where !trained.contains(id) {
        guard all else {
          throw ProjectError.untrained(what: id, spec: experiment.spec, profile: experiment.profile)
        }
        global.note("\(id): nothing of it is trained yet; left out")
      }
      if trained.isEmpty { continue }
      let (_, tables) = try project.writeTables(
        of: results, overrides: selection.overrideTexts, results: training.results)
      let drawings = try project.draw(
        trained, of: results, overrides: selection.overrideTexts, results: training.results,
        forLaTeX: terminal == .cairolatex)
      for path in drawings + tables { say(project.shortened(path)) }
    }
    for picture in pictures {
      for path in try training.draw(picture, progress: global.note) { say(project.shortened(path)) }
    }
    for picture in PaperPicture.allCases where all && picture.isOfNetworksAlone {
      do {
        for path in try training.draw(picture, progress: global.note) { say(project.shortened(path)) }
      } catch ProjectError.untrained {
        global.note("\(picture.rawValue): nothing of it is trained yet; left out")
      }
    }
  }
}

/// What a figure can be drawn for beside the files that it always has.
enum FurtherTerminal: String, ExpressibleByArgument, CaseIterable {
  /// A picture in PDF, and the words on it in TeX.
  case cairolatex
}

/// `experiments table SPEC...`
struct TableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table", abstract: "Print what the finished runs of a spec reached, and write it to tables/."
  )

  @OptionGroup var specs: SpecsArgument
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let project = try global.project()
    let selection = selection.selection
    let training = Training(
      project: project, profile: selection.profileName, threads: 1, isQuiet: global.quiet)
    // All is read before anything is written: a run that is damaged leaves the older files as they are.
    let gathered = try specs.experiments(project, profile: selection.profileName, global).map { experiment in
      let resolved = try selection.resolved(experiment)
      return (resolved, try training.engine().results(of: resolved))
    }
    for (resolved, results) in gathered {
      results.notes.forEach(global.note)
      if results.isEmpty {
        guard specs.all else {
          throw ProjectError.untrained(
            what: "table of \(resolved.spec)", spec: resolved.spec, profile: resolved.profile)
        }
        global.note("\(resolved.spec): nothing of it is trained yet; left out")
        continue
      }
      let (tables, files) = try project.writeTables(
        of: results, overrides: selection.overrideTexts, results: training.results)
      say(tables.map { $0.markdown() }.joined(separator: "\n"))
      for path in files { global.note(project.shortened(path)) }
    }
  }
}

/// `experiments report`
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write what all finished runs show: index.html, README.md and pages/ of the results folder.",
    discussion: """
      index.html is one file that opens from disk: claims by verdict and section, figures whose curves switch on and off, \
      tables that sort, each run with its settings and files, and a test image by several methods. In README.md and pages/ \
      only what stands between the marks is written. Of profile demo all of it goes to results/demo; of any other profile \
      but desk the files have its name.
      """)

  @Option(help: "The profile whose runs are shown.")
  var profile = "desk"

  @Flag(
    help:
      "Also show your own copies of butterfly, ppt3 and zebra: index-own.html, which may not be published.")
  var ownImages = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let project = try global.project()
    let training = Training(project: project, profile: profile, threads: 1, isQuiet: global.quiet)
    let paths = try project.writeReport(
      profile: profile, archive: training.engine().archive, ownImages: ownImages, progress: global.note)
    for path in paths { say(project.shortened(path)) }
  }
}
