@testable import Tensors
import Vocabulary

/// Random parameters, image and output gradient for a kernel case, with the naive twin's answers.
struct Sample {
  var layout: NetworkLayout
  let padding: Padding
  let weights: [Tensor], biases: [Tensor], slopes: [[Float]]
  let parameters: [Float]
  let image: Tensor
  let dOutput: [Float]  // [H', W', C]

  init(_ c: KernelCase, height: Int, width: Int) {
    layout = c.layout
    padding = c.padding
    var random = RandomStream(seed: 5, purpose: c.name)
    func values(_ count: Int, scale: Double) -> [Float] {
      (0..<count).map { _ in Float(scale * random.normal()) }
    }
    let layers = 0..<c.layout.layerCount
    weights = layers.map { layer in
      let shape = c.layout.weightShape(ofLayer: layer)
      let scale = (1 / Double(shape[1] * shape[2] * shape[3])).squareRoot()
      return Tensor(shape: shape, elements: values(shape.reduce(1, *), scale: scale))
    }
    biases = layers.map {
      Tensor(
        shape: [c.layout.channelCount($0 + 1)], elements: values(c.layout.channelCount($0 + 1), scale: 0.1))
    }
    let (w, b) = (weights, biases)
    // From below 0 to above 1.
    var slopeRandom = RandomStream(seed: 6, purpose: c.name)
    let s = layers.map { layer in
      (0..<(c.layout.layers[layer].activation.hasSlopes ? c.layout.channelCount(layer + 1) : 0)).map { _ in
        Float(1.4 * slopeRandom.uniform() - 0.2)
      }
    }
    slopes = s
    parameters = c.layout.packed(
      layers.map { layer in
        LayerTensors(
          weight: w[layer], bias: b[layer],
          slope: s[layer].isEmpty ? nil : Tensor(shape: [s[layer].count], elements: s[layer]))
      })
    image = Tensor(
      shape: [c.channels, height, width], elements: values(c.channels * height * width, scale: 1))
    let outputs =
      c.layout.outputSize(of: height, padding: c.padding) * c.layout.outputSize(of: width, padding: c.padding)
    dOutput = values(outputs * c.channels, scale: 1)
  }

  /// The sums of each layer.
  func naiveSums() -> [NaiveConvolution.Planes] {
    var sums: [NaiveConvolution.Planes] = [], current = naiveImage
    for layer in 0..<layout.layerCount {
      sums.append(
        NaiveConvolution.forward(extended(current, layer), weight: weights[layer], bias: biases[layer]))
      current = activated(sums[layer], layer)
    }
    return sums
  }

  /// Input of each layer (not extended), then the output.
  func naiveOutputs() -> [NaiveConvolution.Planes] {
    [naiveImage] + naiveSums().enumerated().map { activated($1, $0) }
  }

  private var naiveImage: NaiveConvolution.Planes {
    var planes = NaiveConvolution.Planes(
      channels: image.shape[0], height: image.shape[1], width: image.shape[2])
    planes.values = image.elements.map(Double.init)
    return planes
  }

  private func activated(_ sums: NaiveConvolution.Planes, _ layer: Int) -> NaiveConvolution.Planes {
    NaiveConvolution.activated(sums, by: layout.layers[layer].activation, slopes: slopes[layer])
  }

  func naiveGradients() -> (weights: [[Double]], biases: [[Double]], slopes: [[Double]]) {
    let sums = naiveSums(), outputs = naiveOutputs()
    var slope = outputs[layout.layerCount]
    slope.values = planar(dOutput, channels: layout.channels).map(Double.init)
    var gradients: (weights: [[Double]], biases: [[Double]], slopes: [[Double]]) = ([], [], [])
    for layer in (0..<layout.layerCount).reversed() {
      let through = NaiveConvolution.backward(
        sums[layer], through: layout.layers[layer].activation, slopes: slopes[layer], dOutput: slope)
      let input = extended(outputs[layer], layer)
      let result = NaiveConvolution.backward(input, weight: weights[layer], dOutput: through.dSums)
      gradients.weights.insert(result.dWeight, at: 0)
      gradients.biases.insert(result.dBias, at: 0)
      gradients.slopes.insert(through.dSlopes, at: 0)
      slope = folded(result.dImage, onto: outputs[layer], layer)
    }
    return gradients
  }

  func output(level: SIMDLevel, threads: Int) -> Tensor {
    layout.apply(parameters: parameters, to: image, padding: padding, threads: threads, level: level)
  }

  /// What leaves the first layers, behind their activation.
  func activations(depth: Int, level: SIMDLevel, threads: Int) -> Tensor {
    layout.apply(
      parameters: parameters, to: image, depth: depth, padding: padding, threads: threads, level: level)
  }

  /// The gradient of a batch, whose sample number i is the image times 1 + i.
  func gradient(level: SIMDLevel, threads: Int, samples: Int) -> [Float] {
    gradients(level: level, threads: threads, batches: [Array(0..<samples)])[0]
  }

  /// The gradient of each batch of samples, which are told by number.
  func gradients(level: SIMDLevel, threads: Int, batches: [[Int]]) -> [[Float]] {
    let kernels = BatchKernels(
      layout: layout, padding: padding, inputSize: image.shape[1], threads: threads, level: level)
    let (pixels, slope) = (interleaved(image.elements, channels: layout.channels), dOutput)
    return batches.map { batch in
      var gradient = [Float](repeating: 0, count: parameters.count)
      _ = kernels.lossAndGradient(
        parameters: parameters, samples: batch.count, gradient: &gradient,
        fill: { sample, input, _ in
          for i in pixels.indices { input[i] = pixels[i] * Float(1 + batch[sample]) }
        },
        loss: { _, _, dOutput in
          for i in slope.indices { dOutput[i] = slope[i] }
          return 0
        })
      return gradient
    }
  }

  private func extended(_ planes: NaiveConvolution.Planes, _ layer: Int) -> NaiveConvolution.Planes {
    NaiveConvolution.extended(planes, by: (layout.filterSizes[layer] - 1) / 2, padding: padding)
  }

  /// The gradient by an extended activation as one by what was before.
  private func folded(
    _ gradient: NaiveConvolution.Planes, onto planes: NaiveConvolution.Planes, _ layer: Int
  ) -> NaiveConvolution.Planes {
    let margin = padding == .valid ? 0 : (layout.filterSizes[layer] - 1) / 2
    var result = NaiveConvolution.Planes(
      channels: planes.channels, height: planes.height, width: planes.width)
    for c in 0..<gradient.channels {
      for y in 0..<gradient.height {
        for x in 0..<gradient.width {
          let row = min(max(y - margin, 0), planes.height - 1),
            column = min(max(x - margin, 0), planes.width - 1)
          let isInside = row == y - margin && column == x - margin
          if isInside || padding == .replicate { result[c, row, column] += gradient[c, y, x] }
        }
      }
    }
    return result
  }
}

/// The largest difference of two arrays; infinite where one isn't as long as the other or has a number that isn't finite.
func largestDifference(_ a: [Float], _ b: [Double]) -> Double {
  guard a.count == b.count, a.allSatisfy(\.isFinite), b.allSatisfy(\.isFinite) else { return .infinity }
  return zip(a, b).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
}

/// Largest difference as a share of the largest value.
func relativeDifference(_ a: [Float], _ b: [Double]) -> Double {
  largestDifference(a, b) / max(b.reduce(0) { max($0, abs($1)) }, 1e-30)
}

/// Root mean square of the difference as a share of that of the values.
func rootMeanSquareDifference(_ a: [Float], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  let error = zip(a, b).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
  return (error / b.reduce(0) { $0 + $1 * $1 }).squareRoot()
}
