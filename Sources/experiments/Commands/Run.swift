import ArgumentParser
import ExperimentSpecs
import ProjectFiles
import Wording

/// `experiments run SPEC...`
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train the networks and methods that aren't trained yet, and measure them.",
    discussion: """
      A run that is done is skipped, one that was interrupted goes on from its checkpoint to the same bits. Ctrl-C \
      saves the state and ends with 130.

      Example: experiments run specs/filter-size.json --profile demo
      """)

  @Flag(help: "Train from the start what is done or begun.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Show the page of results at this port of this machine while it trains; 0 for any port.",
      valueName: "port"))
  var serve: Int?

  @OptionGroup var limits: LimitOptions
  @OptionGroup var slurm: SlurmOptions
  @OptionGroup var options: RunOptions

  func validate() throws {
    if slurm.executor == .slurm, force || serve != nil || limits.maxTime != nil {
      throw ValidationError(
        "--executor slurm: expected it without --force, --serve and --max-time, which are of this process")
    }
  }

  func run() throws {
    var selected = try options.selected()
    selected.session.limits = limits.limits
    if slurm.executor == .slurm {
      return say(
        try selected.session.submit(
          selected.runs, selected.methods, slurm.request(selected.session, options)))
    }
    let page = try serve.map { try ServedPage(port: $0, options) }
    defer { page?.stop() }
    try selected.session.run(
      selected.runs, selected.methods, of: selected.experiments, force: force)
    guard options.format.format == .text else { return }
    for spec in options.specs.specs { options.global.note("draw it: \(drawing(spec))") }
  }

  /// The command that draws the figures of a spec from the runs of this command, under the same options.
  private func drawing(_ spec: String) -> String {
    let file = spec.contains("/") || spec.hasSuffix(".json") ? spec : "specs/\(spec).json"
    let (selection, global) = (options.selection, options.global)
    var words = ["experiments", "figure", file.shellWord]
    func add(_ option: String, _ value: String?) {
      if let value { words += [option, value.shellWord] }
    }
    add("--profile", selection.profile)
    for change in selection.overrides { add("--set", change) }
    add("--seeds", selection.seeds.map { "\($0)" })
    add("--device", selection.device)
    add("--results", global.results)
    add("--data-root", global.dataRoot)
    add("--root", global.root)
    // Without it the other variants would be trained.
    if !options.only.isEmpty { words.append("--draw-only") }
    return words.joined(separator: " ")
  }
}

/// `experiments measure SPEC...`
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Measure what figures, tables and claims want of the finished runs and isn't measured yet; train nothing.",
    discussion: """
      Beside the scores that every run has: seconds an image, the share of zeros before the last layer, and PSNR by \
      channel, each where the spec asks for it. 'run' and 'figure' do that for the runs that they are about; drawing, \
      tables, claims and the report only read. Runs whose images or weights aren't here are left alone.

      Example: experiments measure specs/speed-accuracy.json
      """)

  @OptionGroup var specs: SpecsArgument
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var threads: ThreadsOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let selection = try selection.selection()
    let session = try global.session(profile: selection.profileName, threads: threads.count)
    let experiments = try specs.experiments(session.project, profile: selection.profileName, global)
    try session.measure(experiments.map { try selection.resolved($0) })
  }
}

extension GlobalOptions {
  /// Reads specs, and says which files were taken.
  func experiments(_ arguments: [String], _ project: Project) throws -> [Experiment] {
    let paths = try arguments.map { try project.specPath($0) }
    for path in paths { note("spec \(project.shortened(path))") }
    return try project.experiments(paths)
  }
}
