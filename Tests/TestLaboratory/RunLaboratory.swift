import Datasets
import Digests
import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import Running
import RunRecords
import Tensors
import Vocabulary

/// A project of its own in a temporary folder: two tiny data sets of dead leaves, and a results folder.
package final class RunLaboratory: Sendable {
  package let root: String

  package init() throws {
    root = FileManager.default.temporaryDirectory.path + "/run-laboratory-\(UUID().uuidString)"
    try addSet("tiny-train", sizes: [(40, 36), (37, 41), (30, 33)], seed: 1)
    try addSet("tiny-test", sizes: [(31, 30), (28, 35)], seed: 2)
    try addSet("other-test", sizes: [(30, 30)], seed: 3)
  }

  deinit {
    try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: results)
    try? FileManager.default.removeItem(atPath: root)
  }

  package var results: String { root + "/results" }

  package func addSet(
    _ name: String, sizes: [(width: Int, height: Int)], seed: UInt64, isGray: Bool = false
  ) throws {
    var random = RandomStream(seed: seed, purpose: "laboratory")
    try addSet(
      name,
      images: sizes.map { size in
        let colour = DeadLeaves(width: size.width, height: size.height).image(using: &random)
        return isGray ? colour.luma() : colour
      })
  }

  /// A set of these images, which it calls by their numbers.
  package func addSet(_ name: String, images pictures: [ByteImage]) throws {
    let folder = "\(root)/datasets/\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var images: [String] = []
    for (index, picture) in pictures.enumerated() {
      try picture.writePNG(to: "\(folder)/\(index).png")
      images.append(
        #"{"file": "\#(index).png", "sha256": "\#(try sha256Hex(ofFile: "\(folder)/\(index).png"))"}"#)
    }
    let manifest = """
      {"dataset": 1, "name": "\(name)", "title": "\(name)", "description": "d", "publishedBy": "p", "terms": "t",
       "role": "test", "luma": "ycbcr", "kind": "listed",
       "sources": [{"url": "https://example.org/{file}", "kind": "files"}],
       "images": [\(images.joined(separator: ", "))]}
      """
    try Data(manifest.utf8).write(to: URL(fileURLWithPath: "\(root)/datasets/\(name).json"))
  }

  /// A run of 25 steps of 8 sub-images out of 50, measured at 0, 64, 128, 192 and 200, saved every 40.
  package func run(
    _ variant: String = "3-1-3", spec: String = "tiny", seed: Int = 1, backprops: Int = 200,
    change: (inout RunDescription) -> Void = { _ in }
  ) -> RunDescription {
    var run = RunDescription(
      spec: spec, variant: variant, seed: seed,
      data: DataSection(
        train: ["tiny-train"], test: ["tiny-test"], validation: "tiny-test", scale: 2, channels: .y,
        subImage: 11, stride: 7),
      network: NetworkSection(filters: [3, 1, 3], widths: [4, 3], initialization: .he, padding: .valid),
      training: TrainingSection(
        loss: .mse,
        optimizer: .adam(
          rates: LearningRates(weights: 1e-3, lastLayerWeights: 1e-3, biases: 1e-3), beta1: 0.9, beta2: 0.999,
          epsilon: 1e-8),
        schedule: .constant, batch: 8, backprops: backprops, evaluateEvery: 64, checkpointEvery: 40, seeds: 1)
    )
    change(&run)
    return run
  }

  package func engine(
    threads: Int = 1, jobs: Int = 1, force: Bool = false, results: String? = nil, dataRoot: String? = nil,
    cancellation: Cancellation = Cancellation(), onEvent: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) throws -> RunEngine {
    var settings = RunSettings(
      results: results ?? self.results, threads: threads, jobs: jobs, force: force,
      commandLine: ["/somewhere/test"],
      environment: RunEnvironment(root: root))
    settings.environment.processor = processorName()
    return RunEngine(
      catalog: try DatasetCatalog(root: root, dataRoot: dataRoot, environment: [:]), settings: settings,
      cancellation: cancellation, reporter: ClosureReporter(onEvent: onEvent), clock: .counting)
  }

  /// The bytes of what a finished run must have, as one text to compare by.
  /// - Throws: `NothingThere` for a run without a folder: two of them aren't alike.
  package func digest(_ folder: RunFolder?) throws -> [String] {
    guard let folder else { throw NothingThere() }
    return try [folder.weightsFile, folder.metricsFile].map { try sha256Hex(ofFile: $0) }
  }
}

/// There is nothing that could be compared.
struct NothingThere: Error {}

package struct ClosureReporter: ProgressReporter {
  let onEvent: @Sendable (RunEvent) -> Void
  package init(onEvent: @escaping @Sendable (RunEvent) -> Void) { self.onEvent = onEvent }
  package func report(_ event: RunEvent) { onEvent(event) }
}

extension RunClock {
  /// A clock that goes on by a second whenever it is looked at, so that every step reports its progress.
  static var counting: RunClock {
    let looks = Locked(0.0)
    return RunClock(
      date: { Date(timeIntervalSince1970: 0) },
      seconds: {
        looks.withValue { value in
          value += 1
          return value
        }
      })
  }
}

extension RunResult {
  package var finishedAt: Int? { if case .finished(let backprops) = outcome { backprops } else { nil } }
  package var interruptedAt: Int? { if case .interrupted(let backprops) = outcome { backprops } else { nil } }
  package var skipReason: String? { if case .skipped(let reason) = outcome { reason } else { nil } }
  package var error: RunError? { if case .failed(let error) = outcome { error } else { nil } }
}
