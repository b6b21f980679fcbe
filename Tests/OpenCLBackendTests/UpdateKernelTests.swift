import SuperResolution
import Tensors
import Testing
import Vocabulary

@testable import OpenCLBackend

/// The kernels that move parameters, by themselves beside their formulas in double precision.
///
/// Numbers of up to one, two and three groups of 128, behind three that must stay as they are.
@Suite(.enabled(if: TestDevice.isWanted)) struct `The optimizers' kernels on a device` {
  static let counts = [1, 129, 301]
  private let first = 3

  private func numbers(_ count: Int, _ purpose: String) -> [Float] {
    randomValues(first + count, purpose)
  }

  /// What a formula gives for each number behind the first three, and the sum of its terms' magnitudes.
  private func expected(
    _ count: Int, _ formula: (Int) -> (value: Double, magnitude: Double)
  ) -> (values: [Double], magnitudes: [Double]) {
    let results = (first..<first + count).map(formula)
    return (results.map { $0.value }, results.map { $0.magnitude })
  }

  /// Expects all numbers of a buffer but the first three to be these.
  private func expectNumbers(
    _ buffer: DeviceBuffer, _ expected: (values: [Double], magnitudes: [Double]), from start: [Float],
    roundings: Int, _ what: String, on queue: DeviceQueue
  ) throws {
    let found = try queue.read(buffer)
    #expect(Array(found.prefix(first)) == Array(start.prefix(first)), "\(what)")
    expectRounded(
      Array(found.dropFirst(first)), expected.values, of: expected.magnitudes, roundings: roundings, what)
  }

  /// A product is rounded, and its sum, and the sum with the weight.
  @Test(arguments: counts)
  func `descend as gradient descent with momentum is defined`(count: Int) throws {
    let (w, v, g) = (numbers(count, "weights"), numbers(count, "speeds"), numbers(count, "gradient"))
    let (rate, momentum): (Float, Float) = (0.03, 0.9)
    let speeds = expected(count) { i in
      let parts = (Double(momentum) * Double(v[i]), Double(rate) * Double(g[i]))
      return (parts.0 - parts.1, abs(parts.0) + abs(parts.1))
    }
    let weights = expected(count) { i in
      (
        Double(w[i]) + speeds.values[i - first],
        Double(w[i].magnitude) + speeds.magnitudes[i - first]
      )
    }
    try TestDevice.withQueue { queue in
      let (own, speed) = (try queue.buffer(w), try queue.buffer(v))
      try queue.forEach(
        count, "descend",
        [
          .buffer(own), .buffer(speed), .buffer(queue.buffer(g)), .int(first), .int(count), .float(rate),
          .float(momentum),
        ])
      try expectNumbers(speed, speeds, from: v, roundings: 2, "speeds", on: queue)
      try expectNumbers(own, weights, from: w, roundings: 3, "weights", on: queue)
    }
  }

  /// A root may be wrong by 3 units in the last place, as 6 roundings, and a quotient by 2.5, as 5. Before the root squares are
  /// rounded three times, which it halves; the mean twice; its product, the denominator and the weight once: 18 in all.
  /// - Source: OpenCL C, "Relative error as ULPs".
  @Test(arguments: counts)
  func `adapt as Adam is defined`(count: Int) throws {
    let (w, m, g) = (numbers(count, "weights"), numbers(count, "means"), numbers(count, "gradient"))
    let s = numbers(count, "squares").map { $0 * $0 }
    let (size, floor): (Float, Float) = (0.03, 1e-3)
    let (beta1, rest1, beta2, rest2): (Float, Float, Float, Float) = (0.9, 0.1, 0.99, 0.01)
    let means = expected(count) { i in
      let parts = (Double(beta1) * Double(m[i]), Double(rest1) * Double(g[i]))
      return (parts.0 + parts.1, abs(parts.0) + abs(parts.1))
    }
    let squares = expected(count) { i in
      let slope = Double(g[i])
      let value = Double(beta2) * Double(s[i]) + Double(rest2) * slope * slope
      return (value, value)
    }
    let weights = expected(count) { i in
      let factor = Double(size) / (squares.values[i - first].squareRoot() + Double(floor))
      return (
        Double(w[i]) - factor * means.values[i - first],
        Double(w[i].magnitude) + factor * means.magnitudes[i - first]
      )
    }
    try TestDevice.withQueue { queue in
      let buffers = (try queue.buffer(w), try queue.buffer(m), try queue.buffer(s))
      try queue.forEach(
        count, "adapt",
        [
          .buffer(buffers.0), .buffer(buffers.1), .buffer(buffers.2), .buffer(queue.buffer(g)), .int(first),
          .int(count), .float(size), .float(floor), .float(beta1), .float(rest1), .float(beta2),
          .float(rest2),
        ])
      try expectNumbers(buffers.1, means, from: m, roundings: 2, "means", on: queue)
      try expectNumbers(buffers.2, squares, from: s, roundings: 3, "squares", on: queue)
      try expectNumbers(buffers.0, weights, from: w, roundings: 18, "weights", on: queue)
    }
  }

  @Test(arguments: counts)
  func `follow, accelerate and subtract as they are defined`(count: Int) throws {
    let (w, m, g) = (numbers(count, "weights"), numbers(count, "means"), numbers(count, "gradient"))
    let (decay, rest): (Float, Float) = (0.9, 0.1)
    func sum(_ a: Float, _ x: Float, _ b: Float, _ y: Float) -> (value: Double, magnitude: Double) {
      let parts = (Double(a) * Double(x), Double(b) * Double(y))
      return (parts.0 + parts.1, abs(parts.0) + abs(parts.1))
    }
    let averages = expected(count) { sum(decay, m[$0], rest, w[$0]) }
    let momenta = expected(count) { sum(decay, m[$0], 1, g[$0]) }
    let ahead = expected(count) { i in
      (
        Double(g[i]) + Double(decay) * momenta.values[i - first],
        Double(g[i].magnitude) + Double(decay) * momenta.magnitudes[i - first]
      )
    }
    let moved = expected(count) { sum(1, w[$0], -rest, g[$0 - first]) }
    try TestDevice.withQueue { queue in
      let (own, gradient) = (try queue.buffer(w), try queue.buffer(g))
      let (average, momentum) = (try queue.buffer(m), try queue.buffer(m))
      let direction = try queue.zeros(count)
      let place: [DeviceQueue.Argument] = [.int(first), .int(count)]
      try queue.forEach(
        count, "follow", [.buffer(average), .buffer(own)] + place + [.float(decay), .float(rest)])
      try expectNumbers(average, averages, from: m, roundings: 2, "averages", on: queue)
      try queue.forEach(
        count, "accelerate",
        [.buffer(momentum), .buffer(gradient), .buffer(direction)] + place + [.float(decay)])
      try expectNumbers(momentum, momenta, from: m, roundings: 2, "momenta", on: queue)
      try expectRounded(
        queue.read(direction), ahead.values, of: ahead.magnitudes, roundings: 4, "direction")
      try queue.forEach(
        count, "subtract", [.buffer(own), .buffer(gradient)] + place + [.float(rest)])
      try expectNumbers(own, moved, from: w, roundings: 2, "weights", on: queue)
    }
  }

  /// A chain of as many roundings as there are terms.
  @Test(arguments: [(1, 1, 1), (5, 33, 65), (33, 4, 17), (65, 65, 5)], [false, true])
  func `multiply matrices as defined`(
    size: (rows: Int, inner: Int, columns: Int), isTransposed: Bool
  ) throws {
    let (rows, inner, columns) = size
    let a = randomValues(rows * inner, "left"), b = randomValues(inner * columns, "right")
    var products = [Double](repeating: 0, count: rows * columns), most = products
    for row in 0..<rows {
      for column in 0..<columns {
        for k in 0..<inner {
          let term =
            Double(a[row * inner + k])
            * Double(isTransposed ? b[column * inner + k] : b[k * columns + column])
          products[row * columns + column] += term
          most[row * columns + column] += abs(term)
        }
      }
    }
    try TestDevice.withQueue { queue in
      let out = try queue.zeros(rows * columns)
      try queue.run(
        "multiply", groups: [columns.dividedUp(by: 16), rows.dividedUp(by: 16)], items: 256,
        [
          .buffer(queue.buffer(a)), .buffer(queue.buffer(b)), .buffer(out), .int(rows), .int(inner),
          .int(columns), .int(isTransposed ? 1 : 0),
        ])
      try expectRounded(
        queue.read(out), products, of: most, roundings: inner, "products")
    }
  }
}

/// An optimizer's steps by gradients of noise, on parameters that lie on a device and by the processor's rule.
private struct UpdateSteps {
  /// Parameters, then each moment.
  private(set) var device: [[Float]] = [], processor: [[Float]] = []
  private(set) var bases: (device: [Float], processor: [Float]) = ([], [])

  init(_ task: DeviceTask, count: Int, isByProcessor: Bool, on queue: DeviceQueue) throws {
    let plan = TrainingPlan(
      layout: task.layout, configuration: task.configuration, subImages: task.subImages)
    let start = task.start.snapshot, layout = ParameterLayout(task.layout)
    let rule = try UpdateRule(plan, threads: 1, level: .best)
    let update: any DeviceUpdate =
      isByProcessor
      ? try ProcessorUpdate(plan, layout: layout, from: start, on: queue, threads: 1)
      : try KernelUpdate(task.configuration, layout: layout, moments: start.moments, on: queue)
    let parameters = try queue.buffer(layout.flat(start.parameters))
    var values = task.layout.packed(start.parameters), bases = start.bases
    var moments = start.moments.map { task.layout.packed($0) }
    for number in 1...count {
      let gradient = randomValues(layout.count, "gradient \(number)")
      try update.update(
        parameters, gradient: queue.buffer(gradient),
        TrainingStep(number: number, factor: 0.5, countedChannels: nil, averagingDecay: nil))
      rule.update(
        &values, moments: &moments, bases: &bases, gradient: task.layout.packed(layout.tensors(gradient)),
        step: number, factor: 0.5)
    }
    let memory = try update.memory()
    device = [try queue.read(parameters)] + memory.moments.map { layout.flat($0) }
    processor = ([values] + moments).map { layout.flat(task.layout.tensors(of: $0)) }
    self.bases = (memory.bases, bases)
  }
}

@Suite(.enabled(if: TestDevice.isWanted)) struct `The optimizers on a device` {
  private let rates = LearningRates(weights: 1, lastLayerWeights: 0.01, biases: 0.02)

  /// By at most 128 roundings of the largest number: three steps of 18 on either side, as the kernels have them.
  @Test func `descend and adapt layer by layer as the processor does, and leave fixed ones`() throws {
    let optimizers: [Optimizer] = [
      .sgd(rates: rates, momentum: 0.9), .adam(rates: rates, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
    ]
    for optimizer in optimizers {
      var task = DeviceTask()
      (task.configuration.optimizer, task.configuration.fixedLayers) = (optimizer, [1])
      try TestDevice.withQueue { queue in
        let steps = try UpdateSteps(task, count: 3, isByProcessor: false, on: queue)
        #expect(steps.device.count == steps.processor.count)
        for (a, b) in zip(steps.device, steps.processor) { #expect(departure(a, from: b) < 0x1p-17) }
      }
    }
  }

  /// At a rate of a half the processor's two steps are within 1e-4 of the published formulas (`MuonKernelsTests`); those of the
  /// device, whose sums have another order, may be as far on the other side. The weights move by about 0.1.
  @Test func `take Muon's steps as the processor does`() throws {
    var task = DeviceTask()
    task.configuration.optimizer = .muon(
      rates: rates, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    let start = ParameterLayout(task.layout).flat(task.start.snapshot.parameters)
    try TestDevice.withQueue { queue in
      let steps = try UpdateSteps(task, count: 2, isByProcessor: false, on: queue)
      let differences = zip(steps.device[0], steps.processor[0]).map { abs($0 - $1) }
      #expect(differences.allSatisfy { $0 < 2e-4 }, "\(differences.max() ?? .nan)")
      let moved = zip(steps.device[0], start).map { abs($0 - $1) }
      #expect((moved.max() ?? 0) > 0.05)
      for (a, b) in zip(steps.device, steps.processor).dropFirst() {
        #expect(departure(a, from: b) < 0x1p-17)
      }
    }
  }

  /// The processor takes these steps, wherever the parameters lie: a training departs from the processor's by its gradients alone.
  @Test func `take SOAP's steps, and those in whitened coordinates, to the processor's bits`() throws {
    var soap = DeviceTask(), whitened = DeviceTask()
    soap.configuration.optimizer = DeviceTask.optimizers[3]
    whitened.configuration.whitening = 1e-3
    for task in [soap, whitened] {
      try TestDevice.withQueue { queue in
        let steps = try UpdateSteps(task, count: 4, isByProcessor: true, on: queue)
        #expect(steps.device == steps.processor)
        #expect(steps.bases.device == steps.bases.processor)
        #expect(steps.device[0] != ParameterLayout(task.layout).flat(task.start.snapshot.parameters))
      }
    }
  }
}
