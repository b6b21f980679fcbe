import ExperimentSpecs
import Foundation
import Testing
import TestLaboratory

@testable import Reporting

@Suite struct `Verdicts on claims` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  /// The claims of an expression each, judged in the laboratory's runs of so many seeds.
  private func judge(
    _ expressions: [String], seeds: Int = 3, paper: [String: Double] = [:],
    noise: Double = 0.05, passing: Double? = 0.5, trains: Bool = true
  ) throws -> (judgements: [ClaimJudgement], results: ExperimentResults) {
    let list = expressions.enumerated().map { index, text in
      let numbers = paper.filter { text.contains($0.key) }.map { "\"\($0.key)\": \($0.value)" }
      return
        #"{ "id": "c\#(index)", "says": "s", "source": "4", "expect": "\#(text)", "paper": {\#(numbers.joined(separator: ","))} }"#
    }
    let spec = FigureLaboratory.spec.replacing(
      #""profiles": {"#, with: #""claims": [\#(list.joined(separator: ","))], "profiles": {"#)
    let experiment = try Experiment.decode(Array(spec.utf8), file: "tiny.json")
      .resolved(profile: "desk", overrides: [("training.seeds", "\(seeds)")])
    let engine = try figures.laboratory.engine()
    if trains { _ = engine.run(experiment.runs) }
    let results = try ExperimentResults(experiment, archive: engine.archive)
    let judging = ClaimJudging(
      results: results, paper: try PaperNumbers(root: figures.project.root),
      noise: SeedNoise(
        [.init(measure: .psnr, set: "tiny-test"): .init(halfWidth: noise, degreesOfFreedom: 8)],
        passing: passing.map { .init(halfWidth: $0, degreesOfFreedom: 4) }),
      isOfPhotographs: true)
    return (experiment.claims.map(judging.judge), results)
  }

  private func psnr(_ variant: Int, in results: ExperimentResults) -> [Double] {
    results.variants[variant].runs.map { $0.metrics.final["tiny-test"]?.meanPSNR ?? .nan }
  }

  @Test func `seeds are compared pairwise, with Student's interval`() throws {
    let (judgements, results) = try judge([
      "tiny-test.psnr: large > small", "validation.psnr: |large - small| < 100",
      "tiny-test.psnr: small - large > 100",
    ])
    let differences = zip(psnr(1, in: results), psnr(0, in: results)).map { $0 - $1 }
    #expect(differences.count == 3 && Set(differences).count == 3)
    let mean = differences.reduce(0, +) / 3
    let deviation = (differences.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 2).squareRoot()
    // 4.302653: the tabulated quantile for two degrees of freedom.
    let half = 4.302653 * deviation / 3.0.squareRoot()
    let found = try #require(judgements[0].links.first?.difference)
    #expect(found.seeds == 3 && abs(found.mean - mean) < 1e-9)
    #expect(
      abs(found.interval.lowerBound - (mean - half)) < 1e-5
        && abs(found.interval.upperBound - (mean + half)) < 1e-5)
    let expected: Verdict = mean - half > 0 ? .held : mean + half <= 0 ? .notHeld : .undecided
    #expect(judgements.map(\.verdict) == [expected, .held, .notHeld])
  }

  @Test func `a claim may be of one image, which several seeds decide`() throws {
    let (_, results) = try judge([])
    let scores = results.variants.map { $0.runs.compactMap { $0.metrics.final["tiny-test"] } }
    let image = try #require(scores[0].first?.images.last)
    let own = scores.map { $0.map { $0.psnr.last ?? .nan } }
    let expected = zip(own[1], own[0]).map { $0 - $1 }.reduce(0, +) / 3
    let claims = ["tiny-test/\(image).psnr: large > small", "tiny-test/nosuch.psnr: large > small"]
    let judgements = try judge(claims).judgements
    #expect(abs((judgements[0].links[0].difference?.mean ?? .nan) - expected) < 1e-9)
    #expect(judgements[0].links[0].difference?.seeds == 3)
    #expect(judgements[1].verdict == .undecided)
    #expect(judgements[1].links[0].obstacle?.hasPrefix("tiny-test has no image nosuch; it has ") == true)
    let single = try judge(claims, seeds: 1).judgements[0]
    #expect(single.links[0].obstacle == "one seed, and how much another would differ isn't known")
  }

  @Test func `one seed decides by the noise, and says nothing where that isn't known`() throws {
    let (_, results) = try judge([], seeds: 1)
    let difference = abs(psnr(1, in: results)[0] - psnr(0, in: results)[0])
    let better = psnr(1, in: results)[0] > psnr(0, in: results)[0] ? "large > small" : "small > large"
    let claims = ["tiny-test.psnr: \(better)", "tiny-test.ssim: \(better)"]
    let quiet = try judge(claims, seeds: 1, noise: difference / 2).judgements
    #expect(quiet.map(\.verdict) == [.held, .undecided])
    #expect(quiet[0].isOfOneSeed && quiet[0].verdictText == "held (one seed)")
    #expect(quiet[1].links[0].obstacle == "one seed, and how much another would differ isn't known")
    let loud = try judge(claims, seeds: 1, noise: difference * 2).judgements
    #expect(loud[0].verdict == .undecided)
    #expect(loud[0].text.contains("(one seed)"))
  }

  @Test func `one seed of a network that the noise isn't of decides nothing`() throws {
    let (_, results) = try judge([], seeds: 1)
    let variants = try results.variants.map { variant in
      var description = try #require(variant.description.ofNetwork)
      description.training.loss = .l1
      return VariantResults(
        id: variant.id, label: variant.label, description: description, runs: variant.runs)
    }
    let judging = ClaimJudging(
      results: ExperimentResults(results.experiment, variants: variants),
      paper: try PaperNumbers(root: figures.project.root),
      noise: SeedNoise([.init(measure: .psnr, set: "tiny-test"): .init(halfWidth: 0, degreesOfFreedom: 8)]),
      isOfPhotographs: true)
    let claim = try #require(try judge(["tiny-test.psnr: large > small"], seeds: 1).judgements.first?.claim)
    #expect(
      judging.judge(claim).links[0].obstacle == "one seed, and how much another would differ isn't known")
  }

  @Test func `when one seed passes a level decides by a share of its backprops`() throws {
    let (_, results) = try judge([], seeds: 1)
    let curve = try #require(results.variants[0].runs.first?.validationCurve)
    let level = (curve[1].psnr + curve[2].psnr) / 2
    let claims = ["first passes \(level) at backprops: small < 1000"]
    let verdicts = try [0.5, 100, nil].map { share in
      try #require(try judge(claims, seeds: 1, passing: share).judgements.first)
    }
    #expect(verdicts.map(\.verdict) == [.held, .undecided, .undecided])
    #expect(verdicts.map { $0.links[0].obstacle == nil } == [true, true, false])
  }

  @Test func `a chain isn't held if one comparison isn't`() throws {
    let (judgements, _) = try judge([
      "tiny-test.psnr: 2000 > small > 1000 > large", "tiny-test.psnr: 2000 > small > -1000",
    ])
    #expect(judgements.map(\.verdict) == [.notHeld, .held])
    #expect(judgements[0].links.map(\.verdict) == [.held, .notHeld, .held])
  }

  @Test func `a level is passed on the straight line between two evaluations`() throws {
    let (_, results) = try judge([])
    let run = try #require(results.variants[0].runs.first)
    let points = zip(
      run.metrics.history.backprops, run.metrics.history.sets["tiny-test"]?.means(.curve) ?? [])
    let (before, after) = (Array(points)[1], Array(points)[2])
    let middle = (before.1 + after.1) / 2
    #expect(before.1 < after.1, "the tiny network learns")
    let passed = run.backprops(passing: middle)
    #expect(abs(passed - Double(before.0 + after.0) / 2) < 1e-6)
    #expect(run.backprops(passing: -100) == 0)
    #expect(run.backprops(passing: 1000) == .infinity)
  }

  @Test func `what is never trained, never passed or elsewhere is undecided, with the reason`() throws {
    let untrained = try judge(
      ["tiny-test.psnr: small > large", "tiny-test.psnr: bicubic < small"], trains: false
    ).judgements
    #expect(untrained.map(\.verdict) == [.undecided, .undecided])
    #expect(
      untrained.map { $0.links[0].obstacle } == ["small isn't trained yet", "nothing is trained yet"])
    let texts = [
      "first passes 1000 at backprops: small < large", "first passes -100 at backprops: small < 1000",
      "first passes 1000 at backprops: small > 50", "tiny-test.psnr: small > sc",
      "first passes 1000 at backprops: small < 1000",
    ]
    let judgements = try judge(texts, seeds: 1).judgements
    #expect(judgements.map(\.verdict) == [.undecided, .held, .held, .undecided, .undecided])
    #expect(judgements[0].links[0].obstacle == "none of them gets there")
    #expect(judgements[3].links[0].obstacle == "there is no sc for these images")
    #expect(judgements[4].links[0].obstacle == "not in 64 backprops, and the claim is about 1,000")
    let few = try judge(["tiny-test.psnr: small > large"], seeds: 9, trains: false).judgements
    #expect(few[0].links[0].difference?.seeds == 1)
  }

  @Test func `the paper's numbers are judged by the same expression`() throws {
    let judgements = try judge(
      ["tiny-test.psnr: large > small", "tiny-test.psnr: small > large", "tiny-test.psnr: large > bicubic"],
      paper: ["large": 32.66, "small": 32.52]
    ).judgements
    #expect(judgements.map(\.paperVerdict) == [true, false, nil])
    #expect(abs((judgements[0].links[0].paper ?? 0) - 0.14) < 1e-9)
    #expect(judgements[1].paperText.contains("not held by its own numbers"))
  }

  @Test func `bicubic is what we measure ourselves`() throws {
    let (judgements, results) = try judge(["tiny-test.psnr: large - bicubic > -100"])
    let bicubic = results.variants[1].runs[0].metrics.bicubic["tiny-test"]?.meanPSNR ?? .nan
    let mean = psnr(1, in: results).map { $0 - bicubic }.reduce(0, +) / 3
    #expect(abs((judgements[0].links[0].difference?.mean ?? .nan) - mean) < 1e-9)
  }

  @Test func `a report says the verdicts to people and to machines`() throws {
    let (judgements, results) = try judge(["tiny-test.psnr: small > -1000", "tiny-test.psnr: small < -1000"])
    let report = ClaimReport(
      groups: [.init(experiment: results.experiment, judgements: judgements)], noise: SeedNoise([:]))
    #expect(report.tally == "2 claims: 1 held, 1 not held, 0 undecided.")
    #expect(report.text.contains("  c1: not held\n"))
    #expect(report.markdown.contains("| s (`tiny-test.psnr: small < -1000`) | 4 | not held | small = "))
    let json = try JSONSerialization.jsonObject(with: Data(report.json.compact.utf8)) as? [String: Any]
    let claims = try #require(json?["claims"] as? [[String: Any]])
    #expect(claims.map { $0["verdict"] as? String } == ["held", "not held"])
    let interval = (claims[0]["comparisons"] as? [[String: Any]])?.first?["interval"] as? [Double]
    #expect(interval?.count == 2)
  }

  @Test func `the noise is pooled over all networks with several seeds`() throws {
    let (_, results) = try judge([])
    let scores = [psnr(0, in: results), psnr(1, in: results)]
    let squares = scores.map { own in
      let mean = own.reduce(0, +) / 3
      return own.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    }
    let deviation = (squares.reduce(0, +) / 4).squareRoot()
    // The same runs twice are no more runs.
    let noise = SeedNoise([results, results])
    let spread = try #require(noise[.psnr, on: "tiny-test", ofNetworks: true])
    // 2.776445: the tabulated quantile for four degrees of freedom.
    #expect(spread.degreesOfFreedom == 4)
    #expect(abs(spread.halfWidth - 2.776445 * deviation) < 1e-5)
    #expect(noise[.image(.ifc), on: "tiny-test", ofNetworks: true] == nil)
    #expect(noise[.psnr, on: "tiny-test", ofNetworks: false] == nil)
    let table = try #require(noise.table { $0.measure == .psnr })
    #expect(table.columns.dropFirst() == ["other-test", "tiny-test"] && table.rows.count == 1)
    #expect(table.rows[0][0] == .text("Networks: PSNR"))
    for change: (inout RunDescription) -> Void in [{ $0.training.loss = .l1 }, { $0.data.trainImages = 1 }] {
      let others = try results.variants.map { variant in
        var description = try #require(variant.description.ofNetwork)
        change(&description)
        return VariantResults(
          id: variant.id, label: variant.label, description: description, runs: variant.runs)
      }
      #expect(SeedNoise([ExperimentResults(results.experiment, variants: others)]).table() == nil)
    }
    let single = SeedNoise([try judge([], seeds: 1).results])
    #expect(single[.psnr, on: "tiny-test", ofNetworks: true] == nil && single.table() == nil)
  }
}
