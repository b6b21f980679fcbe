import ExperimentSpecs
import SuperResolution
import Tensors
import Vocabulary

extension RunDescription {
  /// The network's layers.
  package var layers: [Layer] { network.layers(channels: data.channels.count, scale: data.scale) }

  /// The layers, laid out in memory.
  package var layout: NetworkLayout { NetworkLayout(channels: data.channels.count, layers: layers) }

  /// The network before training; a function of the seed alone.
  package var untrainedNetwork: Network {
    var random = RandomStream(seed: UInt64(seed), purpose: "initialization")
    return Network(layout: layout, initialization: network.initialization, random: &random)
  }

  /// The trainer's part of the description.
  package var configuration: TrainerConfiguration {
    TrainerConfiguration(
      loss: training.loss, optimizer: training.optimizer, schedule: training.schedule,
      padding: network.padding, batch: training.batch, backprops: training.backprops,
      averaging: training.averaging, whitening: training.whitening,
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

  /// What the convolutions of training read beyond the border.
  package var padding: Padding { network.padding }
}
