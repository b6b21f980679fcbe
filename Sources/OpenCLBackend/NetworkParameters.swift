import Tensors
import Vocabulary

/// Where the tensors of a network lie in a buffer: layer by layer weights `[O, I, H, W]`, biases and slopes `[O]`.
struct ParameterLayout {
  private(set) var layers: [Layer] = []
  private(set) var count = 0
  private let network: NetworkLayout

  struct Layer {
    let inputs, outputs, filterSize: Int
    let activation: Activation
    let weights, biases, slopes: Range<Int>

    /// Terms of a sum.
    var terms: Int { inputs * filterSize * filterSize }

    /// What a convolution of the layer takes from the parameters.
    func filters(in parameters: DeviceBuffer) -> DeviceQueue.Filters {
      DeviceQueue.Filters(
        buffer: parameters, weights: weights.lowerBound, biases: biases.lowerBound,
        slopes: slopes.lowerBound, activation: activation)
    }
  }

  init(_ network: NetworkLayout) {
    self.network = network
    for (index, layer) in network.layers.enumerated() {
      let shape = network.weightShape(ofLayer: index)
      let weights = count..<count + shape.reduce(1, *)
      let biases = weights.upperBound..<weights.upperBound + layer.maps
      let slopes =
        biases.upperBound..<biases.upperBound + (layer.activation.hasSlopes ? layer.maps : 0)
      switch layer.kind {
      case .convolution, .subPixelConvolution:
        layers.append(
          Layer(
            inputs: shape[1], outputs: layer.maps, filterSize: layer.filterSize,
            activation: layer.activation, weights: weights, biases: biases, slopes: slopes))
      }
      count = slopes.upperBound
    }
  }

  func flat(_ tensors: [LayerTensors]) -> [Float] {
    tensors.flatMap { $0.weight.elements + $0.bias.elements + ($0.slope?.elements ?? []) }
  }

  func tensors(_ flat: [Float]) -> [LayerTensors] {
    layers.enumerated().map { index, layer in
      LayerTensors(
        weight: Tensor(shape: network.weightShape(ofLayer: index), elements: Array(flat[layer.weights])),
        bias: Tensor(shape: [layer.outputs], elements: Array(flat[layer.biases])),
        slope: layer.slopes.isEmpty
          ? nil : Tensor(shape: [layer.outputs], elements: Array(flat[layer.slopes])))
    }
  }
}

extension NetworkLayout {
  /// Checks that no layer does what the kernels here don't.
  /// - Throws: `DeviceError.unsupported`.
  func requireConvolutions() throws(DeviceError) {
    guard enlargement == 1 else { throw .unsupported(what: "a sub-pixel convolution") }
  }

  /// Checks that a device can train the network.
  /// - Throws: `DeviceError.unsupported`.
  public func requireDeviceTraining(padding: Padding) throws(DeviceError) {
    try requireConvolutions()
    guard padding != .replicate else { throw .unsupported(what: "a training with repeated borders") }
  }
}

extension Activation {
  /// As the kernels number it.
  var number: Int {
    switch self {
    case .linear: 0
    case .relu: 1
    case .prelu: 2
    }
  }
}
