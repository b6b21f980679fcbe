import Foundation
import HDF5Storage
import HostSystem
import Imaging
import MATLABFiles
import SuperResolution
import Tensors
import Testing
import TestLaboratory

@testable import Evaluating
@testable import RunRecords
@testable import Wording

@Suite struct `A file that another has made` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func weights(_ change: (inout HDF5Contents) throws -> Void) throws -> String {
    let layout = NetworkLayout(channels: 1, filterSizes: [3, 1], widths: [2])
    var random = RandomStream(seed: 1, purpose: "test")
    let network = Network(layout: layout, initialization: .he, random: &random)
    var contents = WeightsFile(network: network, scale: 3, channels: .y, padding: .valid).contents
    try change(&contents)
    let path = folder.path + "/weights.h5"
    try contents.write(to: path)
    return path
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 5, 7, 5000, 1_000_000_000, 1 << 62])
  func `with a factor that isn't 2, 3 or 4 is no network`(_ scale: Int64) throws {
    let path = try weights { $0.attributes["scale"] = .int(scale) }
    let error = #expect(throws: RunError.self) { try WeightsFile(contentsOf: path) }
    #expect(error?.description.contains("its attribute 'scale' is \(scale); expected 2, 3 or 4") == true)
    #expect(error?.exitCode == 3)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func `with weights that aren't finite is no network`(_ value: Float) throws {
    let path = try weights {
      $0.arrays["/conv2/bias"] = HDF5Array([value], shape: [1], attributes: ["axes": .strings(["O"])])
    }
    let error = #expect(throws: RunError.self) { try WeightsFile(contentsOf: path) }
    #expect(error?.description.contains("aren't finite") == true)
  }

  @Test(arguments: [
    ([2, 1], [2]), ([101, 1], [2]), ([3, 1], [4097]), ([3, 1], [0]), ([3, 1], [2, 2]), ([], []),
  ])
  func `with sizes that no spec may have is no network`(_ filters: [Int64], _ widths: [Int64]) throws {
    let path = try weights {
      $0.attributes["filters"] = .ints(filters)
      $0.attributes["widths"] = .ints(widths)
    }
    let error = #expect(throws: RunError.self) { try WeightsFile(contentsOf: path) }
    #expect(error?.description.contains("it describes no network") == true)
  }

  @Test(arguments: [-1, Int64.max])
  func `with backprops that nobody can count is no network`(_ backprops: Int64) throws {
    let path = try weights {
      $0.attributes["runId"] = .string("x")
      $0.attributes["seed"] = .int(1)
      $0.attributes["backprops"] = .int(backprops)
    }
    #expect(throws: RunError.self) { try WeightsFile(contentsOf: path) }
  }

  @Test(arguments: [(9, 4097), (101, 2)])
  func `of the authors with sizes that no spec may have isn't taken over`(_ size: Int, _ width: Int) throws {
    func matrix(_ name: String, _ shape: [Int]) -> (String, MATLABMatrix) {
      (name, MATLABMatrix(name: name, shape: shape, values: .init(repeating: 0, count: shape.reduce(1, *))))
    }
    let matrices = Dictionary(uniqueKeysWithValues: [
      matrix("weights_conv1", [size * size, width]), matrix("biases_conv1", [width, 1]),
      matrix("weights_conv2", [width, 1, 2]), matrix("biases_conv2", [2, 1]),
      matrix("weights_conv3", [2, 1]), matrix("biases_conv3", [1, 1]),
    ])
    #expect(throws: NetworkImportError.self) { try AuthorsWeights(matrices: matrices, path: "x3.mat") }
  }

  @Test func `that would become too large an image is refused before it is made`() throws {
    let image = ByteImage(
      width: 4096, height: 4097, channels: 1, pixels: .init(repeating: 0, count: 4096 * 4097))
    let upscaling = try Upscaling(method: .bicubic, scale: 2, threads: 1)
    let error = #expect(throws: UpscalingError.self) { try upscaling.enlarged(image, name: "wide.png") }
    #expect(
      error?.description.contains("wide.png: 4096 x 4097 pixels at x2 are 67125248, and at most 67108864")
        == true)
    #expect(exitCode(for: UpscalingError(failures: [], images: 1)) == 3)
  }
}

@Suite struct `A run of which files were changed` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private func interrupted() throws -> RunFolder {
    let cancellation = Cancellation()
    let result = try laboratory.engine(cancellation: cancellation) {
      if case .progress(_, let progress) = $0, progress.backprops >= 80 { cancellation.request() }
    }.run([laboratory.run()])[0]
    return try #require(result.folder)
  }

  @Test(arguments: [Int64.max, -1])
  func `to count losses that it can't have isn't gone on with`(_ count: Int64) throws {
    let folder = try interrupted()
    var contents = try HDF5Contents(contentsOf: folder.checkpointFile)
    contents.attributes["lossCount"] = .int(count)
    try contents.write(to: folder.checkpointFile)
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 3)
    #expect(result[0].error?.description.contains("it counts \(count) losses") == true)
  }

  @Test func `and lost its checksum isn't gone on with`() throws {
    let folder = try interrupted()
    try write(Array(try read(folder.checkpointFile).dropLast(16)), to: folder.checkpointFile)
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 3)
    #expect(result[0].error?.description.contains("has no checksum at its end") == true)
  }

  @Test(arguments: ["measuredBackprops", "trainingSeconds"])
  func `to have taken more than anyone counts is refused by the name of the file`(_ key: String) throws {
    let folder = try interrupted()
    var text = try String(contentsOfFile: folder.provenanceFile, encoding: .utf8)
    text.replace(try Regex("\"\(key)\" : [0-9.e-]+"), with: "\"\(key)\" : 9223372036854775807")
    try write(Array(text.utf8), to: folder.provenanceFile)
    let result = try laboratory.engine().run([laboratory.run()])
    #expect(result.exitCode == 3)
    #expect(result[0].error?.description.contains("provenance.json") == true)
    #expect(try laboratory.engine().plan([laboratory.run()])[0].reason.contains("provenance.json"))
  }
}
