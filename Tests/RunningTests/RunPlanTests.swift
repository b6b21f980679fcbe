import Datasets
import ExperimentSpecs
import Foundation
import Reporting
import Running
import RunRecords
import Testing
import TestLaboratory

@Suite struct `A plan` {
  private let laboratory: RunLaboratory
  init() throws { laboratory = try RunLaboratory() }

  private var runs: [RunDescription] { [laboratory.run(), laboratory.run(seed: 2)] }

  private func plan(of runs: [RunDescription]) throws -> RunPlan {
    let engine = try laboratory.engine()
    return RunPlan(runs: engine.plan(runs), remedy: engine.catalog.remedy)
  }

  private func removeImages() throws {
    for set in ["tiny-train", "tiny-test"] {
      try FileManager.default.removeItem(atPath: "\(laboratory.root)/datasets/\(set)")
    }
  }

  private static let remedy =
    "tiny-train, tiny-test. To get them: `experiments data fetch tiny-train tiny-test`\n"

  @Test func `says once which data is missing, with the command that gets it`() throws {
    try removeImages()
    let plan = try plan(of: runs)
    #expect(plan.text.contains("Data missing (2 runs): " + Self.remedy), "\(plan.text)")
    #expect(plan.text.split(separator: "\n").filter { $0.hasSuffix("  data missing") }.count == 2)
    #expect(plan.text.ranges(of: "tiny-train").count == 2, "\(plan.text)")
    #expect(plan.summary == "0 done. 2 runs can't be done: the reason is above.")
    #expect(plan.exitCode == 3)
  }

  @Test func `says once that there is no such set, and counts those runs apart`() throws {
    let unknown = [1, 2].map { seed in laboratory.run(seed: seed) { $0.data.train = ["tiny-trian"] } }
    let plan = try plan(of: unknown + [laboratory.run()])
    #expect(plan.text.ranges(of: "no data set is called 'tiny-trian'").count == 1, "\(plan.text)")
    #expect(plan.text.contains("Unusable (2 runs): no data set"), "\(plan.text)")
    #expect(plan.summary.hasPrefix("1 run to train, 0 done"), "\(plan.summary)")
    #expect(plan.summary.hasSuffix(" 2 runs can't be done: the reason is above."), "\(plan.summary)")
    #expect(plan.exitCode == 3)
  }

  @Test func `counts a run that two specs have once, and a longer one of its kind apart`() throws {
    let longer = laboratory.run(spec: "third", backprops: 400)
    let plan = try plan(of: [laboratory.run(), laboratory.run("other", spec: "second"), longer])
    let lines = plan.text.split(separator: "\n").dropFirst().prefix(3)
    let states = [
      "new: nothing is there yet", "the same run as tiny/3-1-3 seed 1", "new: nothing is there yet",
    ]
    #expect(zip(lines, states).allSatisfy { $0.hasSuffix("  \($1)") }, "\(plan.text)")
    #expect(plan.summary.hasPrefix("2 runs to train, 0 done; about"), "\(plan.summary)")
    let line = try #require(plan.json.canonicalText.components(separatedBy: "},{").dropFirst().first)
    #expect(
      line.contains(#""sameAs":"tiny\/3-1-3 seed 1""#) || line.contains(#""sameAs":"tiny/3-1-3 seed 1""#),
      "\(line)")
    _ = try laboratory.engine().run([laboratory.run()])
    let done = try self.plan(of: [laboratory.run(), laboratory.run("other", spec: "second")])
    #expect(done.summary == "Nothing to train: 1 run done.")
  }

  @Test func `says once that the images of runs that are done aren't here, which is no obstacle`() throws {
    _ = try laboratory.engine().run(runs)
    try removeImages()
    let plan = try plan(of: runs)
    #expect(plan.text.contains("Done, but the images aren't here (2 runs): " + Self.remedy), "\(plan.text)")
    #expect(plan.text.ranges(of: "aren't here").count == 1, "\(plan.text)")
    #expect(plan.summary == "Nothing to train: 2 runs done.")
    #expect(plan.exitCode == 0)
  }
}
