import ArgumentParser
import Evaluating
import ExperimentSpecs
import RunRecords

/// The options that choose methods to measure or to use.
struct MethodOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "bicubic, or a method as it is trained by experiments/specs/sparse-coding.json: "
        + "\(MethodSection.Name.allCases.map(\.rawValue).joined(separator: ", ")). It is trained first if it "
        + "isn't there.",
      valueName: "method"))
  var method: Method?

  @Option(help: "The profile that the method is trained by. (default: desk)")
  var profile: String?

  /// A method that isn't a file.
  enum Method: ExpressibleByArgument {
    /// Bicubic interpolation.
    case bicubic
    /// A trained method.
    case trained(MethodSection.Name)

    static let allValueStrings = ["bicubic"] + MethodSection.Name.allCases.map(\.rawValue)

    init?(argument: String) {
      // A plus sign is in the way of some shells and file names.
      let name = argument.lowercased() == "aplus" ? "a+" : argument.lowercased()
      if name == "bicubic" {
        self = .bicubic
      } else if let name = MethodSection.Name(rawValue: name) {
        self = .trained(name)
      } else {
        return nil
      }
    }
  }

  func validate() throws {
    if profile != nil, case .trained? = method { return }
    if profile != nil { throw ValidationError("--profile is for a method that is trained: give --method") }
  }

  /// The method at an upscaling factor, trained if need be; nil if none was named.
  func evaluated(scale: Int, threads: Int, _ global: GlobalOptions) throws -> EvaluatedMethod? {
    guard case .trained(let name)? = method else { return method == nil ? nil : .bicubic }
    let session = try global.session(
      profile: profile ?? Experiment.defaultProfile, threads: threads, saysErrors: true)
    return try session.model(name, scale: scale)
  }
}

/// `experiments eval`
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure PSNR, SSIM and more on test sets by the paper's protocol.",
    usage: """
      experiments eval WEIGHTS... --test set5,set14 [--scale 3] [--format text|csv|md|tex|json]
      experiments eval --method anr --test set5 --scale 3
      experiments eval --method bicubic --test set5 --scale 3 --measures psnr,ssim,ifc,nqm,wpsnr,msssim
      """)

  @Argument(
    help: ArgumentHelp(
      "Networks and methods: weights.h5, model.h5, or one of the authors' .mat.", valueName: "weights"))
  var weights: [String] = []

  @OptionGroup var method: MethodOption

  @Option(help: ArgumentHelp("Test sets, joined by commas.", valueName: "sets"))
  var test = "set5"

  @Option(help: ArgumentHelp("Upscaling factors 2 to 4, joined by commas. (default: the networks', or 3)"))
  var scale: String?

  @Option(
    help: ArgumentHelp(
      "What is measured: psnr, ssim, ifc, nqm, wpsnr, msssim, joined by commas, or all.",
      valueName: "measures"))
  var measures = "psnr,ssim"

  @Option(help: "text, md and tex are for people, csv and json for machines.")
  var format = TableFormat.text

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var global: GlobalOptions

  /// How scores are printed.
  enum TableFormat: String, ExpressibleByArgument, CaseIterable {
    case text, csv, md, tex, json
  }

  func validate() throws {
    if weights.isEmpty && method.method == nil {
      throw ValidationError("name the weights to measure, or give --method, as in --method bicubic")
    }
    if test.allSatisfy({ $0 == "," }) {
      throw ValidationError("--test: expected test sets joined by commas, as in set5,set14, found '\(test)'")
    }
    _ = try scales()
  }

  func run() throws {
    let measures = try imageMeasures(measures)
    let factors = try scales()
    let networks = try weights.map {
      try EvaluatedMethod(contentsOf: $0, scale: factors?.count == 1 ? factors?.first : nil)
    }
    let project = try global.project()
    let sets = test.split(separator: ",").map(String.init)
    // What isn't there is found out before a method is trained.
    for set in sets { _ = try project.catalog().require(set) }
    // For people bicubic interpolation stands beside every network.
    let isForPeople = [.text, .md, .tex].contains(format)
    let isBicubic = if case .bicubic? = method.method { true } else { false }
    let own = try (isBicubic ? [] : factors ?? [networks.lazy.compactMap(\.scale).first ?? 3]).compactMap {
      try method.evaluated(scale: $0, threads: threads.count, global)
    }
    let methods = (isBicubic || isForPeople ? [.bicubic] : []) + own + networks
    let report = try project.evaluate(
      methods, on: sets, scales: factors, measures: measures, threads: threads.count, progress: global.note)
    say(text(of: report))
  }

  private func text(of report: EvaluationReport) -> String {
    switch format {
    case .text: report.text
    case .csv: report.csv
    case .md: report.tables.map { $0.markdown() }.joined(separator: "\n")
    case .tex: report.tables.map { $0.latex() }.joined(separator: "\n")
    case .json: report.json.compact
    }
  }

  private func scales() throws -> [Int]? {
    guard let scale else { return nil }
    return try scale.split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let factor = Int(text), (2...4).contains(factor) else {
        throw ValidationError("--scale: expected 2, 3 or 4, found '\(text)'")
      }
      return factor
    }
  }
}

/// The option `--scale` of commands for one network.
struct ScaleOption: ParsableArguments {
  @Option(
    help: "The upscaling factor, 2 to 4. (default: the network's or what its file is called by; bicubic: 3)")
  var scale: Int?

  func validate() throws {
    if let scale, !(2...4).contains(scale) {
      throw ValidationError("--scale: expected 2, 3 or 4, found '\(scale)'")
    }
  }
}

/// `experiments upscale`
struct Upscale: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make an image, or all images of a folder, larger.",
    usage: """
      experiments upscale WEIGHTS IMAGE|FOLDER -o OUT
      experiments upscale --method a+ IMAGE|FOLDER --scale 3 -o OUT
      """)

  @Argument(help: ArgumentHelp("The weights, unless --method is given; then the image or folder."))
  var inputs: [String]

  @Option(
    name: .shortAndLong, help: ArgumentHelp("A PNG file, or a folder.", valueName: "out"), transform: path)
  var output: String

  @OptionGroup var method: MethodOption
  @OptionGroup var scale: ScaleOption
  @OptionGroup var threads: ThreadsOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let expected = method.method == nil ? "WEIGHTS and IMAGE" : "IMAGE"
    guard inputs.count == (method.method == nil ? 2 : 1) else {
      throw ValidationError(
        "expected \(expected), found \(inputs.count) of them: \(inputs.joined(separator: " "))")
    }
  }

  func run() throws {
    let input = inputs[inputs.count - 1]
    // What isn't there is found out before a method is trained.
    if case .trained(let name)? = method.method {
      try Upscaling.requireInput(input, for: name, scale: scale.scale ?? 3)
    }
    let method =
      try method.evaluated(scale: scale.scale ?? 3, threads: threads.count, global)
      ?? EvaluatedMethod(contentsOf: inputs[0], scale: scale.scale)
    let upscaling = try Upscaling(method: method, scale: scale.scale, threads: threads.count)
    try upscaling.write(input, to: output, note: global.note) { path in if !global.quiet { say(path) } }
  }
}

/// `experiments import`
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn the authors' MATLAB weights into our HDF5.")

  @Argument(
    help: ArgumentHelp("One of the authors' files, such as x3.mat.", valueName: "file.mat"), transform: path)
  var file: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write the network.", valueName: "weights.h5"),
    transform: path)
  var output: String

  @OptionGroup var scale: ScaleOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let weights = try WeightsFile(importing: file, scale: scale.scale)
    try weights.write(to: output)
    if !global.quiet { say("\(output): \(weights.summary)") }
  }
}
