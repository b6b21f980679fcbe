import Tensors
import Testing
import Vocabulary

@testable import ModelFiles

/// 3-1-5 with widths 2 and 2: few bytes, all kinds of nodes.
private func small(_ padding: Padding) -> ConvolutionChain {
  let sizes = [(1, 2, 3), (2, 2, 1), (2, 1, 5)]
  let layers = sizes.map { inputs, outputs, size in
    let count = outputs * inputs * size * size
    return ConvolutionChain.Layer(
      weight: Tensor(shape: [outputs, inputs, size, size], elements: (0..<count).map { Float($0) / 7 - 1 }),
      bias: Tensor(shape: [outputs], elements: (0..<outputs).map { Float($0) + 0.5 }))
  }
  return ConvolutionChain(layers: layers, padding: padding, metadata: ["scale": "3", "padding": "valid"])
}

private func sentence(_ bytes: [UInt8]) -> String {
  do {
    _ = try ConvolutionChain(onnx: bytes, path: "n.onnx")
    return "none"
  } catch {
    return error.description
  }
}

/// A graph from 'image' to 'sharp' of nodes with these kinds, inputs and outputs, and a weight w [1, 1, 3, 3].
private func graph(
  _ nodes: [(kind: String, inputs: [String], output: String, attributes: [(inout ProtobufWriter) -> Void])]
) -> [UInt8] {
  ProtobufWriter { model in
    model.message(ONNXField.Model.graph) { graph in
      for node in nodes {
        graph.message(ONNXField.Graph.node) { fields in
          node.inputs.forEach { fields.text(ONNXField.Node.input, $0) }
          fields.text(ONNXField.Node.output, node.output)
          fields.text(ONNXField.Node.kind, node.kind)
          for attribute in node.attributes { fields.message(ONNXField.Node.attribute, attribute) }
        }
      }
      graph.message(ONNXField.Graph.initializer) {
        $0.integers(ONNXField.Tensor.shape, [1, 1, 3, 3])
        $0.integer(ONNXField.Tensor.kind, ONNXField.Tensor.float)
        $0.text(ONNXField.Tensor.name, "w")
        $0.data(ONNXField.Tensor.floats, [Float](repeating: 1, count: 9).littleEndianBytes)
      }
      graph.message(ONNXField.Graph.input) { $0.text(ONNXField.Value.name, "image") }
      graph.message(ONNXField.Graph.output) { $0.text(ONNXField.Value.name, "sharp") }
    }
  }.bytes
}

private func integers(_ name: String, _ values: [Int]) -> (inout ProtobufWriter) -> Void {
  { attribute in
    attribute.text(ONNXField.Attribute.name, name)
    attribute.integers(ONNXField.Attribute.integers, values)
  }
}

/// The value of a node `Constant`.
private func constant(_ shape: [Int], _ elements: [Float]) -> (inout ProtobufWriter) -> Void {
  { attribute in
    attribute.text(ONNXField.Attribute.name, "value")
    attribute.message(ONNXField.Attribute.tensor) { tensor in
      tensor.integers(ONNXField.Tensor.shape, shape)
      tensor.integer(ONNXField.Tensor.kind, ONNXField.Tensor.float)
      if !elements.isEmpty { tensor.data(ONNXField.Tensor.floats, elements.littleEndianBytes) }
    }
  }
}

@Suite struct `ONNX files` {
  @Test func `the wire format is that of Protocol Buffers`() throws {
    // The examples of "Encoding": 150 in field 1, "testing" in field 2, and 3, 270, 86942 packed in field 6.
    let bytes = ProtobufWriter {
      $0.integer(1, 150)
      $0.text(2, "testing")
      $0.integers(6, [3, 270, 86942])
      $0.integer(3, -1)
    }.bytes
    let expected: [UInt8] =
      [0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67]
      + [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05] + [0x18] + [UInt8](repeating: 0xFF, count: 9) + [
        0x01
      ]
    #expect(bytes == expected)
    let message = try ProtobufMessage(bytes[...])
    #expect(try message.integers(1) == [150])
    #expect(message.text(2) == "testing")
    #expect(try message.integers(6) == [3, 270, 86942])
    #expect(try message.integers(3) == [-1])
  }

  @Test(arguments: Padding.allCases)
  func `what is written is read again`(_ padding: Padding) throws {
    let chain = small(padding)
    #expect(try ConvolutionChain(onnx: chain.onnx(name: "n"), path: "n.onnx") == chain)
  }

  @Test func `numbers in a list, no bias, automatic padding and constants as nodes are read`() throws {
    let automatic: (inout ProtobufWriter) -> Void = {
      $0.text(ONNXField.Attribute.name, "auto_pad")
      $0.text(ONNXField.Attribute.text, "SAME_UPPER")
    }
    let chain = try ConvolutionChain(
      onnx: graph([("Conv", ["image", "w"], "sharp", [automatic])]), path: "n.onnx")
    #expect(chain.padding == .zero)
    #expect(chain.layers.map(\.bias.elements) == [[0]])
    #expect(chain.layers[0].weight.elements == [Float](repeating: 1, count: 9))
    let weights = (0..<9).map { Float($0) }
    let ofNode = try ConvolutionChain(
      onnx: graph([
        ("Constant", [], "k", [constant([1, 1, 3, 3], weights)]), ("Conv", ["image", "k"], "sharp", []),
      ]), path: "n.onnx")
    #expect(ofNode.layers.map(\.weight.elements) == [weights])
  }

  static let refused: [(bytes: [UInt8], words: String)] = [
    ([], "it has no graph"), ([0x08], "don't fit into each other"),
    ([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "don't fit into each other"),
    ([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "don't fit into each other"),
    (graph([("Tanh", ["image"], "sharp", [])]), "found a node Tanh"),
    (graph([("Conv", ["other", "w"], "sharp", [])]), "so that it takes 'image', found 'other'"),
    (graph([("Conv", ["image", "x"], "sharp", [])]), "'x': expected constant weights"),
    (graph([("Conv", ["image", "w"], "a", [])]), "a convolution whose output is 'sharp'"),
    (
      graph([("Conv", ["image", "w"], "a", []), ("Conv", ["a", "w"], "sharp", [])]),
      "a node Relu or PRelu between"
    ),
    (graph([("Conv", ["image", "w"], "a", []), ("Relu", ["a"], "sharp", [])]), "the end: expected"),
    (
      graph([("Conv", ["image", "w"], "a", []), ("PRelu", ["a", "w"], "sharp", [])]),
      "one slope, or one a channel"
    ),
    (
      graph([
        ("Conv", ["image", "w"], "a", []), ("Constant", [], "s", [constant([1], [0.5])]),
        ("PRelu", ["a", "s"], "b", []), ("Relu", ["b"], "c", []), ("Conv", ["c", "w"], "sharp", []),
      ]), "one activation behind a convolution, found PRelu before it"
    ),
    (graph([("Conv", ["image", "w"], "sharp", [integers("strides", [2, 2])])]), "strides 1, found [2, 2]"),
    (
      graph([("Conv", ["image", "w"], "sharp", [integers("pads", [1, 1, 0, 0])])]), "half the filter: [1, 1]"
    ),
    (graph([("Pad", ["image", "w"], "a", [])]), "whole numbers"),
    (
      graph([
        ("Constant", [], "w0", [constant([1 << 26, 0, 1, 1], [])]), ("Conv", ["image", "w0"], "sharp", []),
      ]), "found the shape [67108864, 0, 1, 1]"
    ),
  ]

  @Test(arguments: refused)
  func `what isn't such a network is refused in a sentence`(_ file: (bytes: [UInt8], words: String)) {
    let said = sentence(file.bytes)
    #expect(said.hasPrefix("n.onnx") && said.contains(file.words), "\(said)")
  }

  @Test func `a file cut anywhere or changed anywhere is read or refused`() {
    let chain = small(.replicate), whole = chain.onnx(name: "n")
    for end in 0..<whole.count {
      // What stands behind the graph may be missing.
      let read = try? ConvolutionChain(onnx: Array(whole[..<end]), path: "n.onnx")
      #expect(read.map { $0.layers == chain.layers } ?? true, "cut to \(end)")
    }
    for position in whole.indices {
      for value: UInt8 in [0x00, 0x7F, 0x80, 0xFF] {
        var changed = whole
        changed[position] = value
        _ = sentence(changed)
      }
    }
  }
}
