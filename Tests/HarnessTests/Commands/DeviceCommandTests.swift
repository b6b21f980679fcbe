import Foundation
import Testing
import TestLaboratory

@testable import Harness
@testable import RunRecords

/// The devices that OpenCL has here, as the program names them.
private struct ListedDevices: Decodable {
  struct Device: Decodable {
    let name, driver: String
  }
  let devices: [Device]

  static func found() throws -> [Device] {
    let answer = try Program.run(["devices", "--format", "json"])
    return try JSONDecoder().decode(ListedDevices.self, from: Data(answer.output.utf8)).devices
  }

  /// Where everything must be there, as in CI, nothing is passed over.
  static let areWanted =
    (try? found().isEmpty) == false || ProcessInfo.processInfo.environment["SRCNN_REQUIRE_DATASETS"] != nil
}

@Suite struct `A training with --device` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private func train(_ more: [String]) throws -> Program.Answer {
    let laboratory = figures.laboratory
    return try Program.run(
      [
        "run", "tiny", "--only", "small", "--seeds", "1", "--root", laboratory.root, "--results",
        laboratory.results,
      ]
        + more)
  }

  private func runs() throws -> [RunFolder] { try RunFolder.all(in: figures.laboratory.results) }

  @Test(.enabled(if: ListedDevices.areWanted, "OpenCL has no device here"))
  func `is a run of its own, whose provenance names the device`() throws {
    let device = try #require(try ListedDevices.found().last)
    for name in [device.name, "CPU"] {
      let answer = try train(["--device", name])
      #expect(answer.code == 0, "\(answer.errors)")
    }
    let provenances = try runs().map { try #require($0.provenance()) }
    #expect(Set(provenances.map(\.runId)).count == 2)
    #expect(
      Set(provenances.map(\.device)) == ["OpenCL, \(device.name), driver \(device.driver)", nil])
    let again = try train(["--device", device.name.uppercased()])
    #expect(again.code == 0 && again.output.contains("Nothing to train: 1 run done."), "\(again.output)")
  }

  @Test func `by a name that no device has ends with code 2 and a sentence, and leaves nothing behind`()
    throws
  {
    for arguments in [["--device", "abacus"], ["--set", "training.device=\"abacus\""]] {
      let answer = try train(arguments)
      #expect(answer.code == 2, "\(answer.errors)")
      let obstacles = ["no device is called 'abacus'", "OpenCL has no device", "OpenCL isn't there"]
      #expect(obstacles.contains { answer.errors.contains($0) }, "\(answer.errors)")
      #expect(try runs().isEmpty)
    }
  }

  @Test func `by a word for a device is refused in a spec`() throws {
    let answer = try train(["--set", "training.device=gpu"])
    #expect(answer.code == 2)
    #expect(answer.errors.contains("expected a device's whole name"), "\(answer.errors)")
  }
}
