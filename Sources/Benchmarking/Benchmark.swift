import HostSystem
import Tensors
import Wording

/// How fast this machine trains and applies networks: the answer of `experiments bench`.
///
///     let report = try Benchmark(networks: [BenchmarkNetwork("9-1-5")], threads: 2).run()
///     print(report.text)
///
/// A training step is all of it: gathering the batch, forward, loss, gradients of weights and inputs, gradient descent
/// with momentum; batches of 33 x 33 sub-images, un-padded. An application is the network on one image, every layer
/// padded by repeating its border, as `eval` and `upscale` do. Whatever is compared is measured in turn, round after
/// round, with the processor's peak between the rounds.
package struct Benchmark: Sendable {
  /// The networks that are trained, and applied to an image of the first size.
  package var networks: [BenchmarkNetwork]
  /// Those that are applied to images of the other sizes too.
  package var appliedToAllSizes: [BenchmarkNetwork]
  package var threads: Int
  /// The instructions used.
  package let level: SIMDLevel
  /// Sub-images a step.
  package var batch = 128
  /// Sizes of the images that the networks are applied to, pixels.
  package var sizes: [(width: Int, height: Int)] = [(512, 512), (1920, 1080)]
  /// How often each is measured; the median counts.
  package var rounds = 5
  /// Seconds that one measurement takes at least.
  package var seconds = 0.5
  /// PyTorch to compare with.
  package var torch: TorchRuntime?

  /// A benchmark of these networks, or of the paper's if there are none.
  /// - Parameter name: `portable`, `avx2` or `avx512`; nil for the processor's best.
  /// - Throws: `OptionError` for a level that this processor hasn't.
  package init(networks: [BenchmarkNetwork], threads: Int, level name: String? = nil) throws(OptionError) {
    let levels = Self.levels
    guard let level = name.map({ name in levels.first { $0.rawValue == name } }) ?? .best else {
      throw OptionError(
        option: "--level",
        expected: levels.map(\.rawValue).joined(separator: " or ") + ", which this processor has",
        found: name ?? "")
    }
    self.networks = networks.isEmpty ? try BenchmarkNetwork.ofThePaper() : networks
    appliedToAllSizes =
      networks.isEmpty ? [try BenchmarkNetwork("9-1-5"), try BenchmarkNetwork("9-5-5")] : networks
    self.threads = threads
    self.level = level
  }

  /// The levels that can be asked for here.
  package static var levels: [SIMDLevel] { SIMDLevel.allCases.filter { $0.isAvailable && $0 != .wide } }

  /// Measures everything, and says through `progress` how long it will take and what it is at.
  /// - Throws: `BenchmarkError`.
  package func run(cancellation: Cancellation = Cancellation(), progress: (String) -> Void = { _ in }) throws
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
    for network in networks {
      progress("training \(network.title)")
      try train(network, in: contest, report: &report, progress: progress)
    }
    for (network, size) in applications {
      progress("applying \(network.title) to \(size.width)x\(size.height) pixels")
      try apply(network, to: size, in: contest, report: &report, progress: progress)
    }
    return report
  }

  /// The networks with the sizes of the images that each is applied to.
  var applications: [(network: BenchmarkNetwork, size: (width: Int, height: Int))] {
    networks.flatMap { network in
      sizes.prefix(appliedToAllSizes.contains(network) ? sizes.count : 1).map { (network, $0) }
    }
  }

  private var plan: String {
    let rival = torch == nil ? "" : ", beside PyTorch"
    return "training of \(networks.count.counted("network")), "
      + "\(applications.count.counted("application")) to images, \(rounds.counted("round"))\(rival)"
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
    /// Of the operations of a call, and of each variation's, as many as take all threads as long.
    func contest(_ operations: Double, variations: [Double]) -> Double {
      let once = measurement(operations)
      let all = variations.map(measurement).reduce(torch == nil ? once : 2 * once, +)
      let preparation = torch == nil ? 0 : TorchRival.preparation(secondsAMeasurement: 1.5 * once)
      return (Double(rounds) + 0.5) * (all + PeakMeter.seconds) + preparation
    }
    let training = networks.map { network in
      let operations = network.trainingOperations
      return contest(
        Double(batch) * operations,
        variations: variations(of: network).map { Double($0.batch * threads / $0.threads) * operations })
    }
    let inference = applications.map { network, size in
      let operations = network.inferenceOperations(width: size.width, height: size.height)
      return contest(operations, variations: threads > 1 ? [Double(threads) * operations] : [])
    }
    return (training + inference).reduce(0, +)
  }
}
