import CKernels
import Vocabulary

/// How the layers before the last are computed: 3x3 and 5x5 filters between many channels, and large filters of the first.
public enum ConvolutionForm: Sendable {
  /// As the definition says; every sum is one chain.
  case direct
  /// In tiles of 4x4 outputs, with 4 (3x3) or 6.25 times (5x5) fewer multiplications; a first layer in tiles of 5x5,
  /// its filter cut into blocks of 3x3, with 4.6 (9x9) or 3.9 times (11x11) fewer.
  ///
  /// Rounding is 4 to 16 times that of the direct form, by layer: for values of one variance, outputs and gradients
  /// depart from the exact ones by at most 2e-5 of the largest, and by a root mean square of 4e-6 of theirs.
  /// - Source: A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
  case winograd
}

/// The layers of a network from an image to an image, and where their parameters lie in memory.
///
/// All parameters are one array, in the order and padding that the kernels want (`CKernels.h`). Padded
/// entries are zero, get zero gradients, and so stay zero under any optimizer that works element by element.
public struct NetworkLayout: Sendable, Equatable {
  /// Channels of the input and of the output image, 1...4.
  public let channels: Int
  /// The layers; the last has the image's channels and no activation.
  public let layers: [Layer]
  let kernels: kernels_network

  /// Largest number of layers.
  public static let maximumLayers = Int(KERNELS_MAX_LAYERS)

  /// Lays out a network; the form decides how it is computed, not how its parameters lie.
  public init(channels: Int, layers: [Layer], form: ConvolutionForm = .winograd) {
    precondition((1...4).contains(channels), "an image has 1 to 4 channels, not \(channels)")
    precondition((1...Self.maximumLayers).contains(layers.count), "1 to \(Self.maximumLayers) layers")
    for layer in layers {
      switch layer.kind {
      // All that the kernels compute, and so are told no kind: what of it is laid side by side is laid so here.
      case .convolution, .subPixelConvolution:
        precondition(layer.filterSize > 0 && layer.filterSize % 2 == 1, "filter sizes are odd")
        precondition(layer.maps > 0, "layers without filters")
      }
    }
    precondition(layers.dropLast().enlargement == 1, "a layer that enlarges isn't the last")
    precondition(
      layers.last?.width == channels && layers.last?.activation == .linear, "the last layer gives the image")
    self.channels = channels
    self.layers = layers
    kernels = kernels_network_make(
      Int32(layers.count), layers.map { Int32($0.filterSize) },
      [Int32(channels)] + layers.map { Int32($0.maps) }, layers.map(\.activation.kernelsActivation),
      form == .direct ? 1 : 0)
  }

  /// Lays out a chain of convolutions by the short form of a spec.
  public init(
    channels: Int, filterSizes: [Int], widths: [Int], activation: Activation = .relu,
    form: ConvolutionForm = .winograd
  ) {
    self.init(
      channels: channels,
      layers: Layer.chain(filters: filterSizes, widths: widths, channels: channels, activation: activation),
      form: form)
  }

  /// Number of layers.
  public var layerCount: Int { layers.count }

  /// Filter size of each layer, odd.
  public var filterSizes: [Int] { layers.map(\.filterSize) }

  /// Channels between the layers: one entry fewer than `filterSizes`.
  public var widths: [Int] { layers.dropLast().map(\.width) }

  /// What the layers but the last make of their sums.
  public var activations: [Activation] { layers.dropLast().map(\.activation) }

  /// Floats that the parameters take as stored, padding included.
  public var storedParameterCount: Int { Int(kernels.parameters) }

  /// Whether any layer is computed in the form of Winograd.
  public var usesWinograd: Bool { kernels.gradientFloats > kernels.planeGradients.0 }

  /// Whether the first layer's filter is cut into blocks of 3x3 in the form of Winograd.
  public var usesBlocks: Bool { kernels.blocks > 0 }

  /// Where the weights of a layer lie among the parameters as stored.
  public func weightRange(ofLayer layer: Int) -> Range<Int> {
    Int(start(of: layer, in: kernels.weights))..<Int(start(of: layer, in: kernels.biases))
  }

  /// Where the biases of a layer lie among the parameters as stored.
  public func biasRange(ofLayer layer: Int) -> Range<Int> {
    let begin = Int(start(of: layer, in: kernels.biases))
    return begin..<begin + storedChannels(layer + 1)
  }

  /// Where the slopes of a layer's PReLU lie among the parameters as stored; empty for another activation.
  public func slopeRange(ofLayer layer: Int) -> Range<Int> {
    let begin = Int(start(of: layer, in: kernels.slopes))
    return begin..<begin + (layers[layer].activation.hasSlopes ? storedChannels(layer + 1) : 0)
  }

  /// Where all parameters of a layer lie among those stored.
  public func parameterRange(ofLayer layer: Int) -> Range<Int> {
    weightRange(ofLayer: layer).lowerBound..<slopeRange(ofLayer: layer).upperBound
  }

  /// Channels entering (`layer`) a layer, and maps that its filters give (`layer + 1`): the channels that leave it, but of one
  /// that enlarges.
  public func channelCount(_ boundary: Int) -> Int { boundary == 0 ? channels : layers[boundary - 1].maps }

  /// How many times as high and wide as the input the output is.
  public var enlargement: Int { layers.enlargement }

  /// Shape `[O, I, H, W]` of a layer's weights.
  public func weightShape(ofLayer layer: Int) -> [Int] {
    let own = layers[layer]
    switch own.kind {
    case .convolution, .subPixelConvolution:
      return [own.maps, channelCount(layer), own.filterSize, own.filterSize]
    }
  }

  /// Rows (or columns) of the output for that many of the input, behind the first `depth` layers; nil for all.
  public func outputSize(of input: Int, padding: Padding, depth: Int? = nil) -> Int {
    layers.prefix(depth ?? layerCount).reduce(input) { $1.outputSize(of: $0, padding: padding) }
  }

  /// Rows (or columns) of the maps of the last layer, which the kernels compute, for those of the output.
  func mapSize(of output: Int) -> Int { output / enlargement }

  /// Equal layers lay out equally.
  public static func == (a: NetworkLayout, b: NetworkLayout) -> Bool {
    a.channels == b.channels && a.layers == b.layers
  }

  /// Channels as stored: those of hidden layers are whole vectors.
  func storedChannels(_ boundary: Int) -> Int {
    let count = channelCount(boundary)
    return boundary == 0 || boundary == layerCount ? count : Self.wholeVectors(count)
  }

  /// The least number of floats that is `count` or more and a multiple of a vector's.
  static func wholeVectors(_ count: Int) -> Int {
    let lanes = Int(KERNELS_LANES)
    return (count + lanes - 1) / lanes * lanes
  }

  private func start<Offsets>(of layer: Int, in offsets: Offsets) -> Int64 {
    precondition((0..<layerCount).contains(layer), "no layer \(layer)")
    return unsafe withUnsafeBytes(of: offsets) { unsafe $0.load(fromByteOffset: layer * 8, as: Int64.self) }
  }
}

extension Activation {
  fileprivate var kernelsActivation: Int32 {
    switch self {
    case .relu: Int32(KERNELS_RELU.rawValue)
    case .prelu: Int32(KERNELS_PRELU.rawValue)
    case .linear: Int32(KERNELS_LINEAR.rawValue)
    }
  }
}
