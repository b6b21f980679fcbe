import ArgumentParser
import Evaluating
import ExperimentSpecs
import Imaging
import RunRecords
import Wording

/// The options that choose methods to measure or to use.
struct MethodOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "bicubic, or a method as it is trained by experiments/specs/sparse-coding.json: "
        + "\(MethodSection.Name.allCases.map(\.rawValue).joined(separator: ", ")). It is trained first if it "
        + "isn't there.",
      valueName: "method"), completion: .list(Method.allValueStrings))
  var method: Method?

  @Option(
    help: "The profile that the method is trained by. (default: desk)", completion: Completions.profiles)
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
      """, discussion: "Example: experiments eval scales/x3 --test set5,set14")

  @Argument(
    help: ArgumentHelp(
      "Networks and methods: a file (weights.h5, model.h5, one of the authors' .mat), a run's folder, the beginning of "
        + "its id, or SPEC/VARIANT.", valueName: "weights"),
    completion: Completions.networks)
  var weights: [String] = []

  @OptionGroup var method: MethodOption

  @Option(
    help: ArgumentHelp("Test sets, or folders with images, joined by commas.", valueName: "sets"),
    completion: Completions.setList)
  var test = "set5"

  @Option(help: ArgumentHelp("Upscaling factors 2 to 4, joined by commas. (default: the networks', or 3)"))
  var scale: String?

  @Option(
    help: ArgumentHelp(
      "What is measured: \(imageMeasureNames), joined by commas, or all.", valueName: "measures"),
    completion: Completions.measures)
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
    let project = try global.project()
    let networks = try weights.map {
      try project.method(named: $0, scale: factors?.count == 1 ? factors?.first : nil)
    }
    let sets = test.split(separator: ",").map(String.init)
    var said: Set<String> = []
    func note(_ text: String) {
      if said.insert(text).inserted { global.note(text) }
    }
    // What isn't there is found out before a method is trained.
    for set in sets { _ = try project.catalog().require(nameOrFolder: set, progress: note) }
    // For people bicubic interpolation stands beside every network.
    let isForPeople = [.text, .md, .tex].contains(format)
    let isBicubic = if case .bicubic? = method.method { true } else { false }
    let own = try (isBicubic ? [] : factors ?? [networks.lazy.compactMap(\.scale).first ?? 3]).compactMap {
      try method.evaluated(scale: $0, threads: threads.count, global)
    }
    let methods = (isBicubic || isForPeople ? [.bicubic] : []) + own + networks
    let report = try project.evaluate(
      methods, on: sets, scales: factors, measures: measures, threads: threads.count, progress: note)
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

/// The option `--scale` of `upscale`, which may be another factor than the network's.
struct FactorOption: ParsableArguments {
  @Option(
    name: .customLong("scale"),
    help: ArgumentHelp(
      "How many times as wide and high, above 1 and up to 4: by the network's own factor, or if none is named by the "
        + "next of 2, 3 and 4, and resized. (default: the network's; bicubic: 3)", valueName: "scale"))
  var factor: Double?

  func validate() throws {
    if let factor, !(factor > 1 && factor <= 4) {
      let found = factor.isFinite ? JSON.number(factor).canonicalText : "\(factor)"
      throw ValidationError("--scale: expected a number above 1 and up to 4, found \(found)")
    }
  }

  /// The factor of the method that is taken unless one is named.
  var whole: Int { factor.map(Upscaling.scale(for:)) ?? 3 }
}

/// `experiments upscale`
struct Upscale: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make an image, or all images of a folder, larger.",
    usage: """
      experiments upscale PHOTO.jpg -o LARGE.png [--scale 2]
      experiments upscale PHOTO.tif -o LARGE.jpg --quality 90
      experiments upscale FOLDER -o FOLDER
      experiments upscale channels/rgb PHOTO.jpg -o LARGE.png
      experiments upscale --method a+ PHOTO.jpg -o LARGE.png
      """,
    discussion: """
      Without WEIGHTS the project's own network for the factor is taken, scales/x2, x3 or x4. WEIGHTS is a file, a run's \
      folder, the beginning of a run's id, or SPEC/VARIANT. A photo is turned the right way up, and keeps its \
      transparency, colour profile and density, PNG and TIFF its 16 bits. Read are PNG, JPEG, BMP, TIFF, WebP, HEIC, AVIF and \
      the first picture of GIF; CMYK colours become sRGB. Written is what the name of OUT says: PNG, JPEG, TIFF or WebP. Large \
      images are worked on in parts: a network's memory doesn't grow with the result, a method's by a byte a pixel; for WebP \
      the whole result has to be there, 3 bytes a pixel and about as much for its library.

      Of a folder all images are written that can be. Those that are left out are named, and so are subfolders; the command \
      then ends with code 3. A side has at most \(PhotoFormat.webp.longestSide) pixels in WebP, \
      \(PhotoFormat.jpeg.longestSide) in JPEG.

      Example: experiments upscale photos -o large --format jpeg
      """)

  @Argument(
    help: ArgumentHelp(
      "The weights, unless the project's own or --method is meant; then the image or folder.",
      valueName: "input"), completion: Completions.networks)
  var inputs: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A file .png, .jpg, .tif or .webp, or a folder.", valueName: "out"),
    completion: .file(), transform: path)
  var output: String

  @Option(help: "The format in a folder: png, jpeg, tiff or webp.")
  var format = FileFormat.png

  @Option(help: "1 to 100, for JPEG and WebP; 100 is WebP without loss.")
  var quality = 95

  @Flag(help: "Overwrite files that are there already; never one that is read.")
  var force = false

  /// The formats by their names in small letters.
  enum FileFormat: String, ExpressibleByArgument, CaseIterable {
    case png, jpeg, tiff, webp

    var format: PhotoFormat {
      switch self {
      case .png: .png
      case .jpeg: .jpeg
      case .tiff: .tiff
      case .webp: .webp
      }
    }
  }

  @OptionGroup var method: MethodOption
  @OptionGroup var scale: FactorOption
  @OptionGroup var threads: ThreadsOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard inputs.count == 1 || inputs.count == 2 && method.method == nil else {
      let expected = method.method == nil ? "IMAGE, or WEIGHTS and IMAGE" : "IMAGE"
      throw ValidationError(
        "expected \(expected), found \(inputs.count) of them: \(inputs.joined(separator: " "))"
          + (inputs.count > 2 ? "; several images are enlarged in a folder of their own" : ""))
    }
    if !(1...100).contains(quality) {
      throw ValidationError("--quality: expected a number from 1 to 100, found \(quality)")
    }
  }

  func run() throws {
    let input = inputs[inputs.count - 1]
    if inputs.count == 2, Upscaling.isOfPhotos(inputs[0]) {
      throw OptionError(
        option: "WEIGHTS",
        expected: "a network before \(input), or one image or folder alone (several images are enlarged in a "
          + "folder of their own)", found: inputs[0])
    }
    let files = Upscaling.Files(format: format.format, quality: quality, force: force)
    // What isn't there is found out before a method is trained.
    try Upscaling.requireOutput(output, for: input, force: force, note: global.note)
    if case .trained(let name)? = method.method {
      try Upscaling.requireInput(
        input, to: output, files: files, for: name, scale: scale.whole, factor: scale.factor)
    }
    let upscaling = try Upscaling(method: chosen(), factor: scale.factor, threads: threads.count)
    let line = ProgressLine(isShown: !global.quiet)
    try upscaling.write(
      input, to: output, files: files,
      note: { text in
        line.clear()
        global.note(text)
      }, progress: line.show,
      written: { path in
        line.clear()
        if !global.quiet { say(path) }
      })
  }

  private func chosen() throws -> EvaluatedMethod {
    if let method = try method.evaluated(scale: scale.whole, threads: threads.count, global) {
      return method
    }
    let project = try global.project()
    guard inputs.count == 1 else {
      return try Upscaling.network(named: inputs[0], in: project, factor: scale.factor)
    }
    let usual = try project.usualNetwork(scale: scale.whole)
    global.note("by \(usual.name)")
    return usual
  }
}

/// `experiments compare`
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure an image against the one that it should be.",
    usage: """
      experiments compare REFERENCE IMAGE [--shave 3] [--measures all] [-o DIFFERENCE.png]
      """,
    discussion: """
      Luminance of 8 bits is compared, of images as they are seen: all formats that upscale reads, turned the right way up, 16 \
      bits rounded, colours without their opacity. Without --shave all pixels count; the paper's tables leave out as many at \
      each side as the upscaling factor.

      Example: experiments compare original.png enlarged.png --shave 3 -o difference.png
      """)

  @Argument(help: "The image as it should be.", completion: .file(), transform: path)
  var reference: String

  @Argument(help: "The image to measure, of the same size.", completion: .file(), transform: path)
  var image: String

  @Option(help: ArgumentHelp("Pixels at each side that don't count.", valueName: "pixels"))
  var shave = 0

  @Option(
    help: ArgumentHelp("\(imageMeasureNames), joined by commas, or all.", valueName: "measures"),
    completion: Completions.measures)
  var measures = "psnr,ssim"

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A PNG file for the difference, four times as strong: gray where both are alike, lighter where the image is "
        + "too bright.", valueName: "png"), completion: .file(extensions: ["png"]), transform: path)
  var output: String?

  @Flag(help: "Overwrite a file that is there already; never one that is read.")
  var force = false

  @OptionGroup var format: FormatOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(0...100_000).contains(shave) {
      throw ValidationError("--shave: expected a number from 0 to 100000, found \(shave)")
    }
  }

  func run() throws {
    if let output { try ImageComparison.requireOutput(output, for: [reference, image], force: force) }
    let comparison = try ImageComparison(
      of: image, against: reference, shave: shave, measures: imageMeasures(measures))
    comparison.remarks.forEach(global.note)
    if let output { try comparison.writeDifference(to: output, force: force) }
    say(format.format == .json ? comparison.json.compact : comparison.text)
  }
}
