import ExperimentSpecs
import HDF5Storage
import SuperResolution
import Tensors
import Vocabulary

extension HDF5Contents {
  /// Names the kind of file, and stores a network.
  mutating func describe(format: String, version: Int, network: Network) {
    let layout = network.layout
    attributes["format"] = .string(format)
    attributes["formatVersion"] = .int(Int64(version))
    attributes["filters"] = .ints(layout.filterSizes.map(Int64.init))
    attributes["widths"] = .ints(layout.widths.map(Int64.init))
    // Files from before there were others don't name it.
    if layout.activations.contains(where: { $0 != .relu }) {
      attributes["activations"] = .strings(layout.activations.map(\.rawValue))
    }
    // Nor those from before some networks enlarged by themselves.
    if let last = layout.layers.last, layout.enlargement > 1 {
      attributes["lastLayer"] = .string(last.kind.rawValue)
      attributes["enlargement"] = .int(Int64(layout.enlargement))
    }
    store(network.parameters, layout: layout, in: "")
  }

  /// Stores an array as long as a network's parameters, layer by layer, without the padding that it has in memory.
  mutating func store(_ parameters: [Float], layout: NetworkLayout, in group: String) {
    for (layer, tensors) in zip(layout.layers.indices, layout.tensors(of: parameters)) {
      for (name, axes, tensor) in tensors.named {
        arrays["\(group)/\(layout.groupName(ofLayer: layer))/\(name)"] = HDF5Array(
          tensor.elements, shape: tensor.shape, attributes: ["axes": .strings(axes)])
      }
    }
  }

  /// Reads what `store` stored.
  package func parameters(layout: NetworkLayout, in group: String) throws -> [Float] {
    layout.packed(
      try layout.layers.indices.map { layer in
        try LayerTensors(layout.layers[layer], inputs: layout.channelCount(layer)) { name, _, shape in
          let path = "\(group)/\(layout.groupName(ofLayer: layer))/\(name)"
          return Tensor(shape: shape, elements: try array(path).floats(shape: shape))
        }
      })
  }

  /// What each layer but the last makes of its sums; all are rectified where a file doesn't say.
  fileprivate func activations(of widths: [Int], path: String) throws -> [Activation] {
    guard attributes["activations"] != nil else { return widths.map { _ in .relu } }
    let words = try strings("activations")
    let activations = words.compactMap(Activation.init)
    guard activations.count == widths.count, words.count == widths.count else {
      throw RunError.unsuitable(
        path: path,
        reason: "its attribute 'activations' is \(words.map { "'\($0)'" }.joined(separator: ", ")); expected "
          + "\(widths.count) of \(Activation.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return activations
  }

  /// The last layer's kind, and how many times as high and wide as its input the output is; nil where the image was
  /// interpolated, of which a file says nothing.
  fileprivate func enlarging(path: String) throws -> (kind: Layer.Kind, factor: Int)? {
    guard attributes["lastLayer"] != nil else { return nil }
    let factor = try int("enlargement")
    guard DataSection.scales.contains(factor) else {
      throw RunError.unsuitable(
        path: path, reason: "its attribute 'enlargement' is \(factor); expected 2, 3 or 4")
    }
    let kind: Layer.Kind = try value("lastLayer", path: path)
    guard kind != .convolution else {
      throw RunError.unsuitable(
        path: path, reason: "its attribute 'lastLayer' is '\(kind.rawValue)', which enlarges nothing")
    }
    return (kind, factor)
  }

  /// The upscaling factor.
  /// - Throws: `RunError.unsuitable` for one that no spec could ask for.
  package func scale(path: String) throws -> Int {
    let scale = try int("scale")
    guard DataSection.scales.contains(scale) else {
      throw RunError.unsuitable(path: path, reason: "its attribute 'scale' is \(scale); expected 2, 3 or 4")
    }
    return scale
  }

  /// Checks what kind of file this is.
  /// - Throws: `RunError.unsuitable` if it is another kind, or of a later version of the program.
  package func require(format: String, version: Int, path: String) throws {
    guard attributes["format"] == .string(format) else {
      let found = (try? string("format")).map { "'\($0)'" } ?? "none"
      throw RunError.unsuitable(
        path: path,
        reason:
          "expected an HDF5 file whose attribute 'format' is '\(format)', found \(found). Name the file that a "
          + "run or `experiments import` wrote")
    }
    let found = try int("formatVersion")
    guard found == version else {
      throw RunError.unsuitable(
        path: path, reason: "it has format version \(found), and this program reads version \(version)")
    }
  }

  /// A text attribute that is one of an enumeration's.
  package func value<Value: RawRepresentable<String>>(_ name: String, path: String) throws -> Value {
    let text = try string(name)
    guard let value = Value(rawValue: text) else {
      throw RunError.unsuitable(path: path, reason: "its attribute '\(name)' is '\(text)'")
    }
    return value
  }
}

extension NetworkLayout {
  /// What a layer's arrays stand under: `conv1`.
  fileprivate func groupName(ofLayer layer: Int) -> String { "conv\(layer + 1)" }

  /// The layout that a file's attributes and first layer describe, checked before it is made.
  package init(of contents: HDF5Contents, path: String) throws {
    let filters = try contents.ints("filters")
    let widths = filters.count == 1 ? [] : try contents.ints("widths")
    let shape = try contents.array("/conv1/weight").shape
    let channels = shape.count == 4 ? shape[1] : 0
    let isSound =
      (1...NetworkLayout.maximumLayers).contains(filters.count) && widths.count == filters.count - 1
      && filters.allSatisfy(Layer.isFilterSize)
      && widths.allSatisfy(Layer.widths.contains) && (channels == 1 || channels == 3)
    guard isSound else {
      throw RunError.unsuitable(
        path: path,
        reason: "it describes no network: filters \(filters), widths \(widths), \(channels) channels")
    }
    let activations = try contents.activations(of: widths, path: path)
    var layers = Layer.chain(filters: filters, widths: widths, channels: channels, activations: activations)
    if let last = try contents.enlarging(path: path) { layers = layers.enlarging(last.factor, by: last.kind) }
    self.init(channels: channels, layers: layers)
  }
}

extension Network {
  /// The network that a file holds.
  package init(of contents: HDF5Contents, path: String) throws {
    let layout = try NetworkLayout(of: contents, path: path)
    let parameters = try contents.parameters(layout: layout, in: "")
    self.init(layout: layout, parameters: parameters)
  }
}
