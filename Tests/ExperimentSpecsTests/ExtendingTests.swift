import Foundation
import Testing
import Wording

@testable import ExperimentSpecs

@Suite struct `Specs made from others` {
  private let small = """
    { "$schema": "spec.schema.json", "extends": "trial", "name": "mine", "title": "Mine",
      "training": { "batch": 4 }, "variants": [{ "id": "only" }],
      "figures": [{ "id": "mine", "title": "Mine", "x": "backprops", "y": "set5.psnr", "baselines": [], "paperCurves": [] }] }
    """

  private func decoded(_ text: String, base: String? = GoodSpec.text) throws -> Experiment {
    try Experiment.decode(Array(text.utf8), file: "mine.json") { name in
      name == "trial" ? base.map { ("trial.json", Array($0.utf8)) } : nil
    }
  }

  @Test func `what a spec leaves out is the other's, what it has is its own`() throws {
    let mine = try decoded(small)
    #expect(mine.name == "mine" && mine.variants == ["only"] && mine.claims.isEmpty)
    let run = try #require(try mine.resolved(profile: "desk").runs.first)
    let others = try GoodSpec.decoded().resolved(profile: "desk").runs
    let other = try #require(others.first { $0.variant == "9-1-5" })
    #expect(run.training.batch == 4 && run.training.backprops == other.training.backprops)
    #expect(run.network == other.network && run.data == other.data)
    #expect(try mine.profiles == GoodSpec.decoded().profiles)
  }

  @Test func `layers one by one take the place of the other's short form`() throws {
    let layers = #""network": { "layers": \#(CanonicalJSONTests.mixed) }, "training""#
    let mine = try decoded(small.replacing(#""training""#, with: layers))
    let network = try #require(try mine.resolved(profile: "desk").runs.first).network
    #expect(network.activations == .each([.prelu, .linear]) && network.padding == .valid)
  }

  @Test(arguments: [
    (#""extends": "trial""#, #""extends": "nosuch""#, "expected the name of a spec of the project"),
    (#""extends": "trial""#, #""extends": 3"#, "expected the name of a spec of the project"),
    (#""batch": 4"#, #""batch": 0"#, "training.batch"),
    (#""batch": 4"#, #""bach": 4"#, "did you mean 'batch'"),
    (#""$schema": "spec.schema.json""#, #""$schema": 3"#, "$schema"),
  ])
  func `a mistake is found at its place`(_ from: String, _ to: String, _ words: String) throws {
    let error = #expect(throws: SpecProblems.self) { try decoded(small.replacing(from, with: to)) }
    #expect(try #require(error).description.contains(words), "\(error?.description ?? "")")
  }

  @Test func `a mistake in the other is its own`() throws {
    let error = #expect(throws: SpecProblems.self) {
      try decoded(small, base: GoodSpec.text.replacing("\"batch\": 16", with: "\"batch\": 0"))
    }
    #expect(try #require(error).description.contains("trial.json:"))
  }

  @Test func `a misspelled name of the other is guessed, and hides no other mistake`() throws {
    let text = small.replacing(#""trial""#, with: #""trail""#).replacing(#""batch""#, with: #""bach""#)
    let error = #expect(throws: SpecProblems.self) {
      try Experiment.decode(Array(text.utf8), file: "mine.json", names: ["depth", "trial"])
    }
    #expect(try #require(error).problems.map(\.suggestion) == ["trial", "batch"])
  }

  @Test(arguments: ["extend", "Extends", "exteds"])
  func `a misspelled extends is the one problem`(_ key: String) throws {
    let error = #expect(throws: SpecProblems.self) {
      try decoded(small.replacing("\"extends\"", with: "\"\(key)\""))
    }
    #expect(try #require(error).problems.map(\.suggestion) == ["extends"])
  }

  @Test func `one that extends another itself is no base, and is called so`() throws {
    let error = #expect(throws: SpecProblems.self) { try decoded(small, base: small) }
    #expect(
      try #require(error).description.contains(
        "extends: expected a spec that stands on its own, found \"trial\", which extends another"))
  }

  @Test func `a skeleton of one that extends another has what it takes from there`() throws {
    let text = try specSkeleton(
      named: "my-own", from: Array(small.utf8), file: "mine.json", schema: "spec.schema.json"
    ) { name in
      name == "trial" ? ("trial.json", Array(GoodSpec.text.utf8)) : nil
    }
    #expect(!text.contains("extends"))
    let (skeleton, other) = (try Experiment.decode(Array(text.utf8), file: "my-own.json"), try decoded(small))
    #expect(skeleton.name == "my-own" && skeleton.profiles == other.profiles)
    for profile in other.profiles {
      let runs = try skeleton.resolved(profile: profile).runs
      #expect(try runs.map(canonicalJSON) == other.resolved(profile: profile).runs.map(canonicalJSON))
    }
  }

  @Test func `the grid of the README is tried where a fresh skeleton has what it changes`() throws {
    let root = SpecFilesTests.folder.deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let grid = try #require(readme.split(separator: "`").first { $0.hasPrefix("\"grid\":") })
    let width = try Data(contentsOf: SpecFilesTests.folder.appending(path: "width.json"))
    let fresh = try specSkeleton(named: "mine", from: Array(width), file: "width.json", schema: "s.json")
    let text = fresh.replacing("\"figures\":", with: "\(grid), \"figures\":")
    let experiment = try Experiment.decode(Array(text.utf8), file: "mine.json")
    func variants(_ profile: String) throws -> [String] {
      let resolved = try experiment.resolved(profile: profile)
      return (resolved.runs.map(\.variant) + resolved.methods.map(\.variant)).removingRepeats
    }
    let widths = ["128-64", "64-32", "32-16"]
    let swept = widths.flatMap { width in
      ["0.001", "0.002", "0.004"].map { "\(width)/learningRate=\($0)" }
    }
    #expect(try variants("desk") == swept && variants("demo") == swept + ["sc-64"])
    // Its optimizer is SGD, and what the others have otherwise is told of each.
    #expect(try variants("paper") == widths)
    #expect(try experiment.resolved(profile: "desk").deviations.contains("batch 16 instead of 128"))
  }

  @Test func `a grid of what no variant has is refused`() throws {
    let grid = "\"grid\": { \"training.optimizer.muon.learningRate\": [1e-3] }, \"figures\""
    let problems = try GoodSpec.problems([("\"figures\"", grid)])
    #expect(problems.count == 1)
    #expect(
      problems[0].hasSuffix(
        "grid.training.optimizer.muon.learningRate: expected a setting that a variant has in some profile, "
          + "found one of a choice that none makes"))
  }

  @Test func `a skeleton of every spec is valid, and its names are its own`() throws {
    for name in try SpecFilesTests.names() {
      let file = SpecFilesTests.folder.appending(path: "\(name).json")
      let text = try specSkeleton(
        named: "my-own", from: Array(Data(contentsOf: file)), file: name, schema: "../spec.schema.json")
      let skeleton = try Experiment.decode(Array(text.utf8), file: "my-own.json")
      let other = try SpecFilesTests.decoded(name)
      #expect(skeleton.name == "my-own" && skeleton.claims.isEmpty && skeleton.variants == other.variants)
      #expect(skeleton.figures.map(\.caption) == other.figures.map { _ in nil })
      #expect(skeleton.figures.allSatisfy { $0.id.hasPrefix("my-own") } && skeleton.tables.isEmpty)
      #expect(Set(skeleton.cost.values).isDisjoint(with: other.cost.values) && skeleton.cost.count > 0)
      for profile in other.profiles {
        let runs = try skeleton.resolved(profile: profile).runs
        #expect(try runs.map(canonicalJSON) == other.resolved(profile: profile).runs.map(canonicalJSON))
      }
    }
    for name in ["../x", "Depth", "my_own", "a.b", "-a", ""] {
      #expect(throws: SpecProblems.self, "\(name)") {
        try specSkeleton(named: name, from: Array(GoodSpec.text.utf8), file: "", schema: "s.json")
      }
    }
  }

  @Test func `a setting is explained: meaning, range, and each profile's value`() throws {
    let text = try GoodSpec.decoded().explanation(of: "training.batch")
    for words in [
      "training.batch", "a whole number from 1 to 65536", "desk: 16", "paper (the paper's own): 128",
    ] {
      #expect(text.contains(words), "\(text)")
    }
    #expect(try GoodSpec.decoded().explanation(of: "network.filters").contains("[9,3,5] (9-3-5)"))
    let error = #expect(throws: SpecProblems.self) { try GoodSpec.decoded().explanation(of: "training.bach") }
    #expect(try #require(error).description.contains("did you mean 'training.batch'"))
  }

  @Test func `the schema that is shipped is the decoder's`() throws {
    let file = SpecFilesTests.folder.deletingLastPathComponent().appending(path: "spec.schema.json")
    #expect(
      try String(contentsOf: file, encoding: .utf8) == schemaJSON(), "`experiments schema` writes it anew")
  }
}
