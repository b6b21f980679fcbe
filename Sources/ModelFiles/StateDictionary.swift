import Tensors

/// Named tensors and texts, as PyTorch keeps the state of a network.
package struct StateDictionary: Sendable, Equatable {
  /// The tensors by name, such as `conv1.weight`.
  package var tensors: [String: Tensor]
  /// What else is said of them.
  package var metadata: [String: String]

  /// These tensors and texts.
  package init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    (self.tensors, self.metadata) = (tensors, metadata)
  }
}
