import SuperResolution
import Tensors
import Vocabulary

/// Another back end, in double precision by the naive twins: what the protocol says is all that it has to go by.
///
/// Gradient descent on the squared error, without padding, of images that it keeps whole.
struct NaiveBackend: Backend {
  let name = "naive"

  func training(_ plan: TrainingPlan, from start: TrainingSnapshot) throws -> any TrainingBackend {
    try NaiveTraining(plan, start)
  }

  func apply(_ network: Network, to image: Tensor, depth: Int?, padding: Padding) -> Tensor {
    var planes = NaiveConvolution.Planes(
      channels: image.shape[0], height: image.shape[1], width: image.shape[2])
    planes.values = image.elements.map(Double.init)
    for (layer, tensors) in network.layout.tensors(of: network.parameters).prefix(depth ?? 8).enumerated() {
      let own = network.layout.layers[layer]
      planes = NaiveConvolution.activated(
        NaiveConvolution.forward(
          NaiveConvolution.extended(planes, by: own.filterSize / 2, padding: padding),
          weight: tensors.weight, bias: tensors.bias),
        by: own.activation, slopes: tensors.slope?.elements ?? []
      ).enlarged(own.enlargement)
    }
    return Tensor(
      shape: [planes.channels, planes.height, planes.width], elements: planes.values.map(Float.init))
  }
}

private final class NaiveTraining: TrainingBackend {
  private typealias Planes = NaiveConvolution.Planes
  private let plan: TrainingPlan
  private let rates: LearningRates, momentum: Double
  private var images: [(width: Int, input: [Float], target: [Float])] = []
  private var state: TrainingSnapshot

  init(_ plan: TrainingPlan, _ start: TrainingSnapshot) throws {
    guard case .sgd(let rates, let momentum) = plan.configuration.optimizer else { throw Unable() }
    (self.plan, self.rates, self.momentum, state) = (plan, rates, momentum, start)
    try plan.subImages.forEachImage { _, extent, input, target in
      images.append((extent.width / plan.layout.enlargement, input, target))
    }
  }

  struct Unable: Error {}

  func snapshot() -> TrainingSnapshot { state }

  func step(_ batch: SubImageBatch, _ step: TrainingStep) -> Double {
    var loss = 0.0, sums: [[[Double]]] = []
    for position in batch.positions {
      let (own, gradients) = gradients(at: position)
      loss += own / Double(batch.count)
      if sums.isEmpty {
        sums = gradients
      } else {
        for (layer, tensors) in gradients.enumerated() {
          for (index, values) in tensors.enumerated() {
            sums[layer][index] = zip(sums[layer][index], values).map(+)
          }
        }
      }
    }
    for layer in sums.indices {
      let isLast = layer == sums.count - 1
      let rates = [isLast ? rates.lastLayerWeights : rates.weights, rates.biases, rates.biases]
      for (index, sum) in sums[layer].enumerated() {
        let rate = rates[index] * step.factor / Double(batch.count)
        let velocity = zip(state.moments[0][layer][index].elements, sum).map {
          Float(momentum * Double($0) - rate * $1)
        }
        state.moments[0][layer][index].elements = velocity
        let moved = zip(state.parameters[layer][index].elements, velocity).map { $0 + $1 }
        state.parameters[layer][index].elements = moved
        if let decay = step.averagingDecay, var average = state.average {
          average[layer][index].elements = zip(average[layer][index].elements, moved).map {
            decay * $0 + (1 - decay) * $1
          }
          state.average = average
        }
      }
    }
    return loss
  }

  /// Of each layer by weights, biases and slopes, if it has any.
  private func gradients(at position: SubImagePosition) -> (Double, [[[Double]]]) {
    let image = images[position.image], margin = (plan.subImages.size - plan.targetSize) / 2
    let factor = plan.layout.enlargement
    let target = cut(
      image.target, image.width * factor, position, top: position.top + margin, left: position.left + margin,
      side: plan.targetSize)
    var inputs = [
      cut(
        image.input, image.width, position, top: position.top / factor, left: position.left / factor,
        side: plan.subImages.size / factor)
    ]
    var sums: [Planes] = []
    for (layer, own) in state.parameters.enumerated() {
      sums.append(NaiveConvolution.forward(inputs[layer], weight: own.weight, bias: own.bias))
      inputs.append(
        NaiveConvolution.activated(
          sums[layer], by: plan.layout.layers[layer].activation, slopes: own.slope?.elements ?? []))
    }
    var slope = inputs[sums.count].enlarged(factor)
    slope.values = zip(slope.values, target.values).map { $0 - $1 }
    let loss = slope.values.reduce(0) { $0 + $1 * $1 } / 2
    slope = slope.reduced(factor)
    var gradients: [[[Double]]] = []
    for layer in sums.indices.reversed() {
      let own = state.parameters[layer]
      let through = NaiveConvolution.backward(
        sums[layer], through: plan.layout.layers[layer].activation, slopes: own.slope?.elements ?? [],
        dOutput: slope)
      let result = NaiveConvolution.backward(inputs[layer], weight: own.weight, dOutput: through.dSums)
      gradients.insert(
        [result.dWeight, result.dBias] + (own.slope == nil ? [] : [through.dSlopes]), at: 0)
      slope = result.dImage
    }
    return (loss, gradients)
  }

  /// A square of an image `[H, W, C]`, laid as the position says.
  private func cut(
    _ pixels: [Float], _ width: Int, _ position: SubImagePosition, top: Int, left: Int, side: Int
  ) -> Planes {
    let channels = plan.layout.channels, way = position.orientation
    var planes = Planes(channels: channels, height: side, width: side)
    for c in 0..<channels {
      for y in 0..<side {
        for x in 0..<side {
          // Backwards: from where a pixel comes to lie to where it was.
          var (row, column) = (y, way.reversesColumns ? side - 1 - x : x)
          if way.reversesRows { row = side - 1 - row }
          if way.isTransposed { swap(&row, &column) }
          if way.isMirrored { column = side - 1 - column }
          planes[c, y, x] = Double(pixels[((top + row) * width + left + column) * channels + c])
        }
      }
    }
    return planes
  }
}

extension NaiveConvolution.Planes {
  /// Maps as an image: the pixel at row y and column x is that of the map of its place in a block.
  fileprivate func enlarged(_ factor: Int) -> Self {
    var image = Self(
      channels: channels / (factor * factor), height: height * factor, width: width * factor)
    for c in 0..<image.channels {
      for y in 0..<image.height {
        for x in 0..<image.width {
          image[c, y, x] =
            self[(c * factor + y % factor) * factor + x % factor, y / factor, x / factor]
        }
      }
    }
    return image
  }

  /// The maps of an image.
  fileprivate func reduced(_ factor: Int) -> Self {
    var maps = Self(channels: channels * factor * factor, height: height / factor, width: width / factor)
    for map in 0..<maps.channels {
      let place = map % (factor * factor)
      for y in 0..<maps.height {
        for x in 0..<maps.width {
          maps[map, y, x] =
            self[map / (factor * factor), y * factor + place / factor, x * factor + place % factor]
        }
      }
    }
    return maps
  }
}

extension LayerTensors {
  /// Weights, biases, slopes.
  fileprivate subscript(index: Int) -> Tensor {
    get { named[index].tensor }
    set {
      switch index {
      case 0: weight = newValue
      case 1: bias = newValue
      default: slope = newValue
      }
    }
  }
}
