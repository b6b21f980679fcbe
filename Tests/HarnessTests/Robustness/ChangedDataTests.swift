import ExperimentSpecs
import Foundation
import HostSystem
import Scoring
import Testing
import Vocabulary
import TestLaboratory

@testable import Reporting
@testable import RunRecords

@Suite struct `Test images that changed after a run` {
  private let laboratory: RunLaboratory
  private let run: RunDescription
  private let folder: RunFolder
  private let weights: [UInt8]

  init() throws {
    laboratory = try RunLaboratory()
    run = laboratory.run { $0.data.test = ["tiny-test", "other-test"] }
    folder = try #require(try laboratory.engine().run([run])[0].folder)
    weights = try read(folder.weightsFile)
  }

  private func plan() throws -> PlannedRun { try laboratory.engine().plan([run])[0] }

  @Test func `are scored anew, and the weights stay`() throws {
    let before = try folder.metrics()
    try laboratory.addSet("other-test", sizes: [(30, 30), (28, 31)], seed: 33)
    #expect(try plan().state == .unscored(folder, backprops: 200, sets: ["other-test"]))
    #expect(try plan().reason.contains("to be scored anew on other-test, whose images or luminance changed"))
    #expect(try laboratory.engine().run([run]).exitCode == 0)
    let after = try folder.metrics()
    #expect(after.final["other-test"]?.images.count == 2)
    #expect(after.final["tiny-test"] == before.final["tiny-test"])
    #expect(after.history.sets["other-test"] == nil, "a curve can't be measured again")
    #expect(try read(folder.weightsFile) == weights)
    #expect(try plan().state == .done(folder, backprops: 200))
  }

  @Test func `are scored anew by another luminance, too`() throws {
    let path = laboratory.root + "/datasets/other-test.json"
    let manifest = try String(contentsOfFile: path, encoding: .utf8)
    try write(Array(manifest.replacing("\"ycbcr\"", with: "\"gray\"").utf8), to: path)
    #expect(try plan().state == .unscored(folder, backprops: 200, sets: ["other-test"]))
  }

  @Test func `or are measured otherwise now are scored anew, and curve and weights stay`() throws {
    let before = try folder.metrics()
    var engine = try laboratory.engine()
    var scoring = ScoringVersions.current
    scoring.images[.ssim, default: 1] += 1
    engine.archive = RunArchive(catalog: engine.catalog, results: laboratory.results, scoring: scoring)
    let planned: PlannedRun = engine.plan([run])[0]
    #expect(planned.state == .unscored(folder, backprops: 200, sets: ["tiny-test", "other-test"]))
    #expect(
      planned.reason.hasPrefix(
        "trained, to be scored anew on tiny-test, other-test, where the way of measuring changed: "))
    let figures = try FigureLaboratory()
    let experiment = try figures.resolved()
    _ = try figures.laboratory.engine().run(experiment.runs)
    let archive = try figures.laboratory.engine().archive
    let results = try ExperimentResults(
      experiment, archive: RunArchive(catalog: archive.catalog, results: archive.results, scoring: scoring))
    #expect(results.notes.contains { $0.contains("left out on tiny-test: the way of measuring changed") })
    #expect(results.variants.flatMap(\.runs).allSatisfy { $0.metrics.final.isEmpty })
    #expect(results.variants.flatMap(\.runs).allSatisfy { $0.metrics.history.sets["tiny-test"] != nil })

    #expect(engine.run([run]).exitCode == 0)
    let after = try folder.metrics()
    let all = ["tiny-test", "other-test"]
    #expect(after.versions == ["tiny-test": [.ssim: 2], "other-test": [.ssim: 2]])
    for set in all {
      let (old, new) = try (#require(before.final[set]), #require(after.final[set]))
      #expect(old.images == new.images && old.psnr.map(\.bitPattern) == new.psnr.map(\.bitPattern))
      #expect(before.history.sets[set]?.psnr == after.history.sets[set]?.psnr)
    }
    #expect(before.versions.isEmpty)
    #expect(try read(folder.weightsFile) == weights)
    #expect(engine.plan([run])[0].state == .done(folder, backprops: 200))
    // The program of before measures as it did: neither takes the other's scores for its own.
    #expect(try plan().state == .unscored(folder, backprops: 200, sets: all))
    scoring = .current
    scoring.table += 1
    #expect(after.outdated(among: all, by: scoring) == all)
  }

  @Test func `of which the curve is are named, and nothing is lost`() throws {
    try laboratory.addSet("tiny-test", sizes: [(31, 30)], seed: 34)
    let result = try laboratory.engine().run([run])
    #expect(result.exitCode == 3)
    #expect(result[0].error?.description.contains("its curve is of other images of tiny-test") == true)
    #expect(try read(folder.weightsFile) == weights)
  }

  @Test func `don't get into the curve of a run that goes on`() throws {
    let cancellation = Cancellation()
    let other = laboratory.run(seed: 2) { $0.data.test = ["tiny-test", "other-test"] }
    _ = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 80 { cancellation.request() }
    }.run([other])
    try laboratory.addSet("other-test", sizes: [(30, 31)], seed: 35)
    let result = try laboratory.engine().run([other])
    #expect(result.exitCode == 3)
    #expect(result[0].error?.description.contains("its curve is of other images of other-test") == true)
  }

  @Test func `don't get into the curve of a run that is made longer later`() throws {
    let before = try #require(folder.metrics().history.sets["other-test"])
    try laboratory.addSet("other-test", sizes: [(30, 30)], seed: 36)
    #expect(try laboratory.engine().run([run]).exitCode == 0)
    var longer = run
    longer.training.backprops = 400
    #expect(try laboratory.engine().run([longer])[0].finishedAt == 400)
    let after = try #require(folder.metrics().history.sets["other-test"]?.means())
    let kept = before.means().count - 1  // the last was off the schedule, and a longer run has none there
    #expect(after.count > kept && after.prefix(kept).allSatisfy(\.isNaN))
    #expect(after.dropFirst(kept).allSatisfy { $0.isFinite })
    #expect(try folder.metrics().history.sets["tiny-test"]?.means().allSatisfy(\.isFinite) == true)
  }

  @Test func `of a run that is going on leave it out of tables, with the reason, and not the rest`() throws {
    let figures = try FigureLaboratory()
    let experiment = try figures.resolved()
    let cancellation = Cancellation()
    let first = Locked(0)
    _ = try figures.laboratory.engine(cancellation: cancellation) { event in
      if case .ended = event { first.withValue { $0 += 1 } }
      if case .progress = event, first.withValue({ $0 == 3 }) { cancellation.request() }
    }.run(experiment.runs)
    try figures.laboratory.addSet("other-test", sizes: [(30, 31)], seed: 37)
    let results = try ExperimentResults(experiment, archive: figures.laboratory.engine().archive)
    #expect(results.variants.flatMap(\.runs).count == 3)
    #expect(
      results.notes.contains { $0.hasPrefix("tiny/large seed 2 is left out: its curve is of other images") },
      "\(results.notes)")
  }

  @Test func `leave the numbers of the former ones out of tables and figures, with the reason`() throws {
    let figures = try FigureLaboratory()
    let experiment = try figures.resolved()
    #expect(try figures.laboratory.engine().run(experiment.runs).exitCode == 0)
    try figures.laboratory.addSet("other-test", sizes: [(30, 30), (28, 31)], seed: 33)
    let results = try ExperimentResults(experiment, archive: figures.laboratory.engine().archive)
    #expect(results.notes.count { $0.contains("is left out") } == 4)
    #expect(
      results.notes[0].hasPrefix(
        "tiny/small seed 1 is left out on other-test: its images or luminance changed"))
    #expect(results.variants.flatMap(\.runs).allSatisfy { $0.metrics.final["other-test"] == nil })
    #expect(results.variants.flatMap(\.runs).allSatisfy { $0.metrics.final["tiny-test"] != nil })
  }
}
