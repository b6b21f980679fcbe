import Foundation
import HostSystem
import TestLaboratory
import Testing

@testable import RunRecords

@Suite struct `Measuring is a step of its own` {
  private let figures: FigureLaboratory

  init() throws {
    figures = try FigureLaboratory()
    let spec = FigureLaboratory.spec
      .replacing(#""backprops", "y": "validation.psnr""#, with: #""seconds", "y": "validation.psnr""#)
      .replacing(#""baselines": ["bicubic", "sc"]"#, with: #""baselines": []"#)
    try write(Array(spec.utf8), to: figures.laboratory.root + "/experiments/specs/tiny.json")
  }

  private func program(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(
      arguments + ["--root", figures.laboratory.root, "--results", figures.laboratory.results])
  }

  /// Runs as a program that measured nothing left them.
  private func forgetSpeed() throws {
    for folder in try RunFolder.all(in: figures.laboratory.results) {
      var provenance = try #require(folder.provenance())
      #expect(provenance.speed != nil, "`run` measures what it has trained")
      provenance.speed = nil
      try write(try jsonBytes(provenance), to: folder.provenanceFile)
    }
  }

  /// All that the runs' folders hold, by path.
  private func contents() throws -> [String: [UInt8]] {
    let runs = figures.laboratory.results + "/runs"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: runs).filter {
      !isFolder("\(runs)/\($0)")
    }
    return try Dictionary(uniqueKeysWithValues: paths.map { ($0, try read(runs + "/" + $0)) })
  }

  @Test
  func `drawing, tables, claims and the report leave every file of a run as it is, and name the command`()
    throws
  {
    #expect(try program(["run", "tiny"]).code == 0)
    try forgetSpeed()
    let before = try contents()
    for name in ["weights.h5", "metrics.h5", "provenance.json", "log.txt", "progress.csv"] {
      #expect(before.keys.count { $0.hasSuffix("/\(name)") } == 4, "\(name)")
    }
    for command in [
      ["figure", "tiny1a", "--draw-only"], ["table", "tiny"], ["report"], ["claims", "tiny"],
    ] {
      let answer = try program(command)
      // Without seconds the figure has no point, and nothing can be drawn.
      #expect(answer.code == (command[0] == "figure" ? 1 : 0), "\(command): \(answer.errors)")
      #expect(try contents() == before, "\(command)")
      guard ["figure", "table"].contains(command[0]) else { continue }
      #expect(
        answer.errors.contains("not measured yet: seconds an image of 4 runs; `experiments measure tiny`"),
        "\(answer.errors)")
    }
    #expect(try program(["measure", "tiny"]).code == 0)
    let folders = try RunFolder.all(in: figures.laboratory.results)
    #expect(folders.allSatisfy { $0.provenance()?.speed?.secondsPerImage["tiny-test"] != nil })
    #expect(!(try program(["table", "tiny"]).errors.contains("not measured yet")))
  }

  @Test func `a figure trains, measures and draws`() throws {
    let answer = try program(["figure", "tiny1a"])
    #expect(answer.code == 0, "\(answer.errors)")
    #expect(exists(figures.laboratory.results + "/figures/tiny1a.png"))
    let folders = try RunFolder.all(in: figures.laboratory.results)
    #expect(folders.count == 4 && folders.allSatisfy { $0.provenance()?.speed != nil })
  }
}
