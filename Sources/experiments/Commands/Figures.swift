import ArgumentParser
import Harness
import ProjectFiles
import Reporting

/// `experiments figure ID...`
struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure",
    abstract: "Train and measure what a figure needs and isn't there yet, then draw it.",
    discussion: """
      Writes figures/ID.dat, .gp, .svg, .png and .pdf in the results folder, and the table of the spec in tables/. \
      A published run counts as done; --fresh trains it anew. --terminal cairolatex also writes ID-latex.tex and .pdf: \
      \\input{ID-latex} in a document that loads graphicx and xcolor. fig5, fig6 and fig13 to fig16 are pictures of networks \
      that are trained: see 'experiments picture'.

      Example: experiments figure fig7 --draw-only
      """)

  @Argument(
    help: ArgumentHelp(
      "Figures, such as fig7; fig8 means all of its panels; or a spec's file, for all of its own.",
      valueName: "figure"),
    completion: Completions.figures)
  var figures: [String] = []

  @Flag(help: "Every figure of every spec, and every picture without a test image in it.")
  var all = false

  @Flag(help: "Draw from the runs that are done; train and measure nothing.")
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
    let selection = try selection.selection()
    let session = try global.session(profile: selection.profileName, threads: threads.count)
    try session.drawFigures(
      FigureRequest(
        ids: figures, drawOnly: drawOnly, fresh: fresh, forLaTeX: terminal == .cairolatex), selection
    ) { say(session.project.shortened($0)) }
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
    commandName: "table",
    abstract: "Print what the finished runs of a spec reached, and write it to tables/.",
    discussion: "Example: experiments table specs/depth.json")

  @OptionGroup var specs: SpecsArgument
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let selection = try selection.selection()
    let session = try global.session(profile: selection.profileName, threads: 1)
    try session.writeTables(
      of: specs.experiments(session.project, profile: selection.profileName, global), selection,
      isAll: specs.all
    ) { say($0) }
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

      Example: experiments report
      """)

  @Option(help: "The profile whose runs are shown.", completion: Completions.profiles)
  var profile = "desk"

  @Flag(
    help:
      "Also show your own copies of butterfly, ppt3 and zebra: index-own.html, which may not be published.")
  var ownImages = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let session = try global.session(profile: profile, threads: 1)
    for path in try session.writeReport(ownImages: ownImages) { say(session.project.shortened(path)) }
  }
}
