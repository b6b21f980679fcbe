import Tensors
import Vocabulary

/// What trains networks and applies them: the processor (``CPUBackend``), or another device.
///
/// Another device is a target of its own with these two protocols; the runner is told of it in one place. Across this
/// border all numbers have one form: parameters, gradients and what goes with them are `LayerTensors`, weights
/// `[O, I, H, W]`, biases and slopes `[O]`; images are `[C, H, W]` with values 0…1. How a device lays them out inside is
/// its own affair.
///
/// The same calls give the same bits each time on one device, with any number of threads. Two devices may round
/// differently: they are then two programs, and a device whose trainings are kept needs numbers of its own in what decides
/// a run's id.
public protocol Backend: Sendable {
  /// What computes, as a reader would say it: `CPU, avx2`.
  var name: String { get }

  /// Begins a training, or goes on with one.
  ///
  /// This is the time to bring the images to a device: `SubImages.forEachImage` hands them over whole, one by one, and
  /// a batch then names positions in them. A device that can't keep them all has each batch copied out instead
  /// (`SubImageBatch.copy`).
  /// - Throws: what the device can't do, or what keeps the images from being read.
  func training(_ plan: TrainingPlan, from start: TrainingSnapshot) throws -> any TrainingBackend

  /// What leaves the first `depth` layers of a network, nil for all, for an image `[C, H, W]`: `[O, H', W']`, behind the
  /// activation.
  ///
  /// Memory beyond input and output doesn't grow with the image.
  /// - Throws: what keeps the device from it.
  func apply(_ network: Network, to image: Tensor, depth: Int?, padding: Padding) throws -> Tensor
}

/// A training under way. Network, optimizer's memory and average stay with it between steps.
public protocol TrainingBackend: AnyObject {
  /// One whole step:
  ///
  /// 1. The loss is the mean over the batch of `configuration.loss` between the network's output for a sub-image, with
  ///    `configuration.padding`, and the central part of its target of the output's size, over the channels that count.
  /// 2. If it isn't finite, it is returned, and nothing else happens.
  /// 3. Gradients are means over the batch. `configuration.optimizer` takes its step number `step.number` with its rates
  ///    times `step.factor`: on the weights of all layers but the last, on those of the last, and on biases and slopes,
  ///    each with a rate of its own; on the first layer's weights in whitened coordinates if `configuration.whitening`
  ///    says so. Layers in `configuration.fixedLayers` keep their parameters, and zeros in the memory.
  /// 4. With `step.averagingDecay` d, the average becomes d times itself and 1 - d times the new parameters; that of fixed
  ///    layers are the parameters.
  ///
  /// - Returns: the loss before the step.
  /// - Throws: what keeps the images from being read or the device from its work. All is then as before the step, or every later call
  ///   throws: a step that is half done is never gone on with, nor kept.
  func step(_ batch: SubImageBatch, _ step: TrainingStep) throws -> Double

  /// All that another training must begin with to go on to the same bits.
  /// - Throws: what keeps the device from handing it over.
  func snapshot() throws -> TrainingSnapshot
}

/// What is trained, how, and on what: the same from the first step to the last.
public struct TrainingPlan: Sendable {
  public let layout: NetworkLayout
  /// Loss, optimizer, padding, batch and fixed layers; the schedule and phases come step by step.
  public let configuration: TrainerConfiguration
  /// The images, and how sub-images are cut from them.
  public let subImages: SubImages

  public init(layout: NetworkLayout, configuration: TrainerConfiguration, subImages: SubImages) {
    (self.layout, self.configuration, self.subImages) = (layout, configuration, subImages)
  }

  /// Rows and columns of the network's output for a sub-image.
  public var targetSize: Int { layout.outputSize(of: subImages.inputSize, padding: configuration.padding) }
}

/// What differs from step to step beside the batch.
public struct TrainingStep: Sendable {
  /// The step's number, from 1 at the beginning of the whole training.
  public let number: Int
  /// The schedule's factor on all learning rates.
  public let factor: Double
  /// The channels that count in the loss, 0 being the first; nil for all.
  public let countedChannels: [Int]?
  /// The decay of the moving average at this step; nil if there is none.
  public let averagingDecay: Float?

  public init(number: Int, factor: Double, countedChannels: [Int]?, averagingDecay: Float?) {
    (self.number, self.factor) = (number, factor)
    (self.countedChannels, self.averagingDecay) = (countedChannels, averagingDecay)
  }
}

/// What a training has come to, in the form that files have too.
public struct TrainingSnapshot: Sendable, Equatable {
  /// The network, layer by layer.
  public var parameters: [LayerTensors]
  /// The optimizer's memory, one number for each parameter: Adam's means and mean squares, the others' momentum first.
  public var moments: [[LayerTensors]]
  /// What SOAP remembers beside them; empty for other optimizers.
  public var bases: [Float]
  /// The moving average of the parameters, if there is one.
  public var average: [LayerTensors]?

  public init(
    parameters: [LayerTensors], moments: [[LayerTensors]], bases: [Float], average: [LayerTensors]?
  ) {
    (self.parameters, self.moments, self.bases, self.average) = (parameters, moments, bases, average)
  }
}
