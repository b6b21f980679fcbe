import SuperResolution
import Tensors
import Vocabulary

/// A small task: sharpen random images that were blurred by averaging or, to enlarge them, had pixels left out.
func miniature(
  filterSizes: [Int] = [5, 1, 3], widths: [Int] = [8, 4], subImageSize: Int = 11, enlargement: Int = 1,
  optimizer: Optimizer = miniatureAdam, schedule: Schedule = .constant, backprops: Int = 96,
  averaging: Double? = nil, loss: Loss = .mse, channels: Int = 1, phases: [TrainingPhase] = [],
  fixedLayers: Set<Int> = [], activation: Activation = .relu, whitening: Double? = nil, threads: Int = 2,
  level: SIMDLevel = .best,
  orientations: [Orientation] = [.upright], on backend: (any Backend)? = nil, from state: TrainingState? = nil
) throws -> Trainer {
  let layers = Layer.chain(
    filters: filterSizes, widths: widths, channels: channels, activation: activation)
  let layout = NetworkLayout(
    channels: channels, layers: enlargement == 1 ? layers : layers.enlarging(enlargement))
  var random = RandomStream(seed: 1, purpose: "test images")
  let shape = [channels, (subImageSize + 13) * enlargement, (subImageSize + 9) * enlargement]
  let count = shape.reduce(1, *)
  let images = (0..<2).map { _ in
    let target = Tensor(shape: shape, elements: (0..<count).map { _ in Float(random.uniform()) })
    var input = target
    input.elements = target.elements.indices.map { i in
      (target.elements[max(0, i - 1)] + target.elements[i] + target.elements[min(count - 1, i + 1)]) / 3
    }
    return TrainingImage(
      input: input.keeping(every: enlargement), target: target, enlargement: enlargement)
  }
  let configuration = TrainerConfiguration(
    loss: loss, optimizer: optimizer, schedule: schedule, padding: .valid, batch: 8, backprops: backprops,
    averaging: averaging, whitening: whitening, seed: 1, phases: phases, fixedLayers: fixedLayers)
  var first = RandomStream(seed: 1, purpose: "initialisation")
  let network = Network(layout: layout, initialization: .he, random: &first)
  return try Trainer(
    configuration: configuration,
    subImages: SubImages(
      images: PlanesInMemory(images, channels: channels, enlargement: enlargement),
      size: subImageSize * enlargement,
      stride: 3 * enlargement,
      orientations: orientations),
    state: state ?? TrainingState(network: network, configuration: configuration),
    on: backend ?? CPUBackend(threads: threads, level: level))
}

extension Tensor {
  /// The first pixel of each block.
  fileprivate func keeping(every step: Int) -> Tensor {
    let small = [shape[0], shape[1] / step, shape[2] / step]
    var kept = Tensor(zeros: small)
    for c in 0..<small[0] {
      for y in 0..<small[1] {
        for x in 0..<small[2] {
          kept.elements[(c * small[1] + y) * small[2] + x] =
            elements[(c * shape[1] + y * step) * shape[2] + x * step]
        }
      }
    }
    return kept
  }
}

let miniatureAdam = Optimizer.adam(
  rates: LearningRates(weights: 1e-3, lastLayerWeights: 1e-4, biases: 1e-3), beta1: 0.9, beta2: 0.999,
  epsilon: 1e-8)

private let miniatureRates = LearningRates(weights: 1e-3, lastLayerWeights: 1e-4, biases: 1e-4)

let miniatureSGD = Optimizer.sgd(rates: miniatureRates, momentum: 0.9)

let miniatureMuon = Optimizer.muon(
  rates: miniatureRates, momentum: 0.95, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)

let miniatureSOAP = Optimizer.soap(
  rates: miniatureRates, momentum: 0.95, covarianceDecay: 0.95, refreshEvery: 3, largestSide: 64, beta1: 0.9,
  beta2: 0.999, epsilon: 1e-8)

/// Every optimizer, with rates that the miniature learns with.
let miniatureOptimizers = [miniatureSGD, miniatureAdam, miniatureMuon, miniatureSOAP]
