import Tensors

/// An optimizer at work on a network: one step on the parameters of all layers that aren't fixed.
struct UpdateRule {
  private let optimizer: Optimizer
  private let layout: NetworkLayout
  private let layers: [Int]
  /// What orthogonalises the steps of Muon; nil for other optimizers.
  private let muon: MuonKernels?

  init(
    _ optimizer: Optimizer, layout: NetworkLayout, fixedLayers: Set<Int>, threads: Int, level: SIMDLevel
  ) {
    let layers = (0..<layout.layerCount).filter { !fixedLayers.contains($0) }
    self.optimizer = optimizer
    self.layout = layout
    self.layers = layers
    if case .muon = optimizer {
      let hidden = layers.filter { $0 < layout.layerCount - 1 }
      muon = MuonKernels(layout: layout, layers: hidden, threads: threads, level: level)
    } else {
      muon = nil
    }
  }

  /// One step; `step` counts from 1, `factor` is the schedule's.
  func update(
    _ parameters: inout [Float], moments: inout [[Float]], gradient: [Float], step: Int, factor: Double
  ) {
    // Taken out of the outer array, each is unique and indexed without a detour.
    var own = moments
    moments = []
    let rates = optimizer.rates
    if let muon, case .muon(_, let momentum, _, _, _) = optimizer {
      muon.descend(
        &parameters, momenta: &own[0], gradients: gradient, rate: Float(rates.weights * factor),
        momentum: Float(momentum))
    }
    for layer in layers {
      let isLast = layer == layout.layerCount - 1
      if isLast || muon == nil {
        let rate = (isLast ? rates.lastLayerWeights : rates.weights) * factor
        update(&parameters, &own, gradient, layout.weightRange(ofLayer: layer), rate: rate, step: step)
      }
      update(
        &parameters, &own, gradient, layout.biasRange(ofLayer: layer), rate: rates.biases * factor, step: step
      )
    }
    moments = own
  }

  /// One step on a range of parameters, element by element.
  private func update(
    _ parameters: inout [Float], _ moments: inout [[Float]], _ gradient: [Float], _ range: Range<Int>,
    rate: Double, step: Int
  ) {
    switch optimizer {
    case .sgd(_, let momentum):
      ParameterUpdate.descend(
        &parameters, velocities: &moments[0], gradients: gradient, in: range, rate: Float(rate),
        momentum: Float(momentum))
    case .adam(_, let beta1, let beta2, let epsilon), .muon(_, _, let beta1, let beta2, let epsilon):
      // The corrections of the means for their start at zero, moved into rate and epsilon.
      let correction = (1 - power(beta2, step)).squareRoot()
      var squares = moments.removeLast()
      ParameterUpdate.adapt(
        &parameters, means: &moments[0], squares: &squares, gradients: gradient, in: range,
        size: Float(rate * correction / (1 - power(beta1, step))), floor: Float(epsilon * correction),
        beta1: beta1, beta2: beta2)
      moments.append(squares)
    }
  }
}
