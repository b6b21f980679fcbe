import Tensors
import Testing

@testable import ModelFiles

/// A file of a header and bytes.
private func file(_ header: String, _ data: [UInt8] = []) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) } + Array(header.utf8) + data
}

private func sentence(_ bytes: [UInt8]) -> String {
  do {
    _ = try StateDictionary(safetensors: bytes, path: "w.safetensors")
    return "none"
  } catch {
    return error.description
  }
}

@Suite struct `Safetensors files` {
  @Test func `the bytes are the length, the header and the elements, at a multiple of eight`() {
    let state = StateDictionary(
      tensors: [
        "b": Tensor(shape: [2], elements: [1, -2]), "a": Tensor(shape: [1, 1], elements: [0.5]),
      ], metadata: ["k": "v"])
    let header =
      #"{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1, 1],"data_offsets":[0, 4]},"#
      + #""b":{"dtype":"F32","shape":[2],"data_offsets":[4, 12]}}"#
    let compact = header.replacing(", ", with: ",")
    let padded = compact + String(repeating: " ", count: (8 - compact.utf8.count % 8) % 8)
    // 0.5, 1 and -2 by IEEE 754.
    let data: [UInt8] = [0, 0, 0, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
    #expect(state.safetensors == file(padded, data))
  }

  @Test func `what is written is read again`() throws {
    let state = StateDictionary(
      tensors: [
        "conv1.weight": Tensor(shape: [2, 1, 1, 3], elements: [1, .pi, -0.0, 1e-38, .infinity, -7]),
        "conv1.bias": Tensor(shape: [2], elements: [0, 1]),
      ], metadata: ["ünï\"code": "\n"])
    #expect(try StateDictionary(safetensors: state.safetensors, path: "") == state)
  }

  @Test(
    arguments: [
      ("F16", [0x00, 0x3C, 0x00, 0xC0, 0x01, 0x00, 0x00, 0x7C], [1, -2, 0x1p-24, .infinity]),
      ("BF16", [0x80, 0x3F, 0x00, 0xC0], [1, -2]),
      ("F64", [0, 0, 0, 0, 0, 0, 0xF0, 0x3F], [1]),
    ] as [(String, [UInt8], [Float])])
  func `other floating point becomes the nearest Float`(_ type: String, _ data: [UInt8], _ values: [Float])
    throws
  {
    let header = #"{"a":{"dtype":"\#(type)","shape":[\#(values.count)],"data_offsets":[0,\#(data.count)]}}"#
    #expect(try StateDictionary(safetensors: file(header, data), path: "").tensors["a"]?.elements == values)
  }

  @Test func `whole numbers are passed over`() throws {
    let header = #"{"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}"#
    let read = try StateDictionary(safetensors: file(header, [UInt8](repeating: 0, count: 8)), path: "")
    #expect(read.tensors.isEmpty)
  }

  static let damaged: [(bytes: [UInt8], words: String)] = [
    ([], "it has 0 bytes"),
    (
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7B],
      "its header would have 18446744073709551615 bytes"
    ),
    ([9, 0, 0, 0, 0, 0, 0, 0, 0x7B], "its header would have 9 bytes"),
    (file("{"), "no JSON object"), (file("[]"), "no JSON object"),
    (file(#"{"a":1}"#), "doesn't describe 'a'"),
    (file(#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#), "doesn't describe 'a'"),
    (file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#), "'a' lies outside"),
    (file(#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, [0, 0, 0, 0]), "'a' lies outside"),
    (
      file(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, [0, 0, 0, 0]),
      "another number of bytes"
    ),
    (
      file(#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#),
      "another number of bytes"
    ),
    (
      file(#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, [0, 0, 0, 0]),
      "another number of bytes"
    ),
    (file(String(repeating: "[", count: 100_000)), "no JSON object"),
  ]

  @Test(arguments: damaged)
  func `a damaged file is refused in a sentence`(_ damage: (bytes: [UInt8], words: String)) {
    let said = sentence(damage.bytes)
    #expect(said.contains(damage.words), "\(said)")
    #expect(said.hasPrefix("w.safetensors is no whole safetensors file"))
  }
}

@Suite struct `State dictionaries` {
  private func chain(_ names: [String], widths: [Int]) throws -> [Int] {
    var tensors: [String: Tensor] = [:]
    for (index, name) in names.enumerated() {
      tensors["\(name).weight"] = Tensor(zeros: [widths[index + 1], widths[index], 3, 3])
      tensors["\(name).bias"] = Tensor(zeros: [widths[index + 1]])
    }
    return try StateDictionary(tensors: tensors).chain(path: "w").layers.map { $0.weight.shape[0] }
  }

  @Test(arguments: [
    ["conv1", "conv2", "conv3"], ["features.0", "map.0", "reconstruction"], ["net.2", "net.10", "net.11"],
    ["module.layers.0", "module.layers.2", "module.layers.4"],
  ])
  func `layers come in the natural order of their names`(_ names: [String]) throws {
    #expect(try chain(names, widths: [1, 8, 5, 1]) == [8, 5, 1])
  }

  @Test func `layers that don't fit, and what isn't a convolution, are named`() throws {
    let error = #expect(throws: ModelFileError.self) {
      try StateDictionary(tensors: [
        "a.weight": Tensor(zeros: [4, 1, 3, 3]), "b.weight": Tensor(zeros: [1, 5, 3, 3]),
      ]).chain(path: "w")
    }
    #expect(error?.description == "w: b.weight: expected 4 channels, as the layer before gives, found 5")
    let other = #expect(throws: ModelFileError.self) {
      try StateDictionary(tensors: [
        "a.weight": Tensor(zeros: [1, 1, 3, 3]), "bn.running_mean": Tensor(zeros: [1]),
      ])
      .chain(path: "w")
    }
    #expect(other?.description.contains("found bn.running_mean") == true)
    let scaled = #expect(throws: ModelFileError.self) {
      try StateDictionary(tensors: [
        "a.weight": Tensor(zeros: [4, 1, 3, 3]), "rmsnorm.weight": Tensor(zeros: [4]),
        "b.weight": Tensor(zeros: [1, 4, 3, 3]),
      ]).chain(path: "w")
    }
    #expect(scaled?.description.contains("found rmsnorm.weight") == true)
    let empty = #expect(throws: ModelFileError.self) {
      try StateDictionary(tensors: ["a.weight": Tensor(zeros: [1 << 26, 0, 1, 1])]).chain(path: "w")
    }
    #expect(empty?.description.contains("found the shape [67108864, 0, 1, 1]") == true)
    #expect(throws: ModelFileError.self) { try StateDictionary(tensors: [:]).chain(path: "w") }
  }
}
