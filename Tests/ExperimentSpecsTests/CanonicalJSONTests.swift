import Foundation
import Testing
import Vocabulary

@testable import ExperimentSpecs

@Suite struct CanonicalJSONTests {
  static func run(_ overrides: [(key: String, value: String)] = [], profile: String = "desk") throws
    -> RunDescription
  {
    try #require(try GoodSpec.decoded().resolved(profile: profile, overrides: overrides).runs.first)
  }

  static func canonical(_ overrides: [(key: String, value: String)] = [], profile: String = "desk") throws
    -> String
  {
    String(decoding: canonicalJSON(of: try run(overrides, profile: profile)), as: UTF8.self)
  }

  /// Run ids are hashes of these bytes: if this test has to change, every stored run is orphaned.
  @Test func `the canonical form is what stored runs are named by`() throws {
    #expect(
      try Self.canonical() == """
        {"data":{"channels":"y","scale":3,"stride":14,"subImage":33,"train":["t91"]},\
        "network":{"filters":[9,1,5],"initialization":"he","padding":"valid","widths":[64,32]},"seed":1,\
        "training":{"backprops":2000,"batch":16,"loss":"mse",\
        "optimizer":{"adam":{"beta1":0.9,"beta2":0.999,"biasLearningRate":5e-05,"epsilon":1e-08,\
        "lastLayerLearningRate":5e-05,"learningRate":0.0005}},"schedule":{"cosine":{"final":0,"warmup":0}}}}
        """)
    #expect(
      try Self.canonical(profile: "paper") == """
        {"data":{"channels":"y","scale":3,"stride":14,"subImage":33,"train":["t91"]},\
        "network":{"filters":[9,1,5],"initialization":{"gaussian":0.001},"padding":"valid","widths":[64,32]},"seed":1,\
        "training":{"batch":128,"loss":"mse",\
        "optimizer":{"sgd":{"biasLearningRate":1e-05,"lastLayerLearningRate":1e-05,"learningRate":0.0001,\
        "momentum":0.9}},"schedule":"constant"}}
        """)
  }

  @Test(arguments: [
    ("data.test", "[\"set5\"]"), ("training.evaluateEvery", "7"), ("training.checkpointEvery", "7"),
    ("training.seeds", "9"), ("data.train", "[\"t91\"]"), ("data.trainImages", "null"),
    ("training.optimizer.adam.learningRate", "0.00050"), ("training.backprops", "2e3"),
    ("network.activation", "relu"), ("network.activation", "null"),
  ])
  func `what doesn't decide the weights isn't in it`(key: String, value: String) throws {
    #expect(try Self.canonical([(key, value)]) == Self.canonical())
  }

  @Test(arguments: [
    ("data.train", "[\"t91\",\"t91b\"]"), ("data.trainImages", "10"), ("data.scale", "2"),
    ("data.channels", "rgb"),
    ("data.subImage", "32"), ("data.stride", "13"), ("network.filters", "[9,3,5]"),
    ("network.widths", "[64,31]"),
    ("network.activation", "prelu"), ("network.activation", "linear"),
    ("network.padding", "zero"), ("network.initialization", "{\"gaussian\":1}"), ("training.batch", "8"),
    ("training.backprops", "2001"), ("training.schedule", "constant"), ("training.averaging", "0.9"),
    ("data.blur", #"{"standardDeviation":0.55,"reduction":"bicubic"}"#), ("training.loss", "l1"),
    ("data.augmentation", "fsrcnn"), ("data.augmentation", #"{"rotations":[90]}"#),
    (
      "training.optimizer",
      #"{"muon":{"learningRate":5e-4,"lastLayerLearningRate":5e-5,"biasLearningRate":5e-5,"momentum":0.95,"#
        + #""beta1":0.9,"beta2":0.999,"epsilon":1e-8}}"#
    ),
    ("training.fixedLayers", "[2]"), ("training.whitening", "1e-5"),
    ("training.device", "\"NVIDIA H100\""),
    (
      "training.optimizer",
      #"{"soap":{"learningRate":5e-4,"lastLayerLearningRate":5e-5,"biasLearningRate":5e-5,"momentum":0.95,"#
        + #""covarianceDecay":0.95,"refreshEvery":10,"largestSide":256,"beta1":0.9,"beta2":0.999,"#
        + #""epsilon":1e-8}}"#
    ),
    ("training.phases", "[{\"share\":1,\"lossChannels\":[\"y\"]}]"),
    ("training.schedule.cosine.final", "0.1"), ("training.optimizer.adam.epsilon", "1e-7"),
  ])
  func `what decides the weights is in it`(key: String, value: String) throws {
    #expect(try Self.canonical([(key, value)]) != Self.canonical())
  }

  /// Layers of which the second has another activation than the first.
  static let mixed =
    #"[{"filter":9,"width":64,"activation":"prelu"},{"filter":1,"width":32,"activation":"linear"},{"filter":5}]"#

  @Test(arguments: Activation.allCases)
  func `layers one by one have the same id as in short, where that can say them`(activation: Activation)
    throws
  {
    let word = activation.rawValue
    let layers =
      #"[{"filter":9,"width":64,"activation":"\#(word)"},{"kind":"convolution","filter":1,"width":32,"#
      + #""activation":"\#(word)"},{"kind":null,"filter":5,"width":null}]"#
    #expect(
      try Self.canonical([("network.layers", layers)]) == Self.canonical([("network.activation", word)]))
  }

  @Test func `layers whose activations differ are in it one by one`() throws {
    #expect(
      try Self.canonical([("network.layers", Self.mixed)]).contains(
        #""network":{"initialization":"he","layers":[{"activation":"prelu","filter":9,"width":64},"#
          + #"{"activation":"linear","filter":1,"width":32},{"filter":5}],"padding":"valid"},"#))
  }

  @Test func `a stored run with layers one by one reads back the same, and others have none`() throws {
    let run = try Self.run([("network.layers", Self.mixed)])
    #expect(run.network.activations == .each([.prelu, .linear]))
    #expect(try JSONDecoder().decode(RunDescription.self, from: JSONEncoder().encode(run)) == run)
    let network = try JSON(from: Self.run())["network"]
    #expect(network?["layers"] == nil && network?["activation"] == .text("relu"))
  }

  @Test func `the preset of an augmentation is what it stands for, and none is nothing`() throws {
    let whole = #"{"scales":[0.9,0.8,0.7,0.6],"rotations":[90,180,270]}"#
    #expect(
      try Self.canonical([("data.augmentation", "fsrcnn")]) == Self.canonical([("data.augmentation", whole)]))
    #expect(try Self.canonical([("data.augmentation", "null")]) == Self.canonical())
    #expect(
      try Self.canonical([("data.augmentation", whole)]).contains(
        #""augmentation":{"rotations":[90,180,270],"scales":[0.9,0.8,0.7,0.6]}"#))
  }

  @Test func `an augmentation replaces another whole, a preset too`() throws {
    let spec = try GoodSpec.edited([(#""stride": 14"#, #""stride": 14, "augmentation": "fsrcnn""#)])
    let experiment = try Experiment.decode(spec, file: "trial.json")
    let run = try experiment.resolved(
      profile: "desk", overrides: [("data.augmentation", #"{"flip":true}"#)]
    ).runs.first
    #expect(run?.data.augmentation == .init(scales: [], rotations: [], flip: true))
  }

  @Test func `a constant learning rate leaves the length out`() throws {
    #expect(
      try Self.canonical([("training.backprops", "9000")], profile: "paper")
        == Self.canonical(profile: "paper"))
  }

  @Test func `phases and epochs keep their length, as no longer run continues them`() throws {
    let phases = (key: "training.phases", value: "[{\"share\":1,\"lossChannels\":[\"y\"]}]")
    #expect(
      try Self.canonical([phases, ("training.backprops", "9000")], profile: "paper")
        != Self.canonical([phases], profile: "paper"))
    let epochs = try Self.canonical(
      [("training.backprops", "null"), ("training.epochs", "7")], profile: "paper")
    #expect(epochs.contains("\"epochs\":7,") && !epochs.contains("backprops"))
  }

  @Test func `a run that starts from another has it inside, with its length`() throws {
    func canonical(_ backprops: String, _ profile: String = "paper") throws -> [String] {
      try TrainingResolutionTests.startingFromAnother().resolved(
        profile: profile, overrides: [("training.backprops", backprops)]
      ).runs.map { String(decoding: canonicalJSON(of: $0), as: UTF8.self) }
    }
    let runs = try canonical("2000")
    let start = runs[0].replacing("\"batch\":128,", with: "\"backprops\":2000,\"batch\":128,")
    #expect(start != runs[0])
    #expect(runs[2].contains("\"initialRun\":\(start)"))
    #expect(!runs[2].contains("initialWeights"))
    // The length of the one isn't in its own form, but in the form of what starts from it.
    let longer = try canonical("9000")
    #expect(longer[0] == runs[0])
    #expect(longer[2] != runs[2])
  }

  @Test(arguments: ["desk", "paper"])
  func `a stored experiment reads back the same`(profile: String) throws {
    let resolved = try GoodSpec.decoded().resolved(
      profile: profile, overrides: [("training.averaging", "0.9")])
    let stored = try JSONEncoder().encode(resolved)
    #expect(try JSONDecoder().decode(ResolvedExperiment.self, from: stored) == resolved)
    let canonical = try JSON(from: resolved.runs[0])
    #expect(canonical["data"]?["train"] == .list([.text("t91")]))
    #expect(canonical["training"]?["averaging"] == .number(0.9))
  }

  @Test func `a damaged stored run is refused with its problem`() throws {
    let stored = String(decoding: try JSONEncoder().encode(Self.run()), as: UTF8.self)
    let damaged = stored.replacing("\"batch\":16", with: "\"batch\":-1")
    #expect(stored != damaged)
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RunDescription.self, from: Data(damaged.utf8))
    }
    #expect("\(try #require(error))".contains("batch: expected an integer from 1 to 65536, found -1"))
  }
}

extension JSON {
  /// What a value is encoded as.
  init(from value: some Encodable) throws {
    self = try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(value))
  }
}
