import Testing

import Tensors
import Vocabulary

@testable import SuperResolution

/// FNV-1a of the bits.
private func digest(_ values: [Float]) -> UInt64 {
  values.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1.bitPattern)) &* 0x0000_0100_0000_01b3 }
}

extension SIMDLevel {
  /// Whether a multiply-add of this level is rounded once.
  fileprivate var isFused: Bool {
    #if arch(x86_64)
      return self == .avx2 || self == .avx512
    #else
      return true
    #endif
  }
}

@Suite struct TrainerTests {
  @Test func `training makes the loss small`() throws {
    var trainer = try miniature(backprops: 4000)
    var losses: [Double] = []
    while !trainer.isDone { losses.append(try trainer.step()) }
    let first = losses.prefix(10).reduce(0, +), last = losses.suffix(10).reduce(0, +)
    #expect(last < first / 3)
  }

  @Test(arguments: [8, 40, 56])
  func `a training cut off anywhere goes on to the same bits, in mid-epoch too`(cut: Int) throws {
    var whole = try miniature(schedule: .cosine(final: 0, warmup: 16), averaging: 0.9)
    while !whole.isDone { _ = try whole.step() }
    var first = try miniature(schedule: .cosine(final: 0, warmup: 16), averaging: 0.9)
    while first.backprops < cut { _ = try first.step() }
    var second = try miniature(schedule: .cosine(final: 0, warmup: 16), averaging: 0.9, from: try first.state)
    while !second.isDone { _ = try second.step() }
    #expect(try second.state == whole.state)
  }

  private static let phases = [
    TrainingPhase(share: 0.5, channels: [0]), TrainingPhase(share: 0.5, channels: [0, 1, 2]),
  ]

  @Test(arguments: [40, 48, 56])
  func `a training cut off in any phase goes on to the same bits`(cut: Int) throws {
    var whole = try miniature(channels: 3, phases: Self.phases)
    while !whole.isDone { _ = try whole.step() }
    var first = try miniature(channels: 3, phases: Self.phases)
    while first.backprops < cut { _ = try first.step() }
    var second = try miniature(channels: 3, phases: Self.phases, from: try first.state)
    while !second.isDone { _ = try second.step() }
    #expect(try second.state == whole.state)
    var unphased = try miniature(channels: 3)
    while !unphased.isDone { _ = try unphased.step() }
    #expect(try unphased.state != whole.state)
  }

  @Test func `the channels that don't count in a phase are left as they were until they do`() throws {
    var trainer = try miniature(channels: 3, phases: Self.phases)
    /// The last layer's weights by output channel.
    func lastLayer() throws -> [[Float]] {
      let elements = try trainer.state.network.weight(ofLayer: 2).elements
      let count = elements.count / 3
      return (0..<3).map { Array(elements[$0 * count..<($0 + 1) * count]) }
    }
    let start = try lastLayer()
    while trainer.backprops < 48 { _ = try trainer.step() }
    let middle = try lastLayer()
    #expect(middle[0] != start[0])
    #expect(middle[1...] == start[1...])
    _ = try trainer.step()
    let end = try lastLayer()
    #expect(end[1] != start[1])
    #expect(end[2] != start[2])
  }

  /// A decay by which the mean of a number with itself is rounded to another for some.
  @Test(arguments: [[0], [1], [0, 2]])
  func `fixed layers keep their bits and the others move, in the average too`(fixed: Set<Int>) throws {
    var trainer = try miniature(averaging: 0.7, fixedLayers: fixed)
    let start = try trainer.state.network
    while !trainer.isDone { _ = try trainer.step() }
    for network in [try trainer.state.network, try trainer.evaluatedNetwork] {
      for layer in 0..<3 {
        let isSame =
          network.weight(ofLayer: layer) == start.weight(ofLayer: layer)
          && network.bias(ofLayer: layer) == start.bias(ofLayer: layer)
        #expect(isSame == fixed.contains(layer))
      }
    }
    for layer in fixed {
      let range = start.layout.weightRange(ofLayer: layer)
      #expect(try trainer.state.moments.allSatisfy { $0[range].allSatisfy { $0 == 0 } })
    }
  }

  @Test(arguments: Loss.allCases)
  func `every loss is made small`(loss: Loss) throws {
    var trainer = try miniature(backprops: 2400, loss: loss)
    var losses: [Double] = []
    while !trainer.isDone { losses.append(try trainer.step()) }
    let first = losses.prefix(10).reduce(0, +), last = losses.suffix(10).reduce(0, +)
    #expect(last < first / 1.5)
  }

  @Test func `any number of threads trains to the same bits`() throws {
    let states = try [1, 2, 5].map { threads in
      var trainer = try miniature(threads: threads)
      while !trainer.isDone { _ = try trainer.step() }
      return try trainer.state
    }
    #expect(states[0] == states[1] && states[1] == states[2])
  }

  /// What each optimizer makes of the miniature, with and without fused multiply-add: a change of these bits wants another
  /// `numericsVersion`, since the bits of published networks change with them.
  @Test(arguments: SIMDLevel.allCases.filter(\.isAvailable))
  func `trained weights have the bits that they had`(level: SIMDLevel) throws {
    let settings = miniatureOptimizers.map { ($0, Double?.none) } + [(miniatureAdam, 1e-5)]
    let digests = try settings.map { optimizer, whitening in
      var trainer = try miniature(
        optimizer: optimizer, schedule: .cosine(final: 0.1, warmup: 16), backprops: 800, averaging: 0.9,
        whitening: whitening, level: level)
      while !trainer.isDone { _ = try trainer.step() }
      return digest(try trainer.state.network.parameters + trainer.evaluatedNetwork.parameters)
    }
    let fused: [UInt64] = [
      5_728_142_280_047_890_697, 13_963_940_122_292_402_228, 2_757_532_615_674_955_781,
      2_167_922_878_232_277_991, 1_426_663_149_853_647_972,
    ]
    let separate: [UInt64] = [
      5_069_075_980_433_505_075, 14_881_326_318_932_494_341, 9_311_605_209_825_651_841,
      17_045_378_820_241_208_069, 9_334_644_678_666_284_872,
    ]
    #expect(digests == (level.isFused ? fused : separate))
  }

  /// A short training of a wide miniature, and the digests of what it gives with and without fused multiply-add.
  struct WideTraining: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let optimizer: Optimizer
    let activation: Activation
    let fused, separate: String
  }

  private static let wideTrainings = [
    WideTraining(
      testDescription: "SGD, ReLU", optimizer: miniatureSGD, activation: .relu, fused: "96a20b10e26b8386",
      separate: "410aee27452b33a3"),
    WideTraining(
      testDescription: "Muon, ReLU", optimizer: miniatureMuon, activation: .relu, fused: "d1b916d5b8398b64",
      separate: "dea9461c97e3daec"),
    WideTraining(
      testDescription: "Muon, PReLU", optimizer: miniatureMuon, activation: .prelu, fused: "95057595e853c183",
      separate: "d494a7e80ef9eca"),
  ]

  /// As above, with the kernels of the published networks: `layout.c` has channels in planes up to 8 filters a layer, a
  /// first layer in blocks from 64 taps on, and a middle one of 3x3 in the form of Winograd. 20 filters leave
  /// part of a vector empty, and outputs of 11 and 9 pixels part of a tile.
  @Test(arguments: SIMDLevel.allCases.filter(\.isAvailable), wideTrainings)
  func `trained weights of a wide network have the bits that they had`(
    level: SIMDLevel, training: WideTraining
  ) throws {
    var trainer = try miniature(
      filterSizes: [9, 3, 5], widths: [20, 16], subImageSize: 19, optimizer: training.optimizer,
      schedule: .cosine(final: 0.1, warmup: 16), backprops: 32, averaging: 0.9,
      activation: training.activation, level: level)
    #expect(try trainer.state.network.layout.usesBlocks)
    while !trainer.isDone { _ = try trainer.step() }
    let found = digest(try trainer.state.network.parameters + trainer.evaluatedNetwork.parameters)
    #expect(String(found, radix: 16) == (level.isFused ? training.fused : training.separate))
  }

  @Test func `the average forgets the first weights soon, and then as its decay says`() throws {
    var trainer = try miniature(backprops: 8 * 40, averaging: 0.7)
    var average = try trainer.state.network.parameters.map(Double.init)
    while !trainer.isDone {
      _ = try trainer.step()
      let step = Double(trainer.backprops / 8), decay = min(0.7, (1 + step) / (10 + step))
      average = zip(average, try trainer.state.network.parameters).map {
        decay * $0 + (1 - decay) * Double($1)
      }
    }
    for (found, expected) in zip(try trainer.evaluatedNetwork.parameters, average) {
      // Forty roundings of numbers of about 1.
      #expect(abs(Double(found) - expected) < 1e-6)
    }
  }

  @Test func `a learning rate far too high is an error that names the step and keeps the state`() throws {
    let wild = Optimizer.sgd(
      rates: LearningRates(weights: 1e9, lastLayerWeights: 1e9, biases: 1e9), momentum: 0.9)
    var trainer = try miniature(optimizer: wild)
    let error = #expect(throws: DivergedError.self) {
      while !trainer.isDone { _ = try trainer.step() }
    }
    #expect(error?.backprops == trainer.backprops)
    #expect(error?.description.contains("at backprop \(trainer.backprops)") == true)
  }

  @Test func `a step of the paper's optimizer adds a velocity that is kept to the weights`() throws {
    let rates = LearningRates(weights: 0.5, lastLayerWeights: 0.25, biases: 0.125)
    var trainer = try miniature(optimizer: .sgd(rates: rates, momentum: 0.5), backprops: 16)
    let start = try trainer.state
    _ = try trainer.step()
    let first = try trainer.state
    let layout = start.network.layout
    // After one step from rest, the change is the velocity itself.
    for layer in 0..<3 {
      for i in layout.weightRange(ofLayer: layer) {
        #expect(
          first.network.parameters[i] == start.network.parameters[i] + first.moments[0][i])
      }
    }
    _ = try trainer.step()
    let second = try trainer.state
    let i = layout.weightRange(ofLayer: 0).lowerBound
    #expect(second.network.parameters[i] == first.network.parameters[i] + second.moments[0][i])
    #expect(second.moments[0][i] != first.moments[0][i])
  }
}

@Suite struct ScheduleTests {
  @Test func `a cosine starts at one, is half way in the middle and ends at its final value`() {
    let schedule = Schedule.cosine(final: 0.1, warmup: 0)
    #expect(schedule.factor(backprops: 0, total: 1000) == 1)
    #expect(abs(schedule.factor(backprops: 500, total: 1000) - 0.55) < 1e-12)
    #expect(abs(schedule.factor(backprops: 1000, total: 1000) - 0.1) < 1e-12)
  }

  @Test func `warmup rises in a line`() {
    let schedule = Schedule.cosine(final: 0, warmup: 99)
    for (backprops, factor) in [(0, 0.01), (24, 0.25), (49, 0.5), (98, 0.99), (99, 1)] {
      #expect(abs(schedule.factor(backprops: backprops, total: 1000) - factor) < 1e-12, "\(backprops)")
    }
    #expect(Schedule.constant.factor(backprops: 49, total: 1000) == 1)
  }

  @Test func `a rate that is constant and then linear falls in the last backprops alone`() {
    let schedule = Schedule.constantThenLinear(decay: 200, final: 0.1)
    #expect(schedule.factor(backprops: 800, total: 1000) == 1)
    #expect(abs(schedule.factor(backprops: 900, total: 1000) - 0.55) < 1e-12)
    #expect(abs(schedule.factor(backprops: 1000, total: 1000) - 0.1) < 1e-12)
  }
}

@Suite struct SubImagesTests {
  @Test func `windows lie at every stride and none crosses the border`() {
    let image = TrainingImage(input: Tensor(zeros: [1, 47, 61]), target: Tensor(zeros: [1, 47, 61]))
    let subImages = SubImages(images: [image], channels: 1, size: 33, stride: 14)
    #expect(subImages.count == 6)
    #expect(
      subImages.windows(of: [0]).map { [$0.top, $0.left] } == [
        [0, 0], [0, 14], [0, 28], [14, 0], [14, 14], [14, 28],
      ])
    let small = TrainingImage(input: Tensor(zeros: [1, 32, 99]), target: Tensor(zeros: [1, 32, 99]))
    let none = SubImages(images: [small], channels: 1, size: 33, stride: 14)
    #expect(none.count == 0 && none.windows(of: [0]).isEmpty)
  }
}
