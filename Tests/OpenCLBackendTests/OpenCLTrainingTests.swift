import Tensors
import Testing
import Vocabulary

@testable import OpenCLBackend
@testable import SuperResolution

@Suite(.enabled(if: TestDevice.isWanted)) struct `A training on a device of OpenCL` {
  /// After twelve steps, single precision against single precision, whose sums have other orders. Adam makes steps of one size of
  /// gradients of any, so what rounding leaves of one that is about zero counts.
  /// - Parameter movement: by which share of the farthest that a weight has come from the start weights may end elsewhere; nil
  ///   where `bound` says enough.
  private func expectAgreement(
    _ task: DeviceTask, within bound: Float = 2e-3, losses: Double = 1e-4, movement: Float? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let ours = try task.trained(on: TestDevice.backend())
    let theirs = try task.trained(on: CPUBackend(threads: 2))
    for (a, b) in zip(ours.losses, theirs.losses) {
      #expect(abs(a - b) < losses * b, sourceLocation: sourceLocation)
    }
    let pairs =
      [
        (ours.state.network.parameters, theirs.state.network.parameters),
        (ours.state.average ?? [], theirs.state.average ?? []),
      ] + zip(ours.state.moments, theirs.state.moments)
    for (a, b) in pairs { #expect(departure(a, from: b) < bound, sourceLocation: sourceLocation) }
    let start = task.start.network.parameters
    #expect(
      departure(ours.state.network.parameters, from: start) > 1e-4, "it learned",
      sourceLocation: sourceLocation)
    guard let movement else { return }
    let moved = [ours, theirs].map { zip($0.state.network.parameters, start).map { $0 - $1 } }
    #expect(departure(moved[0], from: moved[1]) < movement, sourceLocation: sourceLocation)
  }

  @Test(arguments: DeviceTask.optimizers)
  func `follows the processor's with every optimizer`(optimizer: Optimizer) throws {
    var task = DeviceTask()
    task.configuration.optimizer = optimizer
    switch optimizer {
    case .sgd: try expectAgreement(task, within: 1e-5)
    case .adam, .muon: try expectAgreement(task)
    // Its steps are the processor's own, to the bit (`UpdateKernelTests`), of gradients that are rounded otherwise. Of a gradient of
    // 25 x 37 numbers the covariance of the 37 has 12 directions or more that are zero: rounding alone decides how its bases are
    // turned there, and steps have about one size in all directions. So it is held to where it goes on the whole.
    case .soap: try expectAgreement(task, within: 1, losses: 1e-2, movement: 0.75)
    }
  }

  @Test(arguments: Activation.allCases, [Padding.valid, .zero])
  func `follows it with every activation and padding`(activation: Activation, padding: Padding) throws {
    var task = DeviceTask()
    task.layout = NetworkLayout(
      channels: 1, filterSizes: [5, 1, 3], widths: [9, 70], activation: activation)
    task.configuration.padding = padding
    try expectAgreement(task)
  }

  @Test func `follows it with activations that differ from layer to layer`() throws {
    var task = DeviceTask()
    task.layout = NetworkLayout(
      channels: 1,
      layers: Layer.chain(
        filters: [5, 1, 3, 3], widths: [9, 70, 6], channels: 1, activations: [.prelu, .linear, .relu]))
    try expectAgreement(task)
  }

  @Test(arguments: Loss.allCases)
  func `follows it with every loss`(loss: Loss) throws {
    var task = DeviceTask()
    task.configuration.loss = loss
    try expectAgreement(task)
  }

  @Test func `follows it with colour, phases and a fixed layer`() throws {
    var task = DeviceTask()
    task.layout = NetworkLayout(channels: 3, filterSizes: [3, 3, 5], widths: [5, 12])
    task.configuration.phases = [
      TrainingPhase(share: 0.5, channels: [0, 2]), TrainingPhase(share: 0.5, channels: [0, 1, 2]),
    ]
    task.configuration.fixedLayers = [1]
    try expectAgreement(task)
    let state = try task.trained(on: TestDevice.backend()).state
    let start = task.start.network
    #expect(state.network.weight(ofLayer: 1) == start.weight(ofLayer: 1))
    #expect(state.network.weight(ofLayer: 0) != start.weight(ofLayer: 0))
  }

  @Test func `follows it in whitened coordinates`() throws {
    var task = DeviceTask()
    task.configuration.whitening = 1e-3
    try expectAgreement(task)
  }

  @Test func `follows it in a batch that is cut up`() throws {
    var task = DeviceTask()
    task.configuration.batch = OpenCLTraining.mostAtOnce + 5
    task.configuration.backprops = 2 * task.configuration.batch
    try expectAgreement(task)
  }

  @Test(arguments: DeviceTask.optimizers)
  func `gives the same bits each time, and when it is cut off`(optimizer: Optimizer) throws {
    var task = DeviceTask()
    task.configuration.optimizer = optimizer
    let whole = try task.trained(on: TestDevice.backend()).state
    var first = try task.trainer(on: TestDevice.backend())
    while first.backprops < 35 { _ = try first.step() }
    var second = try task.trainer(on: TestDevice.backend(), from: first.state)
    while !second.isDone { _ = try second.step() }
    #expect(try second.state == whole)
  }

  @Test func `gives the same bits whether sub-images are cut on the device or here`() throws {
    for (channels, padding) in [(1, Padding.valid), (3, .zero)] {
      var task = DeviceTask()
      task.layout = NetworkLayout(channels: channels, filterSizes: [5, 3, 3], widths: [8, 6])
      task.configuration.padding = padding
      let there = try task.trained(on: TestDevice.backend()).state
      #expect(try task.trained(on: TestDevice.backend(keepsImages: false)).state == there)
    }
  }

  @Test func `a loss that isn't finite changes nothing`() throws {
    var task = DeviceTask()
    task.configuration.optimizer = .sgd(
      rates: LearningRates(weights: 1e9, lastLayerWeights: 1e9, biases: 1e9), momentum: 0.9)
    var trainer = try task.trainer(on: TestDevice.backend())
    var before = try trainer.state
    #expect(throws: DivergedError.self) {
      while !trainer.isDone {
        before = try trainer.state
        _ = try trainer.step()
      }
    }
    #expect(try trainer.state.backprops == before.backprops)
    let bits = { (state: TrainingState) in state.network.parameters.map(\.bitPattern) }
    #expect(try bits(trainer.state) == bits(before))
  }

  @Test func `repeated borders are refused`() throws {
    var task = DeviceTask()
    task.configuration.padding = .replicate
    #expect(throws: DeviceError.unsupported(what: "a training with repeated borders")) {
      try task.trainer(on: TestDevice.backend())
    }
  }

  @Test func `sub-pixel convolutions are refused, before images are brought there`() throws {
    var task = DeviceTask()
    task.layout = NetworkLayout(
      channels: task.layout.channels, layers: task.layout.layers.enlarging(2))
    let error = DeviceError.unsupported(what: "a sub-pixel convolution")
    #expect(throws: error) { try task.trainer(on: TestDevice.backend()) }
    #expect(throws: error) {
      try TestDevice.backend().apply(
        task.start.network, to: Tensor(zeros: [task.layout.channels, 9, 9]), depth: nil, padding: .zero)
    }
  }

  @Test func `keeps images here that the device has no room for, for the same bits`() throws {
    let task = DeviceTask()
    let needed = try allocated(task, keepsImages: false), all = try allocated(task, keepsImages: true)
    #expect(needed.images == nil && all.images != nil && needed.bytes < all.bytes)
    let there = try task.trained(on: TestDevice.backend()).state
    #expect(try task.trained(on: TestDevice.backend(memory: all.bytes - 1)).state == there)
    #expect(try allocated(task, keepsImages: true, memory: all.bytes - 1).images == nil)
    #expect {
      try task.trainer(on: TestDevice.backend(memory: needed.bytes - 1))
    } throws: { ($0 as? DeviceError)?.isOfMemory == true }
  }

  private func allocated(
    _ task: DeviceTask, keepsImages: Bool, memory: Int? = nil
  ) throws -> (bytes: Int, images: DeviceImages?) {
    let queue = try DeviceQueue(#require(TestDevice.found), memory: memory)
    let plan = TrainingPlan(
      layout: task.layout, configuration: task.configuration, subImages: task.subImages)
    let training = try OpenCLTraining(
      plan, from: task.start.snapshot, on: queue, threads: 1, keepsImages: keepsImages)
    return (queue.allocated, training.images)
  }

  @Test func `that breaks off within a step never goes on, and gives no state`() throws {
    let task = DeviceTask()
    var trainer = try task.trainer(on: BreakingBackend(good: TestDevice.backend(), steps: 2))
    for _ in 0..<2 { _ = try trainer.step() }
    _ = try trainer.state
    for _ in 0..<2 { #expect(throws: Broken.self) { try trainer.step() } }
    #expect(throws: Broken.self) { try trainer.state }
  }

  @Test func `gives the same bits beside another`() async throws {
    let task = DeviceTask(), backend = try TestDevice.backend()
    let alone = try task.trained(on: backend).state
    let image = task.image(height: 40, width: 30)
    let output = try backend.apply(alone.network, to: image, depth: nil, padding: .zero)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask { () throws in
          #expect(try task.trained(on: backend).state == alone)
          #expect(try backend.apply(alone.network, to: image, depth: nil, padding: .zero) == output)
        }
      }
      try await group.waitForAll()
    }
  }
}

private struct Broken: Error {}

/// A device whose optimizer breaks off after some steps, its parameters already changed.
private struct BreakingBackend: Backend {
  let good: OpenCLBackend
  let steps: Int

  var name: String { good.name }

  func training(_ plan: TrainingPlan, from start: TrainingSnapshot) throws -> any TrainingBackend {
    let training = try good.training(plan, from: start)
    if let training = training as? OpenCLTraining {
      training.update = BreakingUpdate(training.update, steps: steps)
    }
    return training
  }

  func apply(_ network: Network, to image: Tensor, depth: Int?, padding: Padding) throws -> Tensor {
    try good.apply(network, to: image, depth: depth, padding: padding)
  }
}

private final class BreakingUpdate: DeviceUpdate {
  private let good: any DeviceUpdate
  private var left: Int

  init(_ good: any DeviceUpdate, steps: Int) { (self.good, left) = (good, steps) }

  func update(_ parameters: DeviceBuffer, gradient: DeviceBuffer, _ step: TrainingStep) throws {
    try good.update(parameters, gradient: gradient, step)
    if left == 0 { throw Broken() }
    left -= 1
  }

  func memory() throws -> (moments: [[LayerTensors]], bases: [Float]) { try good.memory() }
}
