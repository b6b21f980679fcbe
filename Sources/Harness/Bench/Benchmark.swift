import SuperResolution
import Tensors

/// How fast this machine trains and applies networks: the answer of `experiments bench`.
///
///     let report = try Benchmark(networks: ["9-1-5"], channels: 1, threads: 2).run()
///     print(report.text)
///
/// A training step is all of it: gathering the batch, forward, loss, gradients of weights and inputs, SGD with
/// momentum; batches of 33 x 33 sub-images, un-padded. An application is the padded network on one image.
public struct Benchmark: Sendable {
  /// Filter sizes joined by `-`, one text a network.
  public var networks: [String]
  /// Widths of the layers but the last, the same for all networks; nil for the paper's.
  public var widths: [Int]?
  /// Channels of the image, 1 or 3.
  public var channels: Int
  /// Threads.
  public var threads: Int
  /// Sub-images a step.
  public var batch = 128
  /// Sizes of the images that the networks are applied to, pixels.
  public var sizes: [(width: Int, height: Int)] = [(512, 512)]
  /// How often each is measured; the median counts.
  public var repeats = 5
  /// Seconds that one measurement takes at least.
  public var seconds = 1.0

  /// A benchmark of these networks.
  public init(networks: [String], widths: [Int]? = nil, channels: Int, threads: Int) {
    self.networks = networks
    self.widths = widths
    self.channels = channels
    self.threads = threads
  }

  /// Measures everything, and says through `progress` what it is at.
  /// - Throws: `ProjectError.badOption` for a network that can't be laid out.
  public func run(progress: (String) -> Void = { _ in }) throws -> BenchmarkReport {
    let layouts = try networks.map { try (name: $0, layout: layout(of: $0)) }
    progress("multiply-adds in registers, the processor's limit")
    var report = BenchmarkReport(peakGigaflops: peak())
    for (name, layout) in layouts {
      progress("training \(name)")
      report.training.append(try training(name, layout))
    }
    for (name, layout) in layouts {
      for size in sizes {
        progress("applying \(name) to \(size.width) x \(size.height) pixels")
        report.inference.append(inference(name, layout, width: size.width, height: size.height))
      }
    }
    return report
  }

  /// The paper's widths of the inner layers, by the number of layers.
  /// - Source: sections 4.3.1 and 4.3.3.
  static let paperWidths: [Int: [Int]] = [
    1: [], 2: [64], 3: [64, 32], 4: [64, 32, 16], 5: [64, 32, 32, 16],
  ]

  private static let subImageSize = 33

  func layout(of name: String) throws(ProjectError) -> NetworkLayout {
    let filters = name.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let isNetwork = filters.allSatisfy { $0 % 2 == 1 && (1...33).contains($0) }
    guard isNetwork, filters.count <= NetworkLayout.maximumLayers else {
      throw .badOption(
        option: "--network", expected: "odd filter sizes joined by '-', as in 9-1-5", found: name)
    }
    let reach = filters.reduce(1) { $0 + $1 - 1 }
    guard reach <= Self.subImageSize else {
      throw .badOption(
        option: "--network",
        expected: "filters that see no more than a sub-image of \(Self.subImageSize) pixels",
        found: "\(name), which sees \(reach)")
    }
    guard let widths = widths ?? Self.paperWidths[filters.count], widths.count == filters.count - 1 else {
      throw .badOption(
        option: "--widths", expected: "\(filters.count - 1) widths for the network \(name)",
        found: widths.map { $0.map(String.init).joined(separator: ",") } ?? "none")
    }
    return NetworkLayout(channels: channels, filterSizes: filters, widths: widths)
  }

  /// What the processor can do at most: multiply-adds in registers, on all threads, in billions of operations a second.
  ///
  /// The fastest of the repeats, each long enough (some 40 ms) that starting the threads doesn't count.
  private func peak() -> Double {
    var operations = 0.0
    let times = Stopwatch(repeats: repeats, seconds: min(seconds, 0.2)).measure {
      operations = SIMDLevel.best.multiplyAdds(steps: 20_000_000, threads: threads)
    }
    return operations / times.minimum / 1e9
  }

  private func training(_ name: String, _ layout: NetworkLayout) throws -> BenchmarkReport.Training {
    var random = RandomStream(seed: 1, purpose: "bench")
    let network = Network(
      layout: layout, initialization: .gaussian(standardDeviation: 0.001), random: &random)
    let configuration = TrainerConfiguration(
      loss: .mse,
      optimizer: .sgd(rates: .init(weights: 1e-5, lastLayerWeights: 1e-6, biases: 1e-6), momentum: 0.9),
      schedule: .constant, padding: .valid, batch: batch, backprops: .max, averaging: nil, seed: 1)
    var trainer = Trainer(
      configuration: configuration, subImages: noise(random: &random),
      state: TrainingState(network: network, configuration: configuration), threads: threads)
    let times = try Stopwatch(repeats: repeats, seconds: seconds).measure { _ = try trainer.step() }
    let work = 2 * layout.trainingMultiplyAdds(size: Self.subImageSize, padding: .valid)
    return .init(
      network: name, channels: channels, threads: threads, batch: batch,
      subImagesPerSecond: times.divided(Double(batch)), operations: work)
  }

  private func inference(
    _ name: String, _ layout: NetworkLayout, width: Int, height: Int
  ) -> BenchmarkReport.Inference {
    var random = RandomStream(seed: 1, purpose: "bench")
    let network = Network(layout: layout, initialization: .he, random: &random)
    let image = Tensor(
      shape: [channels, height, width],
      elements: (0..<channels * height * width).map { _ in Float(random.uniform()) })
    let times = Stopwatch(repeats: repeats, seconds: seconds).measure {
      _ = network(image, padding: .replicate, threads: threads)
    }
    let weights = (0..<layout.layerCount).reduce(0) { $0 + layout.weightShape(ofLayer: $1).reduce(1, *) }
    return .init(
      network: name, channels: channels, width: width, height: height, threads: threads,
      milliseconds: times.scaled(by: 1000), operations: 2 * Double(weights * width * height))
  }

  /// Sub-images of noise, as many bytes as the 91 images have, so that they don't stay in the cache.
  private func noise(random: inout RandomStream) -> SubImages {
    let side = 256
    let images = (0..<40).map { _ in
      let image = Tensor(
        shape: [channels, side, side],
        elements: (0..<channels * side * side).map { _ in Float(random.uniform()) })
      return TrainingImage(input: image, target: image)
    }
    return SubImages(images: images, channels: channels, size: Self.subImageSize, stride: 14)
  }
}
