import ExperimentSpecs
import Foundation
import HDF5Storage
import HostSystem
import SuperResolution
import Tensors
import Testing
import TestLaboratory

@testable import Evaluating
@testable import RunRecords

/// A Python with the packages of Tests/interop/requirements.txt: `make interop-test` makes one.
private let python = ProcessInfo.processInfo.environment["SRCNN_INTEROP_PYTHON"]

@Suite(.enabled(if: python != nil, "SRCNN_INTEROP_PYTHON names no Python; `make interop-test` does"))
struct `Interoperability` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Published networks of every kind, by their folder's beginning.
  static let published = [
    "filter-size/9-1-5-s1", "filter-size/9-5-5-s1", "filter-size/11-1-7-s1", "depth/9-3-3-5-s1",
    "channels/rgb-s1", "channels/ycbcr-s1", "rgb-same/",
  ]

  private func run(_ arguments: String...) throws -> String {
    let script = packageRoot + "/Tests/interop/interop.py"
    var said = Data()
    let ending = try HostSystemProgram(try #require(python)).run([script] + arguments, errors: .withOutput) {
      said += $0
    }
    #expect(ending.status == 0, "\(String(decoding: said, as: UTF8.self))")
    return String(decoding: said, as: UTF8.self)
  }

  private func network(_ beginning: String) throws -> WeightsFile {
    let runs = packageRoot + "/results/runs/"
    let parts = beginning.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let names = try FileManager.default.contentsOfDirectory(atPath: runs + parts[0]).sorted()
    let name = try #require(names.first { $0.hasPrefix(parts[1]) })
    return try WeightsFile(contentsOf: "\(runs)\(parts[0])/\(name)/weights.h5")
  }

  @Test func `other programs compute what this one does`() throws {
    for name in Self.published {
      let file = try network(name)
      for (height, width) in [(31, 47), (1, 1), (4, 3), (120, 77)] {
        let stem = name.map { $0 == "/" ? "-" : String($0) }.joined()
        try lay(file, on: (height, width), into: folder.folder("cases/\(stem)-\(width)x\(height)"))
      }
    }
    try lay(
      randomNetwork([5, 3, 3], widths: [4, 2], channels: .rgb, activation: .prelu), on: (31, 47),
      into: folder.folder("cases/prelu"))
    // One start of Python for all: it takes longer than the rest.
    print(try run("check", folder.path + "/cases"), terminator: "")
  }

  /// The network in every format, an image, and what the network makes of it.
  private func lay(_ file: WeightsFile, on size: (height: Int, width: Int), into folder: String) throws {
    let channels = file.network.layout.channels
    var random = RandomStream(seed: 7, purpose: "interoperability")
    let image = Tensor(
      shape: [channels, size.height, size.width],
      elements: (0..<channels * size.height * size.width).map { _ in Float(random.uniform()) })
    let sharp = file.network(image, padding: file.padding.whenUsed, threads: 2)
    var contents = HDF5Contents()
    contents.attributes["padding"] = .string(file.padding.whenUsed.rawValue)
    contents.arrays["/image"] = HDF5Array(image.elements, shape: image.shape)
    contents.arrays["/sharp"] = HDF5Array(sharp.elements, shape: sharp.shape)
    try contents.write(to: folder + "/case.h5")
    let hasSlopes = file.network.layout.activations.contains(.prelu)
    for format in ExportFormat.allCases where !hasSlopes || format != .mat {
      _ = try file.export(to: format, path: "\(folder)/\(format.rawValue)\(format.ending)", force: true)
    }
  }

  @Test func `what other programs write is read`() throws {
    _ = try run("write", folder.path)
    let expected = try WeightsFile(
      importing: folder.path + "/yjn870.safetensors", options: ImportOptions(scale: 3, padding: .zero)
    ).network
    #expect(expected.layout.filterSizes == [9, 5, 5] && expected.layout.widths == [64, 32])
    for name in ["lornatang.h5", "lornatang.safetensors", "half.safetensors"] {
      let options = ImportOptions(scale: 3, padding: .zero)
      let found = try WeightsFile(importing: folder.path + "/" + name, options: options).network
      #expect(found == expected, "\(name)")
    }
    for name in ["zeros.onnx", "v5.mat", "v73.mat"] {
      let found = try WeightsFile(importing: folder.path + "/" + name, scale: 3)
      #expect(found.network == expected, "\(name)")
      #expect(found.padding == (name == "zeros.onnx" ? .zero : .valid))
    }
  }

  /// Changes of a spec that the decoder refuses for what stands in the file alone.
  static let mistakes = [
    (#""scale": 3"#, #""scale": 7"#), (#""name": "#, #""nmae": "#), (#""spec": 1"#, #""spec": 2"#),
    (#""padding": "valid""#, #""padding": "none""#), (#""validation": "set5""#, #""validation": 5"#),
    (#""variants": ["#, #""variants": "none", "variant": ["#),
  ]

  /// Specs as no published one is, but as users write them: from another one, and with a grid.
  static let further: [(name: String, text: String)] = [
    (
      "extending",
      """
      { "$schema": "../spec.schema.json", "extends": "filter-size", "name": "mine", "title": "Mine",
        "training": { "batch": 8 },
        "variants": [{ "id": "plain" }, { "id": "large", "network.filters": [9, 5, 5] }], "figures": [] }
      """
    ),
    (
      "grid",
      FigureLaboratory.spec.replacing(#", "variant": "small""#, with: "").replacing(
        #""variants": [ { "id""#,
        with: #""grid": { "training.batch": [4, 8], "data.stride": [7, 11] }, "variants": [ { "id""#)
    ),
  ]

  @Test func `the schema judges specs as the decoder does`() throws {
    try write(Array(schemaJSON().utf8), to: folder.path + "/spec.schema.json")
    let (good, bad) = (try folder.folder("good"), try folder.folder("bad"))
    let specs = packageRoot + "/experiments/specs"
    for name in try FileManager.default.contentsOfDirectory(atPath: specs) where name.hasSuffix(".json") {
      try write(read("\(specs)/\(name)"), to: "\(good)/\(name)")
    }
    let base = try read(specs + "/filter-size.json")
    for spec in Self.further {
      let experiment = try Experiment.decode(Array(spec.text.utf8), file: spec.name) { name in
        (file: name + ".json", bytes: base)
      }
      #expect(try experiment.resolved(profile: "desk").runs.count > 1, "\(spec.name)")
      try write(Array(spec.text.utf8), to: "\(good)/\(spec.name).json")
    }
    let text = String(decoding: base, as: UTF8.self)
    for (index, mistake) in Self.mistakes.enumerated() {
      let range = try #require(text.range(of: mistake.0), "\(mistake.0)")
      let changed = Array(text.replacingCharacters(in: range, with: mistake.1).utf8)
      #expect(throws: SpecProblems.self) { try Experiment.decode(changed, file: "bad.json") }
      try write(changed, to: "\(bad)/\(index).json")
    }
    _ = try run("schema", folder.path)
  }
}
