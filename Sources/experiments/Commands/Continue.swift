import ArgumentParser
import ExperimentSpecs
import Harness
import ProjectFiles
import Reporting

/// `experiments continue RUN`
struct Continue: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with a training; on another device as a run of its own.",
    discussion: """
      Weights, the optimizer's memory, the average, the curve and the place in the data are those of the run, which stays where it \
      is: if its curve lacks that point, it is measured first, and checkpoint, provenance and log of the run say so. Devices \
      round differently, so what comes after is another run: its id and its provenance name the run that it went on from, and \
      after how many backprops. It is put beside the other, in the demo's results too. Without --device the run itself goes on.

      Example: experiments continue 3f2a91 --device gpu
      """)

  @Argument(
    help: ArgumentHelp("The run's folder, or the beginning of its id.", valueName: "run"),
    completion: Completions.runs)
  var name: String

  @Option(
    help: ArgumentHelp(
      "What goes on: cpu, gpu, or a device by its name. (default: the run's own)", valueName: "name"),
    completion: Completions.devices)
  var device: String?

  @Option(
    help: ArgumentHelp(
      "Where the new run ends, if the learning rate is constant. (default: where it was to end)",
      valueName: "n"))
  var backprops: Int?

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let folder = try RunList(results: try global.project().givenResults()).folder(of: name)
    // The run may be one of the demo's, whose results are a folder of their own.
    var global = global
    global.results = folder.results
    let session = try global.session(
      profile: Experiment.defaultProfile, threads: threads.count, format: format.format)
    try session.goOn(with: folder, on: device, backprops: backprops)
  }
}
