import Tensors
import Testing
import Vocabulary

@testable import OpenCLBackend

/// Each kernel by itself beside the naive twin, in double precision, at sizes that fill no group.
@Suite(.enabled(if: TestDevice.isWanted)) struct `The kernels of a device` {
  /// Numbers before those that a kernel is told of, which it must leave alone.
  private let ahead = [Float](repeating: 9, count: 3)

  /// A chain of as many roundings as there are terms, one for the bias, and one for PReLU, whose slopes are at most 1.
  @Test(arguments: TwinCase.all, Activation.allCases)
  func `convolve as the naive twin does, and keep sums before the activation`(
    own: TwinCase, activation: Activation
  ) throws {
    let layer = TwinLayer(own), planes = layer.outputPlanes
    let sums = layer.sums(), most = layer.magnitudes.sums().flatMap(\.values)
    let activated = sums.flatMap {
      NaiveConvolution.activated($0, by: activation, slopes: layer.slopes).values
    }
    try TestDevice.withQueue { queue in
      let filters = DeviceQueue.Filters(
        buffer: try queue.buffer(ahead + layer.weights + layer.biases + layer.slopes), weights: ahead.count,
        biases: ahead.count + layer.weights.count,
        slopes: ahead.count + layer.weights.count + own.outputs, activation: activation)
      let (output, kept) = (try queue.zeros(planes.count), try queue.zeros(planes.count))
      try queue.convolve(
        queue.buffer(layer.inputPlanes.holding(layer.input)), layer.inputPlanes, from: 0,
        offsets: queue.buffer(layer.inputPlanes.offsets(filterSize: own.filterSize)), by: filters, to: output,
        planes, at: planes.inside, sums: kept, extent: planes.extent)
      try expectRounded(
        planes.insideNumbers(of: queue.read(kept)), sums.flatMap(\.values), of: most,
        roundings: own.terms + 1, "sums")
      try expectRounded(
        planes.insideNumbers(of: queue.read(output)), activated, of: most, roundings: own.terms + 2, "output")
    }
  }

  /// As filters of the gradient they are turned and change places, which alters none of them.
  @Test(arguments: TwinCase.all)
  func `give the naive twin's gradient by a layer's input`(own: TwinCase) throws {
    let layer = TwinLayer(own), planes = layer.outputPlanes, taps = own.filterSize * own.filterSize
    let before = Planes(
      samples: own.samples, channels: own.inputs, insideHeight: layer.inputPlanes.insideHeight,
      insideWidth: layer.inputPlanes.insideWidth, margin: 1)
    try TestDevice.withQueue { queue in
      let turned = try queue.zeros(layer.weights.count), gradient = try queue.zeros(before.count)
      try queue.forEach(
        layer.weights.count, "turnFilters",
        [
          .buffer(queue.buffer(ahead + layer.weights)), .buffer(turned), .int(ahead.count),
          .int(own.outputs), .int(own.inputs), .int(taps),
        ])
      try queue.convolve(
        queue.buffer(planes.holding(layer.dOutput)), planes, from: 0,
        offsets: queue.buffer(planes.offsets(filterSize: own.filterSize)),
        by: DeviceQueue.Filters(buffer: turned), to: gradient, before, at: before.inside, sums: nil,
        extent: before.extent)
      try expectRounded(
        before.insideNumbers(of: queue.read(gradient)), layer.gradients().input,
        of: layer.magnitudes.gradients().input, roundings: own.outputs * taps, "gradient")
    }
  }

  /// Of weights a part is a chain of 512 pixels; of biases 128 items add 32 pixels each, and then one another in 7 steps. What was
  /// there before is added to, or replaced.
  @Test(arguments: TwinCase.batches)
  func `give the naive twin's gradients by weights and biases`(own: TwinCase) throws {
    let layer = TwinLayer(own), planes = layer.outputPlanes
    let expected = layer.gradients(), most = layer.magnitudes.gradients()
    let count = layer.weights.count, first = ahead.count
    let room = DeviceQueue.partCount(planes, terms: own.terms), parts = room / count
    #expect(parts > 1)
    try TestDevice.withQueue { queue in
      let input = try queue.buffer(layer.inputPlanes.holding(layer.input))
      let slopes = try queue.buffer(planes.holding(layer.dOutput))
      let offsets = try queue.buffer(layer.inputPlanes.offsets(filterSize: own.filterSize))
      let partial = try queue.zeros(room)
      let gradient = try queue.buffer(ahead + [Float](repeating: 1e9, count: count + own.outputs))
      for (times, isFresh) in [(1.0, true), (2.0, false)] {
        try queue.weightGradient(
          of: input, layer.inputPlanes, offsets: offsets, slopes: slopes, planes, parts: partial,
          into: gradient, at: first, isFresh: isFresh)
        try queue.channelSums(
          of: slopes, planes, parts: partial, into: gradient, at: first + count, isFresh: isFresh)
        let found = try queue.read(gradient)
        #expect(Array(found.prefix(first)) == ahead)
        expectRounded(
          Array(found[first..<first + count]), expected.weights.map { times * $0 },
          of: most.weights.map { times * $0 }, roundings: 512 + 2 * parts, "weights, \(times) times")
        expectRounded(
          Array(found[(first + count)...]), expected.biases.map { times * $0 },
          of: most.biases.map { times * $0 }, roundings: 32 + 7 + 2 * parts, "biases, \(times) times")
      }
    }
  }

  /// A sum that is 0 counts as one below it. Products are rounded once on either side; a slope's gradient is a sum of them, as
  /// biases' are, in three parts.
  @Test(arguments: Activation.allCases, [1, 4, 5, 33, 65])
  func `bring gradients through activations as the naive twin does`(
    activation: Activation, channels: Int
  ) throws {
    let planes = Planes(samples: 35, channels: channels, insideHeight: 13, insideWidth: 11, margin: 2)
    let sourcePlanes = Planes(
      samples: 35, channels: channels, insideHeight: 13, insideWidth: 11, margin: 1)
    let count = channels * planes.insidePixels
    var sums = randomValues(count, "sums")
    for index in stride(from: 0, to: count, by: 7) { sums[index] = 0 }
    let dOutput = randomValues(count, "gradient")
    let slopes = (0..<channels).map { Float($0 + 1) / Float(channels + 2) }
    let expected = (0..<planes.samples).map { sample in
      NaiveConvolution.backward(
        planes.naive(sample, of: sums), through: activation, slopes: slopes,
        dOutput: planes.naive(sample, of: dOutput))
    }
    // What is behind the activation says the same of the sign.
    let source = activation == .relu ? sums.map { max(0, $0) } : sums
    try TestDevice.withQueue { queue in
      let through = try queue.buffer(planes.holding(dOutput))
      let gradient = try queue.buffer(ahead + [Float](repeating: 1e9, count: channels))
      try queue.activationGradient(
        through, planes, source: queue.buffer(sourcePlanes.holding(source)), sourcePlanes,
        weights: queue.buffer(ahead + slopes), parts: queue.zeros(3 * channels), into: gradient,
        at: ahead.count, isFresh: true, activation: activation)
      let numbers = try planes.insideNumbers(of: queue.read(through))
      #expect(numbers == expected.flatMap { $0.dSums.values.map { Float($0) } })
      guard activation == .prelu else { return }
      var total = [Double](repeating: 0, count: channels), most = total
      for sample in 0..<planes.samples {
        let terms = zip(
          planes.naive(sample, of: sums).values, planes.naive(sample, of: dOutput).values
        ).map { $0 > 0 ? 0 : abs($0 * $1) }
        for channel in 0..<channels {
          total[channel] += expected[sample].dSlopes[channel]
          most[channel] += terms[channel * 143..<(channel + 1) * 143].reduce(0, +)
        }
      }
      let found = try queue.read(gradient)
      #expect(Array(found.prefix(ahead.count)) == ahead)
      expectRounded(
        Array(found.dropFirst(ahead.count)), total, of: most, roundings: 1 + 32 + 7 + 3, "slopes")
    }
  }

  /// Half the squared differences, or their magnitudes, of 13 x 13 pixels a channel: an item adds six of them, and one another in
  /// seven steps; a difference is rounded, and its square.
  @Test(arguments: [Loss.mse, .l1], [(1, [0]), (3, [0, 1, 2]), (3, [0, 2]), (4, [3])])
  func `give losses and their gradients as defined, of the channels that count`(
    loss: Loss, channels: (all: Int, counted: [Int])
  ) throws {
    let planes = Planes(samples: 3, channels: channels.all, insideHeight: 13, insideWidth: 13, margin: 0)
    let slopePlanes = Planes(
      samples: 3, channels: channels.all, insideHeight: 13, insideWidth: 13, margin: 2)
    let output = randomValues(planes.count, "output"), target = randomValues(planes.count, "target")
    let share: Float = 0.3
    var losses = [Double](repeating: 0, count: 3), slopes = [Double](repeating: 0, count: planes.count)
    for index in output.indices where channels.counted.contains(index / 169 % channels.all) {
      let difference = Double(output[index]) - Double(target[index])
      losses[index / planes.sampleStride] += loss == .l1 ? abs(difference) : difference * difference / 2
      slopes[index] = Double(share) * (loss == .l1 ? (difference < 0 ? -1 : 1) : difference)
    }
    let bits = channels.counted.reduce(0) { $0 | 1 << $1 }
    try TestDevice.withQueue { queue in
      let (gradient, found) = (try queue.zeros(slopePlanes.count), try queue.zeros(3))
      let arguments: [DeviceQueue.Argument] = [
        .buffer(try queue.buffer(output)), .buffer(try queue.buffer(target)), .buffer(gradient),
        .buffer(found), .int(channels.all), .int(planes.channelStride), .int(planes.width), .int(bits),
        .int(loss == .l1 ? 1 : 0), .float(share),
      ]
      try queue.run(
        "pixelLoss", groups: [3], items: 128,
        arguments + planes.written(from: 0) + slopePlanes.written(from: slopePlanes.inside))
      try expectRounded(queue.read(found), losses, of: losses, roundings: 3 + 6 + 7, "losses")
      try expectRounded(
        slopePlanes.insideNumbers(of: queue.read(gradient)), slopes, of: slopes.map { abs($0) },
        roundings: 2, "gradients")
    }
  }
}
