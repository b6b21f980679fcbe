import Tensors
import Vocabulary

/// A chain of convolutions with rectified linear units between them, as files of other programs describe it.
package struct ConvolutionChain: Sendable, Equatable {
  /// A convolution.
  package struct Layer: Sendable, Equatable {
    /// `[O, I, H, W]`.
    package var weight: Tensor
    /// `[O]`.
    package var bias: Tensor

    /// A layer of these weights and biases.
    package init(weight: Tensor, bias: Tensor) {
      (self.weight, self.bias) = (weight, bias)
    }
  }

  /// The layers, the first one first.
  package var layers: [Layer]
  /// What each layer reads beyond the border of its input; nil where the file doesn't say it.
  package var padding: Padding?
  /// What else is said of the network.
  package var metadata: [String: String]

  /// A chain of layers.
  package init(layers: [Layer], padding: Padding?, metadata: [String: String] = [:]) {
    (self.layers, self.padding, self.metadata) = (layers, padding, metadata)
  }
}
