import SuperResolution
import Tensors
import Vocabulary

/// Forward and backward through a network, for some samples at a time: the buffers of their activations and gradients.
final class TrainingPass {
  let samples: Int
  private let queue: DeviceQueue
  private let layout: ParameterLayout
  private let stages: [Stage]
  /// Of each layer that ends in PReLU the sums before it, laid as the next layer's input.
  private let sums: [DeviceBuffer?]
  /// Where sub-images are, four numbers each.
  let places: DeviceBuffer
  /// What is trained towards, `[samples, C, side, side]`.
  let target: DeviceBuffer
  let targetPlanes: Planes
  /// What each sample costs.
  let losses: DeviceBuffer
  private let turned, parts: DeviceBuffer

  /// A layer at work.
  private struct Stage {
    let input: DeviceBuffer
    let inputPlanes: Planes
    let offsets: DeviceBuffer
    /// The gradient by the layer's output, or by its sums; with the margin that the gradient by its input reads.
    let slopes: DeviceBuffer
    let slopePlanes: Planes
    let slopeOffsets: DeviceBuffer
  }

  /// The buffers for sub-images of `size` rows and columns.
  init(
    samples: Int, size: Int, padding: Padding, layout: ParameterLayout, on queue: DeviceQueue
  ) throws(DeviceError) {
    (self.samples, self.layout, self.queue) = (samples, layout, queue)
    func border(_ layer: ParameterLayout.Layer) -> Int {
      padding == .valid ? 0 : (layer.filterSize - 1) / 2
    }
    var stages: [Stage] = []
    var side = size, turnedCount = 0, partCount = 0
    for (index, layer) in layout.layers.enumerated() {
      let planes = Planes(
        samples: samples, channels: layer.inputs, insideHeight: side, insideWidth: side, margin: border(layer)
      )
      side = planes.height - layer.filterSize + 1
      // The first layer's input needs no gradient.
      let slopePlanes = Planes(
        samples: samples, channels: layer.outputs, insideHeight: side, insideWidth: side,
        margin: index == 0 ? 0 : layer.filterSize - 1 - border(layer))
      turnedCount = max(turnedCount, layer.weights.count)
      partCount = max(partCount, DeviceQueue.partCount(slopePlanes, terms: layer.terms))
      stages.append(
        Stage(
          input: try queue.zeros(planes.count), inputPlanes: planes,
          offsets: try queue.buffer(planes.offsets(filterSize: layer.filterSize)),
          slopes: try queue.zeros(slopePlanes.count), slopePlanes: slopePlanes,
          slopeOffsets: try queue.buffer(slopePlanes.offsets(filterSize: layer.filterSize))))
    }
    self.stages = stages
    var sums: [DeviceBuffer?] = []
    for (index, layer) in layout.layers.enumerated() {
      sums.append(layer.slopes.isEmpty ? nil : try queue.zeros(stages[index + 1].inputPlanes.count))
    }
    self.sums = sums
    let channels = layout.layers[layout.layers.count - 1].outputs
    targetPlanes = Planes(
      samples: samples, channels: channels, insideHeight: side, insideWidth: side, margin: 0)
    target = try queue.zeros(targetPlanes.count)
    output = try queue.zeros(targetPlanes.count)
    places = try queue.zeros(4 * samples)
    losses = try queue.zeros(samples)
    turned = try queue.zeros(turnedCount)
    parts = try queue.zeros(partCount)
  }

  /// What the network makes of the inputs, `[samples, C, side, side]`.
  let output: DeviceBuffer
  /// The network's input.
  var input: (buffer: DeviceBuffer, planes: Planes) { (stages[0].input, stages[0].inputPlanes) }
  /// Where the gradient by the output goes.
  var outputSlopes: (buffer: DeviceBuffer, planes: Planes) {
    (stages[stages.count - 1].slopes, stages[stages.count - 1].slopePlanes)
  }

  /// From `input` to `output`.
  func forward(_ parameters: DeviceBuffer) throws(DeviceError) {
    for (index, stage) in stages.enumerated() {
      let layer = layout.layers[index]
      let isLast = index + 1 == stages.count
      let (next, planes) =
        isLast ? (output, targetPlanes) : (stages[index + 1].input, stages[index + 1].inputPlanes)
      try queue.convolve(
        stage.input, stage.inputPlanes, from: 0, offsets: stage.offsets,
        by: layer.filters(in: parameters),
        to: next, planes, at: planes.inside, sums: sums[index], extent: planes.extent)
    }
  }

  /// From `outputSlopes` to the gradient of all parameters, a sum over the samples, on top of what is there unless it is fresh.
  func backward(
    _ parameters: DeviceBuffer, into gradient: DeviceBuffer, isFresh: Bool
  ) throws(DeviceError) {
    for (index, stage) in stages.enumerated().reversed() {
      let layer = layout.layers[index]
      try queue.weightGradient(
        of: stage.input, stage.inputPlanes, offsets: stage.offsets, slopes: stage.slopes, stage.slopePlanes,
        parts: parts, into: gradient, at: layer.weights.lowerBound, isFresh: isFresh)
      try queue.channelSums(
        of: stage.slopes, stage.slopePlanes, parts: parts, into: gradient, at: layer.biases.lowerBound,
        isFresh: isFresh)
      guard index > 0 else { continue }
      let before = stages[index - 1], former = layout.layers[index - 1]
      try queue.forEach(
        layer.weights.count, "turnFilters",
        [
          .buffer(parameters), .buffer(turned), .int(layer.weights.lowerBound), .int(layer.outputs),
          .int(layer.inputs), .int(layer.filterSize * layer.filterSize),
        ])
      try queue.convolve(
        stage.slopes, stage.slopePlanes, from: 0, offsets: stage.slopeOffsets,
        by: DeviceQueue.Filters(buffer: turned), to: before.slopes, before.slopePlanes,
        at: before.slopePlanes.inside, sums: nil, extent: before.slopePlanes.extent)
      try queue.activationGradient(
        before.slopes, before.slopePlanes, source: sums[index - 1] ?? stage.input, stage.inputPlanes,
        weights: parameters, parts: parts, into: gradient, at: former.slopes.lowerBound, isFresh: isFresh,
        activation: former.activation)
    }
  }
}
