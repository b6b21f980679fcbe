import Tensors
import Testing
import Vocabulary

@testable import OpenCLBackend
@testable import SuperResolution

/// A network whose sums keep their signs, whichever one of its parameters is moved by a step: with inputs in 0...1 those of the
/// first layer are between 0.6 and 2.4 from zero, those of the second 0.1 at least.
///
/// In one parameter its loss is then a polynomial of degree two, of which central differences give the slope without an error of
/// their own, be the step small or not.
private struct SteadyNetwork {
  static let step: Float = 0x1p-4
  let layout: NetworkLayout
  let parameters: [Float]

  init(activation: Activation) {
    layout = NetworkLayout(channels: 1, filterSizes: [3, 1, 3], widths: [2, 2], activation: activation)
    var random = RandomStream(seed: 4, purpose: "steady network")
    var flat: [Float] = []
    for (layer, scale) in [Float(0.08), 0.25, 0.1].enumerated() {
      let count = layout.weightShape(ofLayer: layer).reduce(1, *)
      flat += (0..<count).map { _ in scale * (2 * Float(random.uniform()) - 1) }
      flat += layer == 2 ? [Float(0)] : [1.5, -1.5]
      if layout.layers[layer].activation.hasSlopes { flat += [0.5, 0.25] }
    }
    parameters = flat
  }
}

@Suite(.enabled(if: TestDevice.isWanted)) struct `The gradient on a device` {
  /// A loss is right to 2^-18 of itself, 64 roundings, which is more than there are on the way through the layers and its own sum.
  @Test(arguments: Activation.allCases)
  func `is that of finite differences of the loss there, by every parameter`(
    activation: Activation
  ) throws {
    let network = SteadyNetwork(activation: activation)
    var task = DeviceTask()
    task.layout = network.layout
    task.configuration.optimizer = .sgd(
      rates: LearningRates(weights: 1, lastLayerWeights: 1, biases: 1), momentum: 0)
    (task.configuration.padding, task.configuration.batch) = (.zero, 3)
    task.configuration.averaging = nil
    let plan = TrainingPlan(
      layout: task.layout, configuration: task.configuration, subImages: task.subImages)
    var order = SubImageOrder(task.subImages, seed: 3)
    let batch = try order.batch(at: 0, count: 3)
    let layout = ParameterLayout(network.layout)
    #expect(network.parameters.count == layout.count)

    try TestDevice.withQueue { queue in
      /// A first step from these parameters: from rest and at a rate of 1 velocities are the gradient, its sign turned.
      func step(_ parameters: [Float]) throws -> (loss: Double, training: OpenCLTraining) {
        let zeros = layout.tensors([Float](repeating: 0, count: layout.count))
        let start = TrainingSnapshot(
          parameters: layout.tensors(parameters), moments: [zeros], bases: [], average: nil)
        let training = try OpenCLTraining(plan, from: start, on: queue, threads: 1, keepsImages: true)
        let first = TrainingStep(number: 1, factor: 1, countedChannels: nil, averagingDecay: nil)
        return (try training.step(batch, first), training)
      }
      let (loss, training) = try step(network.parameters)
      let gradient = layout.flat(try training.snapshot().moments[0]).map { -$0 }
      let tolerance = 0x1p-18 * loss / Double(SteadyNetwork.step)
      #expect(gradient.contains { Double($0.magnitude) > 100 * tolerance })
      for index in gradient.indices {
        var (above, below) = (network.parameters, network.parameters)
        above[index] += SteadyNetwork.step
        below[index] -= SteadyNetwork.step
        let width = Double(above[index]) - Double(below[index])
        let slope = try (step(above).loss - step(below).loss) / width
        #expect(
          abs(slope - Double(gradient[index])) < tolerance,
          "parameter \(index): \(gradient[index]) in place of \(slope)")
      }
    }
  }
}
