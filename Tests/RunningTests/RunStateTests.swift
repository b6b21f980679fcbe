import ExperimentSpecs
import Foundation
import HostSystem
import Running
import Testing
import TestLaboratory

@testable import Reporting
@testable import RunRecords

@Suite struct `What is there of a run` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  @Test func `a run that is done is skipped with its reason and its folder`() throws {
    let engine = try laboratory.engine()
    let run = laboratory.run()
    let plan = engine.plan([run])[0]
    #expect(plan.state == .new)
    #expect(plan.reason == "nothing is there yet")
    #expect((plan.estimatedSeconds ?? 0) > 0)
    let first = engine.run([run])[0]
    #expect(first.folder == plan.folder)
    let id = try #require(plan.identity)
    #expect(first.folder?.path == "\(laboratory.results)/runs/tiny/3-1-3-s1-\(id.shortId)")
    let again = engine.run([run])[0]
    #expect(
      again.skipReason?.hasPrefix("trained for 200 backprops with the same settings and data: ") == true)
    #expect([again].exitCode == 0)
  }

  @Test func `an interrupted run is planned from its checkpoint, with the time left`() throws {
    let cancellation = Cancellation()
    let run = laboratory.run()
    _ = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 120 { cancellation.request() }
    }.run([run])
    let plan = try laboratory.engine().plan([run])[0]
    #expect(plan.reason.hasPrefix("goes on after 120 backprops"))
    #expect(plan.backpropsLeft == 80)
    // The clock of the interrupted run showed a second a step and more: so many are expected for the rest.
    #expect((10...40).contains(plan.estimatedSeconds ?? 0), "\(plan.estimatedSeconds ?? -1)")
  }

  @Test func `a published run counts though the images aren't here`() throws {
    let run = laboratory.run()
    let first = try laboratory.engine().run([run])[0]
    let folder = try #require(first.folder)
    for file in [folder.checkpointFile, folder.logFile, folder.progressFile] {
      try FileManager.default.removeItem(atPath: file)
    }
    try FileManager.default.removeItem(atPath: laboratory.root + "/datasets/tiny-train")
    try FileManager.default.removeItem(atPath: laboratory.root + "/datasets/tiny-test")
    let plan = try laboratory.engine().plan([run])[0]
    #expect(plan.state == .done(folder, backprops: 200))
    #expect(plan.absentSets == ["tiny-train", "tiny-test"])
    #expect(try laboratory.engine().run([run])[0].skipReason != nil)
    // Another seed was not published, and needs the images.
    let other = try laboratory.engine().plan([laboratory.run(seed: 2)])[0]
    #expect(other.state == .dataMissing(["tiny-train", "tiny-test"]))
    let failed = try laboratory.engine().run([laboratory.run(seed: 2)])
    #expect(failed.exitCode == 3)
    #expect(failed[0].error?.description.contains("experiments data fetch") == true)
  }

  @Test func `a file in the place of a run's folder is named, and isn't taken for nothing`() throws {
    let path = try #require(try laboratory.engine().plan([laboratory.run()])[0].folder).path
    try makeFolder("\(laboratory.results)/runs/tiny")
    try write([1], to: path)
    let plan = try laboratory.engine().plan([laboratory.run()])[0]
    guard case .unusable = plan.state else {
      Issue.record("\(plan.state)")
      return
    }
    #expect(plan.reason.hasPrefix("can't list \(path): Not a directory"), "\(plan.reason)")
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 1)
    #expect(result[0].error?.description.contains("can't list \(path): Not a directory") == true)
    #expect(try read(path) == [1])
  }

  @Test func `a published run doesn't count for other images`() throws {
    _ = try laboratory.engine().run([laboratory.run()])
    try laboratory.addSet("tiny-train", sizes: [(40, 36), (37, 41), (30, 33)], seed: 9)
    #expect(try laboratory.engine().plan([laboratory.run()])[0].state == .new)
  }

  @Test func `a set that is asked for later is scored without training`() throws {
    _ = try laboratory.engine().run([laboratory.run()])
    let run = laboratory.run { $0.data.test = ["tiny-test", "other-test"] }
    let plan = try laboratory.engine().plan([run])[0]
    #expect(plan.reason.contains("to be scored on other-test"))
    let result = try laboratory.engine().run([run])[0]
    #expect(result.skipReason?.contains("now also scored on other-test") == true)
    let metrics = try #require(try result.folder?.metrics())
    #expect(metrics.final["other-test"]?.psnr.count == 1)
    #expect(metrics.final["tiny-test"]?.psnr.count == 2)
    #expect(try laboratory.engine().run([run])[0].skipReason?.hasPrefix("trained for") == true)
  }

  @Test func `a measure that is asked for later is taken without training, and stays`() throws {
    _ = try laboratory.engine().run([laboratory.run()])
    let weighted = laboratory.run { $0.data.measures = [.wpsnr] }
    #expect(try laboratory.engine().plan([weighted])[0].reason.contains("to be scored on tiny-test"))
    _ = try laboratory.engine().run([weighted])
    let both = laboratory.run { $0.data.measures = [.ifc] }
    let folder = try #require(try laboratory.engine().run([both])[0].folder)
    let metrics = try folder.metrics()
    let scores = try #require(metrics.final["tiny-test"])
    #expect(scores.measures == [.psnr, .ssim, .ifc, .wpsnr])
    #expect(scores.mean(.wpsnr) > scores.meanPSNR)
    #expect(metrics.bicubic["tiny-test"]?.measures == scores.measures)
    #expect(
      try laboratory.engine().plan([laboratory.run(), weighted, both]).allSatisfy { $0.backpropsLeft == 0 })
    #expect(try laboratory.engine().run([weighted])[0].skipReason?.hasPrefix("trained for") == true)
  }

  @Test func `a reporter hears that a set was scored without training`() throws {
    _ = try laboratory.engine().run([laboratory.run()])
    let reasons = Locked<[String]>([])
    _ = try laboratory.engine {
      if case .scored(_, let reason) = $0 { reasons.withValue { $0.append(reason) } }
    }.run([laboratory.run { $0.data.test = ["tiny-test", "other-test"] }])
    #expect(reasons.withValue { $0 }.map { $0.contains("now also scored on other-test") } == [true])
  }

  @Test func `a run whose curve is to be of another set is trained anew, once`() throws {
    // 192 backprops end on an evaluation of the schedule: going on from there would measure nothing.
    _ = try laboratory.engine().run([laboratory.run(backprops: 192)])
    let other = laboratory.run(backprops: 192) {
      $0.data.test = ["other-test"]
      $0.data.validation = "other-test"
    }
    #expect(
      try laboratory.engine().plan([other])[0].reason
        == "trained for 192 backprops, but without the curve of other-test: starts anew")
    let folder = try #require(try laboratory.engine().run([other])[0].folder)
    let curve = try folder.metrics().history.sets["other-test"]?.means() ?? []
    #expect(curve.count == 4 && curve.allSatisfy(\.isFinite))
    #expect(try laboratory.engine().plan([other])[0].state == .done(folder, backprops: 192))
  }

  @Test func `a run is listed as being trained wherever its results folder lies`() throws {
    let results = laboratory.root + "/runs/mine"
    let folder = try #require(try laboratory.engine(results: results).run([laboratory.run()])[0].folder)
    let id = try #require(folder.provenance()?.runId)
    let lock = try FileLock.take("\(results)/runs/.locks/\(id.prefix(12)).lock", note: "")
    #expect(try RunList(results: results).text.contains("being trained by process"))
    withExtendedLifetime(lock) {}
  }

  @Test func `a run is shown by any beginning of its id, the whole of it too`() throws {
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    let id = try #require(folder.provenance()?.runId)
    for count in [6, 12, 20, 64] {
      #expect(try RunList(results: laboratory.results).detail(of: String(id.prefix(count))).contains(id))
    }
  }

  @Test func `a description that describes no network is none`() throws {
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    var run = try #require(folder.description())
    run.network.widths = []
    try writeAtomically(jsonBytes(run), to: folder.specFile)
    #expect(folder.description() == nil)
    #expect(try laboratory.engine().plan([laboratory.run(seed: 2)])[0].state == .new)
  }

  @Test func `a forced run is trained from the start`() throws {
    let first = try laboratory.engine().run([laboratory.run()])[0]
    let before = try laboratory.digest(first.folder)
    let froms = Locked<[Int]>([])
    let again = try laboratory.engine(force: true) {
      if case .started(_, let from, _) = $0 { froms.withValue { $0.append(from) } }
    }.run([laboratory.run()])[0]
    #expect(froms.withValue { $0 } == [0])
    #expect(again.finishedAt == 200)
    #expect(try laboratory.digest(again.folder) == before)
  }

  @Test func `a rate that falls at the end goes on from the run at a constant rate, to the same bits`() throws
  {
    let falling = laboratory.run { $0.training.schedule = .constantThenLinear(decay: 80, final: 0) }
    let froms = Locked<[Int]>([])
    func engine(force: Bool = false) throws -> RunEngine {
      try laboratory.engine(force: force) {
        if case .started(_, let from, _) = $0 { froms.withValue { $0.append(from) } }
      }
    }
    let first = try engine(force: true).run([falling])[0]
    let fresh = try #require(first.folder)
    let expected = try laboratory.digest(fresh)
    try FileManager.default.removeItem(atPath: fresh.path)
    // Beyond where the rate falls there is nothing to go on from.
    for (length, from) in [(160, 0), (120, 120), (96, 96)] {
      let constant = try laboratory.engine(force: true).run([laboratory.run(backprops: length)])[0]
      let constantId = try constant.folder?.checkedProvenance()?.runId
      let plan = try engine().plan([falling])[0]
      #expect(plan.reason.hasPrefix("goes on after \(from) backprops at a constant rate") == (from > 0))
      froms.withValue { $0 = [] }
      let second = try engine().run([falling])[0]
      let folder = try #require(second.folder)
      #expect(froms.withValue { $0 } == [from])
      #expect(try laboratory.digest(folder) == expected, "after \(length)")
      let provenance = try folder.checkedProvenance()
      #expect(provenance?.continued?.run == (from == 0 ? nil : constantId))
      #expect(provenance?.continued?.backprops == (from == 0 ? nil : from))
      #expect(provenance?.measuredBackprops == 200)
      try FileManager.default.removeItem(atPath: folder.path)
    }
  }

  @Test func `the identity holds the images used, and neither names nor threads nor the length`() throws {
    let engine = try laboratory.engine()
    func id(_ change: (inout RunDescription) -> Void) -> String? {
      engine.plan([laboratory.run(change: change)])[0].identity?.id
    }
    let plain = id { _ in }
    let same: [(inout RunDescription) -> Void] = [
      { $0.spec = "x" }, { $0.variant = "x" }, { $0.training.backprops = 999 },
      { $0.training.evaluateEvery = 9 },
      { $0.data.test = ["other-test"] },
    ]
    for change in same { #expect(id(change) == plain) }
    let others: [(inout RunDescription) -> Void] = [
      { $0.seed = 2 }, { $0.data.trainImages = 2 }, { $0.data.stride = 6 },
      { $0.network.filters = [5, 1, 3] },
      { $0.training.batch = 4 }, { $0.training.averaging = 0.5 }, { $0.data.train = ["other-test"] },
      { $0.training.schedule = .cosine(final: 0, warmup: 0) },
      { $0.training.schedule = .constantThenLinear(decay: 50, final: 0) },
      { $0.training.schedule = .constantThenLinear(decay: 60, final: 0) },
    ]
    let ids = Set(others.map { id($0) })
    #expect(ids.count == others.count && !ids.contains(plain) && !ids.contains(nil))
  }

  @Test(arguments: [
    ([7, 1, 5], 1), ([3, 7, 3], 1), ([5, 3, 5], 3), ([7, 1, 5, 5], 3), ([9, 1, 5], 3), ([11, 5, 7], 3),
  ])
  func `runs whose bits a change left alone keep their numerics version`(filters: [Int], version: Int) {
    let run = laboratory.run {
      $0.network.filters = filters
      $0.network.widths = Array(repeating: 4, count: filters.count - 1)
    }
    #expect(run.numericsVersion == version)
  }

  @Test(arguments: [(32, 1), (33, 2)])
  func `and so do those on a device, whatever the processor's kernels`(batch: Int, version: Int) {
    let run = laboratory.run {
      ($0.network.filters, $0.training.batch, $0.training.device) = ([9, 3, 5], batch, "Abacus")
    }
    #expect(run.numericsVersion == version)
  }
}
