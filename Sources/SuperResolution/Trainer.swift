import Tensors

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
///     var trainer = try Trainer(configuration: configuration, subImages: subImages, state: state, on: backend)
///     while !trainer.isDone { let loss = try trainer.step() }
///
/// It says which sub-images a step is on, and the step's place in the schedule; a back end computes.
///
/// The order of the sub-images is a fresh permutation an epoch, a pure function of seed and epoch (of a very large set,
/// a permutation of the images and one in each group of them); a batch that reaches beyond an epoch's end goes on in
/// the next.
public struct Trainer {
  /// Sub-images used so far.
  public private(set) var backprops: Int
  private let configuration: TrainerConfiguration
  private let layout: NetworkLayout
  private let training: any TrainingBackend
  private var order: SubImageOrder

  /// Starts, or goes on from `state`.
  ///
  /// - Throws: what keeps the back end from it, or the images from being read.
  public init(
    configuration: TrainerConfiguration, subImages: SubImages, state: TrainingState, on backend: any Backend
  ) throws {
    precondition(configuration.batch > 0, "an empty batch")
    precondition(state.moments.count == configuration.optimizer.momentCount, "state of another optimizer")
    self.configuration = configuration
    layout = state.network.layout
    backprops = state.backprops
    training = try backend.training(
      TrainingPlan(layout: layout, configuration: configuration, subImages: subImages), from: state.snapshot)
    order = SubImageOrder(subImages, seed: configuration.seed)
  }

  /// Starts, or goes on from `state`, on the processor.
  ///
  /// - Throws: what keeps the images from being read, whose moments whitened coordinates are made from.
  public init(
    configuration: TrainerConfiguration, subImages: SubImages, state: TrainingState, threads: Int,
    level: SIMDLevel = .best
  ) throws {
    try self.init(
      configuration: configuration, subImages: subImages, state: state,
      on: CPUBackend(threads: threads, level: level))
  }

  /// Whether all backprops are done.
  public var isDone: Bool { backprops >= configuration.backprops }

  /// The state after the last step.
  /// - Throws: what keeps the back end from handing it over.
  public var state: TrainingState {
    get throws { TrainingState(try training.snapshot(), layout: layout, backprops: backprops) }
  }

  /// The network to evaluate: the moving average if there is one, else the weights themselves.
  /// - Throws: what keeps the back end from handing it over.
  public var evaluatedNetwork: Network {
    get throws {
      let snapshot = try training.snapshot()
      return Network(layout: layout, parameters: layout.packed(snapshot.average ?? snapshot.parameters))
    }
  }

  /// Trains on one batch and returns its mean loss.
  ///
  /// - Throws: `DivergedError` if the loss isn't finite, or what keeps the images from being read or the back end from its
  ///   work; the state is then that before the step.
  public mutating func step() throws -> Double {
    let batch = try order.batch(at: backprops, count: configuration.batch)
    let number = backprops / configuration.batch + 1
    let loss = try training.step(
      batch,
      TrainingStep(
        number: number,
        factor: configuration.schedule.factor(backprops: backprops, total: configuration.backprops),
        countedChannels: configuration.countedChannels(after: backprops),
        averagingDecay: configuration.averaging.map {
          Float(min($0, Double(1 + number) / Double(10 + number)))
        }))
    guard loss.isFinite else { throw DivergedError(backprops: backprops, loss: loss) }
    backprops += batch.count
    return loss
  }
}
