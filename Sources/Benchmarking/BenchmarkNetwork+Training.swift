import SuperResolution
import Tensors

extension BenchmarkNetwork {
  /// A training as the paper's, by gradient descent with momentum, that never ends.
  func trainer(batch: Int, on subImages: SubImages, by backend: any Backend) throws -> Trainer {
    var random = RandomStream(seed: 1, purpose: "bench")
    let start = Network(
      layout: layout, initialization: .gaussian(standardDeviation: 0.001), random: &random)
    let configuration = TrainerConfiguration(
      loss: .mse,
      optimizer: .sgd(rates: .init(weights: 1e-5, lastLayerWeights: 1e-6, biases: 1e-6), momentum: 0.9),
      schedule: .constant, padding: .valid, batch: batch, backprops: .max, averaging: nil, seed: 1)
    return try Trainer(
      configuration: configuration, subImages: subImages,
      state: TrainingState(network: start, configuration: configuration), on: backend)
  }

  /// Sub-images of noise, as many bytes as the 91 images have, so that they don't stay in the cache.
  static func noise(channels: Int) -> SubImages {
    let side = 256
    var random = RandomStream(seed: 1, purpose: "bench")
    let images = (0..<40).map { _ in
      let image = Tensor(
        shape: [channels, side, side],
        elements: (0..<channels * side * side).map { _ in Float(random.uniform()) })
      return TrainingImage(input: image, target: image)
    }
    return SubImages(images: images, channels: channels, size: subImageSize, stride: 14)
  }
}
