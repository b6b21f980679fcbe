import Tensors
import Vocabulary

/// An optimizer at work on a network: one step on the parameters of all layers that aren't fixed.
package struct UpdateRule {
  private let optimizer: Optimizer
  private let layout: NetworkLayout
  private let layers: [Int]
  private let matrixRule: MatrixRule?
  private let whitening: WhitenedCoordinates?

  /// What takes the steps of the layers before the last, each a matrix; the others go element by element.
  private enum MatrixRule {
    case muon(MuonKernels)
    case soap(SOAPKernels)
  }

  init(
    _ configuration: TrainerConfiguration, layout: NetworkLayout, whitening: WhitenedCoordinates? = nil,
    threads: Int, level: SIMDLevel
  ) {
    optimizer = configuration.optimizer
    self.layout = layout
    layers = configuration.trainedLayers(of: layout)
    self.whitening = whitening
    if case .muon = optimizer {
      matrixRule = .muon(
        MuonKernels(
          layout: layout, layers: configuration.trainedHiddenLayers(of: layout), threads: threads,
          level: level)
      )
    } else {
      matrixRule = configuration.soapKernels(for: layout, level: level).map { .soap($0) }
    }
  }

  /// The rule of a plan, whose first layer's inputs are looked at where it wants whitened coordinates.
  /// - Throws: what keeps the images from being read.
  package init(_ plan: TrainingPlan, threads: Int, level: SIMDLevel) throws {
    let (layout, configuration) = (plan.layout, plan.configuration)
    let whitening = try configuration.whitening.map { floor in
      WhitenedCoordinates(
        layout: layout,
        moments: try plan.subImages.inputMoments(side: layout.filterSizes[0], seed: configuration.seed),
        floor: floor, level: level)
    }
    self.init(configuration, layout: layout, whitening: whitening, threads: threads, level: level)
  }

  /// One step; `step` counts from 1, `factor` is the schedule's.
  package func update(
    _ parameters: inout [Float], moments: inout [[Float]], bases: inout [Float], gradient: [Float], step: Int,
    factor: Double
  ) {
    // Taken out of the outer array, each is unique and indexed without a detour.
    var own = moments
    moments = []
    updateMatrices(&parameters, &own, &bases, gradient, step: step, factor: factor)
    let rates = optimizer.rates
    for layer in layers {
      let isLast = layer == layout.layerCount - 1
      if isLast || matrixRule == nil {
        let rate = (isLast ? rates.lastLayerWeights : rates.weights) * factor
        let range = layout.weightRange(ofLayer: layer)
        if layer == 0, let whitening {
          updateWhitened(&parameters, &own, gradient, range, whitening, rate: rate, step: step)
        } else {
          update(&parameters, &own, gradient, range, rate: rate, step: step)
        }
      }
      for range in [layout.biasRange(ofLayer: layer), layout.slopeRange(ofLayer: layer)] {
        update(&parameters, &own, gradient, range, rate: rates.biases * factor, step: step)
      }
    }
    moments = own
  }

  private func updateMatrices(
    _ parameters: inout [Float], _ moments: inout [[Float]], _ bases: inout [Float], _ gradient: [Float],
    step: Int, factor: Double
  ) {
    let rate = optimizer.rates.weights * factor
    switch (matrixRule, optimizer) {
    case (.muon(let kernels), .muon(_, let momentum, _, _, _)):
      kernels.descend(
        &parameters, momenta: &moments[0], gradients: gradient, rate: Float(rate), momentum: Float(momentum))
    case (.soap(let kernels), .soap(_, let momentum, let covarianceDecay, _, _, _, _, let epsilon)):
      let adam = AdamStep(
        rate: rate, beta1: momentum, beta2: covarianceDecay, epsilon: epsilon, step: max(1, step - 1))
      var squares = moments.removeLast()
      kernels.descend(
        &parameters, means: &moments[0], squares: &squares, bases: &bases, gradients: gradient,
        size: adam.size, floor: adam.floor, step: step)
      moments.append(squares)
    default: break
    }
  }

  /// One step on the first layer's weights in whitened coordinates: from zero there, and what comes out is brought back.
  private func updateWhitened(
    _ parameters: inout [Float], _ moments: inout [[Float]], _ gradient: [Float], _ range: Range<Int>,
    _ whitening: WhitenedCoordinates, rate: Double, step: Int
  ) {
    var slopes = gradient, change = [Float](repeating: 0, count: parameters.count)
    whitening.turn(&slopes)
    update(&change, &moments, slopes, range, rate: rate, step: step)
    whitening.turn(&change)
    for index in range { parameters[index] += change[index] }
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
    case .adam(_, let beta1, let beta2, let epsilon), .muon(_, _, let beta1, let beta2, let epsilon),
      .soap(_, _, _, _, _, let beta1, let beta2, let epsilon):
      let adam = AdamStep(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, step: step)
      var squares = moments.removeLast()
      ParameterUpdate.adapt(
        &parameters, means: &moments[0], squares: &squares, gradients: gradient, in: range, size: adam.size,
        floor: adam.floor, beta1: beta1, beta2: beta2)
      moments.append(squares)
    }
  }
}

/// Adam's corrections of the means for their start at zero, moved into rate and epsilon.
package struct AdamStep {
  package let size, floor: Float

  /// At a step, counted from 1.
  package init(rate: Double, beta1: Double, beta2: Double, epsilon: Double, step: Int) {
    let correction = (1 - power(beta2, step)).squareRoot()
    size = Float(rate * correction / (1 - power(beta1, step)))
    floor = Float(epsilon * correction)
  }
}

extension TrainerConfiguration {
  /// The layers that aren't fixed.
  fileprivate func trainedLayers(of layout: NetworkLayout) -> [Int] {
    (0..<layout.layerCount).filter { !fixedLayers.contains($0) }
  }

  /// Those of them whose weights are whole matrices: all but the last.
  fileprivate func trainedHiddenLayers(of layout: NetworkLayout) -> [Int] {
    trainedLayers(of: layout).filter { $0 < layout.layerCount - 1 }
  }

  /// What takes SOAP's steps on a network; nil for other optimizers.
  func soapKernels(for layout: NetworkLayout, level: SIMDLevel = .best) -> SOAPKernels? {
    guard
      case .soap(_, let momentum, let covarianceDecay, let refreshEvery, let largestSide, _, _, _) = optimizer
    else { return nil }
    return SOAPKernels(
      layout: layout, layers: trainedHiddenLayers(of: layout), beta1: momentum, beta2: covarianceDecay,
      refreshEvery: refreshEvery, largestSide: largestSide,
      level: level)
  }
}
