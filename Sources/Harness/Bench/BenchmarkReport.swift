import Tensors

/// What a benchmark measured.
public struct BenchmarkReport: Sendable {
  /// The training of each network, in the order asked for.
  public internal(set) var training: [Training] = []
  /// The application of each network to each image, in the order asked for.
  public internal(set) var inference: [Inference] = []
  /// Peak memory of applications; empty where the system doesn't count it.
  public internal(set) var memory: [Memory] = []
  /// What PyTorch ran on, if it was compared with.
  public internal(set) var torch: TorchVersions?
  /// The instructions used.
  public let level: SIMDLevel
  /// Threads.
  public let threads: Int
  /// How often each was measured.
  public let rounds: Int
  /// What multiply-adds in registers reached on the same threads between the rounds, in billions of operations a second.
  var peaks: [Double] = []

  /// Nothing measured yet.
  init(level: SIMDLevel, threads: Int, rounds: Int) {
    (self.level, self.threads, self.rounds) = (level, threads, rounds)
  }

  /// What multiply-adds in registers reached on the same threads between the rounds, in billions of operations a second.
  public var peakGigaflops: Spread { Spread(peaks.isEmpty ? [.nan] : peaks) }

  /// The rate of training a network.
  public struct Training: Sendable {
    /// The network.
    public let network: BenchmarkNetwork
    /// Threads.
    public let threads: Int
    /// Sub-images a step.
    public let batch: Int
    /// Sub-images a second, all of a step counted.
    public let subImagesPerSecond: Spread
    /// The share of the peak of the same round.
    public let shareOfPeak: Spread
    /// The peak of these rounds, in billions of operations a second.
    public let peakGigaflops: Spread
    /// Other ways to train it.
    public let variations: [Variation]
    /// PyTorch's rate.
    public let torch: Comparison?

    /// Floating-point operations a sub-image; a multiply-add is two.
    public var operations: Double { network.trainingOperations }
    /// Billions of floating-point operations a second.
    public var gigaflops: Double { operations * subImagesPerSecond.median / 1e9 }
  }

  /// The same training on one thread, in smaller batches or with other instructions.
  public struct Variation: Sendable {
    /// Threads.
    public let threads: Int
    /// Sub-images a step.
    public let batch: Int
    /// The instructions.
    public let level: SIMDLevel
    /// Sub-images a second.
    public let subImagesPerSecond: Spread
    /// The rate as a multiple of the usual one in the same round.
    public let ratio: Spread
  }

  /// The time of applying a network.
  public struct Inference: Sendable {
    /// The network.
    public let network: BenchmarkNetwork
    /// Pixels a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Threads.
    public let threads: Int
    /// Milliseconds an image.
    public let milliseconds: Spread
    /// The share of the peak of the same round.
    public let shareOfPeak: Spread
    /// The same on one thread; nil if there is no other.
    public let oneThread: OneThread?
    /// PyTorch's milliseconds.
    public let torch: Comparison?

    /// Floating-point operations an image; a multiply-add is two.
    public var operations: Double { network.inferenceOperations(width: width, height: height) }
    /// Billions of floating-point operations a second.
    public var gigaflops: Double { operations / milliseconds.median / 1e6 }
  }

  /// The same application on one thread, in the same rounds.
  public struct OneThread: Sendable {
    /// Milliseconds an image.
    public let milliseconds: Spread
    /// The rate as a multiple of that of all threads in the same round.
    public let ratio: Spread
  }

  /// PyTorch at the same work in the same rounds.
  public struct Comparison: Sendable {
    /// How it was run: the best of `trials`.
    public let setting: String
    /// Sub-images a second, or milliseconds an image.
    public let value: Spread
    /// How many times as fast this program is, round by round.
    public let ratio: Spread
    /// What each setting reached before the choice.
    public let trials: [(setting: String, value: Double)]
  }

  /// The peak memory of applying a network.
  public struct Memory: Sendable {
    /// The network.
    public let network: BenchmarkNetwork
    /// Pixels a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The most that the whole process held meanwhile, in 10⁶ bytes.
    public let megabytes: Double

    /// What the widest layer of the whole image would take, in 10⁶ bytes.
    public var layerMegabytes: Double {
      4e-6 * Double(width * height * (network.widths.max() ?? network.channels))
    }
  }
}
