import ArgumentParser
import Evaluating
import ExperimentSpecs
import ProjectFiles
import RunRecords
import Vocabulary
import Wording

/// `experiments import`
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn a network of another program into our HDF5.",
    usage: """
      experiments import x3.mat -o weights.h5
      experiments import srcnn.onnx -o weights.h5 --scale 3
      experiments import srcnn_x3.safetensors -o weights.h5 --scale 3 --padding zero
      """,
    discussion: """
      Read are the authors' MATLAB files (version 5 to 7.3), ONNX, and PyTorch state dictionaries as safetensors or \
      HDF5, whatever the layers are called. What the file doesn't say of the network must be given as an option. A \
      PyTorch pickle isn't read, since reading one may run any code.

      Example: experiments import srcnn_x3.safetensors -o weights.h5 --padding zero
      """)

  @Argument(
    help: ArgumentHelp("A file .mat, .onnx, .safetensors or .h5.", valueName: "file"),
    completion: .file(extensions: ["mat", "onnx", "safetensors", "h5"]), transform: path)
  var file: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write the network, a file .h5.", valueName: "weights.h5"),
    completion: .file(extensions: ["h5"]), transform: path)
  var output: String

  @OptionGroup var scale: ScaleOption

  @Option(
    help:
      "What the layers read beyond the border: valid (nothing), replicate, or zero, as PyTorch's padding=… does."
  )
  var padding: Padding?

  @Option(help: "What three channels are: rgb or ycbcr.")
  var channels: DataSection.Channels?

  @Flag(help: "Overwrite a file that is there already; never the one that is read.")
  var force = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try WeightsFile.requireOutput(output, importing: file, force: force)
    let weights = try WeightsFile(
      importing: file, options: ImportOptions(scale: scale.scale, padding: padding, channels: channels))
    try weights.write(to: output)
    if !global.quiet { say("\(output): \(weights.summary)") }
  }
}

/// `experiments export`
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a network in the format of another program.",
    usage: """
      experiments export scales/x3 --to onnx -o srcnn.onnx
      experiments export results/runs/filter-size/9-5-5-s1-74d9a14740ae --to pytorch -o srcnn.py
      """,
    discussion: """
      The network takes what it takes here: an image enlarged by bicubic interpolation, with values 0…1, in ONNX and \
      PyTorch [N, C, H, W] of any size, whose border is repeated before every layer (or padded with zeros, where it has \
      learned with them). mat is the authors' layout.

      Example: experiments export scales/x3 --to onnx -o srcnn.onnx
      """)

  @Argument(
    help: ArgumentHelp(
      "The network: a file, a run's folder, the beginning of its id, or SPEC/VARIANT.", valueName: "weights"),
    completion: Completions.networks)
  var weights: String

  @Option(help: "The format.")
  var to: ExportFormat

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file; pytorch also writes its weights beside it.", valueName: "out"),
    completion: .file(), transform: path)
  var output: String

  @Flag(help: "Overwrite files that are there already.")
  var force = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard case .network(let network, let name) = try global.project().method(named: weights, scale: nil)
    else {
      throw OptionError(
        option: "WEIGHTS", expected: "a network", found: "\(weights), which is another method")
    }
    let (files, notes) = try network.export(to: to, path: output, of: weights, force: force)
    notes.forEach(global.note)
    if !global.quiet { for file in files { say("\(file): \(name), \(network.summary)") } }
  }
}

extension ExportFormat: ExpressibleByArgument {}
extension Padding: ExpressibleByArgument {}
extension DataSection.Channels: ExpressibleByArgument {}
