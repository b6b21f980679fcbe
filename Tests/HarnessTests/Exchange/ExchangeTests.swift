import ExperimentSpecs
import Foundation
import HDF5Storage
import ModelFiles
import ProjectFiles
import SuperResolution
import Tensors
import Testing
import TestLaboratory
import Vocabulary

@testable import Evaluating
@testable import RunRecords
@testable import Wording

/// A network with random weights.
func randomNetwork(
  _ filters: [Int], widths: [Int], channels: DataSection.Channels = .y, padding: Padding = .valid,
  activation: Activation = .relu, enlargement: Int = 1
) -> WeightsFile {
  let layers = Layer.chain(
    filters: filters, widths: widths, channels: channels.count, activation: activation)
  let layout = NetworkLayout(
    channels: channels.count, layers: enlargement == 1 ? layers : layers.enlarging(enlargement))
  var random = RandomStream(seed: 5, purpose: "exchange")
  var network = Network(layout: layout, initialization: .he, random: &random)
  let biases = (0..<layout.layerCount).map { layer in
    Tensor(
      shape: [layout.channelCount(layer + 1)],
      elements: (0..<layout.channelCount(layer + 1)).map { _ in Float(0.1 * random.normal()) })
  }
  let tensors = (0..<layout.layerCount).map { layer in
    LayerTensors(
      weight: network.weight(ofLayer: layer), bias: biases[layer],
      slope: network.slope(ofLayer: layer).map { slope in
        Tensor(shape: slope.shape, elements: slope.elements.map { $0 + Float(0.1 * random.normal()) })
      })
  }
  network = Network(layout: layout, parameters: layout.packed(tensors))
  return WeightsFile(network: network, scale: 3, channels: channels, padding: padding)
}

@Suite struct `Networks for other programs` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  static let networks = [
    randomNetwork([9, 1, 5], widths: [8, 4]),
    randomNetwork([3, 5, 1, 3], widths: [4, 3, 2], padding: .zero),
    randomNetwork([5, 3, 3], widths: [4, 2], channels: .rgb, padding: .replicate),
    randomNetwork([5, 3, 3], widths: [4, 2], channels: .ycbcr),
    randomNetwork([5, 3, 3], widths: [4, 2], channels: .rgb, activation: .prelu),
  ]

  @Test func `a network that enlarges by itself is kept, and no other program is given it`() throws {
    let file = randomNetwork([5, 3, 3], widths: [8, 4], channels: .rgb, enlargement: 3)
    let path = folder.path + "/own.h5"
    try file.write(to: path)
    #expect(try WeightsFile(contentsOf: path) == file)
    for format in ExportFormat.allCases {
      let error = #expect(throws: OptionError.self) {
        try file.export(to: format, path: "\(folder.path)/other\(format.ending)", force: false)
      }
      #expect(error?.description.contains("a sub-pixel convolution as the last layer") == true)
    }
    for (factor, words) in [(5, "is 5; expected 2, 3 or 4"), (2, "shape"), (1, "is 1; expected 2, 3 or 4")] {
      var contents = file.contents
      contents.attributes["enlargement"] = .int(Int64(factor))
      let error = #expect(throws: (any Error).self) { try WeightsFile(contents, path: path) }
      #expect("\(try #require(error))".contains(words), "\(factor)")
    }
    for (name, value, words) in [
      ("scale", HDF5Attribute.int(2), "its attribute 'enlargement' isn't the scale"),
      ("lastLayer", .string("convolution"), "'convolution', which enlarges nothing"),
    ] {
      var contents = file.contents
      contents.attributes[name] = value
      let error = #expect(throws: RunError.self) { try WeightsFile(contents, path: path) }
      #expect("\(try #require(error))".contains(words))
    }
  }

  /// PReLU behind the second layer alone.
  static var partlySloped: WeightsFile {
    let other = randomNetwork([3, 5, 1, 3], widths: [4, 3, 2], activation: .prelu)
    var (layers, tensors) = (
      other.network.layout.layers, other.network.layout.tensors(of: other.network.parameters)
    )
    for layer in [0, 2] {
      layers[layer].activation = .relu
      tensors[layer].slope = nil
    }
    let layout = NetworkLayout(channels: 1, layers: layers)
    return WeightsFile(
      network: Network(layout: layout, parameters: layout.packed(tensors)), scale: 3, channels: .y,
      padding: .replicate)
  }

  @Test(arguments: networks + [partlySloped], ExportFormat.allCases)
  func `come back with the same bits and the same meaning`(_ network: WeightsFile, _ format: ExportFormat)
    throws
  {
    let path = "\(folder.path)/n-x3\(format.ending)"
    if format == .mat && network.network.layout.activations.contains(.prelu) {
      let error = #expect(throws: OptionError.self) {
        try network.export(to: format, path: path, force: false)
      }
      #expect(error?.description.contains("no place for slopes") == true)
      #expect(!FileManager.default.fileExists(atPath: path))
      return
    }
    let files = try network.export(to: format, path: path, force: false).files
    // A MATLAB file is of luma, valid and named by its factor; the rest must be said.
    let isMATLAB = format == .mat
    let options = ImportOptions(
      padding: isMATLAB ? network.padding : nil,
      channels: isMATLAB ? network.channels : nil)
    var back = try WeightsFile(importing: try #require(files.last), options: options)
    #expect(back.origin?.contains("SHA-256") == true)
    back.origin = nil
    #expect(back == network)
  }

  /// ReLU behind the first layer, and nothing behind the second.
  static var partlyLinear: WeightsFile {
    let layers = Layer.chain(
      filters: [3, 1, 3], widths: [4, 3], channels: 1, activations: [.relu, .linear])
    var random = RandomStream(seed: 6, purpose: "exchange")
    return WeightsFile(
      network: Network(
        layout: NetworkLayout(channels: 1, layers: layers), initialization: .he, random: &random),
      scale: 3, channels: .y, padding: .valid)
  }

  @Test(
    arguments: [randomNetwork([3, 1, 3], widths: [4, 3], activation: .linear), partlyLinear],
    ExportFormat.allCases)
  func `without an activation between layers aren't written`(_ network: WeightsFile, _ format: ExportFormat)
    throws
  {
    let path = "\(folder.path)/linear\(format.ending)"
    #expect {
      try network.export(to: format, path: path, force: false)
    } throws: {
      "\($0)".hasPrefix("the network: expected ReLU or PReLU behind each layer but the last")
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test(arguments: ExportFormat.allCases)
  func `are the same bytes each time, and overwrite nothing unasked`(_ format: ExportFormat) throws {
    let path = "\(folder.path)/n\(format.ending)", network = Self.networks[0]
    let files = try network.export(to: format, path: path, force: false).files
    let bytes = try files.map(read)
    #expect(throws: ProjectError.self) { try network.export(to: format, path: path, force: false) }
    _ = try network.export(to: format, path: path, force: true)
    #expect(try files.map(read) == bytes)
    let error = #expect(throws: OptionError.self) {
      try network.export(to: format, path: "\(folder.path)/n.txt", force: false)
    }
    #expect(error?.description.contains("ends in \(format.ending)") == true)
  }

  @Test func `are never written over what they are read from, nor over a run's weights`() throws {
    let network = Self.networks[0], source = folder.path + "/n.safetensors"
    try write([1], to: source)
    // PyTorch's weights stand beside its module.
    for (format, path) in [(ExportFormat.safetensors, source), (.pytorch, folder.path + "/n.py")] {
      #expect(throws: OptionError.self) {
        try network.export(to: format, path: path, of: source, force: true)
      }
    }
    let run = try folder.folder("run") + "/weights.h5"
    try write([2], to: run)
    #expect(throws: OptionError.self) {
      try network.export(to: .kerasH5, path: run, of: "SPEC/VARIANT", force: true)
    }
    #expect(try read(source) == [1] && read(run) == [2] && !exists(folder.path + "/n.py"))
  }

  @Test func `a state dictionary asks for what it doesn't say`() throws {
    let path = folder.path + "/yjn.safetensors"
    var state = StateDictionary(tensors: [:])
    for (name, network) in [("y", Self.networks[0]), ("rgb", Self.networks[2])] {
      for layer in 0..<3 {
        state.tensors["conv\(layer + 1).weight"] = network.network.weight(ofLayer: layer)
        state.tensors["conv\(layer + 1).bias"] = network.network.bias(ofLayer: layer)
      }
      try write(state.safetensors, to: path)
      #expect(throws: NetworkImportError.unknownScale(path: path)) {
        try WeightsFile(importing: path, scale: nil)
      }
      guard name == "y" else {
        #expect(throws: NetworkImportError.unknownChannels(path: path)) {
          try WeightsFile(importing: path, options: ImportOptions(scale: 2, padding: .zero))
        }
        continue
      }
      #expect(throws: NetworkImportError.unknownPadding(path: path)) {
        try WeightsFile(importing: path, options: ImportOptions(scale: 2))
      }
      let file = try WeightsFile(importing: path, options: ImportOptions(scale: 2, padding: .zero))
      #expect(file.network == network.network && file.padding == .zero && file.scale == 2)
      #expect(throws: OptionError.self) {
        try WeightsFile(importing: path, options: ImportOptions(scale: 2, padding: .zero, channels: .rgb))
      }
    }
  }

  @Test func `slopes of PReLU are taken from dictionaries of other programs`() throws {
    let path = folder.path + "/net.safetensors"
    let sloped = Self.networks[4].network
    var state = StateDictionary(tensors: [:])
    for layer in 0..<3 {
      state.tensors["net.\(2 * layer).weight"] = sloped.weight(ofLayer: layer)
      state.tensors["net.\(2 * layer).bias"] = sloped.bias(ofLayer: layer)
      state.tensors["net.\(2 * layer + 1).weight"] = sloped.slope(ofLayer: layer)
    }
    let options = ImportOptions(scale: 3, padding: .replicate, channels: .rgb)
    try write(state.safetensors, to: path)
    #expect(try WeightsFile(importing: path, options: options).network == sloped)
    // PyTorch's PReLU() has one slope for all channels.
    state.tensors["net.1.weight"] = Tensor(shape: [1], elements: [0.5])
    try write(state.safetensors, to: path)
    let shared = try WeightsFile(importing: path, options: options).network
    #expect(shared.slope(ofLayer: 0)?.elements == [0.5, 0.5, 0.5, 0.5])
    for (name, tensor) in [("net.3.weight", nil), ("net.3.weight", Tensor(zeros: [3]))] {
      state.tensors[name] = tensor
      try write(state.safetensors, to: path)
      #expect(throws: (any Error).self) { try WeightsFile(importing: path, options: options) }
    }
  }

  @Test func `an option that contradicts an ONNX file is refused`() throws {
    let path = folder.path + "/n.onnx"
    _ = try Self.networks[1].export(to: .onnx, path: path, force: false)
    let error = #expect(throws: OptionError.self) {
      try WeightsFile(importing: path, options: ImportOptions(padding: .replicate))
    }
    #expect(error?.description.contains("--padding: expected zero") == true)
  }

  @Test(
    arguments: [
      ("n.pth", [0x50, 0x4B, 0x03, 0x04, 0x00], "PyTorch pickle"), ("n.pkl", [0x80, 0x02], "PyTorch pickle"),
      ("n.bin", [0x00], "found none of them"), ("n.onnx", [0x00], "ONNX"),
      ("n.safetensors", [0x00], "safetensors"),
      ("n.h5", [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0x00], "truncated, damaged"),
      ("n.mat", Array("MATLAB 7.3".utf8), "HDF5"),
    ] as [(String, [UInt8], String)])
  func `a file that is none is refused in a sentence with code 3`(
    _ name: String, _ bytes: [UInt8], _ words: String
  ) throws {
    let path = "\(folder.path)/\(name)"
    try write(bytes, to: path)
    let error = #expect(throws: (any Error).self) { try WeightsFile(importing: path, scale: 3) }
    let said = try #require(error)
    #expect(message(of: said).contains(words) && message(of: said).contains(path), "\(said)")
    #expect(exitCode(for: said) == 3)
  }

  @Test func `a network beyond the bounds is refused`() throws {
    let path = folder.path + "/n.safetensors"
    let even = StateDictionary(tensors: [
      "a.weight": Tensor(zeros: [1, 1, 2, 2]), "a.bias": Tensor(zeros: [1]),
    ])
    try write(even.safetensors, to: path)
    let error = #expect(throws: NetworkImportError.self) {
      try WeightsFile(importing: path, options: ImportOptions(scale: 3, padding: .zero))
    }
    #expect(error?.description.contains("f odd and at most 99, found 1x1x2x2") == true)
    #expect(error?.description.contains("variable 'a.weight': expected filters") == true)
  }

  @Test func `a variable that is wrong is named as its file has it`() throws {
    // Filters of 2 x 2 in a file of Keras's, and a bias that is no number in one of ONNX.
    var keras = HDF5Contents()
    keras.arrays["/c/c/kernel:0"] = HDF5Array([Float](repeating: 0, count: 4), shape: [2, 2, 1, 1])
    let path = folder.path + "/keras.h5"
    try keras.write(to: path)
    let options = ImportOptions(scale: 3, padding: .zero)
    let error = #expect(throws: NetworkImportError.self) {
      try WeightsFile(importing: path, options: options)
    }
    #expect(error?.description.contains("variable '/c/c/kernel:0': expected filters") == true)
    var chain = ConvolutionChain(Self.networks[0].network, padding: .zero)
    chain.layers[1].bias.elements[0] = .nan
    let other = folder.path + "/n.onnx"
    try write(chain.onnx(name: "n"), to: other)
    #expect(throws: NetworkImportError.notFinite(path: other, variable: "conv2.bias")) {
      try WeightsFile(importing: other, options: options)
    }
  }

  @Test func `what MATLAB's file doesn't say is told when it is written`() throws {
    let path = folder.path + "/n.mat"
    for (network, words) in [
      (Self.networks[0], "--scale 3 --padding valid"),
      (Self.networks[2], "--scale 3 --padding replicate --channels rgb"),
    ] {
      let notes = try network.export(to: .mat, path: path, force: true).notes
      #expect(notes.count == 1 && notes[0].hasSuffix(words), "\(notes)")
    }
  }

  @Test func `a file is never imported onto itself, and onto another if that is asked for`() throws {
    let path = folder.path + "/n-x3.h5", link = folder.path + "/link.h5", out = folder.path + "/out.h5"
    let hard = folder.path + "/hard.h5", taken = try folder.folder("taken.h5")
    _ = try Self.networks[0].export(to: .kerasH5, path: path, force: false)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try FileManager.default.linkItem(atPath: path, toPath: hard)
    for other in [path, link, hard, folder.path + "/./n-x3.h5"] {
      let error = #expect(throws: OptionError.self) {
        try WeightsFile.requireOutput(other, importing: path, force: true)
      }
      #expect(error?.expected == "another file than the one that is read")
    }
    let error = #expect(throws: OptionError.self) {
      try WeightsFile.requireOutput(folder.path + "/out.onnx", importing: path, force: true)
    }
    #expect(error?.expected == "a file's name that ends in .h5")
    try WeightsFile.requireOutput(out, importing: path, force: false)
    try write([1], to: out)
    #expect(throws: ProjectError.alreadyThere(path: out, hasForce: true)) {
      try WeightsFile.requireOutput(out, importing: path, force: false)
    }
    try WeightsFile.requireOutput(out, importing: path, force: true)
    #expect(throws: ProjectError.folderInPlace(path: taken)) {
      try WeightsFile.requireOutput(taken, importing: path, force: true)
    }
    #expect("\(ProjectError.folderInPlace(path: taken))".contains("found a folder"))
  }
}
