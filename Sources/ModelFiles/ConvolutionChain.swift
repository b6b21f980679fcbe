import Tensors
import Vocabulary

/// A chain of convolutions with rectified linear units between them, plain or with learned slopes, as files of other programs describe it.
package struct ConvolutionChain: Sendable, Equatable {
  /// A convolution.
  package struct Layer: Sendable, Equatable {
    /// `[O, I, H, W]`.
    package var weight: Tensor
    /// `[O]`.
    package var bias: Tensor
    /// What PReLU multiplies sums below 0 by, `[O]`; nil for ReLU and for the last layer.
    package var slope: Tensor?
    /// What its file calls them, for messages; nil if it is of no file.
    package var names: Names?

    /// A layer of these weights, biases and slopes.
    package init(weight: Tensor, bias: Tensor, slope: Tensor? = nil, names: Names? = nil) {
      (self.weight, self.bias, self.slope, self.names) = (weight, bias, slope, names)
    }

    /// Whether two layers compute the same, whatever their files call them.
    package static func == (layer: Layer, other: Layer) -> Bool {
      layer.weight == other.weight && layer.bias == other.bias && layer.slope == other.slope
    }

    /// The names of a layer's tensors in a file; nil for one that isn't in it.
    package struct Names: Sendable {
      package var weight: String
      package var bias: String?
      package var slope: String?
    }
  }

  /// The layers, the first one first.
  package var layers: [Layer]
  /// What each layer reads beyond the border of its input; nil where the file doesn't say it.
  package var padding: Padding?
  /// What else is said of the network.
  package var metadata: [String: String]

  package init(layers: [Layer], padding: Padding?, metadata: [String: String] = [:]) {
    (self.layers, self.padding, self.metadata) = (layers, padding, metadata)
  }
}

extension Tensor {
  /// As many elements on one axis: the one there is again and again, or those there are.
  func repeated(_ count: Int) -> Tensor {
    Tensor(
      shape: [self.count == 1 ? count : self.count],
      elements: self.count == 1 ? Array(repeating: elements[0], count: count) : elements)
  }
}
