import Datasets
import Evaluating
import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import Plotting
import ProjectFiles
import RunRecords
import Scoring
import SuperResolution
import Tensors
import Wording

extension Project {
  /// What a picture is of if nothing is named: the first seed of the finished runs of its variants. A method whose
  /// regressors weren't published with its scores is trained again; `progress` is told what is left out, and why.
  /// - Parameter model: gives the trained model of a method, wherever it is from.
  /// - Throws: `ProjectError.noSpec`; `.untrained`.
  package func usualMethods(
    for picture: PaperPicture, profile: String, archive: RunArchive,
    model: (MethodDescription) throws -> MethodFile, progress: (String) -> Void = { _ in }
  ) throws -> [EvaluatedMethod] {
    let (spec, variants) = picture.usual
    let results = try ExperimentResults(
      experiment(specPath(spec)).resolved(profile: profile), archive: archive)
    let wanted = results.variants.filter { variants.contains($0.id) }
    let methods = try wanted.compactMap { variant -> EvaluatedMethod? in
      guard let run = variant.runs.first else {
        progress("\(variant.label) is left out: it isn't trained yet")
        return nil
      }
      if run.run.ofNetwork != nil { return .network(try run.folder.weights(), name: variant.label) }
      guard let method = run.run as? MethodDescription else { return nil }
      do {
        return .model(try model(method), name: variant.label)
      } catch let error as DatasetError {
        progress("\(variant.label) is left out: its model.h5 isn't kept, and to train it again \(error)")
        return nil
      }
    }
    guard !methods.isEmpty else {
      throw ProjectError.untrained(what: picture.rawValue, spec: spec, profile: profile)
    }
    return methods
  }

  /// Draws a picture of networks: `NAME.png` for each channel or for all of it.
  /// - Parameters:
  ///   - networks: at least one; filters and feature maps are of the first.
  ///   - own: an image of the user's in place of the paper's.
  ///   - folder: where the files go.
  ///   - name: the files' name, without `.png`.
  ///   - results: the results folder with the networks' runs, which say how each began.
  /// - Returns: the paths of the files.
  /// - Throws: `OptionError` for a network that doesn't fit, `DatasetError`, `PlottingError`, `ImagingError`.
  package func draw(
    _ picture: PaperPicture, of networks: [EvaluatedMethod], showing own: OwnImage? = nil, in folder: String,
    name: String, threads: Int, results: String? = nil, progress: (String) -> Void = { _ in }
  ) throws -> [String] {
    let montages = try montages(
      picture, of: networks, showing: own, threads: threads, results: results ?? self.results,
      progress: progress)
    let gnuplot = try GnuplotRunner(environment: environment)
    try makeFolder(folder)
    return try montages.map { suffix, montage in
      let path = "\(folder)/\(name)\(suffix).png"
      try montage.image(name, gnuplot: gnuplot).writePNG(to: path)
      return path
    }
  }

  private func montages(
    _ picture: PaperPicture, of networks: [EvaluatedMethod], showing own: OwnImage?, threads: Int,
    results: String,
    progress: (String) -> Void
  ) throws -> [(suffix: String, montage: Montage)] {
    try own?.requireImage(of: picture)
    if picture == .atoms { return [("", try atoms(of: networks))] }
    // Filters and maps are of the first network; methods may stand before it.
    let first = networks.first { if case .network = $0 { true } else { false } }
    guard case .network(let file, let name)? = first else {
      throw OptionError(option: "WEIGHTS", expected: "a network", found: "none")
    }
    guard let subject = picture.subject else {
      return try filters(picture, of: file, name: name, beginning: beginning(of: file, results: results))
    }
    let shown = try self.shown(subject, own, scale: file.scale, progress)
    if picture == .fig6 {
      let prepared = PreparedImage(
        name: shown.name, image: shown.image,
        degradation: Degradation(scale: file.scale, blur: file.blur), channels: file.channels,
        luma: shown.luma, measuresColour: false)
      let maps = FeatureMapPicture(
        network: file.network, input: prepared.input(for: file.network.layout), threads: threads)
      let title = own == nil ? picture.title : "Feature maps of \(shown.name)"
      return [("", maps.montage(title: "\(title), \(name)"))]
    }
    for other in networks {
      guard let scale = other.scale, scale != file.scale else { continue }
      throw OptionError(
        option: "WEIGHTS", expected: "networks of one upscaling factor",
        found: "x\(file.scale) and, of \(other.name), x\(scale)")
    }
    let comparison = ComparisonPicture(
      name: shown.name, image: shown.image, scale: file.scale, part: shown.part, luma: shown.luma,
      methods: [.bicubic] + networks, paper: try own == nil ? paperScores(picture, scale: file.scale) : [:],
      threads: threads)
    return [("", try comparison.montage(title: "\(shown.name) x\(file.scale)"))]
  }

  /// What a picture is of: one's own image, or the test image that it has in the paper.
  private func shown(
    _ subject: (set: String, image: String, part: PixelRectangle), _ own: OwnImage?, scale: Int,
    _ progress: (String) -> Void
  ) throws -> (name: String, image: ByteImage, part: PixelRectangle, luma: DatasetManifest.Luma) {
    if let own {
      let (image, part) = try own.loaded(scale: scale)
      return (fileStem(own.path), image, part, .ycbcr)
    }
    let dataset = try catalog().require(subject.set, progress: progress)
    guard let image = try dataset.loadImages().first(where: { $0.name == subject.image })?.image else {
      throw OptionError(
        option: "IMAGE", expected: "\(subject.image) in \(subject.set)", found: "none")
    }
    return (subject.image, image, subject.part, dataset.manifest.luma)
  }

  /// The paper's PSNR under a picture, dB, by method.
  private func paperScores(_ picture: PaperPicture, scale: Int) throws -> [String: Double] {
    scale == 3 ? try PaperNumbers(root: root).images[picture.rawValue]?.psnr ?? [:] : [:]
  }

  /// What a network of our own was before its training; nil of one that comes from elsewhere or began as another.
  private func beginning(of file: WeightsFile, results: String) throws -> Network? {
    guard let run = file.run else { return nil }
    let folder = try RunFolder.all(in: results).first { $0.provenance()?.runId == run.id }
    guard let description = folder?.description(), description.layout == file.network.layout,
      description.initialRun == nil, description.initialMethod == nil,
      description.continuedRun == nil
    else { return nil }
    return description.untrainedNetwork
  }

  /// A sheet of the first model of sparse coding and the first network.
  private func atoms(of methods: [EvaluatedMethod]) throws -> Montage {
    let models = methods.lazy.compactMap { method in
      if case .model(let file, let name) = method, case .sparseCoding(let model) = file.model {
        (model: model, name: name)
      } else {
        nil
      }
    }
    let networks = methods.lazy.compactMap { method in
      if case .network(let file, let name) = method { (network: file.network, name: name) } else { nil }
    }
    guard let dictionary = models.first, let network = networks.first else {
      throw OptionError(
        option: "WEIGHTS", expected: "the model.h5 of sparse coding and the weights of a network",
        found: methods.isEmpty ? "none" : methods.map(\.name).joined(separator: ", "))
    }
    return try AtomPicture(dictionary.model, beside: network.network).montage(
      dictionary: dictionary.name, network: network.name)
  }

  /// One sheet for a network of luma; for one of three channels those that the picture is of.
  private func filters(
    _ picture: PaperPicture, of file: WeightsFile, name: String, beginning: Network?
  ) throws -> [(suffix: String, montage: Montage)] {
    let names: [String] =
      switch file.channels {
      case .y: ["y"]
      case .ycbcr: ["y", "cb", "cr"]
      case .rgb: ["r", "g", "b"]
      }
    guard picture == .fig13 else {
      let sheet = FilterPicture(file.network, channel: 0, beginning: beginning)
        .montage(title: "\(picture.title), \(name)")
      return [("", sheet)]
    }
    guard file.channels == .ycbcr else {
      throw OptionError(
        option: "WEIGHTS", expected: "a network that sees YCbCr",
        found: "\(name), which sees \(file.channels.rawValue)")
    }
    return [1, 2].map { channel in
      let title = "First-layer filters for \(names[channel].capitalized), \(name)"
      let sheet = FilterPicture(file.network, channel: channel, beginning: beginning)
      return ("-\(names[channel])", sheet.montage(title: title))
    }
  }
}
