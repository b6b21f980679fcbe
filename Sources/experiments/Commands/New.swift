import ArgumentParser
import ExperimentSpecs
import ProjectFiles

/// `experiments new NAME`
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a spec of your own, complete, with a name of its own, from another one.",
    discussion: """
      It has the settings, variants and profiles of the other spec, whose figures get names of their own; claims, \
      tables and captions stay behind. 'experiments explain KEY' says what a setting means.

      Example: experiments new my-widths --from width
      """)

  @Argument(help: ArgumentHelp("The new spec's name: small letters, digits and -.", valueName: "name"))
  var name: String

  @Option(
    help: ArgumentHelp("The spec that it is made from.", valueName: "spec"), completion: Completions.specs)
  var from = "width"

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write it. (default: NAME.json in the current folder)", valueName: "file"),
    completion: .file(extensions: ["json"]), transform: path)
  var output: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let path = output ?? "\(name).json"
    try global.project().writeSkeleton(named: name, from: from, to: path)
    say(path)
    global.note("next: experiments validate \(path); experiments plan \(path); experiments run \(path)")
  }
}

/// `experiments explain KEY`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a key of a spec means, what it may be, and, of a setting, what the profiles have.",
    discussion: """
      The profiles are those of the spec filter-size, or of the one that --spec names. Of a section it lists the settings.

      Example: experiments explain training.batch
      """)

  @Argument(
    help: ArgumentHelp(
      "A key by its path, such as training.batch or figures.x; none for all paths.", valueName: "key"),
    completion: .custom { _, _, _ in specPaths() })
  var key: String?

  @Option(
    help: ArgumentHelp("The spec whose profiles are shown.", valueName: "spec"), completion: Completions.specs
  )
  var spec = "filter-size"

  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard let key else { return say(specPaths().joined(separator: "\n")) }
    let project = try global.project()
    say(try project.experiment(project.specPath(spec)).explanation(of: key))
  }
}
