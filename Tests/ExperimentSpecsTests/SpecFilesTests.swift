import Foundation
import Testing

import Vocabulary

@testable import ExperimentSpecs

/// The specs of this project, as they are in its folder.
@Suite struct SpecFilesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "experiments/specs")

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
      .map { String($0.dropLast(".json".count)) }.sorted()
  }

  static func decoded(_ name: String) throws -> Experiment {
    let file = folder.appending(path: "\(name).json")
    return try Experiment.decode(Array(Data(contentsOf: file)), file: file.path)
  }

  @Test func `every spec decodes and resolves under every profile`() throws {
    let names = try Self.names()
    #expect(Set(names).isSuperset(of: ["dataset-size", "depth", "filter-size"]))
    for name in names {
      let experiment = try Self.decoded(name)
      #expect(experiment.name == name, "the file is named as the experiment")
      // The settings that `recipe` tries are its subject.
      let hasPaper = name != "recipe"
      #expect(
        Set(experiment.profiles).isSuperset(of: hasPaper ? ["demo", "desk", "paper"] : ["demo", "desk"]))
      for profile in experiment.profiles {
        let resolved = try experiment.resolved(profile: profile)
        #expect(!resolved.runs.isEmpty && !resolved.figures.isEmpty)
        #expect(resolved.deviations.isEmpty == (profile == "paper" || !hasPaper))
      }
    }
  }

  @Test(arguments: ["demo", "desk", "paper"])
  func `the same training in several specs is one run`(profile: String) throws {
    func canonical(_ name: String, _ variant: String) throws -> [UInt8] {
      let runs = try Self.decoded(name).resolved(profile: profile).runs
      return canonicalJSON(of: try #require(runs.first { $0.variant == variant }))
    }
    let basic = try canonical("filter-size", "9-1-5")
    #expect(try canonical("speed-accuracy", "9-1-5") == basic)
    for (spec, variant) in [("speed-accuracy", "9-5-5"), ("convergence", "9-5-5"), ("scales", "x3")] {
      #expect(try canonical(spec, variant) == canonical("filter-size", "9-5-5"), "\(spec)")
    }
    // What is measured, or blurred, or scaled otherwise is measured on runs that are there already.
    for scale in ["x2", "x3", "x4"] {
      #expect(try canonical("sparse-coding", "9-5-5-" + scale) == canonical("scales", scale))
    }
    #expect(try canonical("blur", "9-5-5") != canonical("filter-size", "9-5-5"))
    let wholeSet = ["demo": "48-images", "desk": "91-images-augmented", "paper": "imagenet"][profile]
    // Profiles demo and desk train this with a cosine.
    let whole = try canonical("dataset-size", #require(wholeSet))
    #expect((whole == basic) == (profile == "paper"))
    // Profile desk trains the widths, and those after them, for a shorter time.
    let short = try canonical("width", "64-32")
    #expect((short == basic) == (profile != "desk"))
    for variant in ["9-1-5", "9-3-5", "9-5-5"] {
      let isSame = try canonical("depth", variant) == canonical("filter-size", variant)
      // At demo's length and one rate for all of them.
      #expect(isSame == (profile == "paper" || profile == "demo" && variant != "9-1-5"), "\(variant)")
    }
    // The paper trained these on the 91 images.
    #expect(
      try canonical("channels", "y") == (profile == "paper" ? canonical("dataset-size", "91-images") : short))
    // Profile desk trains the networks of sparse coding on the 91 images alone.
    #expect(try (canonical("sparse-network", "9-1-5") == canonical("channels", "y")) == (profile != "desk"))
    if profile != "paper" { #expect(try canonical("loss", "mse") == short) }
  }

  /// - Source: sections 3.3, 4.2 and 4.3.3 of the paper.
  @Test func `profile paper is the paper's recipe`() throws {
    for name in ["dataset-size", "depth", "filter-size", "paper-recipe"] {
      for run in try Self.decoded(name).resolved(profile: "paper").runs {
        #expect(
          run.training.optimizer
            == .sgd(
              rates: LearningRates(weights: 1e-4, lastLayerWeights: 1e-5, biases: 1e-5), momentum: 0.9))
        #expect(run.training.schedule == .constant && run.training.batch == 128)
        #expect(run.training.backprops == 800_000_000)
        #expect(run.network.initialization == .gaussian(standardDeviation: 0.001))
        #expect(run.data.subImage == 33 && run.data.scale == 3 && run.data.channels == .y)
        #expect(run.network.widths.prefix(2) == [64, 32])
        if name == "depth" || name == "filter-size" {
          #expect(run.data.train == ["imagenet"] && run.data.stride == 33)
        }
      }
    }
  }

  @Test func `the paper's training in profile desk is profile paper's, cut short`() throws {
    let (desk, paper) = try (
      Self.decoded("paper-recipe").resolved(profile: "desk").runs[0],
      Self.decoded("dataset-size").resolved(profile: "paper").runs
    )
    let whole = try #require(paper.first { $0.variant == "91-images" })
    var training = desk.training
    #expect(training.backprops == 76_800_000)
    (training.backprops, training.evaluateEvery) = (800_000_000, whole.training.evaluateEvery)
    (training.evaluateEarly, training.checkpointEvery) = (
      whole.training.evaluateEarly, whole.training.checkpointEvery
    )
    #expect(training == whole.training && desk.network == whole.network && desk.data == whole.data)
  }

  @Test func `the deeper variants are the paper's`() throws {
    let runs = try Self.decoded("depth").resolved(profile: "desk").runs.filter { $0.seed == 1 }
    let shapes = runs.map { "\($0.network.filters) \($0.network.widths)" }
    #expect(
      shapes == [
        "[9, 1, 5] [64, 32]", "[9, 1, 1, 5] [64, 32, 16]", "[9, 1, 1, 5] [64, 32, 32]",
        "[9, 1, 1, 1, 5] [64, 32, 32, 16]", "[9, 3, 5] [64, 32]", "[9, 3, 1, 5] [64, 32, 16]",
        "[9, 3, 3, 5] [64, 32, 16]", "[9, 3, 3, 3] [64, 32, 16]", "[9, 5, 5] [64, 32]",
        "[9, 5, 1, 5] [64, 32, 16]",
      ])
  }

  /// - Source: section 4.5 of the paper.
  @Test func `the colour strategies are the paper's`() throws {
    let runs = try Self.decoded("channels").resolved(profile: "paper").runs
    #expect(runs.map(\.variant) == ["y", "ycbcr", "y-first", "cbcr-first", "rgb"])
    #expect(runs.map(\.data.channels) == [.y, .ycbcr, .ycbcr, .ycbcr, .rgb])
    let phases = runs.map { ($0.training.phases ?? []).map(\.lossChannels) }
    #expect(phases == [[], [], [[.y], [.y, .cb, .cr]], [[.cb, .cr], [.y, .cb, .cr]], []])
  }

  /// - Source: Table 1 of the paper.
  @Test func `the widths are the paper's`() throws {
    let runs = try Self.decoded("width").resolved(profile: "paper").runs
    #expect(runs.map(\.network.widths) == [[128, 64], [64, 32], [32, 16]])
  }

  @Test func `what the web trains is trained for 600 epochs in profile paper`() throws {
    let run = try #require(try Self.decoded("rgb-same").resolved(profile: "paper").runs.first)
    #expect(run.training.epochs == 600)
    #expect(run.network.padding == .zero)
    #expect(run.data.channels == .rgb)
  }

  @Test func `ImageNet is trained on in profile paper alone`() throws {
    let experiment = try Self.decoded("dataset-size")
    for profile in ["demo", "desk"] {
      #expect(try !experiment.resolved(profile: profile).runs.contains { $0.data.train.contains("imagenet") })
    }
    let imagenet = try experiment.resolved(profile: "paper").runs.last
    #expect(imagenet?.data.train == ["imagenet"])
    #expect(imagenet?.data.stride == 33)
  }

  static let curves = folder.deletingLastPathComponent().appending(path: "paper/curves.csv")

  @Test(
    .enabled("needs experiments/paper/curves.csv") { FileManager.default.fileExists(atPath: curves.path) }
  )
  func `every curve of the paper that a figure names was digitised`() throws {
    let digitised = try String(contentsOf: Self.curves, encoding: .utf8)
    for name in try Self.names() {
      for curve in try Self.decoded(name).figures.flatMap(\.paperCurves) {
        #expect(digitised.contains("\n\(curve.figure),\"\(curve.curve)\","), "\(name): \(curve)")
      }
    }
  }

  @Test func `every curve of the paper has its variant, but for KK, of which there is no source`() throws {
    for name in try Self.names() {
      let experiment = try Self.decoded(name)
      let curves = experiment.figures.flatMap(\.paperCurves)
      #expect(curves.filter { $0.variant == nil }.map(\.curve) == (name == "speed-accuracy" ? ["KK"] : []))
      // What a variant is called is for readers: ids alone are looked up.
      let drawn = try experiment.profiles.flatMap { profile in
        try experiment.resolved(profile: profile).figures.flatMap(\.paperCurves).compactMap(\.variant)
      }
      #expect(Set(drawn) == Set(curves.compactMap(\.variant)), "\(name)")
    }
  }

  /// The numbers of the text, the tables and, to two decimals, the curves at 8e8 backprops.
  @Test func `every PSNR that a claim says is the paper's is in its files`() throws {
    let folder = Self.folder.deletingLastPathComponent().appending(path: "paper")
    let files = ["images", "networks", "table1", "table2", "table3", "table4", "table5", "levels"]
    var known: Set<String> = []
    for name in files {
      let text = try String(contentsOf: folder.appending(path: "\(name).csv"), encoding: .utf8)
      known.formUnion(text.split { ",\n".contains($0) }.map(String.init))
    }
    let curves = try String(contentsOf: Self.curves, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { line in line.split(separator: ",").suffix(2).compactMap { Double($0) } }
    for (point, next) in zip(curves, curves.dropFirst()) where point[0] <= 8e8 && next[0] > 8e8 {
      let share = (8e8 - point[0]) / (next[0] - point[0])
      known.insert(String(format: "%.2f", point[1] + share * (next[1] - point[1])))
    }
    // Read off Fig. 12.
    known.formUnion(["29.14", "29.24", "29.30"])
    for name in try Self.names() {
      for claim in try Self.decoded(name).claims {
        guard case .score(let score) = claim.expect.quantity, score.measure == .psnr else { continue }
        for (variant, number) in claim.paper {
          let isKnown = known.contains(String(format: "%.2f", number))
          #expect(isKnown, "\(name), \(claim.id): \(variant) \(number)")
        }
      }
    }
  }
}
