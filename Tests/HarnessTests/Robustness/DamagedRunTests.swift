import Foundation
import HostSystem
import Testing
import TestLaboratory

@testable import RunRecords

@Suite struct `A damaged run` {
  private let figures: FigureLaboratory
  private let folders: [RunFolder]

  init() throws {
    figures = try FigureLaboratory()
    folders = try figures.laboratory.engine().run(figures.resolved().runs).compactMap(\.folder)
    try #require(folders.count == 4)
  }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments + ["--root", figures.project.root])
  }

  /// The bytes of all that is drawn and laid out.
  private func published() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for folder in ["figures", "tables", ""] {
      let path = "\(figures.laboratory.results)/\(folder)"
      for name in try FileManager.default.contentsOfDirectory(atPath: path) where !isFolder("\(path)/\(name)")
      {
        files["\(folder)/\(name)"] = try read("\(path)/\(name)")
      }
    }
    return files
  }

  private static let readers = [
    ["table", "tiny"], ["figure", "tiny1a", "--draw-only"], ["report"], ["claims"], ["plan", "tiny"],
    ["status"],
  ]

  @Test(arguments: ["weights.h5", "metrics.h5"])
  func `is named with code 3 by whatever reads it, and nothing is overwritten`(_ name: String) throws {
    for arguments in Self.readers { #expect(try run(arguments).code == 0, "\(arguments)") }
    let before = try published()
    let path = "\(folders[1].path)/\(name)"
    var bytes = try read(path)
    bytes[bytes.count / 2] ^= 1
    try write(bytes, to: path)
    for arguments in Self.readers + [["show", folders[1].path]] {
      let answer = try run(arguments)
      #expect(answer.code == 3, "\(arguments): \(answer.errors)")
      #expect(
        (answer.output + answer.errors).contains(path), "\(arguments): \(answer.output) \(answer.errors)")
    }
    #expect(try published() == before)
  }

  @Test func `whose provenance is damaged is named, too`() throws {
    try write(Array("{".utf8), to: folders[0].provenanceFile)
    for arguments in [["table", "tiny"], ["status"]] {
      let answer = try run(arguments)
      #expect(answer.code == 3, "\(arguments): \(answer.errors)")
      #expect((answer.output + answer.errors).contains("provenance.json"))
    }
  }

  @Test func `that has its last checkpoint and no weights isn't done in a plan`() throws {
    try FileManager.default.removeItem(atPath: folders[0].weightsFile)
    let answer = try run(["plan", "tiny"])
    #expect(answer.output.contains("1 run to train, 3 done"), "\(answer.output)")
    #expect(try run(["run", "tiny"]).code == 0)
    #expect(try run(["plan", "tiny"]).output.contains("Nothing to train: 4 runs done."))
  }

  @Test func `of a folder that isn't there is a mistake of the command`() throws {
    let answer = try run(["status", "--results", figures.project.root + "/nowhere"])
    #expect(answer.code == 2)
    #expect(answer.errors.contains("--results: expected a folder that is there"), "\(answer.errors)")
  }
}
