import HDF5Storage
import HostSystem
import MATLABFiles
import ModelFiles
import Tensors
import Vocabulary

/// The kinds of file that networks are taken from, told by how a file begins.
private enum ForeignFormat {
  case matlab, matlab73, hdf5, safetensors, onnx, pickle

  init?(_ bytes: [UInt8], path: String) {
    let name = path.lowercased()
    if bytes.starts(with: Array("MATLAB 7.3".utf8)) {
      self = .matlab73
    } else if bytes.starts(with: Array("MATLAB".utf8)) || name.hasSuffix(".mat") {
      self = .matlab
    } else if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) {
      self = .hdf5
    } else if bytes.count > 8 && bytes[8] == UInt8(ascii: "{") || name.hasSuffix(".safetensors") {
      // Before pickles: the length of the header, which stands first, may begin as they do.
      self = .safetensors
    } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.first == 0x80 {
      self = .pickle
    } else if bytes.first == 0x08 || name.hasSuffix(".onnx") {
      self = .onnx
    } else {
      return nil
    }
  }
}

extension ConvolutionChain {
  /// Reads the network of a file of another program, whatever its format.
  /// - Throws: `NetworkImportError`, `ModelFileError`, `MATLABFileError`, `HDF5StorageError`; `HostError` for a file that
  ///   can't be read.
  init(contentsOf path: String) throws {
    let bytes = try readModelFile(path)
    switch ForeignFormat(bytes, path: path) {
    case .matlab: self = try AuthorsWeights(contentsOf: path).chain
    case .matlab73:
      let contents = try HDF5Contents(decodingForeign: bytes, file: path)
      self = try AuthorsWeights(matrices: contents.matrices, path: path).chain
    case .hdf5:
      let (state, names) = try HDF5Contents(decodingForeign: bytes, file: path).stateDictionary
      self = try state.chain(path: path).naming(names)
    case .safetensors: self = try StateDictionary(safetensors: bytes, path: path).chain(path: path)
    case .onnx: try self.init(onnx: bytes, path: path)
    case .pickle: throw NetworkImportError.pickle(path: path)
    case nil: throw NetworkImportError.unknownFormat(path: path)
    }
  }
}

extension ConvolutionChain {
  /// The chain with the names that a file has for its tensors, by those that they have here.
  fileprivate func naming(_ names: [String: String]) -> ConvolutionChain {
    var chain = self
    for index in layers.indices {
      guard let own = layers[index].names else { continue }
      chain.layers[index].names?.weight = names[own.weight] ?? own.weight
      chain.layers[index].names?.bias = own.bias.map { names[$0] ?? $0 }
      chain.layers[index].names?.slope = own.slope.map { names[$0] ?? $0 }
    }
    return chain
  }
}

/// Checks that a file of whatever name may be one of this program's, which are HDF5.
/// - Throws: `NetworkImportError` for one that is begun as another format, or as none that is known.
func requireOwnFormat(_ path: String) throws(NetworkImportError) {
  // What can't be read here, or is called HDF5, has its own error.
  guard !path.lowercased().hasSuffix(".h5"), let bytes = try? readModelFile(path) else { return }
  switch ForeignFormat(bytes, path: path) {
  case .hdf5: return
  case .pickle: throw .pickle(path: path)
  case .matlab, .matlab73, .safetensors, .onnx: throw .foreign(path: path)
  case nil: throw .unknownFormat(path: path)
  }
}

private func readModelFile(_ path: String) throws(NetworkImportError) -> [UInt8] {
  do {
    return try readFile(path, limit: largestModelFile)
  } catch {
    throw .unreadable(path: path, reason: error.reason)
  }
}

extension AuthorsWeights {
  /// The layers; how they are padded the file doesn't say, and the authors trained without.
  fileprivate var chain: ConvolutionChain {
    ConvolutionChain(network, padding: nil, metadata: ["padding": Padding.valid.rawValue])
  }
}

extension HDF5Array {
  /// The elements as Floats; nil if they are no floating point numbers.
  fileprivate var tensor: Tensor? {
    switch values {
    case .float32(let list): Tensor(shape: shape, elements: list)
    case .float64(let list): Tensor(shape: shape, elements: list.map(Float.init))
    default: nil
    }
  }
}

extension HDF5Contents {
  /// The matrices of a MATLAB file of version 7.3: HDF5 counts the axes from the other end.
  fileprivate var matrices: [String: MATLABMatrix] {
    var matrices: [String: MATLABMatrix] = [:]
    for (path, array) in arrays {
      let name = String(path.dropFirst())
      guard !name.contains("/"), let values = try? array.doubles() else { continue }
      matrices[name] = MATLABMatrix(name: name, shape: array.shape.reversed(), values: values)
    }
    return matrices
  }

  /// The arrays of floating point numbers as PyTorch would name them, and their own paths by these names: `/conv1/weight` is
  /// `conv1.weight`; Keras's kernels `(H, W, I, O)` become weights, and so do the slopes `(1, 1, O)` of its PReLU.
  fileprivate var stateDictionary: (state: StateDictionary, paths: [String: String]) {
    var state = StateDictionary(tensors: [:], metadata: attributes.compactMapValues(\.text))
    var paths: [String: String] = [:]
    for (path, array) in arrays {
      guard let tensor = array.tensor else { continue }
      let name = String(path.dropFirst().replacing("/", with: "."))
      let (own, found) =
        if name.hasSuffix("kernel:0"), tensor.shape.count == 4 {
          (String(name.dropLast(8)) + "weight", tensor.axesFromKeras)
        } else if name.hasSuffix("alpha:0"), tensor.shape.dropLast().allSatisfy({ $0 == 1 }) {
          (
            String(name.dropLast(7)) + "weight", Tensor(shape: [tensor.count], elements: tensor.elements)
          )
        } else if name.hasSuffix("bias:0") {
          (String(name.dropLast(2)), tensor)
        } else {
          (name, tensor)
        }
      state.tensors[own] = found
      paths[own] = path
    }
    return (state, paths)
  }
}

extension HDF5Attribute {
  fileprivate var text: String? {
    switch self {
    case .string(let text): text
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    default: nil
    }
  }
}
