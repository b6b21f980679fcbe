/// The `network` section: the layers of the network and the values they start from.
public struct NetworkSection: Sendable, Equatable {
  /// The distribution that the weights are drawn from before training; biases start at 0.
  public enum Initialization: Sendable, Equatable {
    /// Gaussian with mean 0; JSON: `{"gaussian": 0.001}`.
    /// - Source: section 3.3 of the paper has the standard deviation 0.001.
    case gaussian(standardDeviation: Double)
    /// Gaussian with variance 2 / fan-in; JSON: `"he"`.
    case he
  }

  /// What a convolution reads beyond the border of its input.
  public enum Padding: String, Sendable, Equatable, Codable, CaseIterable {
    /// Nothing: the output is smaller than the input by the filter size less one.
    case valid
    /// The nearest pixel of the border.
    case replicate
    /// Zeros.
    case zero
  }

  /// The most layers that a network can have: as many as the kernels are made for.
  public static let mostLayers = 8

  /// The side of each layer's square filters, pixels: odd; at most `mostLayers`.
  public var filters: [Int]
  /// The number of filters of each layer but the last, whose number is that of the channels.
  public var widths: [Int]
  /// How the weights are drawn.
  public var initialization: Initialization
  /// What the convolutions of training read beyond the border.
  public var padding: Padding

  /// A network section of these values, unchecked.
  public init(filters: [Int], widths: [Int], initialization: Initialization, padding: Padding) {
    self.filters = filters
    self.widths = widths
    self.initialization = initialization
    self.padding = padding
  }

  /// The side of the square of input pixels that one output pixel depends on.
  public var receptiveField: Int { filters.reduce(1) { $0 + $1 - 1 } }
}
