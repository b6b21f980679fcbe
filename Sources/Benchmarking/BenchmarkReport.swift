import Tensors
import Wording

/// What a benchmark measured.
package struct BenchmarkReport: Sendable {
  /// The training of each network, in the order asked for.
  package internal(set) var training: [Training] = []
  /// The application of each network to each image, in the order asked for.
  package internal(set) var inference: [Inference] = []
  /// Peak memory of applications; empty where the system doesn't count it.
  package internal(set) var memory: [Memory] = []
  /// What PyTorch ran on, if it was compared with.
  package internal(set) var torch: TorchVersions?
  /// The instructions used.
  package let level: SIMDLevel
  package let threads: Int
  /// How often each was measured.
  package let rounds: Int
  /// What multiply-adds in registers reached on the same threads between the rounds, in billions of operations a second.
  var peaks: [Double] = []

  /// Nothing measured yet.
  package init(level: SIMDLevel, threads: Int, rounds: Int) {
    (self.level, self.threads, self.rounds) = (level, threads, rounds)
  }

  /// What multiply-adds in registers reached on the same threads between the rounds, in billions of operations a second.
  package var peakGigaflops: Spread { Spread(peaks.isEmpty ? [.nan] : peaks) }

  /// The rate of training a network.
  package struct Training: Sendable {
    package let network: BenchmarkNetwork
    package let threads: Int
    /// Sub-images a step.
    package let batch: Int
    /// Sub-images a second, all of a step counted.
    package let subImagesPerSecond: Spread
    /// The share of the peak of the same round that the operations done come to.
    package let shareOfPeak: Spread
    /// The peak of these rounds, in billions of operations a second.
    package let peakGigaflops: Spread
    /// Other ways to train it.
    package let variations: [Variation]
    /// PyTorch's rate.
    package let torch: Comparison?

    /// Floating-point operations that the kernels do for a sub-image; a multiply-add is two.
    package var operationsDone: Double { network.trainingOperationsDone(batch: batch) }
    /// Billions of them a second.
    package var gigaflopsDone: Double { operationsDone * subImagesPerSecond.median / 1e9 }
    /// Billions of operations a second that direct convolution would have to do to be as fast.
    package var equivalentGigaflops: Double { network.trainingOperations * subImagesPerSecond.median / 1e9 }
  }

  /// The same training on one thread, in smaller batches or with other instructions.
  package struct Variation: Sendable {
    package let threads: Int
    /// Sub-images a step.
    package let batch: Int
    /// The instructions.
    package let level: SIMDLevel
    package let subImagesPerSecond: Spread
    /// The rate as a multiple of the usual one in the same round.
    package let ratio: Spread
  }

  /// The time of applying a network.
  package struct Inference: Sendable {
    package let network: BenchmarkNetwork
    /// Pixels a row.
    package let width: Int
    /// Rows.
    package let height: Int
    package let threads: Int
    /// Milliseconds an image.
    package let milliseconds: Spread
    /// The share of the peak of the same round that the operations done come to.
    package let shareOfPeak: Spread
    /// The same on one thread; nil if there is no other.
    package let oneThread: OneThread?
    /// PyTorch's milliseconds.
    package let torch: Comparison?

    /// Floating-point operations that the kernels do for the image; a multiply-add is two.
    package var operationsDone: Double { network.inferenceOperationsDone(width: width, height: height) }
    /// Billions of them a second.
    package var gigaflopsDone: Double { operationsDone / milliseconds.median / 1e6 }
    /// Billions of operations a second that direct convolution would have to do to be as fast.
    package var equivalentGigaflops: Double {
      network.inferenceOperations(width: width, height: height) / milliseconds.median / 1e6
    }
  }

  /// The same application on one thread, in the same rounds.
  package struct OneThread: Sendable {
    /// Milliseconds an image.
    package let milliseconds: Spread
    /// The rate as a multiple of that of all threads in the same round.
    package let ratio: Spread
  }

  /// PyTorch at the same work in the same rounds.
  package struct Comparison: Sendable {
    /// How it was run: the best of `trials`.
    package let setting: String
    /// Sub-images a second, or milliseconds an image.
    package let value: Spread
    /// How many times as fast this program is, round by round.
    package let ratio: Spread
    /// What each setting reached before the choice.
    package let trials: [(setting: String, value: Double)]
  }

  /// The peak memory of applying a network.
  package struct Memory: Sendable {
    package let network: BenchmarkNetwork
    /// Pixels a row.
    package let width: Int
    /// Rows.
    package let height: Int
    /// The most that the whole process held meanwhile, in 10⁶ bytes.
    package let megabytes: Double

    /// What the widest layer of the whole image would take, in 10⁶ bytes.
    package var layerMegabytes: Double {
      4e-6 * Double(width * height * (network.widths.max() ?? network.channels))
    }
  }
}
