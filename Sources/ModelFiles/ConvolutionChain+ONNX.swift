import Tensors
import Vocabulary

/// The numbers of the fields of `onnx.proto3`, as far as these networks need them.
enum ONNXField {
  enum Model { static let irVersion = 1, producer = 2, graph = 7, operators = 8, metadata = 14 }
  enum OperatorSet { static let version = 2 }
  enum Graph { static let node = 1, name = 2, initializer = 5, input = 11, output = 12 }
  enum Node { static let input = 1, output = 2, name = 3, kind = 4, attribute = 5, domain = 7 }
  enum Attribute {
    static let name = 1, integer = 3, text = 4, tensor = 5, integers = 8, kind = 20
    static let ofInteger = 2, ofText = 3, ofIntegers = 7
  }
  enum Tensor {
    static let shape = 1, kind = 2, floats = 4, integers = 7, name = 8, raw = 9, doubles = 10, location = 14
    static let float = 1, int64 = 7, half = 10, double = 11, brain = 16
  }
  enum Value { static let name = 1, type = 2 }
  enum Kind { static let tensor = 1 }
  enum TensorKind { static let element = 1, shape = 2 }
  enum Shape { static let dimension = 1 }
  enum Dimension { static let length = 1, name = 2 }
  enum Pair { static let key = 1, value = 2 }
}

extension ConvolutionChain {
  /// The bytes of an ONNX file: for images `[N, C, H, W]` of any size, with the padding before every layer.
  ///
  /// A border that is repeated is a node `Pad` of mode `edge` before a convolution without padding, zeros are the
  /// convolution's own `pads`.
  /// - Precondition: the padding is known.
  package func onnx(name: String) -> [UInt8] {
    typealias Model = ONNXField.Model
    return ProtobufWriter { model in
      // Of 2020, so that programs of the last years read it; nothing newer is needed.
      model.integer(Model.irVersion, 7)
      model.text(Model.producer, "srcnn-experiments")
      model.message(Model.graph) { graph(name, in: &$0) }
      model.message(Model.operators) { $0.integer(ONNXField.OperatorSet.version, 13) }
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
        model.message(Model.metadata) {
          $0.text(ONNXField.Pair.key, key)
          $0.text(ONNXField.Pair.value, value)
        }
      }
    }.bytes
  }

  private func graph(_ name: String, in graph: inout ProtobufWriter) {
    typealias Graph = ONNXField.Graph
    var value = "image"
    for (index, layer) in layers.enumerated() {
      value = nodes(of: layer, index, input: value, in: &graph)
    }
    graph.text(Graph.name, name)
    for (index, layer) in layers.enumerated() {
      initializers(of: layer, index, in: &graph)
    }
    let channels = (layers.first?.weight.shape[1] ?? 0, layers.last?.weight.shape[0] ?? 0)
    graph.message(Graph.input) { Self.value("image", channels.0, side: ("height", "width"), in: &$0) }
    let side = padding == .valid ? ("inner_height", "inner_width") : ("height", "width")
    graph.message(Graph.output) { Self.value("sharp", channels.1, side: side, in: &$0) }
  }

  private func margin(_ layer: Layer) -> [Int] { [layer.weight.shape[2] / 2, layer.weight.shape[3] / 2] }

  /// The nodes of a layer; gives the name of its output.
  private func nodes(
    of layer: Layer, _ index: Int, input: String, in graph: inout ProtobufWriter
  ) -> String {
    let name = "conv\(index + 1)", margin = margin(layer)
    let isPadded = padding == .replicate && margin != [0, 0], isLast = index == layers.count - 1
    if isPadded {
      graph.message(ONNXField.Graph.node) {
        Self.node("Pad", [input, "\(name).pads"], "\(name).padded", in: &$0)
        $0.message(ONNXField.Node.attribute) { Self.attribute("mode", "edge", in: &$0) }
      }
    }
    let output = isLast ? "sharp" : "\(name).sum"
    graph.message(ONNXField.Graph.node) { node in
      Self.node(
        "Conv", [isPadded ? "\(name).padded" : input, "\(name).weight", "\(name).bias"], output, in: &node)
      let pads = padding == .zero ? margin + margin : [0, 0, 0, 0]
      for (key, values) in [("kernel_shape", Array(layer.weight.shape[2...])), ("pads", pads)] {
        node.message(ONNXField.Node.attribute) { Self.attribute(key, values, in: &$0) }
      }
    }
    if isLast { return output }
    graph.message(ONNXField.Graph.node) {
      let (kind, inputs) = layer.slope == nil ? ("Relu", [output]) : ("PRelu", [output, "\(name).slope"])
      Self.node(kind, inputs, "\(name).features", in: &$0)
    }
    return "\(name).features"
  }

  private func initializers(of layer: Layer, _ index: Int, in graph: inout ProtobufWriter) {
    typealias Field = ONNXField.Tensor
    let name = "conv\(index + 1)", margin = margin(layer)
    // A slope for each channel of [N, C, H, W].
    let slopes = layer.slope.map { Tensor(shape: [$0.count, 1, 1], elements: $0.elements) }
    let tensors = [("\(name).weight", layer.weight), ("\(name).bias", layer.bias)]
    for (name, tensor) in tensors + (slopes.map { [("\(name).slope", $0)] } ?? []) {
      graph.message(ONNXField.Graph.initializer) {
        $0.integers(Field.shape, tensor.shape)
        $0.integer(Field.kind, Field.float)
        $0.text(Field.name, name)
        $0.data(Field.raw, tensor.elements.littleEndianBytes)
      }
    }
    guard padding == .replicate, margin != [0, 0] else { return }
    graph.message(ONNXField.Graph.initializer) {
      $0.integers(Field.shape, [8])
      $0.integer(Field.kind, Field.int64)
      $0.integers(Field.integers, [0, 0] + margin + [0, 0] + margin)
      $0.text(Field.name, "\(name).pads")
    }
  }

  private static func node(
    _ kind: String, _ inputs: [String], _ output: String, in node: inout ProtobufWriter
  ) {
    inputs.forEach { node.text(ONNXField.Node.input, $0) }
    node.text(ONNXField.Node.output, output)
    node.text(ONNXField.Node.kind, kind)
  }

  private static func attribute(_ name: String, _ values: [Int], in attribute: inout ProtobufWriter) {
    typealias Field = ONNXField.Attribute
    attribute.text(Field.name, name)
    values.forEach { attribute.integer(Field.integers, $0) }
    attribute.integer(Field.kind, Field.ofIntegers)
  }

  private static func attribute(_ name: String, _ text: String, in attribute: inout ProtobufWriter) {
    typealias Field = ONNXField.Attribute
    attribute.text(Field.name, name)
    attribute.text(Field.text, text)
    attribute.integer(Field.kind, Field.ofText)
  }

  /// Name and type of the input or output.
  private static func value(
    _ name: String, _ channels: Int, side: (String, String), in value: inout ProtobufWriter
  ) {
    value.text(ONNXField.Value.name, name)
    value.message(ONNXField.Value.type) { type in
      type.message(ONNXField.Kind.tensor) { tensor in
        tensor.integer(ONNXField.TensorKind.element, ONNXField.Tensor.float)
        tensor.message(ONNXField.TensorKind.shape) { shape in
          shape.message(ONNXField.Shape.dimension) { $0.text(ONNXField.Dimension.name, "images") }
          shape.message(ONNXField.Shape.dimension) { $0.integer(ONNXField.Dimension.length, channels) }
          shape.message(ONNXField.Shape.dimension) { $0.text(ONNXField.Dimension.name, side.0) }
          shape.message(ONNXField.Shape.dimension) { $0.text(ONNXField.Dimension.name, side.1) }
        }
      }
    }
  }
}
