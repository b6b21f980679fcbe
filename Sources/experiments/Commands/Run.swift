import ArgumentParser
import ExperimentSpecs
import ProjectFiles

/// `experiments run SPEC...`
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train the networks and methods that aren't trained yet.",
    discussion: """
      A run that is done is skipped, one that was interrupted goes on from its checkpoint to the same bits. Ctrl-C \
      saves the state and ends with 130.
      """)

  @Flag(help: "Train from the start what is done or begun.")
  var force = false

  @OptionGroup var options: RunOptions

  func run() throws {
    let (training, runs, methods) = try options.selected()
    try training.train(runs, methods, force: force)
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
