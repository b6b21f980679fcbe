import SuperResolution
import Tensors
import Vocabulary

/// An optimizer at work on parameters that lie on a device.
protocol DeviceUpdate: AnyObject {
  /// One step by the mean gradient of a batch.
  func update(_ parameters: DeviceBuffer, gradient: DeviceBuffer, _ step: TrainingStep) throws
  /// The optimizer's memory, as snapshots have it.
  func memory() throws -> (moments: [[LayerTensors]], bases: [Float])
}

/// Gradient descent, Adam and Muon, on the device.
final class KernelUpdate: DeviceUpdate {
  private let queue: DeviceQueue
  private let layout: ParameterLayout
  private let optimizer: Optimizer
  private let fixedLayers: Set<Int>
  private let moments: [DeviceBuffer]
  private let matrix: MatrixRoom?

  /// Where Muon makes a layer's direction.
  private struct MatrixRoom {
    let ahead, direction: DeviceBuffer
    /// `[O, O]` each.
    let gram, x, square, factor, p, product: DeviceBuffer
  }

  init(
    _ configuration: TrainerConfiguration, layout: ParameterLayout, moments: [[LayerTensors]],
    on queue: DeviceQueue
  ) throws(DeviceError) {
    self.queue = queue
    self.layout = layout
    optimizer = configuration.optimizer
    fixedLayers = configuration.fixedLayers
    var buffers: [DeviceBuffer] = []
    for moment in moments { buffers.append(try queue.buffer(layout.flat(moment))) }
    self.moments = buffers
    guard case .muon = optimizer else {
      matrix = nil
      return
    }
    let hidden = layout.layers.dropLast()
    let most = hidden.map(\.weights.count).max() ?? 0, side = hidden.map(\.outputs).max() ?? 0
    matrix = MatrixRoom(
      ahead: try queue.zeros(most), direction: try queue.zeros(most), gram: try queue.zeros(side * side),
      x: try queue.zeros(side * side), square: try queue.zeros(side * side),
      factor: try queue.zeros(side * side), p: try queue.zeros(side * side),
      product: try queue.zeros(side * side))
  }

  func update(
    _ parameters: DeviceBuffer, gradient: DeviceBuffer, _ step: TrainingStep
  ) throws(DeviceError) {
    let rates = optimizer.rates
    for (index, layer) in layout.layers.enumerated() where !fixedLayers.contains(index) {
      let isLast = index + 1 == layout.layers.count
      if let matrix, case .muon(_, let momentum, _, _, _) = optimizer, !isLast {
        try turn(
          parameters, gradient, layer, matrix, rate: Float(rates.weights * step.factor),
          momentum: Float(momentum))
      } else {
        let rate = isLast ? rates.lastLayerWeights : rates.weights
        try update(parameters, gradient, layer.weights, rate: rate * step.factor, step.number)
      }
      for range in [layer.biases, layer.slopes] {
        try update(parameters, gradient, range, rate: rates.biases * step.factor, step.number)
      }
    }
  }

  /// Element by element.
  private func update(
    _ parameters: DeviceBuffer, _ gradient: DeviceBuffer, _ range: Range<Int>, rate: Double, _ step: Int
  ) throws(DeviceError) {
    let place: [DeviceQueue.Argument] = [.int(range.lowerBound), .int(range.count)]
    switch optimizer {
    case .sgd(_, let momentum):
      try queue.forEach(
        range.count, "descend",
        [.buffer(parameters), .buffer(moments[0]), .buffer(gradient)] + place
          + [.float(Float(rate)), .float(Float(momentum))])
    case .adam(_, let beta1, let beta2, let epsilon), .muon(_, _, let beta1, let beta2, let epsilon),
      .soap(_, _, _, _, _, let beta1, let beta2, let epsilon):
      let adam = AdamStep(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, step: step)
      try queue.forEach(
        range.count, "adapt",
        [.buffer(parameters), .buffer(moments[0]), .buffer(moments[1]), .buffer(gradient)] + place + [
          .float(adam.size), .float(adam.floor), .float(Float(beta1)), .float(Float(1 - beta1)),
          .float(Float(beta2)), .float(Float(1 - beta2)),
        ])
    }
  }

  /// Muon's step on a layer's weights, a matrix `[O, I H W]`.
  /// - Source: as `MuonKernels`, whose matrix is the transposed one.
  private func turn(
    _ parameters: DeviceBuffer, _ gradient: DeviceBuffer, _ layer: ParameterLayout.Layer,
    _ matrix: MatrixRoom,
    rate: Float, momentum: Float
  ) throws(DeviceError) {
    let place: [DeviceQueue.Argument] = [.int(layer.weights.lowerBound), .int(layer.weights.count)]
    try queue.forEach(
      layer.weights.count, "accelerate",
      [.buffer(moments[0]), .buffer(gradient), .buffer(matrix.ahead)] + place + [.float(momentum)])
    try multiply(
      matrix.ahead, matrix.ahead, into: matrix.gram, rows: layer.outputs, inner: layer.terms,
      columns: layer.outputs, isTransposed: true)
    try multiply(
      orthogonalizer(matrix, layer.outputs), matrix.ahead, into: matrix.direction, rows: layer.outputs,
      inner: layer.outputs, columns: layer.terms, isTransposed: false)
    let size = max(1, Float(layer.outputs) / Float(layer.terms)).squareRoot()
    try queue.forEach(
      layer.weights.count, "subtract",
      [.buffer(parameters), .buffer(matrix.direction)] + place + [.float(rate * size)])
  }

  /// Of gram = X X^T the matrix P, `[n, n]`, that makes P X about orthogonal, by five iterations of Newton and Schulz; zeros where X
  /// is zero.
  /// - Source: K. Jordan et al., "Muon", 2024, its coefficients; as `kernels_orthogonalize` has it.
  private func orthogonalizer(_ matrix: MatrixRoom, _ n: Int) throws(DeviceError) -> DeviceBuffer {
    func product(_ a: DeviceBuffer, _ b: DeviceBuffer, into out: DeviceBuffer) throws(DeviceError) {
      try multiply(a, b, into: out, rows: n, inner: n, columns: n, isTransposed: false)
    }
    let (x, square) = (matrix.x, matrix.square)
    try queue.forEach(n * n, "normalise", [.buffer(matrix.gram), .buffer(x), .int(n)])
    var (p, other) = (matrix.p, matrix.product)
    for iteration in 0..<5 {
      // The first product would be that with 1.
      let factor = iteration == 0 ? p : matrix.factor
      try product(x, x, into: square)
      try queue.forEach(
        n * n, "polynomial",
        [
          .buffer(x), .buffer(square), .buffer(factor), .int(n), .float(3.4445), .float(-4.775),
          .float(2.0315),
        ])
      if iteration > 0 {
        try product(p, factor, into: other)
        swap(&p, &other)
      }
      try product(x, factor, into: square)
      try product(square, factor, into: x)
    }
    try queue.forEach(n * n, "denormalise", [.buffer(p), .buffer(matrix.gram), .buffer(square), .int(n)])
    return square
  }

  private func multiply(
    _ a: DeviceBuffer, _ b: DeviceBuffer, into out: DeviceBuffer, rows: Int, inner: Int, columns: Int,
    isTransposed: Bool
  ) throws(DeviceError) {
    try queue.run(
      "multiply", groups: [columns.dividedUp(by: 16), rows.dividedUp(by: 16)], items: 256,
      [
        .buffer(a), .buffer(b), .buffer(out), .int(rows), .int(inner), .int(columns),
        .int(isTransposed ? 1 : 0),
      ])
  }

  func memory() throws -> (moments: [[LayerTensors]], bases: [Float]) {
    (try moments.map { layout.tensors(try queue.read($0)) }, [])
  }
}

/// Any optimizer, by the processor: gradients are brought over, parameters brought back.
final class ProcessorUpdate: DeviceUpdate {
  private let queue: DeviceQueue
  private let layout: ParameterLayout
  private let network: NetworkLayout
  private let rule: UpdateRule
  private var moments: [[Float]]
  private var bases: [Float]

  init(
    _ plan: TrainingPlan, layout: ParameterLayout, from start: TrainingSnapshot, on queue: DeviceQueue,
    threads: Int
  ) throws {
    self.queue = queue
    self.layout = layout
    network = plan.layout
    rule = try UpdateRule(plan, threads: threads, level: .best)
    moments = start.moments.map(plan.layout.packed)
    bases = start.bases
  }

  func update(_ parameters: DeviceBuffer, gradient: DeviceBuffer, _ step: TrainingStep) throws {
    // Copies, for the last call may fail.
    var (moments, bases) = (moments, bases)
    var values = network.packed(layout.tensors(try queue.read(parameters)))
    rule.update(
      &values, moments: &moments, bases: &bases,
      gradient: network.packed(layout.tensors(try queue.read(gradient))), step: step.number,
      factor: step.factor)
    try queue.write(layout.flat(network.tensors(of: values)), to: parameters)
    (self.moments, self.bases) = (moments, bases)
  }

  func memory() -> (moments: [[LayerTensors]], bases: [Float]) {
    (moments.map(network.tensors), bases)
  }
}
