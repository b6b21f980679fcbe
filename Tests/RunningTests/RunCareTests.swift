import Foundation
import HostSystem
import Testing
import TestLaboratory
import Vocabulary

@testable import Reporting
@testable import RunRecords
@testable import Running

/// What is said of a run while it is trained, and what becomes of its files.
@Suite struct `The care for runs` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private func trained() throws -> RunFolder {
    try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
  }

  private func lockPath(_ folder: RunFolder) -> String {
    RunFolder.lockFile(ofShortId: folder.shortId, results: laboratory.results)
  }

  @Test func `other processes can read how far a training is, and no more once it ends`() throws {
    let run = laboratory.run()
    let seen = Locked<[RunPulse]>([])
    let paths = Locked<[String]>([])
    let clock = Locked(0.0)
    let results = laboratory.results
    let reporter = PulseReporter(
      ClosureReporter { event in
        guard case .progress = event else { return }
        let names = (try? entries(of: results + "/runs/.locks").map(\.name)) ?? []
        for name in names where name.hasSuffix(".json") {
          let path = "\(results)/runs/.locks/\(name)"
          if let pulse = RunPulse(contentsOf: path) { seen.withValue { $0.append(pulse) } }
          paths.withValue { $0.append(path) }
        }
      },
      clock: RunClock(
        date: { Date() },
        seconds: {
          clock.withValue {
            $0 += 1; return $0
          }
        }))
    let engine = try laboratory.engine()
    _ = RunEngine(
      catalog: engine.catalog, settings: engine.settings, reporter: reporter, clock: engine.clock
    ).run([run])
    let pulses = seen.withValue { $0 }
    #expect(pulses.count > 3 && pulses.allSatisfy { $0.title == run.title && $0.total == 200 })
    #expect(pulses.map(\.done) == pulses.map(\.done).sorted())
    #expect(paths.withValue { $0 }.allSatisfy { !exists($0) })
  }

  @Test func `a pulse of nonsense is none`() throws {
    let path = laboratory.root + "/pulse.json"
    for text in [
      "", "{", #"{"title":"a","done":-1,"total":2,"unit":"b"}"#,
      #"{"title":"a","done":3,"total":2,"unit":"b"}"#,
    ] {
      try write(Array(text.utf8), to: path)
      #expect(RunPulse(contentsOf: path) == nil, "\(text)")
    }
    try RunPulse(title: "a", done: 1, total: 2, unit: "b", psnr: .infinity).write(to: path)
    #expect(RunPulse(contentsOf: path) == RunPulse(title: "a", done: 1, total: 2, unit: "b"))
  }

  @Test func `a run that is trained is listed with its progress and curve`() throws {
    let folder = try trained()
    guard case .taken(let lock, _) = try FileLock.take(lockPath(folder), note: "then") else {
      Issue.record("the lock isn't free")
      return
    }
    try RunPulse(
      title: "t", done: 64, total: 200, unit: "backprops", subImagesPerSecond: 1234.4, psnr: 25.5,
      bicubicPSNR: 26,
      secondsLeft: 90
    ).write(to: RunPulse.file(ofShortId: folder.shortId, results: laboratory.results))
    let run = try #require(try LiveRun.all(in: laboratory.results).first)
    #expect(run.progressText == "64 of 200 backprops" && run.psnrText == "25.50 dB (bicubic 26.00)")
    #expect(run.rateText == "1,234/s" && run.timeLeftText == "90 s")
    #expect(run.curve.map(\.backprops) == [0, 64, 128, 192, 200])
    let list = try RunList(results: laboratory.results)
    #expect(
      list.text.contains("64 of 200 backprops") && list.text.contains("1,234/s, 90 s left"), "\(list.text)")
    withExtendedLifetime(lock) {}
  }

  @Test func `garbage is what the dead leave behind, and nothing else`() throws {
    let folder = try trained()
    let before = try laboratory.digest(folder)
    #expect(try RunCleaning(of: laboratory.results).leftovers.isEmpty)
    let empty = laboratory.results + "/runs/tiny/3-1-3-s9-0123456789ab"
    try makeFolder(empty)
    try append("begins\n", to: empty + "/log.txt")
    try append("half", to: folder.path + "/.unfinished-x")
    try append(
      "host \(hostName())\nprocess 2147483646\nstarted 1\nsince x\n", to: lockPath(RunFolder("x-abc")))
    let cleaning = try RunCleaning(of: laboratory.results)
    #expect(
      cleaning.leftovers.map { String($0.path.dropFirst(laboratory.results.count)) } == [
        "/runs/.locks/abc.lock", String(folder.path.dropFirst(laboratory.results.count)) + "/.unfinished-x",
        "/runs/tiny/3-1-3-s9-0123456789ab",
      ])
    try cleaning.remove()
    #expect(try RunCleaning(of: laboratory.results).leftovers.isEmpty)
    #expect(try laboratory.digest(folder) == before && !exists(empty))
  }

  @Test func `what a living process works on is no garbage, and isn't removed`() throws {
    let folder = try trained()
    try removeFile(folder.weightsFile)
    for file in [folder.metricsFile, folder.checkpointFile] { try removeFile(file) }
    guard case .taken(let lock, _) = try FileLock.take(lockPath(folder), note: "then") else {
      Issue.record("the lock isn't free")
      return
    }
    #expect(try RunCleaning(of: laboratory.results).leftovers.isEmpty)
    #expect(throws: RunError.self) { try RunCleaning.remove(folder) }
    #expect(exists(folder.path))
    withExtendedLifetime(lock) {}
  }

  @Test func `a run that is removed is gone, and its place is free`() throws {
    let folder = try trained()
    try RunCleaning.remove(folder)
    #expect(!exists(folder.path))
    #expect(try RunCleaning(of: laboratory.results).leftovers.isEmpty)
    #expect(try trained() == folder)
  }

  @Test(arguments: ["spec.json", "provenance.json", "progress.csv"])
  func `any changed byte of its texts shows, but for the name of their checksum`(_ name: String) throws {
    let folder = try trained()
    #expect(folder.damage() == nil)
    let path = "\(folder.path)/\(name)"
    let bytes = try read(path)
    // Before the last `" : "`, 64 digits and `"\n}\n`. A text without it is one from before there were checksums.
    let unseen = name == "progress.csv" ? 0..<0 : bytes.count - 79..<bytes.count - 73
    try #require(unseen.isEmpty || bytes[unseen].elementsEqual("sha256".utf8))
    let places = Swift.stride(from: 1, to: bytes.count, by: max(1, bytes.count / 40))
    for place in Array(places) + [bytes.count - 1] where !unseen.contains(place) {
      var changed = bytes
      changed[place] ^= 1
      try write(changed, to: path)
      #expect(folder.damage()?.contains(name) == true, "byte \(place) of \(bytes.count)")
    }
    try write(bytes, to: path)
    #expect(folder.damage() == nil)
  }

  @Test func `texts without a checksum, as they were written before, count`() throws {
    let folder = try trained()
    var provenance = try #require(folder.provenance())
    provenance.progress = nil
    try writeAtomically(try jsonBytes(provenance), to: folder.provenanceFile)
    try writeAtomically(try jsonBytes(laboratory.run()), to: folder.specFile)
    try write(Array("backprops,loss\n".utf8), to: folder.progressFile)
    #expect(folder.damage() == nil && folder.description() == laboratory.run())
  }

  @Test func `a network below bicubic interpolation is flagged`() throws {
    let folder = try trained()
    let metrics = try folder.metrics()
    let own = try #require(metrics.final["tiny-test"]?.meanPSNR)
    let bicubic = try #require(metrics.bicubic["tiny-test"]?.meanPSNR)
    try #require(own < bicubic, "25 steps are too few")
    #expect(metrics.setsBelowBicubic == ["tiny-test"])
    #expect(try RunList(results: laboratory.results).text.contains("done; below bicubic on tiny-test"))
  }

  @Test func `two runs differ in what they differ in`() throws {
    let first = try trained()
    let other = laboratory.run { $0.training.batch = 10 }
    let second = try #require(try laboratory.engine().run([other])[0].folder)
    let text = try RunComparison(first, second).text
    #expect(text.contains("Settings: 1 of") && text.contains("training.batch"), "\(text)")
    #expect(text.contains("Data: the same") && text.contains("SHA-256 of weights.h5"), "\(text)")
    #expect(try RunComparison(first, first).isSame)
  }

  @Test func `after a failure no more begin if that is asked for, and the code is the failure's`() throws {
    let bad = laboratory.run("bad") {
      $0.training.optimizer = .sgd(
        rates: LearningRates(weights: 1e12, lastLayerWeights: 1e12, biases: 1e12), momentum: 0.9)
    }
    let runs = [bad, laboratory.run("good", seed: 2)]
    let engine = try laboratory.engine()
    var settings = engine.settings
    settings.stopsAtFailure = true
    let results = RunEngine(catalog: engine.catalog, settings: settings, clock: engine.clock).run(runs)
    #expect(results.exitCode == 1)
    guard case .leftOut = results[1].outcome else {
      Issue.record("\(results[1].outcome)")
      return
    }
    let plan = try laboratory.engine().plan([bad])[0]
    #expect(plan.reason.contains("; it failed before: "), "\(plan.reason)")
  }
}
