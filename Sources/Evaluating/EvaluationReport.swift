import Datasets
import ExperimentSpecs
import HDF5Storage
import Imaging
import ProjectFiles
import RunRecords
import Scoring
import Tensors
import Vocabulary
import Wording

/// What methods scored on test sets by the table protocol: the answer of `experiments eval`.
package struct EvaluationReport: Sendable, Equatable {
  /// One method on one set at one upscaling factor.
  package struct Entry: Sendable, Equatable {
    /// The set's name.
    package var set: String
    /// The upscaling factor.
    package var scale: Int
    /// The method: `bicubic`, or what its weights are called.
    package var method: String
    /// The protocol in words.
    package var scoring: String
    /// The scores, image by image.
    package var scores: SetScores

    /// Names all of it.
    package init(set: String, scale: Int, method: String, scoring: String, scores: SetScores) {
      self.set = set
      self.scale = scale
      self.method = method
      self.scoring = scoring
      self.scores = scores
    }
  }

  /// All entries, by set, then scale, then method.
  package var entries: [Entry]

  package init(entries: [Entry]) {
    self.entries = entries
  }
}

/// A method that is measured.
package enum EvaluatedMethod: Sendable, Equatable {
  /// Bicubic interpolation.
  case bicubic
  /// A network and what to call it.
  case network(WeightsFile, name: String)
  /// An example-based method and what to call it.
  case model(MethodFile, name: String)

  /// What tables call it.
  package var name: String {
    switch self {
    case .bicubic: "bicubic"
    case .network(_, let name), .model(_, let name): name
    }
  }

  /// The upscaling factor that the method was trained for; nil for bicubic interpolation.
  package var scale: Int? {
    switch self {
    case .bicubic: nil
    case .network(let file, _): file.scale
    case .model(let file, _): file.scale
    }
  }

  /// The blur that the method was trained to undo, nil within for none; nothing for bicubic interpolation.
  fileprivate var blurs: [DataSection.Blur?] {
    switch self {
    case .bicubic: []
    case .network(let file, _): [file.blur]
    case .model: [nil]
    }
  }
}

extension Project {
  /// Measures methods on test sets by the table protocol, each trained one at its own upscaling factor.
  /// - Parameters:
  ///   - scales: the upscaling factors; nil for that of the networks, or 3 if there are none.
  ///   - measures: what is measured.
  /// - Throws: `OptionError` for a network of another factor, `DatasetError`, `ImagingError`.
  package func evaluate(
    _ methods: [EvaluatedMethod], on sets: [String], scales: [Int]?,
    measures: [ImageMeasure] = ImageMeasure.standard, threads: Int,
    progress: (String) -> Void = { _ in }
  ) throws -> EvaluationReport {
    let scales = try scales ?? commonScale(of: methods).map { [$0] } ?? [3]
    for method in methods { try check(method, scales: scales) }
    let blur = try commonBlur(of: methods)
    let measuresColour = methods.contains {
      if case .network(let file, _) = $0 { file.channels.count == 3 } else { false }
    }
    let catalog = try catalog()
    let located = try sets.map { try catalog.require(nameOrFolder: $0, progress: progress) }
    var entries: [EvaluationReport.Entry] = []
    for dataset in located {
      for scale in scales {
        for method in methods where method.scale ?? scale == scale {
          entries.append(
            try method.measured(
              on: dataset, scale: scale, measures: measures, blur: blur, measuresColour: measuresColour,
              threads: threads))
        }
      }
    }
    return EvaluationReport(entries: entries)
  }

  /// The upscaling factor of all networks, or nil if there are none.
  private func commonScale(of methods: [EvaluatedMethod]) throws(OptionError) -> Int? {
    let scales = Set(methods.compactMap(\.scale))
    guard scales.count <= 1 else {
      throw OptionError(
        option: "WEIGHTS", expected: "networks of one upscaling factor",
        found: scales.sorted().map { "x\($0)" }.joined(separator: ", "))
    }
    return scales.first
  }

  /// The blur that all networks were trained to undo, or nil.
  private func commonBlur(of methods: [EvaluatedMethod]) throws(OptionError) -> DataSection.Blur? {
    let blurs = Set(methods.flatMap(\.blurs))
    guard blurs.count <= 1 else {
      throw OptionError(
        option: "WEIGHTS", expected: "networks for one degradation of images",
        found: blurs.map { $0.map { "a blur (\($0.tag))" } ?? "no blur" }.sorted()
          .joined(separator: ", "))
    }
    return blurs.first ?? nil
  }

  private func check(_ method: EvaluatedMethod, scales: [Int]) throws(OptionError) {
    guard let own = method.scale, !scales.contains(own) else { return }
    throw OptionError(
      option: "--scale", expected: "\(own), which \(method.name) was trained for",
      found: scales.map(String.init).joined(separator: ","))
  }
}

extension EvaluatedMethod {
  /// What the method scores on one set.
  package func measured(
    on dataset: LocatedDataset, scale: Int, measures: [ImageMeasure], blur: DataSection.Blur? = nil,
    measuresColour: Bool = false, threads: Int
  ) throws -> EvaluationReport.Entry {
    var padding = Padding.replicate
    var isPadded = true
    var enlargement = 1
    func set(_ channels: DataSection.Channels) throws -> TestSet {
      try TestSet(
        dataset, scale: scale, channels: channels, blur: blur, padding: padding,
        measuresColour: measuresColour)
    }
    let scores: SetScores
    switch self {
    case .bicubic: scores = try set(.y).bicubicScores(measures: measures, threads: threads)
    case .network(let file, _):
      padding = file.padding.whenUsed
      enlargement = file.network.layout.enlargement
      scores = try set(file.channels).scores(of: file.network, measures: measures, threads: threads)
    case .model(let file, _):
      isPadded = false
      scores = try set(.y).scores(of: file.upscaler, measures: measures, threads: threads)
    }
    let scoring = ScoringProtocol.table.sentence(
      scale: scale, luma: dataset.manifest.luma, blur: blur, padding: isPadded ? padding : nil,
      enlargement: enlargement)
    return .init(set: dataset.name, scale: scale, method: name, scoring: scoring, scores: scores)
  }

  /// The network or method of a file: one of ours, one of the authors' MATLAB files, or another's that says enough of it.
  /// - Parameter scale: the upscaling factor, where neither the file nor its name says it.
  /// - Throws: what reading throws; `NetworkImportError`, `.foreign` for an HDF5 file of another program.
  package init(contentsOf path: String, scale: Int?) throws {
    let name = Self.name(of: path)
    if [".mat", ".safetensors", ".onnx"].contains(where: path.lowercased().hasSuffix) {
      self = .network(try WeightsFile(importing: path, scale: scale), name: name)
      return
    }
    try requireOwnFormat(path)
    let contents = try HDF5Contents(contentsOf: path)
    switch contents.attributes["format"] {
    case .string(MethodFile.format): self = .model(try MethodFile(contents, path: path), name: name)
    case .string(WeightsFile.format): self = .network(try WeightsFile(contents, path: path), name: name)
    case .string(let found):
      throw RunError.unsuitable(
        path: path,
        reason:
          "expected an HDF5 file whose attribute 'format' is '\(WeightsFile.format)' or '\(MethodFile.format)', "
          + "found '\(found)'. Name the file that a run or `experiments import` wrote")
    default: throw NetworkImportError.foreign(path: path)
    }
  }

  /// A network's name: the file's, or its folder's if all files of the kind are called the same.
  package static func name(of path: String) -> String {
    let parts = path.split(separator: "/").map(String.init)
    let stem = fileStem(path)
    return ["weights", "model"].contains(stem) && parts.count > 1 ? parts[parts.count - 2] : stem
  }
}
