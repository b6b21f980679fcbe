import ExperimentSpecs
import SuperResolution
import Tensors

extension RunDescription {
  /// The network's sizes.
  package var layout: NetworkLayout {
    NetworkLayout(
      channels: data.channels.count, filterSizes: network.filters, widths: network.widths)
  }

  /// The network before training; a function of the seed alone.
  package var untrainedNetwork: Network {
    var random = RandomStream(seed: UInt64(seed), purpose: "initialization")
    let initialization: SuperResolution.Initialization =
      switch network.initialization {
      case .gaussian(let deviation): .gaussian(standardDeviation: deviation)
      case .he: .he
      }
    return Network(layout: layout, initialization: initialization, random: &random)
  }

  /// The trainer's part of the description.
  package var configuration: TrainerConfiguration {
    TrainerConfiguration(
      loss: loss, optimizer: optimizer, schedule: schedule, padding: padding, batch: training.batch,
      backprops: training.backprops, averaging: training.averaging, whitening: training.whitening,
      seed: UInt64(seed), phases: phases, fixedLayers: Set((training.fixedLayers ?? []).map { $0 - 1 }))
  }

  /// The backprops after which the run ends: whole batches.
  package var lastBackprops: Int {
    (training.backprops + training.batch - 1) / training.batch * training.batch
  }

  private var phases: [TrainingPhase] {
    (training.phases ?? []).map { phase in
      let own = data.channels.components
      return TrainingPhase(
        share: phase.share, channels: own.indices.filter { phase.lossChannels.contains(own[$0]) })
    }
  }

  private var loss: Loss {
    switch training.loss {
    case .mse: .mse
    case .l1: .l1
    case .ssim: .ssim
    case .multiScaleSSIM: .multiScaleSSIM
    }
  }

  private var schedule: Schedule {
    switch training.schedule {
    case .constant: .constant
    case .cosine(let final, let warmup): .cosine(final: final, warmup: warmup)
    }
  }

  package var padding: Padding {
    switch network.padding {
    case .valid: .valid
    case .replicate: .replicate
    case .zero: .zero
    }
  }

  private var optimizer: Optimizer {
    switch training.optimizer {
    case .sgd(let rate, let last, let bias, let momentum):
      .sgd(rates: LearningRates(weights: rate, lastLayerWeights: last, biases: bias), momentum: momentum)
    case .adam(let rate, let last, let bias, let beta1, let beta2, let epsilon):
      .adam(
        rates: LearningRates(weights: rate, lastLayerWeights: last, biases: bias), beta1: beta1, beta2: beta2,
        epsilon: epsilon)
    case .muon(let rate, let last, let bias, let momentum, let beta1, let beta2, let epsilon):
      .muon(
        rates: LearningRates(weights: rate, lastLayerWeights: last, biases: bias), momentum: momentum,
        beta1: beta1, beta2: beta2, epsilon: epsilon)
    case .soap(
      let rate, let last, let bias, let momentum, let covarianceDecay, let refreshEvery, let largestSide,
      let beta1, let beta2, let epsilon):
      .soap(
        rates: LearningRates(weights: rate, lastLayerWeights: last, biases: bias), momentum: momentum,
        covarianceDecay: covarianceDecay, refreshEvery: refreshEvery, largestSide: largestSide, beta1: beta1,
        beta2: beta2, epsilon: epsilon)
    }
  }
}

extension DataSection {
  /// How each sub-image is laid: as it is, and as the augmentation has it.
  package var orientations: [Orientation] {
    guard let augmentation else { return [.upright] }
    return ([0] + augmentation.rotations).flatMap { angle in
      (augmentation.flip ? [false, true] : [false]).map {
        Orientation(quarterTurns: angle / 90, isMirrored: $0)
      }
    }
  }
}
