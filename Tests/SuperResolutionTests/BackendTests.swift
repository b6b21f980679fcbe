import Testing

import SuperResolution
import Tensors
import Vocabulary

@Suite struct BackendTests {
  private static let sgd = Optimizer.sgd(
    rates: LearningRates(weights: 1e-3, lastLayerWeights: 1e-4, biases: 1e-3), momentum: 0.9)

  static let kinds: [(activation: Activation, enlargement: Int, channels: Int)] =
    Activation.allCases.map { ($0, 1, 1) } + [(.relu, 2, 1), (.prelu, 3, 1), (.relu, 4, 3)]

  /// Over 24 steps of single precision against double.
  @Test(arguments: kinds)
  func `a back end that has only the protocol to go by trains as the processor does`(
    _ kind: (activation: Activation, enlargement: Int, channels: Int)
  ) throws {
    let ways = [0, 1, 2, 3].flatMap { turns in
      [false, true].map { Orientation(quarterTurns: turns, isMirrored: $0) }
    }
    func trainer(on backend: any Backend) throws -> Trainer {
      try miniature(
        enlargement: kind.enlargement, optimizer: Self.sgd, schedule: .cosine(final: 0.1, warmup: 40),
        backprops: 192, averaging: 0.9, channels: kind.channels, activation: kind.activation,
        orientations: ways, on: backend)
    }
    var ours = try trainer(on: CPUBackend(threads: 2)), other = try trainer(on: NaiveBackend())
    while !ours.isDone {
      let (loss, its) = (try ours.step(), try other.step())
      #expect(abs(loss - its) < 1e-4 * loss)
    }
    let (state, its) = (try ours.state, try other.state)
    let start = try trainer(on: CPUBackend(threads: 1)).state
    #expect(its.network.parameters != start.network.parameters)
    for (a, b) in [
      (state.network.parameters, its.network.parameters), (state.moments[0], its.moments[0]),
      (state.average ?? [], its.average ?? []),
    ] {
      #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test(arguments: [2, 3, 4], Padding.allCases)
  func `a network that enlarges gives the same on both`(factor: Int, padding: Padding) throws {
    let network = try miniature(enlargement: factor, channels: 3).state.network
    var random = RandomStream(seed: 1, purpose: "enlarging")
    let image = Tensor(shape: [3, 40, 71], elements: (0..<8520).map { _ in Float(random.uniform()) })
    let ours = CPUBackend(threads: 2).apply(network, to: image, depth: nil, padding: padding)
    let its = NaiveBackend().apply(network, to: image, depth: nil, padding: padding)
    let lost = padding == .valid ? 6 : 0
    #expect(ours.shape == its.shape && ours.shape == [3, (40 - lost) * factor, (71 - lost) * factor])
    #expect(zip(ours.elements, its.elements).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(arguments: [1, 2, 3])
  func `inner activations are the same on both`(depth: Int) throws {
    let network = try miniature(activation: .prelu).state.network
    var random = RandomStream(seed: 1, purpose: "activations")
    let image = Tensor(shape: [1, 20, 23], elements: (0..<460).map { _ in Float(random.uniform()) })
    let ours = CPUBackend(threads: 1).apply(network, to: image, depth: depth, padding: .replicate)
    let its = NaiveBackend().apply(network, to: image, depth: depth, padding: .replicate)
    #expect(ours.shape == its.shape && ours.shape == [[8, 4, 1][depth - 1], 20, 23])
    #expect(zip(ours.elements, its.elements).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func `a loss that isn't finite changes nothing`() throws {
    let wild = Optimizer.sgd(
      rates: LearningRates(weights: 1e9, lastLayerWeights: 1e9, biases: 1e9), momentum: 0.9)
    var trainer = try miniature(optimizer: wild, averaging: 0.9)
    var before = try trainer.state
    #expect(throws: DivergedError.self) {
      while !trainer.isDone {
        before = try trainer.state
        _ = try trainer.step()
      }
    }
    let after = try trainer.state
    #expect(after.backprops == before.backprops)
    #expect(after.network.parameters.map(\.bitPattern) == before.network.parameters.map(\.bitPattern))
  }

  @Test(arguments: [(7, 19), (19, 7), (8, 8)])
  func `images are handed over whole`(height: Int, width: Int) throws {
    let values = (0..<height * width * 3).map { Float($0) }
    let tensor = Tensor(shape: [3, height, width], elements: values)
    var target = tensor
    target.elements = values.map { -$0 }
    let images = [TrainingImage(input: Tensor(zeros: [3, 9, 9]), target: Tensor(zeros: [3, 9, 9]))]
    let all = SubImages(
      images: images + [TrainingImage(input: tensor, target: target)], channels: 3, size: 5, stride: 2)
    var found: [(Int, ImageExtent, [Float], [Float])] = []
    try all.forEachImage { found.append(($0, $1, $2, $3)) }
    #expect(found.map(\.0) == [0, 1])
    #expect(found[1].1 == ImageExtent(height: height, width: width))
    #expect(planar(found[1].2, channels: 3) == values)
    #expect(planar(found[1].3, channels: 3) == target.elements)
  }
}
