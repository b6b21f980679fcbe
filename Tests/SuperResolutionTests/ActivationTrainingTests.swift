import Testing

import SuperResolution
import Tensors
import Vocabulary

@Suite struct ActivationTrainingTests {
  private static let activations: [Activation] = [.prelu, .linear]

  @Test(arguments: activations, miniatureOptimizers)
  func `every optimizer makes the loss of every activation small`(
    activation: Activation, optimizer: Optimizer
  ) throws {
    var trainer = try miniature(optimizer: optimizer, backprops: 4000, activation: activation)
    var losses: [Double] = []
    while !trainer.isDone { losses.append(try trainer.step()) }
    let first = losses.prefix(10).reduce(0, +), last = losses.suffix(10).reduce(0, +)
    #expect(last < first / 1.5)
    let slopes = (0..<3).map { trainer.state(ofSlopesIn: $0) }
    #expect(slopes[2] == nil)
    for layer in 0..<2 {
      #expect((slopes[layer] != nil) == (activation == .prelu))
      // A channel that is never below 0 learns no slope.
      if let slopes = slopes[layer] {
        #expect(slopes.count == [8, 4][layer] && slopes.contains { $0 != Activation.firstSlope })
      }
    }
  }

  @Test func `slopes begin at a quarter`() throws {
    let network = try miniature(activation: .prelu).state.network
    #expect(network.slope(ofLayer: 0)?.elements == [Float](repeating: 0.25, count: 8))
    #expect(network.layout.parameterCount == 25 * 8 + 8 + 8 + 8 * 4 + 4 + 4 + 4 * 9 + 1)
  }

  @Test(arguments: miniatureOptimizers)
  func `a training with slopes that was cut off goes on to the same bits, on any number of threads`(
    optimizer: Optimizer
  ) throws {
    var whole = try miniature(optimizer: optimizer, averaging: 0.9, activation: .prelu, threads: 1)
    while !whole.isDone { _ = try whole.step() }
    var first = try miniature(optimizer: optimizer, averaging: 0.9, activation: .prelu, threads: 3)
    while first.backprops < 40 { _ = try first.step() }
    var second = try miniature(
      optimizer: optimizer, averaging: 0.9, activation: .prelu, from: try first.state)
    while !second.isDone { _ = try second.step() }
    #expect(try second.state == whole.state)
  }

  @Test func `the slopes of a fixed layer stay, in the average too`() throws {
    var trainer = try miniature(averaging: 0.7, fixedLayers: [0], activation: .prelu)
    while !trainer.isDone { _ = try trainer.step() }
    for network in [try trainer.state.network, try trainer.evaluatedNetwork] {
      #expect(network.slope(ofLayer: 0)?.elements == [Float](repeating: 0.25, count: 8))
      #expect(network.slope(ofLayer: 1)?.elements != [Float](repeating: 0.25, count: 4))
    }
  }

  private static let fused: [SIMDLevel] = [.avx2, .avx512], separate: [SIMDLevel] = [.portable, .wide]

  @Test(
    .enabled(if: fused.allSatisfy(\.isAvailable), "this processor doesn't run both"), arguments: activations)
  func `levels with fused multiply-add train to the same bits`(activation: Activation) throws {
    try expectSameBits(at: Self.fused, activation)
  }

  @Test(
    .enabled(if: separate.allSatisfy(\.isAvailable), "this processor doesn't run both"),
    arguments: activations)
  func `levels without fused multiply-add train to the same bits`(activation: Activation) throws {
    try expectSameBits(at: Self.separate, activation)
  }

  private func expectSameBits(at levels: [SIMDLevel], _ activation: Activation) throws {
    let states = try levels.map { level in
      var trainer = try miniature(activation: activation, level: level)
      while !trainer.isDone { _ = try trainer.step() }
      return try trainer.state.network.parameters
    }
    #expect(Set(states).count == 1)
  }
}

extension Trainer {
  fileprivate func state(ofSlopesIn layer: Int) -> [Float]? {
    (try? state)?.network.slope(ofLayer: layer)?.elements
  }
}
