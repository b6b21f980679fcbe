import HostSystem
import Tensors

/// How fast this machine trains and applies networks: the answer of `experiments bench`.
///
///     let report = try Benchmark(networks: [BenchmarkNetwork("9-1-5")], threads: 2).run()
///     print(report.text)
///
/// A training step is all of it: gathering the batch, forward, loss, gradients of weights and inputs, gradient descent
/// with momentum; batches of 33 x 33 sub-images, un-padded. An application is the network on one image, every layer
/// padded by repeating its border, as `eval` and `upscale` do. Whatever is compared is measured in turn, round after
/// round, with the processor's peak between the rounds.
public struct Benchmark: Sendable {
  /// The networks whose training is measured.
  public var trained: [BenchmarkNetwork]
  /// The networks that are applied to images.
  public var applied: [BenchmarkNetwork]
  /// Threads.
  public var threads: Int
  /// The instructions used.
  public let level: SIMDLevel
  /// Sub-images a step.
  public var batch = 128
  /// Sizes of the images that the networks are applied to, pixels.
  public var sizes: [(width: Int, height: Int)] = [(512, 512), (1920, 1080)]
  /// How often each is measured; the median counts.
  public var rounds = 5
  /// Seconds that one measurement takes at least.
  public var seconds = 0.5
  /// PyTorch to compare with.
  public var torch: TorchRuntime?

  /// A benchmark of these networks, or of the paper's if there are none.
  /// - Parameter level: `portable`, `avx2` or `avx512`; nil for the processor's best.
  /// - Throws: `ProjectError.badOption` for a level that this processor hasn't.
  public init(networks: [BenchmarkNetwork], threads: Int, level name: String? = nil) throws(ProjectError) {
    let levels = Self.levels
    guard let level = name.map({ name in levels.first { $0.rawValue == name } }) ?? .best else {
      throw .badOption(
        option: "--level",
        expected: levels.map(\.rawValue).joined(separator: " or ") + ", which this processor has",
        found: name ?? "")
    }
    trained = networks.isEmpty ? try BenchmarkNetwork.ofThePaper() : networks
    applied = networks.isEmpty ? [try BenchmarkNetwork("9-1-5"), try BenchmarkNetwork("9-5-5")] : networks
    self.threads = threads
    self.level = level
  }

  /// The levels that can be asked for here.
  static var levels: [SIMDLevel] { SIMDLevel.allCases.filter { $0.isAvailable && $0 != .wide } }

  /// Measures everything, and says through `progress` how long it will take and what it is at.
  /// - Throws: `BenchmarkError`.
  public func run(cancellation: Cancellation = Cancellation(), progress: (String) -> Void = { _ in }) throws
    -> BenchmarkReport
  {
    let stopwatch = Stopwatch(cancellation: cancellation)
    let peak = try PeakMeter(
      level: level, threads: threads, seconds: min(seconds, PeakMeter.seconds), stopwatch: stopwatch)
    let gigaflops = try peak.gigaflops()
    progress("\(plan). It takes about \(duration(expectedSeconds(peakGigaflops: gigaflops)))")
    let contest = Contest(peak: peak, rounds: rounds, seconds: seconds, stopwatch: stopwatch)
    var report = BenchmarkReport(level: level, threads: threads, rounds: rounds)
    // First of all: what later measurements leave behind would count.
    report.memory = try memory(stopwatch: stopwatch)
    for network in trained {
      progress("training \(network.title)")
      try train(network, in: contest, report: &report, progress: progress)
    }
    for network in applied {
      for size in sizes {
        progress("applying \(network.title) to \(size.width)x\(size.height) pixels")
        try apply(network, to: size, in: contest, report: &report, progress: progress)
      }
    }
    return report
  }

  private var plan: String {
    let rival = torch == nil ? "" : ", beside PyTorch"
    func count(_ number: Int, _ things: String) -> String { "\(number) \(things)\(number == 1 ? "" : "s")" }
    return "training of \(count(trained.count, "network")), "
      + "\(count(applied.count * sizes.count, "application")) to images, \(count(rounds, "round"))\(rival)"
  }

  /// PyTorch in its best setting for a piece of work, or nil if it isn't asked for.
  func rival(
    _ network: BenchmarkNetwork, _ work: [String], title: String, in contest: Contest,
    progress: (String) -> Void
  ) throws -> TorchRival? {
    guard let torch else { return nil }
    let work = TorchWork(network: network, threads: threads, work: work, title: title)
    let rival = try TorchRival(
      work, runtime: torch, seconds: seconds, stopwatch: contest.stopwatch, progress: progress)
    progress("  PyTorch is at its best with \(rival.setting)")
    return rival
  }
}

extension Benchmark {
  /// Seconds that everything takes, roughly: a step needs twice the time of its operations at the peak.
  func expectedSeconds(peakGigaflops: Double) -> Double {
    func measurement(_ operations: Double) -> Double {
      let call = 2 * operations / (peakGigaflops * 1e9)
      return max(seconds + call / 2, call)
    }
    func contest(_ operations: Double, variations: Int) -> Double {
      let once = measurement(operations)
      let contestants = Double(1 + variations + (torch == nil ? 0 : 1))
      let preparation = torch == nil ? 0 : TorchRival.preparation(secondsAMeasurement: 1.5 * once)
      return (Double(rounds) + 0.5) * (contestants * once + PeakMeter.seconds) + preparation
    }
    let training = trained.map {
      contest(Double(batch) * $0.trainingOperations, variations: variations(of: $0).count)
    }
    let inference = applied.flatMap { network in
      sizes.map { contest(network.inferenceOperations(width: $0.width, height: $0.height), variations: 0) }
    }
    return (training + inference).reduce(0, +)
  }
}
