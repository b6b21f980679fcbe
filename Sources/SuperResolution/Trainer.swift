import Tensors

/// What decides the numbers of a training, apart from its data and first weights.
public struct TrainerConfiguration: Sendable, Equatable {
  /// What is made small.
  public var loss: Loss
  /// How.
  public var optimizer: Optimizer
  /// Factor on the learning rates over time.
  public var schedule: Schedule
  /// How layers treat the border of a sub-image.
  public var padding: Padding
  /// Sub-images a step.
  public var batch: Int
  /// Sub-images in all, rounded up to whole batches; one backprop is one sub-image, as the paper counts.
  public var backprops: Int
  /// Decay of the exponential moving average of the weights that is evaluated in place of them; nil for none.
  ///
  /// At step t, from 1, it is at most (1 + t) / (10 + t), so that the first weights are soon forgotten.
  /// - Source: TensorFlow's ExponentialMovingAverage with `num_updates`.
  public var averaging: Double?
  /// The least eigenvalue of the first layer's inputs, as a share of the largest, that its whitened coordinates reckon
  /// with; nil if its steps are taken in pixels.
  public var whitening: Double?
  /// Decides the order of the data.
  public var seed: UInt64
  /// The parts of the training, if not all channels count throughout.
  public var phases: [TrainingPhase]
  /// The layers, 0 being the first, whose weights and biases stay as they begin.
  public var fixedLayers: Set<Int>

  /// Names all of it.
  public init(
    loss: Loss, optimizer: Optimizer, schedule: Schedule, padding: Padding, batch: Int, backprops: Int,
    averaging: Double?, whitening: Double? = nil, seed: UInt64, phases: [TrainingPhase] = [],
    fixedLayers: Set<Int> = []
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.schedule = schedule
    self.padding = padding
    self.batch = batch
    self.backprops = backprops
    self.averaging = averaging
    self.whitening = whitening
    self.seed = seed
    self.phases = phases
    self.fixedLayers = fixedLayers
  }

  /// The channels that count in the loss of the step after so many backprops; nil for all.
  ///
  /// A function of the backprops alone, so that a training cut off in any phase goes on in it.
  func countedChannels(after backprops: Int) -> [Int]? {
    var end = 0.0
    for phase in phases.dropLast() {
      end += phase.share
      if Double(backprops) < (end * Double(self.backprops)).rounded() { return phase.channels }
    }
    return phases.last?.channels
  }
}

/// A part of a training, in which some channels count in the loss.
///
/// Nothing else changes between phases: the schedule and the optimizer's memory go on.
public struct TrainingPhase: Sendable, Equatable {
  /// The part of all backprops, 0...1; the last phase has what the others leave.
  public var share: Double
  /// The channels that count, 0 being the first.
  public var channels: [Int]

  /// Names both.
  public init(share: Double, channels: [Int]) {
    (self.share, self.channels) = (share, channels)
  }
}

/// All that a training needs to go on to the same bits: what a checkpoint holds.
public struct TrainingState: Sendable, Equatable {
  /// The network as trained so far.
  public var network: Network
  /// The optimizer's memory: arrays as long as the network's stored parameters.
  public var moments: [[Float]]
  /// What SOAP remembers beside them: covariances and bases; empty for other optimizers.
  public var bases: [Float]
  /// Moving average of the parameters, if the configuration asks for one.
  public var average: [Float]?
  /// Sub-images used so far.
  public var backprops: Int

  /// Names all of it.
  public init(
    network: Network, moments: [[Float]], bases: [Float] = [], average: [Float]?, backprops: Int
  ) {
    self.network = network
    self.moments = moments
    self.bases = bases
    self.average = average
    self.backprops = backprops
  }

  /// The start of a training of `network`.
  public init(network: Network, configuration: TrainerConfiguration) {
    let zeros = [Float](repeating: 0, count: network.parameters.count)
    let bases = configuration.soapKernels(for: network.layout)?.basisCount ?? 0
    self.init(
      network: network, moments: [[Float]](repeating: zeros, count: configuration.optimizer.momentCount),
      bases: [Float](repeating: 0, count: bases),
      average: configuration.averaging.map { _ in network.parameters }, backprops: 0)
  }
}

/// A loss that is no longer a number: the learning rate is too high, or the data are damaged.
public struct DivergedError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Sub-images used when it happened.
  public let backprops: Int
  /// The loss, infinite or not a number.
  public let loss: Double

  /// One sentence for the user.
  public var description: String {
    "the loss became \(loss) at backprop \(backprops): expected a finite number; try a smaller learning rate"
  }
}

/// Training as a step function: no clock, no files, no printing.
///
///     var trainer = Trainer(configuration: configuration, subImages: subImages, state: state, threads: 2)
///     while !trainer.isDone { let loss = try trainer.step() }
///
/// The order of the sub-images is a fresh permutation an epoch, a pure function of seed and epoch (of a very large set,
/// a permutation of the images and one in each group of them); a batch that reaches beyond an epoch's end goes on in
/// the next.
public struct Trainer {
  /// The state after the last step.
  public private(set) var state: TrainingState
  private let configuration: TrainerConfiguration
  private let kernels: BatchKernels
  private let rule: UpdateRule
  private let targetSize: Int
  private var gradient: [Float]
  private var order: SubImageOrder

  /// Starts, or goes on from `state`.
  ///
  /// - Throws: what keeps the images from being read, whose moments whitened coordinates are made from.
  public init(
    configuration: TrainerConfiguration, subImages: SubImages, state: TrainingState, threads: Int,
    level: SIMDLevel = .best
  ) throws {
    precondition(configuration.batch > 0, "an empty batch")
    precondition(state.moments.count == configuration.optimizer.momentCount, "state of another optimizer")
    let layout = state.network.layout
    self.state = state
    self.configuration = configuration
    kernels = BatchKernels(
      layout: layout, padding: configuration.padding, inputSize: subImages.size, threads: threads,
      level: level)
    let whitening = try configuration.whitening.map { floor in
      WhitenedCoordinates(
        layout: layout,
        moments: try subImages.inputMoments(side: layout.filterSizes[0], seed: configuration.seed),
        floor: floor, level: level)
    }
    rule = UpdateRule(configuration, layout: layout, whitening: whitening, threads: threads, level: level)
    targetSize = layout.outputSize(of: subImages.size, padding: configuration.padding)
    gradient = [Float](repeating: 0, count: layout.storedParameterCount)
    order = SubImageOrder(subImages, seed: configuration.seed)
  }

  /// Whether all backprops are done.
  public var isDone: Bool { state.backprops >= configuration.backprops }

  /// The network to evaluate: the moving average if there is one, else the weights themselves.
  public var evaluatedNetwork: Network {
    state.average.map { Network(layout: state.network.layout, parameters: $0) } ?? state.network
  }

  /// Trains on one batch and returns its mean loss.
  ///
  /// - Throws: `DivergedError` if the loss isn't finite, or what keeps the images from being read; the state is then that
  ///   before the step.
  public mutating func step() throws -> Double {
    let batch = try order.batch(at: state.backprops, count: configuration.batch)
    let loss = gradients(of: batch)
    guard loss.isFinite else { throw DivergedError(backprops: state.backprops, loss: loss) }
    updateParameters(samples: batch.count)
    state.backprops += batch.count
    return loss
  }

  /// Fills `gradient` with the mean over the batch; returns the mean loss.
  private mutating func gradients(of batch: SubImageBatch) -> Double {
    let targetSize = targetSize
    let loss = LossFunction(
      configuration.loss, side: targetSize, channels: state.network.layout.channels,
      counted: configuration.countedChannels(after: state.backprops))
    return kernels.lossAndGradient(
      parameters: state.network.parameters, samples: batch.count, gradient: &gradient,
      fill: { sample, input, target in
        batch.copy(sample, input: &input, target: &target, targetSize: targetSize)
      },
      loss: { output, target, dOutput in loss.evaluate(output: output, target: target, dOutput: &dOutput) })
  }

  private mutating func updateParameters(samples: Int) {
    let factor = configuration.schedule.factor(backprops: state.backprops, total: configuration.backprops)
    let step = state.backprops / configuration.batch + 1
    rule.update(
      &state.network.parameters, moments: &state.moments, bases: &state.bases, gradient: gradient, step: step,
      factor: factor)
    guard let limit = configuration.averaging, var average = state.average else { return }
    state.average = nil
    let decay = Float(min(limit, Double(1 + step) / Double(10 + step)))
    for i in average.indices { average[i] = decay * average[i] + (1 - decay) * state.network.parameters[i] }
    // The mean of a number with itself may be rounded.
    let layout = state.network.layout
    for layer in configuration.fixedLayers {
      for range in [layout.weightRange(ofLayer: layer), layout.biasRange(ofLayer: layer)] {
        average.replaceSubrange(range, with: state.network.parameters[range])
      }
    }
    state.average = average
  }
}
