import Foundation
import HostSystem
import Tensors
import Testing
import TestLaboratory

@testable import Benchmarking
@testable import ProjectFiles
@testable import Wording

/// A benchmark of next to no length.
func shortBenchmark(_ networks: [BenchmarkNetwork], threads: Int = 1, level: String? = nil) throws
  -> Benchmark
{
  var benchmark = try Benchmark(networks: networks, threads: threads, level: level)
  (benchmark.batch, benchmark.rounds, benchmark.seconds) = (32, 3, 0.005)
  benchmark.sizes = [(24, 16)]
  return benchmark
}

@Suite struct `The benchmark` {
  private static let english = Locale(identifier: "en_US_POSIX")

  /// How fast the paper's three networks are trained on two cores, as published.
  private struct Published: Decodable {
    struct Torch: Decodable { let ratio: Double }
    struct Training: Decodable {
      let network: String
      let channels: Int
      let widths: [Int]
      let subImagesPerSecond: Double
      let torch: Torch
    }
    let training: [Training]

    static func training(of network: String) throws -> Training {
      let file = URL(fileURLWithPath: packageRoot + "/results/bench/bench.json")
      let all = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file)).training
      return try #require(all.first { $0.network == network && $0.channels == 1 && $0.widths == [64, 32] })
    }
  }

  @Test func `is what the README says of speed`() throws {
    let three = try ["9-1-5", "9-3-5", "9-5-5"].map(Published.training)
    let speeds = three.map { Int($0.subImagesPerSecond.rounded()).grouped }
    let ratios = three.map { String(format: "%.1f", locale: Self.english, $0.torch.ratio) }
    let readme = try String(contentsOfFile: packageRoot + "/README.md", encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      readme.contains(
        """
        the training of 9-1-5 runs at \(speeds[0]) sub-images a second, 9-3-5 at \(speeds[1]) and 9-5-5 at \
        \(speeds[2]): \(ratios[0]), \(ratios[1]) and \(ratios[2]) times PyTorch's best setting
        """))
  }

  @Test(arguments: ["9-1-5", "9-3-5", "9-5-5"])
  func `of a card is what the page on devices says`(network: String) throws {
    struct OfCard: Decodable {
      struct Training: Decodable {
        let network: String
        let batch: Int
        let subImagesPerSecond: Double
        let gigaflops: Double
      }
      let peakGigaflops: Double
      let deviceTraining: [Training]
    }
    let cells = try [128, 1024].flatMap { batch in
      let path = packageRoot + "/results/bench/nvidia-h100/\(network)-batch-\(batch).json"
      let published = try JSONDecoder().decode(
        OfCard.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
      let training = try #require(published.deviceTraining.first)
      #expect(training.network == network && training.batch == batch)
      let share = String(
        format: "%.1f %%", locale: Self.english, 100 * training.gigaflops / published.peakGigaflops)
      return [Int(training.subImagesPerSecond.rounded()).grouped, share]
    }
    let row =
      try [network] + cells + [Int(Published.training(of: network).subImagesPerSecond.rounded()).grouped]
    let page = try String(contentsOfFile: packageRoot + "/docs/device.md", encoding: .utf8)
    #expect(page.contains("| \(row.joined(separator: " | ")) |"), "\(row)")
  }

  @Test func `says for each network how fast it is trained and used`() throws {
    let network = try BenchmarkNetwork("3-1-3", widths: [4, 2], channels: 3)
    let report = try shortBenchmark([network], threads: 2).run()
    let training = try #require(report.training.first)
    #expect(training.subImagesPerSecond.minimum > 0)
    #expect(training.subImagesPerSecond.minimum <= training.subImagesPerSecond.median)
    #expect(training.subImagesPerSecond.median <= training.subImagesPerSecond.maximum)
    let json = try JSONSerialization.jsonObject(with: Data(report.json.compact.utf8)) as? [String: Any]
    let entry = try #require((json?["training"] as? [[String: Any]])?.first)
    #expect(entry["network"] as? String == "3-1-3")
    #expect(entry["channels"] as? Int == 3)
    #expect(entry["threads"] as? Int == 2)
    #expect((entry["subImagesPerSecond"] as? Double ?? 0) > 0)
    #expect((0.0001...1.1).contains(entry["shareOfPeak"] as? Double ?? 0))
    #expect((entry["gigaflopsDone"] as? Double ?? 0) > 0 && (entry["operationsDone"] as? Double ?? 0) > 0)
    #expect((entry["equivalentGigaflops"] as? Double ?? 0) > 0)
    let use = try #require((json?["inference"] as? [[String: Any]])?.first)
    #expect((use["width"] as? Int, use["height"] as? Int) == (24, 16))
    #expect((use["milliseconds"] as? Double ?? 0) > 0)
    let alone = try #require((json?["inferenceThreadScaling"] as? [[String: Any]])?.first)
    #expect((alone["width"] as? Int, alone["threads"] as? Int) == (24, 1))
    #expect((alone["milliseconds"] as? Double ?? 0) > 0 && (alone["ratio"] as? Double ?? 0) > 0)
    let table = try #require(report.tables.first { $0.id == "inference" })
    #expect(table.columns.suffix(2) == ["1 thread, ms", "x with 2"])
    #expect(table.columns.contains("GFLOP/s done"))
    #expect(table.columns.contains("equivalent GFLOP/s (direct convolution)"))
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
  }

  @Test func `holds one thread, small batches and other instructions against the usual way`() throws {
    let report = try shortBenchmark([BenchmarkNetwork("3")], threads: 2).run()
    let variations = try #require(report.training.first).variations
    let others = Benchmark.levels.filter { $0 != .best }
    #expect(variations.map(\.threads) == [1, 2, 2] + others.map { _ in 2 })
    #expect(variations.map(\.batch) == [32, 16, 8] + others.map { _ in 32 })
    #expect(variations.map(\.level) == [.best, .best, .best] + others)
    #expect(report.text.contains("% of batch 32"))
  }

  @Test func `without networks it takes the paper's`() throws {
    let benchmark = try Benchmark(networks: [], threads: 1)
    let titles = benchmark.networks.map(\.title)
    #expect(
      titles == [
        "9-1-5", "9-3-5", "9-5-5", "9-1-1-5", "9-3-3-5", "11-1-7", "9-1-5 (3 channels)", "9-1-5 (128,64)",
        "9-1-5 (32,16)",
      ])
    let large = benchmark.applications.filter { $0.size != (512, 512) }
    #expect(benchmark.applications.count == titles.count + large.count)
    #expect(large.map(\.network.title) == ["9-1-5", "9-5-5"])
    #expect(large.allSatisfy { $0.size == (1920, 1080) })
  }

  @Test func `counts two operations a multiply-add`() throws {
    let network = try BenchmarkNetwork("3", widths: [])
    #expect(network.inferenceOperations(width: 20, height: 16) == Double(2 * 9 * 20 * 16))
    // Forward and weight gradient of 31 x 31 outputs; the image needs no gradient.
    #expect(network.trainingOperations == Double(2 * 2 * 9 * 31 * 31))
    // A direct layer does just these.
    #expect(network.inferenceOperationsDone(width: 20, height: 16) == Double(2 * 9 * 20 * 16))
    #expect(network.trainingOperationsDone(batch: 128) == Double(2 * 2 * 9 * 31 * 31))
  }

  /// A share of 0.7 of a peak of 200 GFLOP/s, as 9-5-5 had it, is far above the peak in operations of direct convolution.
  @Test func `a bar stays below the peak, which is spent on the operations that are done`() throws {
    let network = try BenchmarkNetwork("9-5-5")
    var report = BenchmarkReport(level: .best, threads: 2, rounds: 1)
    report.peaks = [200]
    let rate = 140e9 / network.trainingOperationsDone(batch: 128)
    report.training = [
      .init(
        network: network, threads: 2, batch: 128, subImagesPerSecond: Spread([rate]),
        shareOfPeak: Spread([0.7]), peakGigaflops: Spread([200]), variations: [], torch: nil)
    ]
    let chart = report.chart(processor: "A processor")
    let ceiling = try #require(chart.ceilings?.values.first)
    #expect(abs(rate / ceiling - 0.7) < 1e-12)
    #expect(chart.caption.contains("Direct convolution would be 4.1 times as many."))
    let entry = report.training[0]
    #expect(abs(entry.gigaflopsDone - 140) < 1e-9 && entry.equivalentGigaflops > 2 * 200)
    let table = try #require(report.tables.first)
    #expect(
      table.columns.suffix(3) == ["GFLOP/s done", "% of peak", "equivalent GFLOP/s (direct convolution)"])
    #expect(report.text.contains(" 140.0 ") && report.text.contains(" 70 "))
  }

  @Test func `ratios and shares are taken round by round`() {
    let result = ContestResult(times: [[2, 4, 1], [4, 4, 4]], peaks: [1, 1, 2])
    #expect(result.ratio(0, to: 1) == Spread([2, 1, 4]))
    #expect(result.ratio(0, doing: 16, to: 1, doing: 128) == Spread([0.25, 0.125, 0.5]))
    #expect(result.shareOfPeak(0, operations: 1e9) == Spread([0.5, 0.25, 0.5]))
    #expect(result.rates(0, of: 8) == Spread([4, 2, 8]))
    #expect(Spread([3, 1, 2]).median == 2 && Spread([1, 2]).median == 1.5)
  }

  @Test func `says beforehand how long it takes, longer beside PyTorch`() throws {
    var benchmark = try Benchmark(networks: [BenchmarkNetwork("9-1-5")], threads: 1)
    (benchmark.sizes, benchmark.rounds, benchmark.seconds) = ([(16, 16)], 4, 1)
    let alone = benchmark.expectedSeconds(peakGigaflops: 1e6)
    // Five times round: one network in all its variations, and one image.
    let contestants = Double(2 + benchmark.variations(of: benchmark.networks[0]).count)
    #expect(abs(alone - 4.5 * (contestants + 2 * PeakMeter.seconds)) < 0.1)
    // On a second thread there are two contestants more: each on one thread.
    benchmark.threads = 2
    #expect(abs(benchmark.expectedSeconds(peakGigaflops: 1e6) - alone - 4.5 * 2) < 0.1)
    let folder = try TemporaryFolder()
    benchmark.torch = try folder.torch("exit 1")
    #expect(benchmark.expectedSeconds(peakGigaflops: 1e6) > alone + 2 * TorchRival.secondsToPrepare)
    var said: [String] = []
    _ = try shortBenchmark([BenchmarkNetwork("3")]).run { said.append($0) }
    #expect(said.first?.contains("It takes about") == true)
  }

  @Test func `memory of an application doesn't grow with the widths`() async {
    // In a process of its own: what other tests hold at the same time would count.
    await #expect(processExitsWith: .success) {
      var benchmark = try Benchmark(networks: [BenchmarkNetwork("3-1-3", widths: [64, 32])], threads: 1)
      benchmark.sizes = [(1024, 512)]
      let memory = try benchmark.memory(stopwatch: Stopwatch(cancellation: Cancellation()))
      #if !os(Linux)
        guard !memory.isEmpty else { return }  // Only Linux says what a process held at most.
      #endif
      let narrow = try #require(memory.first), wide = try #require(memory.last)
      #expect(memory.map(\.network.widths) == [[32, 16], [64, 32], [128, 64]])
      #expect(wide.layerMegabytes == 4e-6 * 1024 * 512 * 128)
      #expect(abs(wide.megabytes - narrow.megabytes) < wide.layerMegabytes / 2)
    }
  }

  @Test(arguments: ["9-2-5", "9--5", "", "a", "9-1-35", "33-3"])
  func `an impossible network is refused`(_ name: String) {
    #expect(throws: OptionError.self) { try BenchmarkNetwork(name) }
  }

  @Test func `widths must be as many as the layers but the last`() {
    #expect(
      throws: OptionError(
        option: "--widths", expected: "2 widths for the network 9-1-5", found: "64")
    ) { try BenchmarkNetwork("9-1-5", widths: [64]) }
  }

  @Test func `a level that isn't here is refused, a slower one is taken`() throws {
    #expect(throws: OptionError.self) { try Benchmark(networks: [], threads: 1, level: "wide") }
    let report = try shortBenchmark([BenchmarkNetwork("3")], level: "portable").run()
    #expect(report.level == .portable)
    #expect(report.text.contains("with portable instructions"))
  }

  @Test func `asked to stop, it stops`() throws {
    let cancellation = Cancellation()
    cancellation.request()
    #expect(throws: BenchmarkError.interrupted) {
      try shortBenchmark([BenchmarkNetwork("3")]).run(cancellation: cancellation)
    }
    #expect(exitCode(for: BenchmarkError.interrupted) == 130)
  }
}
