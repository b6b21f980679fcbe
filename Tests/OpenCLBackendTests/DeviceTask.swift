import Foundation
import SuperResolution
import Tensors
import Testing
import Vocabulary

@testable import OpenCLBackend

/// The device of these tests: PoCL's, the processor, which a machine without a graphics card has, too.
enum TestDevice {
  static let found = try? OpenCLDevice.all().first { !$0.isGPU } ?? OpenCLDevice.all().first
  /// Where a device must be there, as `make test` has it, nothing is passed over: each test then fails without one.
  static let isWanted = found != nil || ProcessInfo.processInfo.environment["SRCNN_REQUIRE_OPENCL"] == "1"

  static func backend(keepsImages: Bool = true, memory: Int? = nil) throws -> OpenCLBackend {
    OpenCLBackend(on: try #require(found), threads: 2, keepsImages: keepsImages, memory: memory)
  }

  private static let shared = SharedQueue()

  /// Lends one queue to the tests of kernels, which are so compiled once; buffers mustn't be kept.
  static func withQueue(_ body: (DeviceQueue) throws -> Void) throws {
    let device = try #require(found)
    try shared.withLock { known in
      let queue = try known ?? DeviceQueue(device)
      known = queue
      try body(queue)
    }
  }
}

/// A small training: images that were blurred by averaging, of odd sizes, laid in four ways.
struct DeviceTask {
  var layout = NetworkLayout(channels: 1, filterSizes: [5, 3, 3], widths: [37, 6])
  var configuration = TrainerConfiguration(
    loss: .mse, optimizer: Self.optimizers[1], schedule: .cosine(final: 0.1, warmup: 40), padding: .valid,
    batch: 7, backprops: 7 * 12, averaging: 0.9, seed: 3)

  static let rates = LearningRates(weights: 1e-3, lastLayerWeights: 1e-4, biases: 1e-3)
  static let optimizers: [Optimizer] = [
    .sgd(rates: rates, momentum: 0.9), .adam(rates: rates, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
    .muon(rates: rates, momentum: 0.95, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
    .soap(
      rates: rates, momentum: 0.95, covarianceDecay: 0.95, refreshEvery: 3, largestSide: 64, beta1: 0.9,
      beta2: 0.999, epsilon: 1e-8),
  ]

  private func noise(_ shape: [Int], _ purpose: String) -> Tensor {
    var random = RandomStream(seed: 1, purpose: purpose)
    return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in Float(random.uniform()) })
  }

  func image(height: Int, width: Int) -> Tensor { noise([layout.channels, height, width], "image") }

  var start: TrainingState {
    var random = RandomStream(seed: 2, purpose: "initialisation")
    let network = Network(layout: layout, initialization: .he, random: &random)
    return TrainingState(network: network, configuration: configuration)
  }

  var subImages: SubImages {
    let images = [(31, 27), (25, 40)].map { height, width in
      let target = noise([layout.channels, height, width], "\(height)")
      var input = target
      for i in 1..<input.elements.count - 1 {
        input.elements[i] = (target.elements[i - 1] + target.elements[i] + target.elements[i + 1]) / 3
      }
      return TrainingImage(input: input, target: target)
    }
    let ways = [0, 1, 3].map { Orientation(quarterTurns: $0, isMirrored: false) }
    return SubImages(
      images: PlanesInMemory(images, channels: layout.channels), size: 15, stride: 4,
      orientations: ways + [Orientation(quarterTurns: 1, isMirrored: true)])
  }

  func trainer(on backend: any Backend, from state: TrainingState? = nil) throws -> Trainer {
    try Trainer(configuration: configuration, subImages: subImages, state: state ?? start, on: backend)
  }

  /// The state at the end, and each step's loss.
  func trained(on backend: any Backend) throws -> (state: TrainingState, losses: [Double]) {
    var trainer = try trainer(on: backend), losses: [Double] = []
    while !trainer.isDone { losses.append(try trainer.step()) }
    return (try trainer.state, losses)
  }
}

/// The largest difference, as a share of the largest number; infinite where a number isn't finite.
func departure(_ a: [Float], from b: [Float]) -> Float {
  guard a.count == b.count, a.allSatisfy(\.isFinite), b.allSatisfy(\.isFinite) else { return .infinity }
  let most = b.map(\.magnitude).max() ?? 0
  return zip(a, b).map { ($0 - $1).magnitude }.reduce(0) { $0 >= $1 ? $0 : $1 } / max(most, 1e-20)
}
