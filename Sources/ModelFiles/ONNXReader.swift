import Tensors
import Vocabulary

/// Follows the nodes of an ONNX graph from the image to the result.
struct ONNXReader {
  private typealias Field = ONNXField
  private typealias Layer = ConvolutionChain.Layer
  private let path: String
  private var tensors: [String: ProtobufMessage] = [:]
  private var layers: [Layer] = []
  /// What each layer so far reads beyond the border; nil for one of a single pixel, for which it is all the same.
  private var paddings: [Padding?] = []
  /// The value that the next node must take.
  private var value = ""
  /// The margin of a node `Pad` that waits for its convolution.
  private var margin: [Int]?
  private var isRectified = false

  /// More nodes than any chain within bounds has, even with each constant as a node.
  private static let mostNodes = 1000

  /// Reads the chain.
  /// - Throws: `ModelFileError`.
  static func chain(_ bytes: [UInt8], path: String) throws(ModelFileError) -> ConvolutionChain {
    do {
      var reader = ONNXReader(path: path)
      return try reader.read(ProtobufMessage(bytes[...]))
    } catch let error as ModelFileError {
      throw error
    } catch {
      throw .damaged(path: path, format: "ONNX", reason: "its fields don't fit into each other")
    }
  }

  private init(path: String) { self.path = path }

  private mutating func read(_ model: ProtobufMessage) throws -> ConvolutionChain {
    guard let graph = try model.messages(Field.Model.graph).last else {
      throw ModelFileError.damaged(path: path, format: "ONNX", reason: "it has no graph")
    }
    for tensor in try graph.messages(Field.Graph.initializer) {
      tensors[tensor.text(Field.Tensor.name)] = tensor
    }
    // Old files list the weights among the inputs.
    let inputs = try graph.messages(Field.Graph.input).map { $0.text(Field.Value.name) }
    let images = inputs.filter { tensors[$0] == nil }
    let outputs = try graph.messages(Field.Graph.output).map { $0.text(Field.Value.name) }
    guard images.count == 1, outputs.count == 1 else {
      throw unsupported("the graph", "one image in and one out", "\(images.count) and \(outputs.count)")
    }
    value = images[0]
    let nodes = try graph.messages(Field.Graph.node)
    guard nodes.count <= Self.mostNodes else {
      throw unsupported("the graph", "at most \(Self.mostNodes) nodes", "\(nodes.count)")
    }
    for node in nodes { try take(node) }
    guard value == outputs[0], margin == nil, !isRectified else {
      throw unsupported("the end", "a convolution whose output is '\(outputs[0])'", "another node")
    }
    let metadata = try model.messages(Field.Model.metadata).map { pair in
      (pair.text(Field.Pair.key), pair.text(Field.Pair.value))
    }
    return ConvolutionChain(
      layers: layers, padding: try commonPadding(),
      metadata: Dictionary(metadata, uniquingKeysWith: { $1 }))
  }

  private mutating func take(_ node: ProtobufMessage) throws {
    let kind = node.text(Field.Node.kind), inputs = node.texts(Field.Node.input)
    guard let output = node.texts(Field.Node.output).first else {
      throw unsupported("a node \(kind)", "an output", "none")
    }
    if kind == "Constant" {
      let found = try attributes(of: node)["value"]?.messages(Field.Attribute.tensor).last
      guard let found else { throw unsupported("the constant '\(output)'", "a tensor", "another value") }
      return tensors[output] = found
    }
    guard inputs.first == value else {
      throw unsupported(
        "the node \(kind) of '\(output)'", "a chain, so that it takes '\(value)'",
        "'\(inputs.first ?? "nothing")'")
    }
    switch kind {
    case "Identity", "Dropout": break
    case "Relu":
      guard !layers.isEmpty, margin == nil else {
        throw unsupported("the node Relu of '\(output)'", "a convolution before it", "none")
      }
      guard layers[layers.count - 1].slope == nil else {
        throw unsupported(
          "the node Relu of '\(output)'", "one activation behind a convolution", "PRelu before it")
      }
      isRectified = true
    case "PRelu": try takeSlopes(inputs, output)
    case "Pad": try takePad(node, inputs, output)
    case "Conv": try takeConvolution(node, inputs, output)
    default: throw unsupported("the graph", "nodes Pad, Conv, Relu and PRelu in a chain", "a node \(kind)")
    }
    value = output
  }

  private mutating func takeSlopes(_ inputs: [String], _ output: String) throws {
    guard let channels = layers.last?.bias.count, margin == nil, !isRectified, inputs.count > 1 else {
      throw unsupported("the node PRelu of '\(output)'", "slopes, and a convolution before it", "none")
    }
    let slopes = try tensor(inputs[1])
    let ofChannels = [[channels, 1, 1], [1, channels, 1, 1]]
    guard slopes.count == 1 || ofChannels.contains(slopes.shape) else {
      throw unsupported(
        "'\(inputs[1])'", "one slope, or one a channel: \(ofChannels[0])", "the shape \(slopes.shape)")
    }
    layers[layers.count - 1].slope = slopes.repeated(channels)
    layers[layers.count - 1].names?.slope = inputs[1]
    isRectified = true
  }

  private mutating func takePad(_ node: ProtobufMessage, _ inputs: [String], _ output: String) throws {
    let attributes = try attributes(of: node)
    let mode = attributes["mode"]?.text(Field.Attribute.text) ?? "constant"
    // Until version 10 of the operators the margins were an attribute.
    let pads =
      try attributes["pads"]?.integers(Field.Attribute.integers)
      ?? (inputs.count > 1 ? integers(of: inputs[1]) : [])
    guard mode == "edge", margin == nil, pads.count == 8, Array(pads[..<4]) == Array(pads[4...]),
      pads[0] == 0, pads[1] == 0
    else {
      throw unsupported(
        "the node Pad of '\(output)'", "mode 'edge', with the same margin at both sides",
        "mode '\(mode)', \(pads)")
    }
    margin = Array(pads[2..<4])
  }

  private mutating func takeConvolution(
    _ node: ProtobufMessage, _ inputs: [String], _ output: String
  ) throws {
    guard layers.isEmpty || isRectified else {
      throw unsupported(
        "the node Conv of '\(output)'", "a node Relu or PRelu between two convolutions", "none")
    }
    guard inputs.count >= 2 else { throw unsupported("the node Conv of '\(output)'", "weights", "none") }
    let weight = try tensor(inputs[1])
    guard weight.shape.count == 4, !weight.shape.contains(0) else {
      throw unsupported("'\(inputs[1])'", "weights (O, I, H, W)", "the shape \(weight.shape)")
    }
    let hasBias = inputs.count > 2 && !inputs[2].isEmpty
    let bias = hasBias ? try tensor(inputs[2]) : Tensor(zeros: [weight.shape[0]])
    paddings.append(try padding(of: node, half: weight.shape[2...].map { $0 / 2 }, output))
    let names = Layer.Names(weight: inputs[1], bias: hasBias ? inputs[2] : nil)
    layers.append(Layer(weight: weight, bias: bias, names: names))
    (margin, isRectified) = (nil, false)
  }

  private func padding(of node: ProtobufMessage, half: [Int], _ output: String) throws -> Padding? {
    let attributes = try attributes(of: node)
    let automatic = attributes["auto_pad"]?.text(Field.Attribute.text) ?? "NOTSET"
    for (name, usual) in [("strides", [1, 1]), ("dilations", [1, 1])] {
      let found = try attributes[name]?.integers(Field.Attribute.integers) ?? usual
      guard found == usual else { throw unsupported("the node Conv of '\(output)'", "\(name) 1", "\(found)") }
    }
    let groups = try attributes["group"]?.integers(Field.Attribute.integer).last ?? 1
    guard groups == 1 else { throw unsupported("the node Conv of '\(output)'", "one group", "\(groups)") }
    var pads = try attributes["pads"]?.integers(Field.Attribute.integers) ?? [0, 0, 0, 0]
    switch automatic {
    case "NOTSET", "VALID": break
    case "SAME_UPPER", "SAME_LOWER": pads = half + half
    default: throw unsupported("the node Conv of '\(output)'", "a known auto_pad", "'\(automatic)'")
    }
    let isWide = half != [0, 0]
    switch (margin ?? [0, 0], pads) {
    case (half, [0, 0, 0, 0]): return isWide ? .replicate : nil
    case ([0, 0], half + half): return isWide ? .zero : nil
    case ([0, 0], [0, 0, 0, 0]): return .valid
    default:
      throw unsupported(
        "the node Conv of '\(output)'", "no margin, or one of half the filter: \(half)",
        "\(margin.map { "\($0) and " } ?? "")\(pads)")
    }
  }

  private func commonPadding() throws -> Padding? {
    let kinds = Set(paddings.compactMap { $0 })
    guard kinds.count <= 1 else {
      throw unsupported(
        "the layers", "one kind of padding", kinds.map(\.rawValue).sorted().joined(separator: ", "))
    }
    // A network of single pixels has no border.
    return kinds.first ?? .valid
  }

  private func attributes(of node: ProtobufMessage) throws -> [String: ProtobufMessage] {
    let found = try node.messages(Field.Node.attribute).map { ($0.text(Field.Attribute.name), $0) }
    return Dictionary(found, uniquingKeysWith: { $1 })
  }

  private func initializer(_ name: String) throws -> (tensor: ProtobufMessage, shape: [Int], count: Int) {
    guard let tensor = tensors[name] else {
      throw unsupported("'\(name)'", "constant weights in the file", "none")
    }
    let shape = try tensor.integers(Field.Tensor.shape)
    guard let count = elementCount(shape), try tensor.integers(Field.Tensor.location).last ?? 0 == 0 else {
      throw unsupported("'\(name)'", "elements in the file itself", "the shape \(shape), or another file")
    }
    return (tensor, shape, count)
  }

  private func integers(of name: String) throws -> [Int] {
    let (tensor, _, count) = try initializer(name)
    let raw = tensor.data(Field.Tensor.raw).last ?? []
    let values =
      raw.isEmpty
      ? try tensor.integers(Field.Tensor.integers)
      : stride(from: raw.startIndex, to: raw.endIndex - 7, by: 8).map { start in
        Int(Int64(bitPattern: (0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(raw[start + $1]) }))
      }
    guard try tensor.integers(Field.Tensor.kind).last == Field.Tensor.int64, values.count == count else {
      throw unsupported("'\(name)'", "\(count) whole numbers", "\(values.count)")
    }
    return values
  }

  private func tensor(_ name: String) throws -> Tensor {
    let (tensor, shape, count) = try initializer(name)
    let kind = try tensor.integers(Field.Tensor.kind).last ?? 0
    let types: [Int: FloatType] = [
      Field.Tensor.float: .single, Field.Tensor.double: .double, Field.Tensor.half: .half,
      Field.Tensor.brain: .brain,
    ]
    guard let type = types[kind] else { throw unsupported("'\(name)'", "floating point", "type \(kind)") }
    // Raw bytes, or a list of numbers, which is the same bytes packed.
    let list = type == .single ? Field.Tensor.floats : Field.Tensor.doubles
    let raw = tensor.data(Field.Tensor.raw).last ?? []
    let bytes = raw.isEmpty ? tensor.data(list).reduce(into: []) { $0 += $1 } : raw
    guard bytes.count == count * type.size else {
      throw ModelFileError.damaged(
        path: path, format: "ONNX", reason: "'\(name)' has \(bytes.count) bytes for the shape \(shape)")
    }
    return Tensor(shape: shape, elements: type.floats(bytes))
  }

  private func unsupported(_ part: String, _ expected: String, _ found: String) -> ModelFileError {
    .unsupported(path: path, part: part, expected: expected, found: found)
  }
}

extension ConvolutionChain {
  /// Reads the bytes of an ONNX file: nodes `Pad`, `Conv`, `Relu` and `PRelu` in a chain.
  /// - Throws: `ModelFileError`.
  package init(onnx bytes: [UInt8], path: String) throws(ModelFileError) {
    self = try ONNXReader.chain(bytes, path: path)
  }
}
