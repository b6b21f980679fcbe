import Vocabulary

/// What decides the numbers of a training, apart from its data and first weights.
public struct TrainerConfiguration: Sendable, Equatable {
  /// What is made small.
  public var loss: Loss
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
