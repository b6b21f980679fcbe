import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import Testing
import TestLaboratory
import Vocabulary

@testable import Running

@Suite struct `Training images that don't fit in memory` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private var cacheFolder: String { laboratory.root + "/datasets/.cache" }

  /// The finished cache.
  private func cachePath() throws -> String {
    let name = try #require(names(in: cacheFolder).first { $0.hasSuffix(".cache") })
    return cacheFolder + "/" + name
  }

  /// An engine that has no memory for images, or any amount; groups of a set have at most so many pixels.
  private func engine(
    _ results: String, memory: Int = 0, pixelsPerGroup: Int = .max, threads: Int = 1,
    cancellation: Cancellation = Cancellation(), onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) throws -> RunEngine {
    var engine = try laboratory.engine(
      threads: threads, results: "\(laboratory.root)/\(results)", cancellation: cancellation, onEvent: onEvent
    )
    var settings = engine.settings
    settings.imageMemory = memory
    engine.data = RunData(
      engine.catalog, settings, cancellation, engine.clock, pixelsPerGroup: pixelsPerGroup)
    return engine
  }

  private func run(
    channels: DataSection.Channels = .y, scale: Int = 2, last: Layer.Kind = .convolution
  ) -> RunDescription {
    laboratory.run {
      $0.data.channels = channels
      $0.data.scale = scale
      if last == .subPixelConvolution { ($0.data.subImage, $0.data.stride) = (18, 6) }
      $0.network.last = last
    }
  }

  /// The digests of a run without a cache.
  private func expected(_ run: RunDescription, pixelsPerGroup: Int = .max) throws -> [String] {
    let memory = laboratory.root + "/memory-\(pixelsPerGroup)"
    let result = try engine("memory-\(pixelsPerGroup)", memory: .max, pixelsPerGroup: pixelsPerGroup).run([
      run
    ])[0]
    #expect(result.finishedAt == 200, "\(result.outcome)")
    defer { try? FileManager.default.removeItem(atPath: memory) }
    return try laboratory.digest(result.folder)
  }

  @Test func `hold smaller versions of each image, and turn its sub-images as they are cut`() throws {
    var run = run()
    run.data.augmentation = .init(scales: [0.8], rotations: [180], flip: false)
    let expected = try expected(run)
    let result = try engine("cached").run([run])[0]
    #expect(try laboratory.digest(result.folder) == expected)
    #expect(try cachePath().contains("-scales0.8-y.cache"))
    // A name of a file has no room for many long numbers.
    run.data.augmentation?.scales = (1...16).map { 1 / (Double($0) + 0.1) }.sorted().filter { $0 < 1 }
    _ = try engine("long").run([run])
    #expect(names(in: cacheFolder).filter { $0.hasSuffix(".cache") }.count == 2)
    // Turns alone need no images of their own: the cache is that of the images as they are.
    run.data.augmentation?.scales = []
    _ = try engine("turned").run([run])
    _ = try engine("plain").run([self.run()])
    #expect(names(in: cacheFolder).filter { $0.hasSuffix(".cache") }.count == 3)
  }

  @Test(arguments: [
    (DataSection.Channels.y, 2, Layer.Kind.convolution), (.ycbcr, 3, .convolution), (.rgb, 4, .convolution),
    (.y, 2, .subPixelConvolution), (.rgb, 3, .subPixelConvolution),
  ])
  func `train to the same bits as in memory`(
    channels: DataSection.Channels, scale: Int, last: Layer.Kind
  ) throws {
    let run = run(channels: channels, scale: scale, last: last)
    let expected = try expected(run)
    #expect(names(in: cacheFolder).isEmpty)
    for threads in [1, 3] {
      let result = try engine("cached-\(threads)", threads: threads).run([run])[0]
      #expect(result.finishedAt == 200, "\(result.outcome)")
      #expect(try laboratory.digest(result.folder) == expected)
    }
    #expect(names(in: cacheFolder).count == 1)
  }

  @Test func `have a cache of their own if they are blurred, and train to the same bits`() throws {
    let blurred = DataSection.Blur.Reduction.allCases.map { reduction in
      laboratory.run { $0.data.blur = .init(standardDeviation: 0.55, reduction: reduction) }
    }
    let expected = try blurred.map { try self.expected($0) }
    let results = try engine("all").run([run()] + blurred)
    #expect(results.map(\.finishedAt) == [200, 200, 200])
    #expect(try results[1...].map { try laboratory.digest($0.folder) } == expected)
    #expect(names(in: cacheFolder).count == 3)
  }

  @Test func `train to the same bits in groups, and after an interruption at any step`() throws {
    let run = run()
    let expected = try expected(run, pixelsPerGroup: 1500)
    #expect(try self.expected(run) != expected)
    for stop in [8, 48, 72, 192] {
      let cancellation = Cancellation()
      let first = try engine("stopped-\(stop)", pixelsPerGroup: 1500, cancellation: cancellation) {
        if case .progress(_, let progress) = $0, progress.backprops >= stop { cancellation.request() }
      }.run([run])[0]
      #expect(first.interruptedAt == stop)
      let second = try engine("stopped-\(stop)", pixelsPerGroup: 1500).run([run])[0]
      #expect(try laboratory.digest(second.folder) == expected, "stopped at \(stop)")
    }
  }

  /// What can happen to a finished cache, and the words for it.
  private static let damages: [(words: String, change: @Sendable (inout [UInt8]) -> Void)] = [
    ("is cut off", { $0 = Array($0.prefix(100)) }),
    ("is damaged", { $0 = Array($0.dropLast(16)) }),
    ("is damaged", { $0.append(contentsOf: [UInt8](repeating: 7, count: 160)) }),
    ("is damaged", { $0[$0.count - 12] ^= 1 }),
    ("another version or from other images", { $0[25] ^= 1 }),
    ("is cut off", { $0 = [] }),
  ]

  @Test(arguments: damages.indices)
  func `are made ready anew, with a word, if the cache is damaged or stale`(damage: Int) throws {
    let run = run()
    let whole = try engine("whole").run([run])[0]
    let path = try cachePath()
    let right = try read(path)
    var bytes = right
    Self.damages[damage].change(&bytes)
    try write(bytes, to: path)
    let log = ProgressLog()
    let again = try engine("again") { if case .note(_, let text) = $0 { log.note(text) } }.run([run])[0]
    #expect(try laboratory.digest(again.folder) == laboratory.digest(whole.folder))
    #expect(log.lines.first?.contains(Self.damages[damage].words) == true, "\(log.lines)")
    #expect(try read(path) == right)
  }

  @Test func `end a run that meets a damaged one, which the next run makes anew to go on`() throws {
    let run = run()
    let whole = try engine("whole").run([run])[0]
    let path = try cachePath()
    let right = try read(path)
    var bytes = right
    bytes[TrainingCacheKey.headerSize + 3000] ^= 4
    try write(bytes, to: path)
    let error = try engine("damaged").run([run])[0].error
    #expect(error?.exitCode == 3)
    #expect(
      error?.description.contains("is damaged at image 2 and was removed") == true,
      "\(String(describing: error))")
    #expect(!exists(path))
    let again = try engine("damaged").run([run])[0]
    #expect(try laboratory.digest(again.folder) == laboratory.digest(whole.folder))
    #expect(try read(path) == right)
  }

  @Test func `are gone on with where Ctrl-C stopped the making of them`() throws {
    try laboratory.addSet("many", sizes: (0..<40).map { (20 + $0 % 3, 18) }, seed: 5)
    var run = run()
    run.data.train = ["many"]
    let expected = try expected(run)
    let cancellation = Cancellation()
    let log = ProgressLog()
    let stopped = try engine("stopped", cancellation: cancellation) {
      guard case .note(_, let text) = $0 else { return }
      log.note(text)
      if text.contains("16 of 40 training images are ready") { cancellation.request() }
    }.run([run])
    #expect(stopped.exitCode == 130)
    #expect(stopped[0].folder.map { exists($0.path) } == false)
    #expect(log.lines.last?.contains("stopped; 16 of 40") == true, "\(log.lines)")
    #expect(names(in: cacheFolder).allSatisfy { $0.contains(".unfinished") })
    // A power cut may leave less than was written, and the beginning of more.
    let index = try #require(names(in: cacheFolder).first { $0.hasSuffix("-index") })
    let bytes = try read(cacheFolder + "/" + index)
    #expect(bytes.count == 16 * 16)
    try write(bytes.dropLast(20) + [], to: cacheFolder + "/" + index)
    let again = try engine("stopped") { if case .note(_, let text) = $0 { log.note(text) } }.run([run])[0]
    #expect(log.lines.contains { $0.contains("14 are there already") }, "\(log.lines)")
    #expect(try laboratory.digest(again.folder) == expected)
    #expect(names(in: cacheFolder).count == 1)
  }

  @Test func `are made ready once, by one of two runs at a time`() throws {
    let runs = [run(), laboratory.run(seed: 2)]
    var engine = try laboratory.engine(threads: 2, jobs: 2)
    var settings = engine.settings
    settings.imageMemory = 0
    engine.data = RunData(engine.catalog, settings, Cancellation(), engine.clock)
    #expect(engine.run(runs).compactMap(\.finishedAt) == [200, 200])
    #expect(names(in: cacheFolder).count == 1)
  }

  @Test func `that another process is making ready are waited for`() throws {
    let path = laboratory.root + "/datasets/.cache"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let run = run()
    let identity = try laboratory.engine().archive.identify(run).0
    let key = TrainingCacheKey(digest: identity.trainingData, scale: 2, channels: .y, count: 3)
    let lock = Locked<FileLock.Attempt?>(try FileLock.take("\(path)/\(key.fileName).lock", note: "now"))
    let result = try engine("waiting") {
      if case .note(_, let text) = $0, text.contains("waiting for it") { lock.withValue { $0 = nil } }
    }.run([run])[0]
    #expect(lock.withValue { $0 == nil })
    #expect(result.finishedAt == 200, "\(result.outcome)")
  }

  @Test func `that can't be kept because the folder refuses are named with what to do`() throws {
    try write([], to: cacheFolder)
    let error = try engine("refused").run([run()])[0].error
    #expect(error?.description.contains("Choose another folder") == true, "\(String(describing: error))")
  }

  @Test(.enabled(if: exists("/dev/full")))
  func `that a full disk can't keep are removed as far as they were written`() throws {
    let identity = try laboratory.engine().archive.identify(run()).0
    let key = TrainingCacheKey(digest: identity.trainingData, scale: 2, channels: .y, count: 3)
    try FileManager.default.createDirectory(atPath: cacheFolder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(cacheFolder)/\(key.fileName).unfinished", withDestinationPath: "/dev/full")
    let error = try engine("full").run([run()])[0].error
    let text = try #require(error).description
    #expect(text.contains("can't write the cache of the training images"), "\(text)")
    #expect(text.contains("No space left on device. Make room, or name a folder on a larger disk"), "\(text)")
    #expect(names(in: cacheFolder).isEmpty)
  }
}
