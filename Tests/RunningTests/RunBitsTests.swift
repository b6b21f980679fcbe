import ExperimentSpecs
import Foundation
import HostSystem
import Testing
import TestLaboratory
import Vocabulary

@Suite struct `The bytes of a run` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private static let kinds: [(name: String, change: @Sendable (inout RunDescription) -> Void)] = [
    ("Adam, constant rate", { _ in }),
    (
      "Adam, cosine, averaged",
      {
        $0.training.schedule = .cosine(final: 0.1, warmup: 20)
        $0.training.averaging = 0.9
      }
    ),
    (
      "SGD",
      {
        $0.training.optimizer = .sgd(
          rates: LearningRates(weights: 1e-3, lastLayerWeights: 1e-4, biases: 1e-4), momentum: 0.9)
      }
    ),
    (
      "Muon, averaged, on smaller and turned images too",
      {
        $0.training.optimizer = .muon(
          rates: LearningRates(weights: 1e-3, lastLayerWeights: 1e-3, biases: 1e-3), momentum: 0.95,
          beta1: 0.9,
          beta2: 0.999, epsilon: 1e-8)
        $0.training.averaging = 0.99
        $0.data.augmentation = .init(scales: [0.8, 0.6], rotations: [90, 270], flip: true)
      }
    ),
    (
      "SOAP",
      {
        $0.training.optimizer = .soap(
          rates: LearningRates(weights: 1e-3, lastLayerWeights: 1e-3, biases: 1e-3), momentum: 0.95,
          covarianceDecay: 0.95, refreshEvery: 3, largestSide: 64, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      }
    ),
    ("whitened", { $0.training.whitening = 1e-4 }),
    (
      "a sub-pixel convolution, whitened, on smaller and turned images too",
      {
        $0.network.last = .subPixelConvolution
        ($0.data.subImage, $0.data.stride) = (14, 8)
        $0.data.augmentation = .init(scales: [0.8], rotations: [90, 180, 270], flip: true)
        $0.training.whitening = 1e-4
      }
    ),
    (
      "three channels",
      {
        $0.data.channels = .ycbcr
        $0.network.padding = .replicate
      }
    ),
    (
      "three channels in two phases",
      {
        $0.data.channels = .ycbcr
        $0.training.phases = [
          .init(share: 0.5, lossChannels: [.cb, .cr]), .init(share: 0.5, lossChannels: [.y, .cb, .cr]),
        ]
      }
    ),
    (
      "a fixed layer",
      { $0.training.fixedLayers = [2] }
    ),
    (
      "multi-scale SSIM on blurred images, by epochs",
      {
        $0.training.loss = .multiScaleSSIM
        $0.data.blur = .init(standardDeviation: 0.55, reduction: .bicubic)
        ($0.training.backprops, $0.training.epochs) = (0, 4)
      }
    ),
  ]

  @Test(arguments: kinds.indices)
  func `are the same for any number of threads, and after an interruption at any step`(kind: Int) throws {
    let run = laboratory.run(change: Self.kinds[kind].change)
    let whole = try laboratory.engine(results: laboratory.root + "/whole").run([run])[0]
    // Four epochs of 52 sub-images, or the 200 backprops asked for.
    let end = run.training.epochs == nil ? 200 : 208
    #expect(whole.finishedAt == end, "\(whole.outcome)")
    let expected = try laboratory.digest(whole.folder)

    let threaded = try laboratory.engine(threads: 3, results: laboratory.root + "/threaded").run([run])[0]
    #expect(try laboratory.digest(threaded.folder) == expected)

    // 50 sub-images: every one of these is in the middle of an epoch.
    for stop in [8, 72, 120, 192] {
      let results = laboratory.root + "/stopped-\(stop)"
      let cancellation = Cancellation()
      let first = try laboratory.engine(results: results, cancellation: cancellation) {
        if case .progress(_, let progress) = $0, progress.backprops >= stop { cancellation.request() }
      }.run([run])[0]
      #expect(first.interruptedAt == stop)
      #expect([first].exitCode == 130)
      let second = try laboratory.engine(threads: 2, results: results).run([run])[0]
      #expect(second.finishedAt == end)
      #expect(
        try laboratory.digest(second.folder) == expected, "\(Self.kinds[kind].name), stopped at \(stop)")
    }
  }

  @Test func `are the same when the process is killed at any moment`() throws {
    let run = laboratory.run()
    let moments = Locked(0), failures = Locked<[String]>([])
    let source = laboratory.results
    let copies = laboratory.root + "/killed"
    try FileManager.default.createDirectory(atPath: copies, withIntermediateDirectories: true)
    let whole = try laboratory.engine { event in
      if case .ended = event { return }
      // What is on the disk at this moment is what a kill would leave.
      let number = moments.withValue { value in
        value += 1
        return value
      }
      do {
        try FileManager.default.copyItem(atPath: source, toPath: "\(copies)/\(number)")
      } catch {
        failures.withValue { $0.append("moment \(number): \(error)") }
      }
    }.run([run])[0]
    #expect(failures.withValue { $0 } == [])
    let expected = try laboratory.digest(whole.folder)
    let count = moments.withValue { $0 }
    #expect(count > 30)
    for number in 1...count {
      #expect(isFolder("\(copies)/\(number)/runs"), "moment \(number)")
      let again = try laboratory.engine(results: "\(copies)/\(number)").run([run])[0]
      #expect(again.finishedAt == 200, "moment \(number): \(again.outcome)")
      #expect(try laboratory.digest(again.folder) == expected, "moment \(number)")
      let path = try #require(again.folder?.progressFile)
      let rows = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
      let column = rows.compactMap { $0.split(separator: ",").first }
      #expect(column == ["0", "64", "128", "192", "200"], "moment \(number)")
    }
  }

  @Test func `of a longer run are the same when it continues a shorter one`() throws {
    let short = laboratory.run(backprops: 100)
    let long = laboratory.run(backprops: 300)
    let whole = try laboratory.engine(results: laboratory.root + "/whole").run([long])[0]
    let engine = try laboratory.engine()
    let first = engine.run([short])[0]
    #expect(first.finishedAt == 104)
    let second = engine.run([long])[0]
    #expect(second.finishedAt == 304)
    #expect(second.folder == first.folder)
    #expect(try laboratory.digest(second.folder) == laboratory.digest(whole.folder))
    #expect(engine.run([short])[0].skipReason?.contains("trained for 304 backprops (100 asked for)") == true)
  }

  @Test func `are the same when the process is killed while it writes the last of them`() throws {
    let engine = try laboratory.engine()
    let folder = try #require(engine.run([laboratory.run(backprops: 100)])[0].folder)
    let url = URL(fileURLWithPath: folder.weightsFile)
    let shorter = try Data(contentsOf: url)
    _ = engine.run([laboratory.run(backprops: 300)])
    let expected = try laboratory.digest(folder)
    // The longer run's metrics are there, and its weights aren't yet.
    try shorter.write(to: url)
    #expect(engine.plan([laboratory.run(backprops: 300)])[0].state == .resumable(folder, from: 304))
    #expect(engine.run([laboratory.run(backprops: 300)])[0].finishedAt == 304)
    #expect(try laboratory.digest(folder) == expected)
    try FileManager.default.removeItem(at: url)
    #expect(engine.run([laboratory.run(backprops: 100)])[0].finishedAt == 304)
    #expect(try laboratory.digest(folder) == expected)
  }

  @Test func `differ between seeds, and not between names`() throws {
    let results = try laboratory.engine(threads: 2, jobs: 2).run([
      laboratory.run(), laboratory.run(seed: 2), laboratory.run("another name", spec: "another spec"),
    ])
    let ids = try results.compactMap { try $0.folder?.weights().run?.id }
    #expect(Set(ids).count == 2)
    let weights = try results.compactMap { try $0.folder?.weights().network }
    #expect(weights.count == 3 && weights[0] != weights[1] && weights[0] == weights[2])
    // The same training is done once, whichever of the two comes first.
    #expect(results.filter { $0.finishedAt != nil }.count == 2)
  }
}
