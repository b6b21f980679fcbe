import SuperResolution
import Tensors
import Wording

extension Benchmark {
  /// Another way to train the same network, held against the usual one.
  package struct Variation: Equatable {
    package var threads: Int
    package var batch: Int
    package var level: SIMDLevel
  }

  /// Batches that small ones are held against.
  private static let smallBatches = [16, 8]

  /// One thread, small batches, and for the first network the other instructions.
  func variations(of network: BenchmarkNetwork) -> [Variation] {
    let usual = Variation(threads: threads, batch: batch, level: level)
    var all = threads > 1 ? [Variation(threads: 1, batch: batch, level: level)] : []
    all += Self.smallBatches.filter { $0 < batch }.map {
      Variation(threads: threads, batch: $0, level: level)
    }
    if network == networks.first {
      all += Self.levels.map { Variation(threads: threads, batch: batch, level: $0) }.filter { $0 != usual }
    }
    return all
  }

  /// Measures the training of a network in all its variations, and PyTorch's.
  package func train(
    _ network: BenchmarkNetwork, in contest: Contest, report: inout BenchmarkReport,
    progress: (String) -> Void
  ) throws {
    let usual = Variation(threads: threads, batch: batch, level: level)
    let variations = [usual] + variations(of: network)
    let rival = try rival(
      network, ["training", "--batch", "\(batch)"], title: "training \(network.title)", in: contest,
      progress: progress)
    let data = BenchmarkNetwork.noise(channels: network.channels)
    let contestants = try variations.map { try trainer(network, $0, on: data, stopwatch: contest.stopwatch) }
    let result = try contest.run(contestants + (rival.map { [$0.contestant] } ?? []))

    func rates(_ index: Int) -> Spread { result.rates(index, of: Double(variations[index].batch)) }
    report.peaks += result.peaks
    report.torch = rival?.versions ?? report.torch
    report.training.append(
      .init(
        network: network, threads: threads, batch: batch, subImagesPerSecond: rates(0),
        shareOfPeak: result.shareOfPeak(
          0, operations: Double(batch) * network.trainingOperationsDone(batch: batch)),
        peakGigaflops: Spread(result.peaks),
        variations: variations.indices.dropFirst().map { index in
          let own = variations[index]
          return .init(
            threads: own.threads, batch: own.batch, level: own.level, subImagesPerSecond: rates(index),
            ratio: result.ratio(index, doing: Double(own.batch), to: 0, doing: Double(batch)))
        },
        torch: rival.map { rival in
          .init(
            setting: rival.setting, value: result.rates(variations.count, of: Double(batch)),
            ratio: result.ratio(0, to: variations.count),
            trials: rival.trialSeconds.map { ($0.setting, Double(batch) / $0.seconds) })
        }))
  }

  private func trainer(
    _ network: BenchmarkNetwork, _ variation: Variation, on data: SubImages, stopwatch: Stopwatch
  ) throws -> Contestant {
    var trainer = try network.trainer(
      batch: variation.batch, on: data, by: CPUBackend(threads: variation.threads, level: variation.level))
    return Contestant { seconds in
      try stopwatch.secondsPerCall(atLeast: seconds) { _ = try trainer.step() }
    }
  }
}
