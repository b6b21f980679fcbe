import Vocabulary

/// The `training` section: the loss, how it is made smaller, for how long, and how often that is looked at.
public struct TrainingSection: Sendable, Equatable {
  /// A part of the training in which some channels count in the loss; JSON:
  /// `{"share": 0.5, "lossChannels": ["y"]}`.
  /// - Source: section 4.5: "Y pre-train" and "CbCr pre-train".
  public struct Phase: Sendable, Equatable {
    /// The part of the whole training, above 0 and at most 1; the shares of all phases add up to 1.
    public var share: Double
    /// The channels that count, some of those that the network sees.
    public var lossChannels: [DataSection.Component]

    /// A phase of these values, unchecked.
    public init(share: Double, lossChannels: [DataSection.Component]) {
      self.share = share
      self.lossChannels = lossChannels
    }
  }

  /// What is minimised.
  public var loss: Loss
  /// How it is minimised.
  public var optimizer: Optimizer
  /// How the learning rates change.
  public var schedule: Schedule
  /// Sub-images in one step.
  public var batch: Int
  /// Sub-images that training goes through in all, counted again each time; with `epochs`, 0 until the number of
  /// sub-images is known.
  public var backprops: Int
  /// How often training goes through all sub-images, in place of `backprops`, or `nil`.
  public var epochs: Int?
  /// Backprops between two measurements on the test sets.
  public var evaluateEvery: Int
  /// Backprops between two measurements at the beginning, `evaluateEvery` divided by a power of two, or `nil` for
  /// `evaluateEvery` throughout; see ``evaluations(until:)``.
  public var evaluateEarly: Int?
  /// Backprops between two checkpoints.
  public var checkpointEvery: Int
  /// The number of runs of each variant; run i has seed i, from 1.
  public var seeds: Int
  /// The decay of the moving average of the weights that is measured and kept, or `nil` for the weights themselves.
  public var averaging: Double?
  /// The least eigenvalue that the first layer's whitened coordinates reckon with, as a share of the largest, or `nil`
  /// if its steps are taken in pixels.
  public var whitening: Double?
  /// The parts of the training, in order, or `nil` if all channels count throughout.
  public var phases: [Phase]?
  /// The id of the variant whose trained weights this one starts from, or whose sparse coding written as a network;
  /// `nil` for random weights.
  public var initialWeights: String?
  /// The OpenCL device that trains, by its driver's name for it, or `nil` for the processor.
  ///
  /// Devices round differently, so it is part of what a run is told by.
  public var device: String?
  /// The layers, from 1 in rising order, whose weights and biases stay as they begin, or `nil` if all are trained.
  public var fixedLayers: [Int]?

  /// A training section of these values, unchecked.
  public init(
    loss: Loss, optimizer: Optimizer, schedule: Schedule, batch: Int, backprops: Int, evaluateEvery: Int,
    checkpointEvery: Int, seeds: Int, averaging: Double? = nil, epochs: Int? = nil, phases: [Phase]? = nil,
    initialWeights: String? = nil, fixedLayers: [Int]? = nil, evaluateEarly: Int? = nil,
    whitening: Double? = nil, device: String? = nil
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.schedule = schedule
    self.batch = batch
    self.backprops = backprops
    self.evaluateEvery = evaluateEvery
    self.evaluateEarly = evaluateEarly
    self.checkpointEvery = checkpointEvery
    self.seeds = seeds
    self.averaging = averaging
    self.whitening = whitening
    self.device = device
    self.epochs = epochs
    self.phases = phases
    self.initialWeights = initialWeights
    self.fixedLayers = fixedLayers
  }

  /// How many measurements the schedule has up to so many backprops, without the one before the first.
  ///
  /// Curves are drawn over the logarithm of the backprops: up to `evaluateEvery` there is one every `evaluateEarly`,
  /// then the distance doubles, and again at each doubling of the backprops, until it is `evaluateEvery`.
  public func evaluations(until backprops: Int) -> Int {
    var (count, start, end, distance) = (0, 0, evaluateEvery, evaluateEarly ?? evaluateEvery)
    while backprops >= end, distance < evaluateEvery {
      count += (end - start) / distance
      (start, end, distance) = (end, 2 * end, 2 * distance)
    }
    return count + (backprops - start) / distance
  }

  /// Whether a longer training begins as a shorter one does, so that it can go on from the other's end.
  public var isContinuable: Bool { schedule == .constant && phases == nil && epochs == nil }

  /// The training up to where its rate begins to fall, which is one at a constant rate; nil if it isn't constant at first.
  public var constantPart: TrainingSection? {
    guard case .constantThenLinear(let decay, _) = schedule, backprops > decay else { return nil }
    var part = self
    (part.schedule, part.backprops) = (.constant, backprops - decay)
    return part.isContinuable ? part : nil
  }
}
