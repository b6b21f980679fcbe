import Foundation
import Testing

@testable import ExperimentSpecs

/// How a training is long, in which parts, and from where it starts.
@Suite struct TrainingResolutionTests {
  /// The spec whose second variant starts from the first.
  static func startingFromAnother() throws -> Experiment {
    try GoodSpec.decoded([
      (
        #"{ "id": "9-3-5", "label": "wider", "network.filters": [9, 3, 5] }"#,
        #"{ "id": "9-3-5", "training.initialWeights": "9-1-5" }"#
      )
    ])
  }

  @Test func `a variant starts from the run of another with its seed`() throws {
    let resolved = try Self.startingFromAnother().resolved(profile: "desk")
    #expect(resolved.runs.map(\.initialRun) == [nil, nil, resolved.runs[0], resolved.runs[1]])
    let stored = try JSONEncoder().encode(resolved)
    #expect(try JSONDecoder().decode(ResolvedExperiment.self, from: stored) == resolved)
  }

  /// The spec with a variant of sparse coding, and one that starts from it.
  private static func startingFromSparseCoding(widths: String = "[9, 9]", method: String = "fittedNorm")
    -> [(String, String)]
  {
    [
      (
        "\"variants\": [",
        #"""
        "method": { "sc-tip": {
          "atoms": 4, "patches": 100, "passes": 2, "batch": 50, "trainingPenalty": 0.1, "penalty": 0.2,
          "nonNegative": false, "amplitude": "\#(method)", "backProjections": 0 } }, "variants": [
        """#
      ), ("{ \"id\": \"9-1-5\" }", #"{ "id": "codes", "method.name": "sc-tip" }"#),
      (
        #"{ "id": "9-3-5", "label": "wider", "network.filters": [9, 3, 5] }"#,
        #"{ "id": "chain", "network.widths": \#(widths), "training.initialWeights": "codes" }"#
      ),
    ]
  }

  @Test func `a variant starts from the run of sparse coding with its seed, which is in its id`() throws {
    let experiment = try GoodSpec.decoded(Self.startingFromSparseCoding())
    let resolved = try experiment.resolved(profile: "desk")
    #expect(resolved.runs.map(\.variant) == ["chain", "chain"])
    #expect(resolved.runs.map(\.initialMethod) == resolved.methods && resolved.methods.count == 2)
    #expect(resolved.runs.allSatisfy { $0.initialRun == nil })
    let stored = try JSONEncoder().encode(resolved)
    #expect(try JSONDecoder().decode(ResolvedExperiment.self, from: stored) == resolved)
    let other = try experiment.resolved(
      profile: "desk", overrides: [("method.sc-tip.passes", "3")]
    ).runs[0]
    #expect(canonicalJSON(of: other) != canonicalJSON(of: resolved.runs[0]))
    var alone = resolved.runs[0]
    alone.initialMethod = nil
    #expect(canonicalJSON(of: alone) != canonicalJSON(of: resolved.runs[0]))
  }

  @Test func `sparse coding of another shape, or that is no network, is refused as a start`() throws {
    let wide = try GoodSpec.problems(Self.startingFromSparseCoding(widths: "[9, 5]"))
    #expect(wide.count == 1)
    #expect(
      wide[0].contains(
        "a variant of the same shape, 1 channel, filters 9-1-5, widths 9-5, found codes, 1 channel, filters 9-1-5, "
          + "widths 9-9"))
    let scaled = try GoodSpec.problems(Self.startingFromSparseCoding(method: "middleContrast"))
    #expect(scaled.count == 1 && scaled[0].contains("found codes, which trains sc-tip"))
    let doubled = try GoodSpec.problems(
      Self.startingFromSparseCoding() + [
        (#""method.name": "sc-tip""#, #""method.name": "sc-tip", "data.scale": 2"#)
      ])
    #expect(
      doubled.count == 1
        && doubled[0].contains("expected sparse coding of the same factor, x3, found codes, x2"))
  }

  @Test func `in a grid a variant starts from the other at the same point`() throws {
    let edits = [
      (
        #"{ "id": "9-3-5", "label": "wider", "network.filters": [9, 3, 5] }"#,
        #"{ "id": "9-3-5", "training.initialWeights": "9-1-5" }"#
      ), ("\"figures\"", "\"grid\": { \"training.batch\": [16, 128] }, \"figures\""),
    ]
    let runs = try GoodSpec.decoded(edits).resolved(profile: "desk", overrides: [("training.seeds", "1")])
      .runs
    #expect(
      runs.map { $0.initialRun?.variant } == [nil, nil, "9-1-5/batch=16", "9-1-5/batch=128"])
  }

  @Test func `in a grid of a network's settings a method stands by itself, and all start from it`() throws {
    let grid = ("\"figures\"", "\"grid\": { \"training.batch\": [16, 128] }, \"figures\"")
    let resolved = try GoodSpec.decoded(Self.startingFromSparseCoding() + [grid]).resolved(
      profile: "desk", overrides: [("training.seeds", "1")])
    #expect(resolved.methods.map(\.variant) == ["codes"])
    #expect(resolved.runs.map(\.variant) == ["chain/batch=16", "chain/batch=128"])
    #expect(resolved.runs.map { $0.initialMethod?.variant } == ["codes", "codes"])
  }

  @Test func `variants that start from each other are refused, by an option too`() throws {
    let edits = [
      ("{ \"id\": \"9-1-5\" }", "{ \"id\": \"9-1-5\", \"training.initialWeights\": \"9-3-5\" }"),
      ("\"label\": \"wider\", \"network.filters\": [9, 3, 5]", "\"training.initialWeights\": \"9-1-5\""),
    ]
    let problems = try GoodSpec.problems(edits)
    #expect(problems.count == 2)
    #expect(
      problems[0].contains("a variant that doesn't start from this one, found 9-1-5 from 9-3-5 from 9-1-5"))
    let message = try ResolutionTests.problems([("training.initialWeights", "9-1-5")])
    #expect(
      message.contains("--set training.initialWeights=9-1-5: expected a variant that doesn't start from"))
  }

  @Test func `a profile may count in epochs where the spec counts in backprops`() throws {
    let edits = [("\"training.batch\": 128", "\"training\": { \"epochs\": 600, \"backprops\": null }")]
    let experiment = try GoodSpec.decoded(edits)
    let paper = try #require(try experiment.resolved(profile: "paper").runs.first)
    #expect(paper.training.epochs == 600)
    #expect(paper.training.backprops == 0)
    let deviations = try experiment.resolved(profile: "desk").deviations
    #expect(deviations.contains("backprops 2000 instead of none"))
    #expect(deviations.contains("epochs none instead of 600"))
  }

  @Test func `phases are a departure in words`() throws {
    let resolved = try GoodSpec.decoded().resolved(
      profile: "paper", overrides: [("training.phases", #"[{"share": 1, "lossChannels": ["y"]}]"#)])
    #expect(
      resolved.deviations == ["phases share 1, loss channels y instead of none"])
  }

  @Test func `measurements are close together at the beginning and evaluateEvery apart in the end`() throws {
    let training = try #require(
      try GoodSpec.decoded([(#""evaluateEvery": 100"#, #""evaluateEvery": 100, "evaluateEarly": 25"#)])
        .resolved(profile: "desk").runs.first?.training)
    let due = (1...600).filter { training.evaluations(until: $0) > training.evaluations(until: $0 - 1) }
    #expect(due == [25, 50, 75, 100, 150, 200, 300, 400, 500, 600])
    let plain = try #require(try GoodSpec.decoded().resolved(profile: "desk").runs.first?.training)
    #expect((0...600).allSatisfy { plain.evaluations(until: $0) == $0 / 100 })
    #expect(
      try GoodSpec.problems([(#""evaluateEvery": 100"#, #""evaluateEvery": 100, "evaluateEarly": 30"#)]) == [
        "@30, \"che training.evaluateEarly: expected evaluateEvery divided by a power of two, such as 12, found 30 of 100"
      ])
  }
}
