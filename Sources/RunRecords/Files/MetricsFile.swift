import ExperimentSpecs
import HDF5Storage
import Imaging
import Scoring
import Vocabulary

/// What a run measured, as it is kept: `metrics.h5`.
///
/// `/curve` is the `History`; `/final/SET/psnr` and `ssim` are the scores of the network in `weights.h5` (and
/// `ifc`, `nqm`, `wpsnr`, `msssim` where they were asked for),
/// `/baseline/bicubic/SET/psnr` and `ssim` those of bicubic interpolation, each with its protocol in words. Beside
/// them a network of three channels has `psnrY`, `psnrCb`, `psnrCr`, `psnrYCbCr` and `psnrRGB`; `zeros` is a network's
/// `Sparsity`, where a claim asked for it. The same run gives the same bytes.
package struct MetricsFile: Sendable, Equatable {
  /// The value of the attribute `format`.
  package static let format = "srcnn-metrics"
  /// The layout that is written and read.
  package static let formatVersion = 1

  /// The run that was measured.
  package var run: WeightsFile.Run
  /// The upscaling factor.
  package var scale: Int
  /// What the network sees of a pixel.
  package var channels: DataSection.Channels
  /// What was measured during the training.
  package var history: History
  /// What the trained network scored, by set.
  package var final: [String: SetScores] = [:]
  /// What bicubic interpolation scored, by set.
  package var bicubic: [String: SetScores] = [:]
  /// How sparse is what the last layer is given, by set, where that was measured.
  package var sparsity: [String: Sparsity] = [:]
  /// The protocol in words, by set.
  package var sentences: [String: String] = [:]
  /// The `ScoringVersions` by which a set was scored, as far as they aren't 1.
  package private(set) var versions: [String: [Measure: Int]] = [:]

  /// Metrics of a run without final scores yet.
  package init(run: WeightsFile.Run, scale: Int, channels: DataSection.Channels, history: History) {
    self.run = run
    self.scale = scale
    self.channels = channels
    self.history = history
  }

  /// Adds a set's final scores, and those of bicubic interpolation; what was measured of its colours stays, unless that was by
  /// another version.
  /// - Parameters:
  ///   - sentence: the protocol in words, where it isn't a network's.
  ///   - versions: those that the scores are taken by.
  package mutating func add(
    _ set: TestSet, final scores: SetScores, sentence: String? = nil, by versions: ScoringVersions,
    threads: Int
  ) {
    let interpolated = set.bicubicScores(measures: scores.measures, threads: threads)
    let isColourKept = !isColourOutdated(of: set.name, by: versions)
    final[set.name] = scores.keepingColour(of: isColourKept ? final[set.name] : nil)
    bicubic[set.name] = interpolated.keepingColour(of: isColourKept ? bicubic[set.name] : nil)
    sentences[set.name] = sentence ?? set.sentences[.table]
    note(final[set.name].map(versions.numbers) ?? [:], of: set.name)
  }

  /// Adds what a set that was scored before scores by channel.
  /// - Parameter versions: those that the scores are taken by.
  package mutating func add(_ colour: ColourScores, to set: String, by versions: ScoringVersions) {
    guard let scores = final[set] else { return }
    final[set]?.colour = colour
    let own = versions.numbers(of: SetScores(images: scores.images, [:], colour: colour))
    note(numbers(of: set) { !$0.isOfColour }.merging(own) { $1 }, of: set)
  }

  /// The numbers that stand beside a set's scores, of some measures.
  private func numbers(of set: String, where isMeant: (Measure) -> Bool) -> [Measure: Int] {
    (versions[set] ?? [:]).filter { isMeant($0.key) }
  }

  private mutating func note(_ numbers: [Measure: Int], of set: String) {
    versions[set] = numbers.isEmpty ? nil : numbers
  }

  /// Those of some sets whose scores were taken by other versions than these.
  package func outdated(among sets: [String], by versions: ScoringVersions) -> [String] {
    sets.filter { set in
      guard let scores = final[set] else { return false }
      return versions.numbers(of: scores) != numbers(of: set) { _ in true }
    }
  }

  private func isColourOutdated(of set: String, by versions: ScoringVersions) -> Bool {
    guard let scores = final[set] else { return false }
    let now = versions.numbers(of: scores).filter { $0.key.isOfColour }
    return now != numbers(of: set) { $0.isOfColour }
  }

  /// Takes out what a set scored at the end; its curve stays.
  package mutating func forgetScores(of set: String) {
    final[set] = nil
    bicubic[set] = nil
    sentences[set] = nil
    versions[set] = nil
  }

  /// Takes out what was measured on a set's former images.
  package mutating func forget(_ set: String) {
    forgetScores(of: set)
    sparsity[set] = nil
    history.forget(set)
  }

  /// What was known when the run had gone as far as another asks for: the curve up to there, and of each set the PSNR there by
  /// the tables' protocol.
  ///
  /// Nothing else is measured while a network trains, so other measures are missing.
  /// - Parameter limit: the backprops below which evaluations are kept.
  package func shortened(below limit: Int) -> MetricsFile {
    var shorter = self
    shorter.history = history.shortened(below: limit)
    shorter.run.backprops = shorter.history.backprops.last ?? 0
    shorter.sparsity = [:]
    shorter.versions = [:]
    shorter.final = shorter.history.sets.compactMapValues { set in
      set.psnr.last.map { SetScores(images: set.images, [.psnr: $0]) }
    }
    return shorter
  }

  /// The sets of a run that weren't scored by all measures that it asks for.
  package func unscored(of data: DataSection) -> [String] {
    data.test.filter { !data.finalMeasures.allSatisfy((final[$0]?.measures ?? []).contains) }
  }

  /// What a set is to be scored by: what a run asks for, and what another has asked for before.
  package func measures(of set: String, for data: DataSection) -> [ImageMeasure] {
    let known = final[set]?.measures ?? []
    return ImageMeasure.allCases.filter { (data.finalMeasures + known).contains($0) }
  }

  /// Reads a file.
  /// - Throws: `HDF5StorageError`, or `RunError.unsuitable` if it isn't such a file.
  package init(contentsOf path: String) throws {
    let contents = try HDF5Contents(contentsOf: path)
    try contents.require(format: Self.format, version: Self.formatVersion, path: path)
    run = try WeightsFile.Run(of: contents, path: path)
    scale = try contents.scale(path: path)
    channels = try contents.value("channels", path: path)
    history = run.backprops == 0 ? History() : try History(of: contents, path: path)
    for name in contents.members(of: "/final") {
      final[name] = try contents.scores(in: "/final/\(name)")
      bicubic[name] = try contents.scores(in: "/baseline/bicubic/\(name)")
      sparsity[name] = try contents.sparsity(in: "/final/\(name)", images: final[name]?.images.count ?? 0)
      sentences[name] = try contents.string("protocol", of: "/final/\(name)/psnr")
      let numbers = contents.scoringVersions(in: "/final/\(name)")
      if !numbers.isEmpty { versions[name] = numbers }
    }
  }

  /// Writes the file whole and atomically.
  /// - Throws: `HDF5StorageError`.
  package func write(to path: String) throws {
    var contents = HDF5Contents()
    contents.attributes["format"] = .string(Self.format)
    contents.attributes["formatVersion"] = .int(Int64(Self.formatVersion))
    contents.attributes["scale"] = .int(Int64(scale))
    contents.attributes["channels"] = .string(channels.rawValue)
    run.describe(in: &contents)
    // A method goes through no backprops, and has no curve.
    if run.backprops > 0 { history.store(in: &contents) }
    for (name, scores) in final {
      contents.store(
        scores, in: "/final/\(name)", sentence: sentences[name] ?? "", versions: versions[name] ?? [:])
    }
    for (name, sparsity) in sparsity { contents.store(sparsity, in: "/final/\(name)") }
    for (name, scores) in bicubic {
      contents.store(
        scores, in: "/baseline/bicubic/\(name)", sentence: sentences[name] ?? "",
        versions: versions[name] ?? [:])
    }
    try contents.write(to: path)
  }
}

extension HDF5Contents {
  fileprivate mutating func store(
    _ scores: SetScores, in group: String, sentence: String, versions: [Measure: Int]
  ) {
    storeNames(scores.images, in: group)
    for measure in scores.measures {
      var array = HDF5Array(
        scores[measure], shape: [scores.images.count],
        attributes: ["units": .string(measure.unit), "protocol": .string(sentence)])
      array.attributes["version"] = versions[.image(measure)].map { HDF5Attribute.int(Int64($0)) }
      array.scales = [0: "\(group)/image"]
      arrays["\(group)/\(measure.rawValue)"] = array
    }
    for (measure, values) in scores.colour?.psnr ?? [:] {
      var array = HDF5Array(
        values, shape: [values.count],
        attributes: [
          "units": .string("dB"), "definition": .string(measure.definition), "protocol": .string(sentence),
        ])
      array.attributes["version"] = versions[.colour(measure)].map { HDF5Attribute.int(Int64($0)) }
      array.scales = [0: "\(group)/image"]
      arrays["\(group)/\(measure.rawValue)"] = array
    }
  }

  /// The numbers that stand beside scores; one that doesn't is 1.
  fileprivate func scoringVersions(in group: String) -> [Measure: Int] {
    var numbers: [Measure: Int] = [:]
    for measure in ImageMeasure.allCases.map(Measure.image) + ColourMeasure.allCases.map(Measure.colour) {
      guard case .int(let number)? = arrays["\(group)/\(measure.rawValue)"]?.attributes["version"] else {
        continue
      }
      numbers[measure] = Int(number)
    }
    return numbers
  }

  fileprivate func scores(in group: String) throws -> SetScores {
    let images = try array("\(group)/image").strings()
    var colour: [ColourMeasure: [Double]] = [:]
    for measure in ColourMeasure.allCases where arrays["\(group)/\(measure.rawValue)"] != nil {
      colour[measure] = try array("\(group)/\(measure.rawValue)").doubles(shape: [images.count])
    }
    var values: [ImageMeasure: [Double]] = [:]
    for measure in ImageMeasure.allCases
    where ImageMeasure.standard.contains(measure) || arrays["\(group)/\(measure.rawValue)"] != nil {
      values[measure] = try array("\(group)/\(measure.rawValue)").doubles(shape: [images.count])
    }
    return SetScores(
      images: images, values,
      colour: colour.isEmpty ? nil : ColourScores(psnr: colour))
  }
}

extension Measure {
  fileprivate var isOfColour: Bool { if case .colour = self { true } else { false } }
}
