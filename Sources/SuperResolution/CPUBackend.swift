import Tensors
import Vocabulary

/// The processor's kernels.
public struct CPUBackend: Backend {
  private let threads: Int
  private let level: SIMDLevel

  /// Computes on so many threads, which change no bit.
  public init(threads: Int, level: SIMDLevel = .best) {
    (self.threads, self.level) = (threads, level)
  }

  /// `CPU, avx2`.
  public var name: String { "CPU, \(level.rawValue)" }

  /// Begins a training, or goes on with one.
  /// - Throws: what keeps the images from being read, whose moments whitened coordinates are made from.
  public func training(_ plan: TrainingPlan, from start: TrainingSnapshot) throws -> any TrainingBackend {
    try CPUTraining(plan, from: start, threads: threads, level: level)
  }

  /// What leaves the first `depth` layers of a network.
  public func apply(_ network: Network, to image: Tensor, depth: Int?, padding: Padding) -> Tensor {
    network(image, depth: depth, padding: padding, threads: threads, level: level)
  }
}

/// A training on the processor. All numbers lie as the kernels want them (`NetworkLayout`).
private final class CPUTraining: TrainingBackend {
  private let plan: TrainingPlan
  private let kernels: BatchKernels
  private let rule: UpdateRule
  private var parameters: [Float]
  private var moments: [[Float]]
  private var bases: [Float]
  private var average: [Float]?
  private var gradient: [Float]

  init(_ plan: TrainingPlan, from start: TrainingSnapshot, threads: Int, level: SIMDLevel) throws {
    let (layout, configuration) = (plan.layout, plan.configuration)
    self.plan = plan
    kernels = BatchKernels(
      layout: layout, padding: configuration.padding, inputSize: plan.subImages.inputSize, threads: threads,
      level: level)
    rule = try UpdateRule(plan, threads: threads, level: level)
    parameters = layout.packed(start.parameters)
    moments = start.moments.map(layout.packed)
    bases = start.bases
    average = start.average.map(layout.packed)
    gradient = [Float](repeating: 0, count: layout.storedParameterCount)
  }

  func step(_ batch: SubImageBatch, _ step: TrainingStep) -> Double {
    let loss = gradients(of: batch, countedChannels: step.countedChannels)
    guard loss.isFinite else { return loss }
    rule.update(
      &parameters, moments: &moments, bases: &bases, gradient: gradient, step: step.number,
      factor: step.factor)
    if let decay = step.averagingDecay { updateAverage(decay) }
    return loss
  }

  func snapshot() -> TrainingSnapshot {
    let layout = plan.layout
    return TrainingSnapshot(
      parameters: layout.tensors(of: parameters), moments: moments.map(layout.tensors), bases: bases,
      average: average.map(layout.tensors))
  }

  /// Fills `gradient` with the mean over the batch; returns the mean loss.
  private func gradients(of batch: SubImageBatch, countedChannels: [Int]?) -> Double {
    let targetSize = plan.targetSize
    let loss = LossFunction(
      plan.configuration.loss, side: targetSize, channels: plan.layout.channels, counted: countedChannels)
    return kernels.lossAndGradient(
      parameters: parameters, samples: batch.count, gradient: &gradient,
      fill: { sample, input, target in
        batch.copy(sample, input: &input, target: &target, targetSize: targetSize)
      },
      loss: { output, target, dOutput in loss.evaluate(output: output, target: target, dOutput: &dOutput) })
  }

  private func updateAverage(_ decay: Float) {
    guard var average else { return }
    self.average = nil
    for i in average.indices { average[i] = decay * average[i] + (1 - decay) * parameters[i] }
    // The mean of a number with itself may be rounded.
    for layer in plan.configuration.fixedLayers {
      let range = plan.layout.parameterRange(ofLayer: layer)
      average.replaceSubrange(range, with: parameters[range])
    }
    self.average = average
  }
}
