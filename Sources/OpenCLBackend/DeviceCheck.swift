import SuperResolution
import Tensors
import Vocabulary

/// Holds a device against the processor: small networks are applied and trained on both, on images of noise.
///
///     for line in try DeviceCheck(device, threads: 2).lines() { print(line.what, line.isRight) }
public struct DeviceCheck: Sendable {
  private let device: OpenCLDevice
  private let threads: Int

  /// What was compared.
  public struct Line: Sendable, Equatable {
    /// In words.
    public let what: String
    /// The difference as a share of the number that it is of; 0 or 1 where bits are to be the same.
    public let found: Double
    /// What it may be.
    public let most: Double
    /// Whether it isn't more; a difference that is no number is.
    public var isRight: Bool { found <= most }
  }

  /// A check of a device.
  /// - Parameter threads: those of the processor.
  public init(_ device: OpenCLDevice, threads: Int) {
    (self.device, self.threads) = (device, threads)
  }

  /// Compares; takes some seconds.
  /// - Throws: `DeviceError`.
  public func lines() throws -> [Line] {
    var lines = try Padding.allCases.map(application)
    for (name, optimizer, most) in Self.optimizers {
      var task = Exercise(layout: NetworkLayout(channels: 1, filterSizes: [9, 5, 5], widths: [64, 32]))
      task.configuration.optimizer = optimizer
      lines += try training(task, "training of 9-5-5 by \(name)", most: most)
    }
    var task = Exercise(
      layout: NetworkLayout(channels: 3, filterSizes: [5, 1, 7], widths: [70, 9], activation: .prelu))
    (task.configuration.padding, task.configuration.loss) = (.zero, .l1)
    lines += try training(task, "training of 5-1-7 with slopes, colour and borders", most: 0.2)
    return lines + [try repeated(task), try cutUp(task)]
  }

  private static let rates = LearningRates(weights: 1e-3, lastLayerWeights: 1e-4, biases: 1e-3)
  /// With what the weights' changes may differ by. Adam's steps are of one size: what rounding leaves of a gradient of about zero is
  /// a step. A wrong gradient has a difference of about 1.
  private static let optimizers: [(name: String, optimizer: Optimizer, most: Double)] = [
    ("SGD", .sgd(rates: rates, momentum: 0.9), 1e-2),
    ("Adam", .adam(rates: rates, beta1: 0.9, beta2: 0.999, epsilon: 1e-8), 0.2),
    ("Muon", .muon(rates: rates, momentum: 0.95, beta1: 0.9, beta2: 0.999, epsilon: 1e-8), 1e-2),
  ]

  private func application(_ padding: Padding) throws -> Line {
    let network = Exercise(layout: NetworkLayout(channels: 1, filterSizes: [9, 5, 5], widths: [64, 32]))
      .network
    let image = noise([1, 40, 270], "applied")
    let ours = try backend().apply(network, to: image, depth: nil, padding: padding)
    let theirs = CPUBackend(threads: threads).apply(network, to: image, depth: nil, padding: padding)
    return Line(
      what: "application of 9-5-5, borders \(padding.rawValue)",
      found: difference(ours.elements, theirs.elements), most: 1e-5)
  }

  private func training(_ task: Exercise, _ what: String, most: Double) throws -> [Line] {
    let ours = try task.trained(on: backend()), theirs = try task.trained(on: CPUBackend(threads: threads))
    let losses = zip(ours.losses, theirs.losses).map { abs($0 - $1) / abs($1) }
    return [
      Line(what: "\(what), losses", found: losses.reduce(0, larger), most: 1e-3),
      Line(
        what: "\(what), changes of weights",
        found: difference(
          ours.state.network.parameters, theirs.state.network.parameters, since: task.network.parameters),
        most: most),
    ]
  }

  private func repeated(_ task: Exercise) throws -> Line {
    let states = try (0..<2).map { _ in try task.trained(on: backend()).state }
    return Line(what: "the same training again, bits", found: states[0] == states[1] ? 0 : 1, most: 0)
  }

  private func cutUp(_ task: Exercise) throws -> Line {
    let queue = try DeviceQueue(device)
    let plan = TrainingPlan(
      layout: task.network.layout, configuration: task.configuration, subImages: task.subImages)
    let training = try OpenCLTraining(
      plan, from: task.start.snapshot, on: queue, threads: threads, keepsImages: false)
    let memory = withExtendedLifetime(training) { queue.allocated - 1 }
    let small = OpenCLBackend(on: device, threads: threads, keepsImages: false, memory: memory)
    let isSame = try task.trained(on: small).state == task.trained(on: backend()).state
    return Line(what: "a batch cut up for want of memory, bits", found: isSame ? 0 : 1, most: 0)
  }

  private func backend() -> OpenCLBackend { OpenCLBackend(on: device, threads: threads) }

  /// A training of four steps of 64 sub-images, which can be cut in two.
  private struct Exercise {
    let network: Network
    var configuration = TrainerConfiguration(
      loss: .mse, optimizer: DeviceCheck.optimizers[1].optimizer, schedule: .constant, padding: .valid,
      batch: 64,
      backprops: 256, averaging: 0.9, seed: 3)

    init(layout: NetworkLayout) {
      var random = RandomStream(seed: 2, purpose: "initialization")
      network = Network(layout: layout, initialization: .he, random: &random)
    }

    var start: TrainingState { TrainingState(network: network, configuration: configuration) }

    var subImages: SubImages {
      let channels = network.layout.channels
      let images = [(61, 77), (50, 90)].map { height, width in
        TrainingImage(
          input: noise([channels, height, width], "input \(height)"),
          target: noise([channels, height, width], "target \(height)"))
      }
      return SubImages(images: images, channels: channels, size: 21, stride: 5)
    }

    func trained(on backend: any Backend) throws -> (state: TrainingState, losses: [Double]) {
      var trainer = try Trainer(
        configuration: configuration, subImages: subImages, state: start, on: backend)
      var losses: [Double] = []
      while !trainer.isDone { losses.append(try trainer.step()) }
      return (try trainer.state, losses)
    }
  }
}

private func noise(_ shape: [Int], _ purpose: String) -> Tensor {
  var random = RandomStream(seed: 1, purpose: purpose)
  return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in Float(random.uniform()) })
}

/// A number that is none stays.
private func larger(_ a: Double, _ b: Double) -> Double { a >= b || a.isNaN ? a : b }

private func difference(_ a: [Float], _ b: [Float]) -> Double {
  guard a.count == b.count else { return .infinity }
  let most = b.map { Double($0.magnitude) }.reduce(0, larger)
  return zip(a, b).map { abs(Double($0) - Double($1)) }.reduce(0, larger) / most
}

/// How two changes of the same numbers differ, as a share of the second, by their roots of summed squares.
private func difference(_ a: [Float], _ b: [Float], since start: [Float]) -> Double {
  func size(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }.squareRoot()
  }
  return size(a, b) / size(b, start)
}
