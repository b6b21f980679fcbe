import ExperimentSpecs
import Foundation
import HDF5Storage
import Testing
import TestLaboratory
import Vocabulary

@testable import HostSystem
@testable import Running
@testable import RunRecords

@Suite struct `A run that comes to grief` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private func interrupted(at stop: Int) throws -> RunFolder {
    let cancellation = Cancellation()
    let result = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= stop { cancellation.request() }
    }.run([laboratory.run()])[0]
    return try #require(result.folder)
  }

  @Test func `by an infinite loss names the step, keeps the checkpoint before, and lets the others go on`()
    throws
  {
    let bad = laboratory.run("bad") {
      $0.training.optimizer = .sgd(
        rates: LearningRates(weights: 1e12, lastLayerWeights: 1e12, biases: 1e12), momentum: 0.9)
      $0.training.checkpointEvery = 8
    }
    let results = try laboratory.engine().run([bad, laboratory.run()])
    guard case .diverged(_, let loss, let backprops, let step, let savedAt)? = results[0].error else {
      Issue.record("\(results[0].outcome)")
      return
    }
    #expect(!loss.isFinite)
    #expect(step == backprops / 8 + 1 && savedAt == backprops)
    let folder = try #require(results[0].folder)
    #expect(try CheckpointFile(contentsOf: folder.checkpointFile).state.backprops == savedAt)
    #expect(folder.provenance()?.failure?.contains("in step \(step)") == true)
    #expect(
      try String(contentsOfFile: folder.logFile, encoding: .utf8).contains(
        "failed: tiny/bad seed 1: the loss"))
    #expect(!folder.has(folder.weightsFile))
    #expect(results[1].finishedAt == 200)
    #expect(results.exitCode == 1)
    // Going on from there ends there again, with the same sentence.
    let again = try laboratory.engine().run([bad])
    #expect(again[0].error?.description == results[0].error?.description)
  }

  @Test func `by weights that the last step made infinite isn't taken for finished`() throws {
    let bad = laboratory.run("bad", backprops: 8) {
      $0.training.optimizer = .sgd(
        rates: LearningRates(weights: 1e300, lastLayerWeights: 1e300, biases: 1e300), momentum: 0)
    }
    let result = try laboratory.engine().run([bad])[0]
    guard case .diverged(_, _, 8, step: 1, savedAt: 0)? = result.error else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(result.folder.map { $0.has($0.weightsFile) } == false)
  }

  @Test func `by a checkpoint that holds no optimizer's memory says so`() throws {
    let folder = try interrupted(at: 80)
    for count in [-1, 0, 3] {
      var contents = try HDF5Contents(contentsOf: folder.checkpointFile)
      contents.attributes["moments"] = .int(Int64(count))
      try contents.write(to: folder.checkpointFile)
      let text = try laboratory.engine().run([laboratory.run()])[0].error?.description ?? ""
      #expect(text.contains("it says to hold \(count) moments, not 1 or 2"), "\(text)")
    }
  }

  private static let damages: [(name: String, damage: @Sendable (inout Data) -> Void)] = [
    ("truncated", { $0 = $0.prefix($0.count / 2) }),
    ("empty", { $0 = Data() }),
    ("one byte changed", { $0[$0.count / 3] ^= 1 }),
    ("foreign", { $0 = Data("not HDF5 at all".utf8) }),
  ]

  @Test(arguments: damages.indices)
  func `by a damaged checkpoint says so, touches nothing, and starts anew when told to`(index: Int) throws {
    let folder = try interrupted(at: 80)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.checkpointFile))
    Self.damages[index].damage(&bytes)
    try bytes.write(to: URL(fileURLWithPath: folder.checkpointFile))
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 3)
    let text = result[0].error?.description ?? ""
    #expect(
      text.contains(folder.checkpointFile) && text.contains("--force"), "\(Self.damages[index].name): \(text)"
    )
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.checkpointFile)) == bytes)
    #expect(try laboratory.engine().plan([laboratory.run()])[0].reason.contains(folder.checkpointFile))
    #expect(try laboratory.engine(force: true).run([laboratory.run()])[0].finishedAt == 200)
  }

  @Test func `by damaged weights isn't taken for done`() throws {
    let folder = try #require(try laboratory.engine().run([laboratory.run()])[0].folder)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.weightsFile))
    bytes[bytes.count / 2] ^= 4
    try bytes.write(to: URL(fileURLWithPath: folder.weightsFile))
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 3)
    #expect(result[0].error?.description.contains("weights.h5 is damaged") == true)
  }

  @Test func `by results that can't be written says where and why`() throws {
    let file = laboratory.root + "/a-file"
    try Data("x".utf8).write(to: URL(fileURLWithPath: file))
    let result = try laboratory.engine(results: file + "/results").run([laboratory.run()])
    #expect(result.exitCode == 1)
    let text = result[0].error?.description ?? ""
    #expect(
      text.contains("can't make the folder \(file)/results") && text.contains("Not a directory"), "\(text)")
  }

  @Test func `in the middle of writing keeps the checkpoint before, and goes on from it`() throws {
    // A folder in the place of metrics.h5 can't be replaced by a file, not even by root.
    let cancellation = Cancellation()
    let engine = try laboratory.engine(cancellation: cancellation) {
      guard case .started(_, _, let folder) = $0 else { return }
      try? FileManager.default.createDirectory(atPath: folder.metricsFile, withIntermediateDirectories: true)
    }
    let result = engine.run([laboratory.run()])
    #expect(result.exitCode == 1)
    let folder = try #require(result[0].folder)
    #expect(result[0].error?.description.contains("metrics.h5") == true)
    #expect(!folder.has(folder.weightsFile))
    try FileManager.default.removeItem(atPath: folder.metricsFile)
    #expect(try laboratory.engine().plan([laboratory.run()])[0].state == .resumable(folder, from: 200))
    #expect(try laboratory.engine().run([laboratory.run()])[0].finishedAt == 200)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(
      Set(names) == [
        "weights.h5", "metrics.h5", "checkpoint.h5", "spec.json", "provenance.json", "progress.csv",
        "log.txt",
      ])
  }

  @Test func `by a changed training image isn't begun`() throws {
    let path = laboratory.root + "/datasets/tiny-train/1.png"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 3)
    #expect(result[0].error?.description.contains("1.png has changed: expected SHA-256") == true)
    let folder = try #require(result[0].folder)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func `by an augmentation names the images that it makes too small`() throws {
    let notes = Locked([String]())
    let result = try laboratory.engine(onEvent: { event in
      if case .note(_, let text) = event { notes.withValue { $0.append(text) } }
    }).run([
      laboratory.run { $0.data.augmentation = .init(scales: [0.3, 0.02], rotations: [], flip: false) }
    ])
    #expect(result.exitCode == 0)
    #expect(
      notes.withValue { $0 } == [
        "5 of 9 training images are smaller than a sub-image and give none, such as 0.png at scale 0.3"
      ])
  }

  @Test func `by data that don't fit says which and how much`() throws {
    let many = try laboratory.engine().run([laboratory.run { $0.data.trainImages = 5 }])
    #expect(many.exitCode == 3)
    #expect(many[0].error?.description.contains("first 5 images, but tiny-train has 3") == true)
    let large = try laboratory.engine().run([laboratory.run { $0.data.subImage = 45 }])
    #expect(large[0].error?.description.contains("as large as a sub-image of 45 x 45") == true)
    try laboratory.addSet("gray-train", sizes: [(40, 36)], seed: 1, isGray: true)
    let gray = try laboratory.engine().run([
      laboratory.run {
        $0.data.train = ["gray-train"]
        $0.data.channels = .rgb
      }
    ])
    #expect(gray.exitCode == 3)
    #expect(
      gray[0].error?.description.contains(
        "every image of gray-train is gray, and channels rgb expects colour; choose images with colour")
        == true)
    let unknown = try laboratory.engine().run([laboratory.run { $0.data.test = ["nowhere"] }])
    #expect(unknown[0].error?.description.contains("no data set is called 'nowhere'") == true)
  }
}

@Suite struct `Two processes at one run` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private func lockPath() throws -> String {
    let id = try #require(try laboratory.engine().plan([laboratory.run()])[0].identity)
    let folder = laboratory.results + "/runs/.locks"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return "\(folder)/\(id.shortId).lock"
  }

  @Test func `the second names the first and leaves, with nothing else begun`() throws {
    let path = try lockPath()
    guard case .taken(let lock, nil) = try FileLock.take(path, note: "2026-01-02T03:04:05Z") else {
      Issue.record("the lock isn't free")
      return
    }
    #expect(
      try laboratory.engine().plan([laboratory.run()])[0].reason
        == "nothing is there yet; process \(ProcessInfo.processInfo.processIdentifier) is training it at this moment"
    )
    let results = try laboratory.engine().run([laboratory.run(), laboratory.run(seed: 2)])
    #expect(results.exitCode == 4)
    let text = results[0].error?.description ?? ""
    #expect(
      text.contains("is being trained by process \(ProcessInfo.processInfo.processIdentifier) on "), "\(text)"
    )
    #expect(text.contains("since 2026-01-02T03:04:05Z") && text.contains(lock.path))
    guard case .notStarted = results[1].outcome else {
      Issue.record("\(results[1].outcome)")
      return
    }
  }

  @Test
  func `of all codes an interruption counts most, then a lock, and what wasn't begun for a lock is neither`()
  {
    let run = laboratory.run()
    func code(_ outcomes: RunResult.Outcome...) -> Int32 {
      outcomes.map { RunResult(run: run, folder: nil, outcome: $0) }.exitCode
    }
    let locked = RunResult.Outcome.failed(.locked(run: "r", owner: .init(process: nil, note: ""), path: "p"))
    let failed = RunResult.Outcome.failed(.files(run: "r", reason: "f"))
    let foreign = RunResult.Outcome.failed(.unsuitable(path: "p", reason: "foreign"))
    #expect(code() == 0)
    #expect(code(.finished(backprops: 1), .skipped(reason: "")) == 0)
    #expect(code(.finished(backprops: 1), locked, .notStarted) == 4)
    #expect(code(locked, .interrupted(backprops: 1), failed) == 130)
    #expect(code(.notStarted, failed) == 130)
    #expect(code(failed, foreign) == 3)
    #expect(code(failed, .finished(backprops: 1)) == 1)
    #expect(code(failed, .failed(.other(run: "r", reason: "no device", exitCode: 2))) == 2)
  }

  @Test func `a lock is given back with the run`() throws {
    #expect(try laboratory.engine().run([laboratory.run()])[0].finishedAt == 200)
    #expect(try !FileManager.default.fileExists(atPath: lockPath()))
  }

  @Test(arguments: [Int32(999_999_999), 1])
  func `a dead owner's lock is taken over with a word about it`(process: Int32) throws {
    // Process 1 lives, but it didn't start at tick 7.
    let owner = "host \(hostName())\nprocess \(process)\nstarted 7\nsince then\n"
    try Data(owner.utf8).write(to: URL(fileURLWithPath: try lockPath()))
    let notes = Locked<[String]>([])
    let result = try laboratory.engine {
      if case .note(_, let text) = $0 { notes.withValue { $0.append(text) } }
    }.run([laboratory.run()])
    #expect(result[0].finishedAt == 200)
    #expect(
      notes.withValue { $0 } == ["process \(process) left its lock behind and is gone; this one takes over"])
  }

  private static let elsewhere = "host elsewhere\nprocess 12\nstarted 7\nsince then\n"

  @Test func `an owner in another container is gone when the system has given its lock back`() throws {
    try Data(Self.elsewhere.utf8).write(to: URL(fileURLWithPath: try lockPath()))
    #expect(FileLock.holder(of: try lockPath()) == nil)
    #expect(try laboratory.engine().run([laboratory.run()])[0].finishedAt == 200)
  }

  @Test func `an owner in another container that holds its lock is alive`() throws {
    let path = try lockPath()
    guard case .taken(let lock, nil) = try FileLock.take(path, note: "") else {
      Issue.record("the lock is free")
      return
    }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(Self.elsewhere.utf8))
    #expect(FileLock.holder(of: path)?.process?.host == "elsewhere")
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 4)
    #expect(result[0].error?.description.contains("if nothing runs there any more, delete the file") == true)
    withExtendedLifetime(lock) {}
  }

  @Test func `a link in the place of a lock is refused, and what it leads to stays`() throws {
    let target = laboratory.root + "/precious"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: target))
    try FileManager.default.createSymbolicLink(atPath: try lockPath(), withDestinationPath: target)
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 1)
    #expect(result[0].error?.description.contains("can't make the lock") == true)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "mine")
  }

  @Test func `a run that was killed at its very end is completed by the next command`() throws {
    let run = laboratory.run { $0.training.schedule = .cosine(final: 0, warmup: 0) }
    let folder = try #require(try laboratory.engine().run([run])[0].folder)
    var provenance = try #require(folder.provenance())
    provenance.ended = nil
    try writeAtomically(try jsonBytes(provenance), to: folder.provenanceFile)
    try Data().write(to: URL(fileURLWithPath: folder.path + "/.unfinished-x"))
    let result = try laboratory.engine().run([run])[0]
    #expect(result.skipReason != nil)
    #expect(folder.provenance()?.ended != nil)
    #expect(
      try String(contentsOfFile: folder.logFile, encoding: .utf8).contains(
        "done after 200 backprops; noted by a later command"))
    #expect(!folder.has(folder.path + "/.unfinished-x"))
    #expect(folder.has(folder.checkpointFile) == run.training.isContinuable)
  }
}
