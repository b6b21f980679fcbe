import Testing

import Vocabulary

@testable import ExperimentSpecs

@Suite struct ResolutionTests {
  static func problems(
    _ overrides: [(key: String, value: String)], profile: String = "desk", edits: [(String, String)] = []
  ) throws -> String {
    let experiment = try GoodSpec.decoded(edits)
    do {
      _ = try experiment.resolved(profile: profile, overrides: overrides)
      return "no problem"
    } catch {
      return error.description
    }
  }

  @Test func `variants are in the file's order, each with its seeds from 1`() throws {
    let runs = try GoodSpec.decoded().resolved(profile: "desk").runs
    #expect(runs.map { "\($0.variant) \($0.seed)" } == ["9-1-5 1", "9-1-5 2", "9-3-5 1", "9-3-5 2"])
    #expect(runs.map(\.network.filters) == [[9, 1, 5], [9, 1, 5], [9, 3, 5], [9, 3, 5]])
    #expect(runs.allSatisfy { $0.spec == "trial" && $0.data.test == ["set5", "set14"] })
  }

  @Test func `a distance of measurements that an earlier setting doesn't fit names that one`() throws {
    let early = (#""evaluateEvery": 100"#, #""evaluateEvery": 100, "evaluateEarly": 25"#)
    let desk = (#""desk": {}"#, #""desk": { "training.evaluateEvery": 80 }"#)
    let sentence =
      "training.evaluateEvery: expected a power of two times training.evaluateEarly, which is 25 by a.json:11:"
    let problems = try GoodSpec.problems([early, desk])
    #expect(problems.count == 1 && problems[0].contains(" profiles.desk." + sentence), "\(problems)")
    #expect(problems[0].contains(" beside it: 10, or null for none, found 80"), "\(problems)")
    let option = try Self.problems([("training.evaluateEvery", "80")], edits: [early])
    #expect(option.hasPrefix("--set training.evaluateEvery=80: expected a power of two"), "\(option)")
  }

  @Test func `a variant of one profile is in no other`() throws {
    let experiment = try GoodSpec.decoded()
    #expect(try !experiment.resolved(profile: "desk").runs.contains { $0.variant == "big" })
    let big = try experiment.resolved(profile: "paper").runs.first { $0.variant == "big" }
    #expect(big?.data.train == ["t91", "imagenet"])
  }

  @Test func `a profile changes the values that it names and keeps the rest`() throws {
    let run = try #require(try GoodSpec.decoded().resolved(profile: "paper").runs.first)
    #expect(
      run.training.optimizer
        == .sgd(
          rates: LearningRates(weights: 1e-4, lastLayerWeights: 1e-5, biases: 1e-5), momentum: 0.9))
    #expect(run.training.schedule == .constant)
    #expect(run.network.initialization == .gaussian(standardDeviation: 0.001))
    #expect(run.training.batch == 128)
    #expect(run.training.backprops == 2000)
  }

  /// One layer more at a time, each of which must win over all before it.
  @Test func `the order is spec, profile, variant, grid, option`() throws {
    func batch(_ edits: [(String, String)], _ overrides: [(key: String, value: String)] = []) throws -> Int? {
      try GoodSpec.decoded(edits).resolved(profile: "paper", overrides: overrides).runs.first?.training.batch
    }
    let spec = [("\"training.batch\": 128, ", "")]
    let variant = [("{ \"id\": \"9-1-5\" }", "{ \"id\": \"9-1-5\", \"training\": { \"batch\": 64 } }")]
    let grid = variant + [("\"figures\"", "\"grid\": { \"training.batch\": [32] }, \"figures\"")]
    #expect(try batch(spec) == 16)
    #expect(try batch([]) == 128)
    #expect(try batch(variant) == 64)
    #expect(try batch(grid) == 32)
    #expect(try batch(grid, [("training.batch", "8"), ("training.batch", "4")]) == 4)
  }

  @Test func `part of a choice is merged into the same choice and replaces another`() throws {
    let overrides = [(key: "training.optimizer.adam.learningRate", value: "1e-3")]
    let run = try #require(try GoodSpec.decoded().resolved(profile: "desk", overrides: overrides).runs.first)
    #expect(
      run.training.optimizer
        == .adam(
          rates: LearningRates(weights: 1e-3, lastLayerWeights: 5e-5, biases: 5e-5), beta1: 0.9, beta2: 0.999,
          epsilon: 1e-8))
    let message = try Self.problems(overrides, profile: "paper")
    #expect(message.split(separator: "\n").count == 5)
    #expect(
      message.contains(
        "--set training.optimizer.adam.learningRate=1e-3: training.optimizer.adam.beta1: expected a number from 0 "
          + "below 1, found nothing"))
  }

  @Test func `the grid multiplies the variants and stands in their ids`() throws {
    let edits = [
      (
        "\"figures\"",
        "\"grid\": { \"training.batch\": [16, 128], \"network.widths\": [[64, 32], [32, 16]] }, \"figures\""
      )
    ]
    let experiment = try GoodSpec.decoded(edits)
    let resolved = try experiment.resolved(profile: "desk", overrides: [("training.seeds", "1")])
    #expect(
      resolved.runs.prefix(4).map(\.variant) == [
        "9-1-5/batch=16,widths=64-32", "9-1-5/batch=16,widths=32-16", "9-1-5/batch=128,widths=64-32",
        "9-1-5/batch=128,widths=32-16",
      ])
    #expect(resolved.runs.count == 8)
    #expect(resolved.figures[0].variants == resolved.runs.map(\.variant))
    #expect(resolved.labels["9-3-5/batch=16,widths=32-16"] == "wider, batch=16, widths=32-16")
    let fixed = try experiment.resolved(profile: "desk", overrides: [("training.batch", "64")])
    #expect(fixed.runs.map(\.variant).first == "9-1-5/widths=64-32")
    #expect(fixed.runs.allSatisfy { $0.training.batch == 64 })
  }

  @Test func `an option may be a bare text, a list or null`() throws {
    let run = try #require(
      try GoodSpec.decoded().resolved(
        profile: "desk",
        overrides: [
          ("data.train", "leaves-train"), ("data.test", "[\"leaves-test\", \"set5\"]"),
          ("data.trainImages", "10"),
          ("data.trainImages", "null"), ("network.initialization", "{\"gaussian\": 0.01}"),
          ("training.schedule", "constant"), ("training.backprops", "8e8"), ("training.averaging", "0.99"),
        ]
      ).runs.first)
    #expect(run.data.train == ["leaves-train"])
    #expect(run.data.test == ["leaves-test", "set5"])
    #expect(run.data.trainImages == nil)
    #expect(run.network.initialization == .gaussian(standardDeviation: 0.01))
    #expect(run.training.schedule == .constant)
    #expect(run.training.backprops == 800_000_000)
    #expect(run.training.averaging == 0.99)
  }

  @Test(arguments: [
    ("training.batch", "x", "--set training.batch=x: expected an integer from 1 to 65536, found \"x\""),
    ("training.batch", "", "--set training.batch=: expected an integer from 1 to 65536, found \"\""),
    ("data.scale", "01", "--set data.scale=01: expected 2, 3 or 4, found \"01\""),
    (
      "seeds", "5",
      "--set seeds=5: expected the dotted path of a setting, such as training.batch, found 'seeds'; "
        + "did you mean 'training.seeds'?"
    ),
    (
      "training.batchsize", "5",
      "--set training.batchsize=5: expected the dotted path of a setting, such as training.batch, found "
        + "'training.batchsize'; did you mean 'training.batch'?"
    ),
    (
      "title", "x",
      "--set title=x: expected the dotted path of a setting, such as training.batch, found 'title'"
    ),
    (
      "network.filters", "[9,3",
      "--set network.filters=[9,3: expected ',', or the ']' for the '[' of line 1, found the end of the file"
    ),
    (
      "network.filters", "[9,4,5]",
      "--set network.filters=[9,4,5]: network.filters[1]: expected an odd integer from 1 to 99, found 4"
    ),
    (
      "network.widths", "[64]",
      "--set network.widths=[64]: expected one width less than filters, the last layer's being the number of "
        + "channels, found 1 width for 3 filters"
    ),
    (
      "data.test", "set14",
      "--set data.test=set14: expected a validation set that is one of data.test, found set5, which is not set14; "
        + "did you mean 'set14'?"
    ),
  ])
  func `a wrong option is named as it was typed`(key: String, value: String, message: String) throws {
    #expect(try Self.problems([(key, value)]) == message)
  }

  @Test func `problems of all options are reported at once`() throws {
    let message = try Self.problems(
      [("training.batch", "x"), ("data.scale", "9"), ("nonsense", "1")], profile: "dsk")
    #expect(
      message.split(separator: "\n").map { $0.prefix { $0 != ":" } } == [
        "--set training.batch=x", "--set data.scale=9", "--set nonsense=1", "--profile dsk",
      ])
    #expect(message.hasSuffix("--profile dsk: expected desk or paper, found 'dsk'; did you mean 'desk'?"))
  }

  @Test func `each departure from the paper is a phrase`() throws {
    let experiment = try GoodSpec.decoded()
    #expect(try experiment.resolved(profile: "paper").deviations == [])
    let overrides = [
      (key: "training.backprops", value: "20000"), (key: "training.evaluateEvery", value: "7"),
    ]
    #expect(
      try experiment.resolved(profile: "desk", overrides: overrides).deviations == [
        "initialization he instead of gaussian 0.001",
        "optimizer adam (learning rate 0.0005, last layer learning rate 5e-05, bias learning rate 5e-05, "
          + "beta1 0.9, beta2 0.999, epsilon 1e-08) instead of sgd (learning rate 0.0001, "
          + "last layer learning rate 1e-05, bias learning rate 1e-05, momentum 0.9)",
        "schedule cosine (final 0, warmup 0) instead of constant",
        "batch 16 instead of 128",
        "backprops 20,000 instead of 2000",
        "in profile paper alone: big",
      ])
  }

  @Test func `another activation is a departure from what the paper has, said or not`() throws {
    let deviations = try GoodSpec.decoded([
      ("\"desk\": {}", "\"desk\": { \"network.activation\": \"prelu\" }")
    ])
    .resolved(profile: "desk").deviations
    #expect(deviations.contains { $0.hasPrefix("activation prelu instead of relu") })
  }

  /// The spec with its layers one by one, and without the variant's filters.
  private static let layered = [
    (#""filters": [9, 1, 5], "widths": [64, 32]"#, #""layers": \#(CanonicalJSONTests.mixed)"#),
    (#""network.filters": [9, 3, 5]"#, #""network.padding": "zero""#),
  ]

  @Test func `layers one by one take the place of filters, widths and activation`() throws {
    let edits = [(#""widths": [64, 32]"#, #""widths": [64, 32], "activation": "prelu""#)]
    let experiment = try GoodSpec.decoded(edits)
    let layers = [(key: "network.layers", value: CanonicalJSONTests.mixed)]
    let run = try #require(try experiment.resolved(profile: "desk", overrides: layers).runs.first)
    #expect(run.network.filters == [9, 1, 5] && run.network.widths == [64, 32])
    #expect(run.network.activations == .each([.prelu, .linear]))
    let variant = #""network.layers": \#(CanonicalJSONTests.mixed)"#
    let other = try GoodSpec.decoded(edits + [(#""network.filters": [9, 3, 5]"#, variant)])
    #expect(
      try other.resolved(profile: "desk").runs.map(\.network.activations) == [
        .all(.prelu), .all(.prelu), .each([.prelu, .linear]), .each([.prelu, .linear]),
      ])
  }

  @Test func `null takes layers away, and the short form is back`() throws {
    let short = #""network.layers": null, "network.filters": [9, 3, 5], "network.widths": [8, 4]"#
    let experiment = try GoodSpec.decoded([Self.layered[0], (#""network.filters": [9, 3, 5]"#, short)])
    let networks = try experiment.resolved(profile: "desk").runs.map(\.network)
    #expect(networks.map(\.widths) == [[64, 32], [64, 32], [8, 4], [8, 4]])
    #expect(networks.last?.activations == .all(.relu))
  }

  @Test(arguments: [
    ("network.filters", "[9,3,5]", "filters"), ("network.widths", "[8,8]", "widths"),
    ("network.activation", "prelu", "activation"),
  ])
  func `the short form beside layers is refused where it was set`(key: String, value: String, name: String)
    throws
  {
    #expect(
      try Self.problems([(key, value)], edits: Self.layered)
        == "--set \(key)=\(value): expected layers, or filters, widths and activation, and null for the others, found "
        + "layers beside \(name)")
  }

  @Test func `a grid of layers has them in its variants' ids`() throws {
    let layers = #"[\#(CanonicalJSONTests.mixed), [{"filter":3}]]"#
    let edits = [(#""figures""#, #""grid": { "network.layers": \#(layers) }, "figures""#)]
    let experiment = try GoodSpec.decoded(edits)
    let runs = try experiment.resolved(profile: "desk", overrides: [("training.seeds", "1")]).runs
    #expect(
      runs.prefix(2).map(\.variant) == ["9-1-5/layers=9-64-prelu+1-32-linear+5", "9-1-5/layers=3"])
    #expect(runs.prefix(2).map(\.network.filters) == [[9, 1, 5], [3]])
  }

  @Test func `activations that differ are a departure beside the paper's one`() throws {
    let experiment = try GoodSpec.decoded([
      (#""desk": {}"#, #""desk": { "network.layers": \#(CanonicalJSONTests.mixed) }"#), Self.layered[1],
    ])
    let deviations = try experiment.resolved(profile: "desk").deviations
    #expect(deviations.contains { $0.hasPrefix("activation prelu, linear instead of relu") })
    #expect(!deviations.contains { $0.contains("layers") || $0.hasPrefix("widths") })
  }

  @Test func `departures name variants by their labels, by their ids where two share one`() throws {
    let variants = #"{ "id": "big", "label": "wider", "profiles": ["paper"], "data""#
    let experiment = try GoodSpec.decoded([
      (#"{ "id": "9-1-5" }"#, #"{ "id": "9-1-5", "profiles": ["desk"], "label": "small, wide" }"#),
      (#"{ "id": "big", "profiles": ["paper"], "data""#, variants),
    ])
    let deviations = try experiment.resolved(profile: "desk").deviations
    #expect(deviations.suffix(2) == ["in this profile alone: 'small, wide'", "in profile paper alone: big"])
  }

  @Test func `a table has the grid's points, and no column of a set that isn't measured`() throws {
    let tables =
      #"{ "id": "t", "title": "T", "columns": ["set5.psnr", "set14/zebra.psnr"], "variants": ["9-3-5"], "quoted": [] }, "#
      + #"{ "id": "u", "title": "U", "columns": ["set14.psnr"], "quoted": [] }"#
    let experiment = try GoodSpec.decoded([
      (#""figures""#, #""tables": [\#(tables)], "grid": { "training.batch": [8, 16] }, "figures""#),
      (#""desk": {}"#, #""desk": { "data.test": ["set5"] }"#),
    ])
    #expect(try experiment.resolved(profile: "desk").tables.map(\.id) == ["t"])
    let desk = try #require(try experiment.resolved(profile: "desk").tables.first)
    #expect(desk.columns?.map(\.text) == ["set5.psnr"])
    #expect(desk.variants == ["9-3-5/batch=8", "9-3-5/batch=16"])
    let paper = try experiment.resolved(profile: "paper").tables
    #expect(paper.map(\.id) == ["t", "u"])
    #expect(paper.first?.columns?.map(\.text) == ["set5.psnr", "set14/zebra.psnr"])
  }

  @Test func `a variant may be written apart for each profile`() throws {
    let edits = [
      (
        #"{ "id": "9-1-5" }"#,
        #"{ "id": "9-1-5", "profiles": ["desk"] }, "#
          + #"{ "id": "9-1-5", "profiles": ["paper"], "data.train": "imagenet", "data.stride": 33 }"#
      )
    ]
    let experiment = try GoodSpec.decoded(edits)
    #expect(experiment.variants == ["9-1-5", "9-3-5", "big"])
    let desk = try experiment.resolved(profile: "desk")
    #expect(desk.runs.first?.data.train == ["t91"])
    #expect(try experiment.resolved(profile: "paper").runs.first?.data.train == ["imagenet"])
    #expect(
      desk.deviations.prefix(2) == [
        "train t91 instead of imagenet (9-1-5)", "stride 14 instead of 33 (9-1-5)",
      ])
    let overridden = try experiment.resolved(profile: "paper", overrides: [("data.train", "t91")])
    #expect(overridden.paperTrainingSets["9-1-5"] == ["t91"])
    #expect(
      desk.paperTrainingSets == ["9-1-5": ["imagenet"], "9-3-5": ["t91"], "big": ["t91", "imagenet"]])
  }

  @Test func `a departure of one variant names it`() throws {
    let edits = [("\"desk\": {}", "\"desk\": { \"network.filters\": [11, 1, 5] }")]
    let deviations = try GoodSpec.decoded(edits).resolved(profile: "desk").deviations
    #expect(deviations.first == "filters 11-1-5 instead of 9-1-5 (9-1-5)")
  }

  @Test func `an option in profile paper is a departure too`() throws {
    let resolved = try GoodSpec.decoded().resolved(
      profile: "paper",
      overrides: [
        ("training.optimizer.sgd.momentum", "0.5")
      ])
    #expect(resolved.deviations == ["optimizer sgd momentum 0.5 instead of 0.9"])
  }
}
