import Vocabulary

/// The `network` section: the layers of the network and the values they start from.
public struct NetworkSection: Sendable, Equatable {
  /// The side of each layer's square filters, pixels: odd; at most `Layer.most`.
  public var filters: [Int]
  /// The number of filters of each layer but the last, whose number is that of the channels.
  public var widths: [Int]
  /// What each layer but the last makes of its sums.
  public var activation: Activation
  /// How the weights are drawn.
  public var initialization: Initialization
  /// What the convolutions of training read beyond the border.
  public var padding: Padding

  /// A network section of these values, unchecked.
  public init(
    filters: [Int], widths: [Int], activation: Activation = .relu, initialization: Initialization,
    padding: Padding
  ) {
    self.filters = filters
    self.widths = widths
    self.activation = activation
    self.initialization = initialization
    self.padding = padding
  }

  /// The layers that the section is the short form of; there is one width less than filters.
  public func layers(channels: Int) -> [Layer] {
    Layer.chain(filters: filters, widths: widths, channels: channels, activation: activation)
  }

  /// The side of the square of input pixels that one output pixel depends on.
  public var receptiveField: Int { filters.reduce(1) { $0 + $1 - 1 } }
}
