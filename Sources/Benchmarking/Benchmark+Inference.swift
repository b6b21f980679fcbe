import HostSystem
import SuperResolution
import Tensors
import Wording

extension Benchmark {
  /// Measures the application of a network to an image, on one thread too, and PyTorch's.
  func apply(
    _ network: BenchmarkNetwork, to size: (width: Int, height: Int), in contest: Contest,
    report: inout BenchmarkReport, progress: (String) -> Void
  ) throws {
    let pixels = "\(size.width)x\(size.height)"
    let rival = try rival(
      network, ["inference", "--size", pixels], title: "applying \(network.title) to \(pixels)", in: contest,
      progress: progress)
    let own = (threads > 1 ? [threads, 1] : [threads]).map { threads in
      let call = application(network, width: size.width, height: size.height, threads: threads)
      return Contestant { try contest.stopwatch.secondsPerCall(atLeast: $0, call) }
    }
    let result = try contest.run(own + (rival.map { [$0.contestant] } ?? []))
    let milliseconds = result.times.map { Spread($0.map { 1000 * $0 }) }
    report.peaks += result.peaks
    report.torch = rival?.versions ?? report.torch
    report.inference.append(
      .init(
        network: network, width: size.width, height: size.height, threads: threads,
        milliseconds: milliseconds[0],
        shareOfPeak: result.shareOfPeak(
          0, operations: network.inferenceOperationsDone(width: size.width, height: size.height)),
        oneThread: threads > 1 ? .init(milliseconds: milliseconds[1], ratio: result.ratio(1, to: 0)) : nil,
        torch: rival.map { rival in
          .init(
            setting: rival.setting, value: milliseconds[own.count], ratio: result.ratio(0, to: own.count),
            trials: rival.trialSeconds.map { ($0.setting, 1000 * $0.seconds) })
        }))
  }

  /// The process's peak memory while networks of growing widths are applied: it is to depend on the image alone.
  package func memory(stopwatch: Stopwatch) throws -> [BenchmarkReport.Memory] {
    var entries: [BenchmarkReport.Memory] = []
    for size in sizes {
      for network in memoryNetworks {
        try stopwatch.check()
        let call = application(network, width: size.width, height: size.height, threads: threads)
        guard let bytes = peakMemory(of: call) else { return [] }
        entries.append(
          .init(network: network, width: size.width, height: size.height, megabytes: Double(bytes) / 1e6))
      }
    }
    return entries
  }

  /// The first network, with its own widths and with halved and doubled ones.
  private var memoryNetworks: [BenchmarkNetwork] {
    guard let network = networks.first else { return [] }
    let widths = [network.widths.map { max(1, $0 / 2) }, network.widths, network.widths.map { 2 * $0 }]
    return widths.removingRepeats.compactMap {
      try? BenchmarkNetwork(network.name, widths: $0, channels: network.channels)
    }
  }

  private func application(
    _ network: BenchmarkNetwork, width: Int, height: Int, threads: Int
  ) -> () -> Void {
    var random = RandomStream(seed: 1, purpose: "bench")
    let weights = Network(layout: network.layout, initialization: .he, random: &random)
    let image = Tensor(
      shape: [network.channels, height, width],
      elements: (0..<network.channels * height * width).map { _ in Float(random.uniform()) })
    let level = level
    return { _ = weights(image, padding: .replicate, threads: threads, level: level) }
  }
}
