import Vocabulary

/// The `network` section: the layers of the network and the values they start from.
///
/// A spec has the layers one by one, as `layers`, or in short as `filters`, `widths` and one `activation`. That is a matter of
/// spelling: the section is the same, and what the short form can say is written in it.
public struct NetworkSection: Sendable, Equatable {
  /// What the layers but the last make of their sums.
  public enum Activations: Sendable, Equatable {
    /// All the same.
    case all(Activation)
    /// Each its own, not all the same: one for each of `widths`.
    case each([Activation])

    /// Those of a list.
    public init(_ list: [Activation]) {
      self = Set(list).count > 1 ? .each(list) : .all(list.first ?? .relu)
    }

    /// One for each of so many layers.
    public func list(_ count: Int) -> [Activation] {
      switch self {
      case .all(let activation): Array(repeating: activation, count: count)
      case .each(let list): list
      }
    }

    /// As a reader would say it: `prelu`, `prelu-linear`; nil where all are rectified.
    var words: String? {
      switch self {
      case .all(.relu): nil
      case .all(let activation): activation.rawValue
      case .each(let list): list.map(\.rawValue).joined(separator: "-")
      }
    }
  }

  /// The side of each layer's square filters, pixels: odd; at most `Layer.most`.
  public var filters: [Int]
  /// The number of filters of each layer but the last, whose number is that of the channels.
  public var widths: [Int]
  /// What each layer but the last makes of its sums.
  public var activations: Activations
  /// What the last layer is: a convolution, before which the image is interpolated, or what makes it `data.scale` times as large.
  public var last: Layer.Kind
  /// How the weights are drawn.
  public var initialization: Initialization
  /// What the convolutions of training read beyond the border.
  public var padding: Padding

  /// A network section of these values, unchecked.
  public init(
    filters: [Int], widths: [Int], activations: Activations = .all(.relu),
    last: Layer.Kind = .convolution, initialization: Initialization, padding: Padding
  ) {
    self.filters = filters
    self.widths = widths
    self.activations = activations
    self.last = last
    self.initialization = initialization
    self.padding = padding
  }

  /// The activation of all layers but the last; nil where they differ.
  public var activation: Activation? {
    switch activations {
    case .all(let activation): activation
    case .each: nil
    }
  }

  /// The layers; there is one width less than filters.
  /// - Parameter scale: the upscaling factor.
  public func layers(channels: Int, scale: Int) -> [Layer] {
    let chain = Layer.chain(
      filters: filters, widths: widths, channels: channels, activations: activations.list(widths.count))
    return last == .convolution ? chain : chain.enlarging(scale, by: last)
  }

  /// The side of the square of input pixels that one output pixel depends on.
  public var receptiveField: Int {
    filters.map { Layer(filterSize: $0, width: 1, activation: .linear) }.receptiveField
  }
}
