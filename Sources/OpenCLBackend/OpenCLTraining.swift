import SuperResolution
import Tensors
import Vocabulary

/// A training on a device: activations and parameters stay there, the images if there is room for them, and the memory of the
/// optimizers that work there; the processor counts.
///
/// Losses by windows (SSIM) and what only the processor's optimizers do (SOAP, whitened coordinates) are computed by it, on
/// outputs or gradients that are brought over at each step.
final class OpenCLTraining: TrainingBackend {
  /// The most samples that go through the network at a time: a larger batch is cut up.
  static let mostAtOnce = 256

  private let queue: DeviceQueue
  private let plan: TrainingPlan
  private let layout: ParameterLayout
  /// Nil if sub-images are cut here.
  private(set) var images: DeviceImages?
  var update: any DeviceUpdate
  private let parameters, gradient: DeviceBuffer
  private let average: DeviceBuffer?
  /// The samples that go through the network at a time: as many as the device has room for, in whole slices.
  private(set) var samplesAtOnce = OpenCLTraining.mostAtOnce
  /// The buffers by the number of samples: of a whole part of a batch, and of what is left.
  private var passes: [Int: TrainingPass] = [:]
  /// What left a step half done.
  private var failure: (any Error)?

  init(
    _ plan: TrainingPlan, from start: TrainingSnapshot, on queue: DeviceQueue, threads: Int, keepsImages: Bool
  ) throws {
    let configuration = plan.configuration
    try plan.layout.requireDeviceTraining(padding: configuration.padding)
    self.queue = queue
    self.plan = plan
    layout = ParameterLayout(plan.layout)
    parameters = try queue.buffer(layout.flat(start.parameters))
    gradient = try queue.zeros(layout.count)
    average = if let average = start.average { try queue.buffer(layout.flat(average)) } else { nil }
    let isByProcessor =
      if case .soap = configuration.optimizer { true } else { configuration.whitening != nil }
    update =
      isByProcessor
      ? try ProcessorUpdate(plan, layout: layout, from: start, on: queue, threads: threads)
      : try KernelUpdate(configuration, layout: layout, moments: start.moments, on: queue)
    try makeRoom(forBatch: configuration.batch)
    // Last: images may also stay here.
    if keepsImages { images = try DeviceImages(plan.subImages, on: queue) }
  }

  /// Makes the buffers of a batch, cut up into smaller parts while the device has no room for larger ones.
  private func makeRoom(forBatch batch: Int) throws(DeviceError) {
    while true {
      do {
        for samples in [min(batch, samplesAtOnce), batch % samplesAtOnce] where samples > 0 {
          _ = try pass(samples)
        }
        return try queue.finish()
      } catch {
        let half = samplesAtOnce / 2
        guard error.isOfMemory, half >= DeviceQueue.slice, batch > DeviceQueue.slice else { throw error }
        samplesAtOnce = half
        passes = [:]
      }
    }
  }

  func step(_ batch: SubImageBatch, _ step: TrainingStep) throws -> Double {
    if let failure { throw failure }
    let loss: Double
    do {
      loss = try gradients(of: batch, countedChannels: step.countedChannels)
    } catch let error as DeviceError {
      // A call that waits may tell what went wrong in the update before.
      failure = error
      throw error
    }
    guard loss.isFinite else { return loss }
    do {
      try update.update(parameters, gradient: gradient, step)
      if let average, let decay = step.averagingDecay { try follow(average, decay: decay) }
    } catch {
      failure = error
      throw error
    }
    return loss
  }

  func snapshot() throws -> TrainingSnapshot {
    if let failure { throw failure }
    let memory = try update.memory()
    return TrainingSnapshot(
      parameters: layout.tensors(try queue.read(parameters)), moments: memory.moments, bases: memory.bases,
      average: try average.map { layout.tensors(try queue.read($0)) })
  }

  /// Fills `gradient` with the mean over the batch; returns the mean loss.
  private func gradients(of batch: SubImageBatch, countedChannels: [Int]?) throws -> Double {
    let positions = batch.positions
    var sum = 0.0
    for first in stride(from: 0, to: batch.count, by: samplesAtOnce) {
      let samples = first..<min(first + samplesAtOnce, batch.count)
      let pass = try pass(samples.count)
      if let images {
        try images.cut(
          positions[samples], on: queue, places: pass.places, input: pass.input.buffer, pass.input.planes,
          target: pass.target, pass.targetPlanes)
      } else {
        try copy(batch, samples, to: pass)
      }
      try pass.forward(parameters)
      let windowed = try losses(pass, countedChannels, share: 1 / Float(batch.count))
      try pass.backward(parameters, into: gradient, isFresh: first == 0)
      // Reading waits: only now, so that the device has had no pause.
      // One by one: how a batch is cut up doesn't change the sum.
      for loss in try windowed ?? queue.read(pass.losses).map(Double.init) { sum += loss }
    }
    return sum / Double(batch.count)
  }

  private func pass(_ samples: Int) throws(DeviceError) -> TrainingPass {
    if let known = passes[samples] { return known }
    let made = try TrainingPass(
      samples: samples, size: plan.subImages.size, padding: plan.configuration.padding, layout: layout,
      on: queue)
    passes[samples] = made
    return made
  }

  /// Copies sub-images over that aren't on the device.
  private func copy(_ batch: SubImageBatch, _ samples: Range<Int>, to pass: TrainingPass) throws(DeviceError)
  {
    let size = batch.size, side = pass.targetPlanes.insideWidth, channels = batch.channels
    var inputs: [Float] = [], targets: [Float] = []
    var input = [Float](repeating: 0, count: size * size * channels)
    var target = [Float](repeating: 0, count: side * side * channels)
    for sample in samples {
      do {
        var input = input.mutableSpan, target = target.mutableSpan
        batch.copy(sample, input: &input, target: &target, targetSize: side)
      }
      inputs += pass.input.planes.laid(planar(input, channels: channels), side: size)
      targets += planar(target, channels: channels)
    }
    try queue.write(inputs, to: pass.input.buffer)
    try queue.write(targets, to: pass.target)
  }

  /// The samples' losses, nil if they lie in `pass.losses`; their gradients by the output, times `share`, go where `backward`
  /// begins.
  private func losses(_ pass: TrainingPass, _ counted: [Int]?, share: Float) throws -> [Double]? {
    let loss = plan.configuration.loss
    guard loss == .mse || loss == .l1 else { return try windowedLosses(pass, counted, share: share) }
    let planes = pass.targetPlanes, slopes = pass.outputSlopes
    let bits = (counted ?? Array(0..<planes.channels)).reduce(0) { $0 | 1 << $1 }
    try queue.run(
      "pixelLoss", groups: [pass.samples], items: 128,
      [
        .buffer(pass.output), .buffer(pass.target), .buffer(slopes.buffer), .buffer(pass.losses),
        .int(planes.channels), .int(planes.channelStride), .int(planes.width), .int(bits),
        .int(loss == .l1 ? 1 : 0), .float(share),
      ] + planes.written(from: 0) + slopes.planes.written(from: slopes.planes.inside))
    return nil
  }

  private func windowedLosses(_ pass: TrainingPass, _ counted: [Int]?, share: Float) throws -> [Double] {
    let planes = pass.targetPlanes, slopes = pass.outputSlopes
    let function = LossFunction(
      plan.configuration.loss, side: planes.width, channels: planes.channels, counted: counted)
    let outputs = try queue.read(pass.output), targets = try queue.read(pass.target)
    var losses: [Double] = [], all: [Float] = []
    for sample in 0..<pass.samples {
      let range = sample * planes.sampleStride..<(sample + 1) * planes.sampleStride
      let output = interleaved(Array(outputs[range]), channels: planes.channels)
      let target = interleaved(Array(targets[range]), channels: planes.channels)
      var gradient = [Float](repeating: 0, count: output.count)
      do {
        var span = gradient.mutableSpan
        losses.append(function.evaluate(output: output.span, target: target.span, dOutput: &span))
      }
      all += slopes.planes.laid(
        planar(gradient.map { $0 * share }, channels: planes.channels), side: planes.width)
    }
    try queue.write(all, to: slopes.buffer)
    return losses
  }

  private func follow(_ average: DeviceBuffer, decay: Float) throws(DeviceError) {
    // The mean of a number with itself may be rounded: what is fixed stays as it is.
    for (index, layer) in layout.layers.enumerated() where !plan.configuration.fixedLayers.contains(index) {
      let all = layer.weights.lowerBound..<layer.slopes.upperBound
      try queue.forEach(
        all.count, "follow",
        [
          .buffer(average), .buffer(parameters), .int(all.lowerBound), .int(all.count), .float(decay),
          .float(1 - decay),
        ])
    }
  }
}

extension Planes {
  /// A square `[C, side, side]` as one sample of these planes, its margin zero.
  func laid(_ square: [Float], side: Int) -> [Float] {
    if margin == 0 { return square }
    var all = [Float](repeating: 0, count: sampleStride)
    for row in 0..<channels * side {
      let to = row / side * channelStride + place(row: margin + row % side, column: margin)
      all.replaceSubrange(to..<to + side, with: square[row * side..<(row + 1) * side])
    }
    return all
  }
}
