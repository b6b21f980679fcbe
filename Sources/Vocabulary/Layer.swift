/// One layer of a network: what it computes, and of what size.
///
///     let layers = Layer.chain(filters: [9, 1, 5], widths: [64, 32], channels: 1)
///
/// How it reads beyond the border isn't a property of a layer but of the use of a network: see ``Padding``.
public struct Layer: Sendable, Hashable {
  /// What is computed. Each switch over it is a place that another kind must be written in.
  public enum Kind: String, Sendable, CaseIterable {
    /// A cross-correlation with square filters, at every pixel.
    case convolution
    /// The same with as many filters for each channel as a pixel becomes pixels, whose results are laid side by side: the output is
    /// `enlargement` times as high and wide.
    /// - Source: W. Shi et al., Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural
    ///   Network, CVPR 2016 (ESPCN).
    case subPixelConvolution
  }

  /// What is computed.
  public var kind: Kind
  /// The side of the filters, pixels; odd.
  public var filterSize: Int
  /// The channels that leave the layer.
  public var width: Int
  /// How many times as high and wide as its input the output is; 1 for a convolution.
  public var enlargement: Int
  /// What is made of the sums.
  public var activation: Activation

  /// A layer of these values, unchecked.
  public init(
    _ kind: Kind = .convolution, filterSize: Int, width: Int, enlargement: Int = 1, activation: Activation
  ) {
    self.kind = kind
    self.filterSize = filterSize
    self.width = width
    self.enlargement = enlargement
    self.activation = activation
  }

  /// The layers of a chain of convolutions from an image to an image: as many as filters, the last of `channels`
  /// filters without an activation.
  /// - Parameter widths: one fewer than `filters`.
  public static func chain(
    filters: [Int], widths: [Int], channels: Int, activation: Activation = .relu
  ) -> [Layer] {
    chain(filters: filters, widths: widths, channels: channels, activations: widths.map { _ in activation })
  }

  /// The same, with an activation for each of `widths`.
  public static func chain(
    filters: [Int], widths: [Int], channels: Int, activations: [Activation]
  ) -> [Layer] {
    precondition(widths.count == filters.count - 1, "widths \(widths) of filters \(filters)")
    precondition(activations.count == widths.count, "activations \(activations) of widths \(widths)")
    return zip(zip(filters, widths + [channels]), activations + [.linear]).map {
      Layer(filterSize: $0.0, width: $0.1, activation: $1)
    }
  }

  /// The sides of filters, pixels; all odd.
  public static let filterSizes = 1...99
  /// Whether filters may have this side.
  public static func isFilterSize(_ side: Int) -> Bool { filterSizes.contains(side) && side % 2 == 1 }
  /// The numbers of filters of a layer but the last.
  public static let widths = 1...4096
  /// The most layers of a network: as many as the kernels are made for.
  public static let most = 8
}
