import ExperimentSpecs
import Foundation
import HDF5Storage
import HostSystem
import MATLABFiles
import ModelFiles
import ProjectFiles
import RunRecords
import Tensors
import Vocabulary
import Wording

extension WeightsFile {
  /// Writes the network in a format of another program.
  /// - Parameters:
  ///   - path: its ending is that of the format; a PyTorch module gets a file `.safetensors` beside it.
  ///   - source: the file, or the name, that the network was read by: neither it nor a run's weights are written over.
  ///   - force: whether files that are there already are overwritten.
  /// - Returns: the files written, and what the format doesn't hold, a sentence each.
  /// - Throws: `OptionError` for another ending, or a network that the format can't hold; `ProjectError.alreadyThere`;
  ///   `HostError`.
  package func export(
    to format: ExportFormat, path: String, of source: String? = nil, force: Bool
  ) throws -> (files: [String], notes: [String]) {
    guard path.lowercased().hasSuffix(format.ending) else {
      throw OptionError(
        option: "--output", expected: "a file's name that ends in \(format.ending)", found: path)
    }
    guard network.layout.activations.allSatisfy({ $0 != .linear }) else {
      throw OptionError(
        option: "the network",
        expected: "ReLU or PReLU behind each layer but the last, which is what exports know",
        found: network.layout.activations.map(\.rawValue).joined(separator: ", "))
    }
    guard network.layout.enlargement == 1 else {
      throw OptionError(
        option: "the network", expected: "convolutions alone, which is what exports know",
        found: "a sub-pixel convolution as the last layer")
    }
    let files = try exported(to: format, path: path)
    for file in files {
      if let source { try requireOther(file.path, than: source) }
      let run = RunFolder((file.path as NSString).deletingLastPathComponent)
      if run.hasMethod { try requireOther(file.path, than: run.weightsFile) }
    }
    for file in files { try requireUntaken(file.path, force: force) }
    for file in files { try writeAtomically(file.bytes, to: file.path) }
    return (files.map(\.path), notes(format))
  }

  /// The files and their bytes, the same for the same network.
  func exported(to format: ExportFormat, path: String) throws -> [(path: String, bytes: [UInt8])] {
    switch format {
    case .onnx:
      let chain = ConvolutionChain(network, padding: padding.whenUsed, metadata: metadata)
      return [(path, chain.onnx(name: "SRCNN \(summary)"))]
    case .safetensors: return [(path, stateDictionary.safetensors)]
    case .mat: return [(path, encodedMATLABFile(try authorsMatrices))]
    case .kerasH5: return [(path, try kerasContents.encoded())]
    case .pytorch:
      let weights = path.dropLast(format.ending.count) + ".safetensors"
      return [
        (path, Array(pytorchModule(weights: String(weights)).utf8)),
        (String(weights), stateDictionary.safetensors),
      ]
    }
  }

  private func notes(_ format: ExportFormat) -> [String] {
    switch format {
    case .onnx, .safetensors, .pytorch: []
    case .mat:
      [
        "a MATLAB file says neither \(channels == .y ? "the factor" : "the factor, the channels") nor the padding: "
          + "import it with --scale \(scale) --padding \(padding.rawValue)"
          + (channels == .y ? "" : " --channels \(channels.rawValue)")
      ]
    case .kerasH5:
      [
        "the file holds the weights alone: Keras's load_weights puts them into a model of \(kerasLayers), for images "
          + "enlarged by bicubic interpolation with values 0…1, whose border is "
          + (padding.whenUsed == .zero ? "padded with zeros" : "repeated before each layer")
      ]
    }
  }

  /// The layers of Keras, from the first.
  private var kerasLayers: String {
    let activations: [String] = network.layout.activations.map { activation in
      switch activation {
      case .relu: ", ReLU"
      case .prelu: ", PReLU(shared_axes=[1, 2])"
      case .linear: ""
      }
    }
    return (activations + [""]).map { "Conv2D" + $0 }.joined(separator: ", ")
  }

  var hasSlopes: Bool { network.layout.activations.contains(.prelu) }

  private var stateDictionary: StateDictionary {
    var state = StateDictionary(tensors: [:], metadata: metadata)
    for layer in 0..<network.layout.layerCount {
      state.tensors["conv\(layer + 1).weight"] = network.weight(ofLayer: layer)
      state.tensors["conv\(layer + 1).bias"] = network.bias(ofLayer: layer)
      state.tensors["prelu\(layer + 1).weight"] = network.slope(ofLayer: layer)
    }
    return state
  }

  private var kerasContents: HDF5Contents {
    var contents = HDF5Contents()
    var names: [String] = []
    func add(_ name: String, _ tensors: [(name: String, tensor: Tensor)]) {
      names.append(name)
      contents.groupAttributes["/\(name)"] = [
        "weight_names": .strings(tensors.map { "\(name)/\($0.name):0" })
      ]
      for (part, tensor) in tensors {
        contents.arrays["/\(name)/\(name)/\(part):0"] = HDF5Array(tensor.elements, shape: tensor.shape)
      }
    }
    for layer in 0..<network.layout.layerCount {
      let kernel = network.weight(ofLayer: layer).axesOfKeras, bias = network.bias(ofLayer: layer)
      add("conv\(layer + 1)", [("kernel", kernel), ("bias", bias)])
      if let slope = network.slope(ofLayer: layer) {
        add("prelu\(layer + 1)", [("alpha", Tensor(shape: [1, 1, slope.count], elements: slope.elements))])
      }
    }
    contents.attributes = metadata.mapValues { .string($0) }
    contents.attributes["layer_names"] = .strings(names)
    return contents
  }
}
