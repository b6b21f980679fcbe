import ExperimentSpecs
import HDF5Storage
import SuperResolution
import Tensors

extension HDF5Contents {
  /// Names the kind of file, and stores a network.
  mutating func describe(format: String, version: Int, network: Network) {
    let layout = network.layout
    attributes["format"] = .string(format)
    attributes["formatVersion"] = .int(Int64(version))
    attributes["filters"] = .ints(layout.filterSizes.map(Int64.init))
    attributes["widths"] = .ints(layout.widths.map(Int64.init))
    store(network.parameters, layout: layout, in: "")
  }

  /// Stores an array as long as a network's parameters, layer by layer, without the padding that it has in memory.
  mutating func store(_ parameters: [Float], layout: NetworkLayout, in group: String) {
    for layer in 0..<layout.layerCount {
      let (weight, bias) = (
        layout.weight(ofLayer: layer, in: parameters), layout.bias(ofLayer: layer, in: parameters)
      )
      arrays["\(group)/conv\(layer + 1)/weight"] = HDF5Array(
        weight.elements, shape: weight.shape, attributes: ["axes": .strings(["O", "I", "H", "W"])])
      arrays["\(group)/conv\(layer + 1)/bias"] = HDF5Array(
        bias.elements, shape: bias.shape, attributes: ["axes": .strings(["O"])])
    }
  }

  /// Reads what `store` stored.
  package func parameters(layout: NetworkLayout, in group: String) throws -> [Float] {
    var weights: [Tensor] = []
    var biases: [Tensor] = []
    for layer in 0..<layout.layerCount {
      let shape = layout.weightShape(ofLayer: layer)
      let weight = try array("\(group)/conv\(layer + 1)/weight").floats(shape: shape)
      let bias = try array("\(group)/conv\(layer + 1)/bias").floats(shape: [shape[0]])
      weights.append(Tensor(shape: shape, elements: weight))
      biases.append(Tensor(shape: [shape[0]], elements: bias))
    }
    return layout.packed(weights: weights, biases: biases)
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
  /// The layout that a file's attributes and first layer describe, checked before it is made.
  package init(of contents: HDF5Contents, path: String) throws {
    let filters = try contents.ints("filters")
    let widths = filters.count == 1 ? [] : try contents.ints("widths")
    let shape = try contents.array("/conv1/weight").shape
    let channels = shape.count == 4 ? shape[1] : 0
    let isSound =
      (1...NetworkLayout.maximumLayers).contains(filters.count) && widths.count == filters.count - 1
      && filters.allSatisfy(NetworkSection.isFilterSize)
      && widths.allSatisfy(NetworkSection.filterCounts.contains) && (channels == 1 || channels == 3)
    guard isSound else {
      throw RunError.unsuitable(
        path: path,
        reason: "it describes no network: filters \(filters), widths \(widths), \(channels) channels")
    }
    self.init(channels: channels, filterSizes: filters, widths: widths)
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
