/// The formats that a network is written in for other programs.
package enum ExportFormat: String, Sendable, CaseIterable {
  /// A graph for onnxruntime and its like: images of any size, the border as this program treats it.
  case onnx
  /// A state dictionary: `conv1.weight` `[O, I, H, W]`, `conv1.bias`, …
  case safetensors
  /// MATLAB 5, in the authors' layout.
  case mat
  /// The weights of a Keras model, HDF5 with a group a layer and kernels `[H, W, I, O]`.
  case kerasH5 = "keras-h5"
  /// A PyTorch module of twenty lines, with its weights as safetensors beside it.
  case pytorch

  /// What files of the format are called.
  package var ending: String {
    switch self {
    case .onnx: ".onnx"
    case .safetensors: ".safetensors"
    case .mat: ".mat"
    case .kerasH5: ".h5"
    case .pytorch: ".py"
    }
  }
}
