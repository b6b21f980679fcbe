import ArgumentParser

/// `experiments claims [SPEC...]`
struct Claims: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say of each claim of the paper whether the finished runs bear it out; train nothing.",
    discussion: """
      A claim held if the whole 95 % interval of the difference over seeds is where the claim wants it (paired by \
      seed, Student's t), didn't hold if none of it is, and is undecided otherwise. One seed alone decides if the \
      difference is larger than what another seed changes in the networks that have several, and of running times \
      than a tenth; one seed of a network on part of a training set, or of another loss than the squared error, \
      decides nothing.

      Example: experiments claims specs/depth.json --format md
      """)

  @Argument(
    help: ArgumentHelp("Spec files, as given or under experiments/; none for all.", valueName: "spec"),
    completion: Completions.specs)
  var specs: [String] = []

  @Option(help: "text and md are for people, json for machines.")
  var format = Format.text

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var global: GlobalOptions

  /// How verdicts are printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, md, json
  }

  func run() throws {
    let selection = try selection.selection()
    let session = try global.session(profile: selection.profileName, threads: 1)
    let project = session.project
    let all = try specs.isEmpty ? project.experiments(project.specPaths) : global.experiments(specs, project)
    // Of all specs those are meant that have the profile.
    let experiments = all.filter { !specs.isEmpty || $0.profiles.contains(selection.profileName) }
    let report = try session.judgeClaims(of: experiments.map { try selection.resolved($0) })
    switch format {
    case .text: say(report.text)
    case .md: say(report.markdown)
    case .json: say(report.json.compact)
    }
  }
}
