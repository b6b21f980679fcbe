import Foundation
import Testing
import TestLaboratory

/// What the commands that train, and `plan`, say of runs before any begins.
@Suite struct `A plan on the command line` {
  private let figures: FigureLaboratory
  init() throws { figures = try FigureLaboratory() }

  private func run(_ arguments: [String]) throws -> Program.Answer {
    try Program.run(arguments + ["--root", figures.project.root])
  }

  @Test func `says of a run once that it is done, before a figure is drawn, too`() throws {
    let command = ["run", "tiny", "--seeds", "1"]
    #expect(try run(command).code == 0)
    let again = try run(command)
    #expect(again.output.ranges(of: "with the same settings and data").count == 2, "\(again.output)")
    let figure = try run(["figure", "tiny1a", "--seeds", "1"])
    #expect(figure.code == 0, "\(figure.errors)")
    #expect(figure.output.ranges(of: "with the same settings and data").count == 2, "\(figure.output)")
  }

  @Test func `counts a variant at each point of the grid, and so does validate`() throws {
    let grid = #""grid": { "training.batch": [8, 16, 32] }, "figures""#
    let spec = FigureLaboratory.spec.replacing("\"figures\"", with: grid)
    try write(Array(spec.utf8), to: figures.project.root + "/experiments/specs/tiny.json")
    let plan = try run(["plan", "tiny"])
    #expect(plan.output.contains("12 runs to train"), "\(plan.output)")
    let answer = try run(["validate", "tiny"])
    #expect(
      answer.output.hasSuffix(
        "valid: 2 figures; profile desk: 6 variants, 12 runs; profile paper: 6 variants, 12 runs\n"),
      "\(answer.output)\(answer.errors)")
  }

  @Test func `has the code of the training, and names the command that gets the data`() throws {
    try FileManager.default.removeItem(atPath: figures.project.root + "/datasets/tiny-train")
    for (change, words) in [
      ([], "`experiments data fetch tiny-train`"),
      (["--set", "data.train=tiny-trian"], "did you mean 'tiny-train'"),
    ] {
      let plan = try run(["plan", "tiny"] + change), training = try run(["run", "tiny"] + change)
      #expect(plan.code == 3 && training.code == 3, "\(plan.errors)\(training.errors)")
      #expect(plan.output.ranges(of: words).count == 1, "\(plan.output)")
      #expect(training.errors.contains(words), "\(training.errors)")
    }
  }
}
