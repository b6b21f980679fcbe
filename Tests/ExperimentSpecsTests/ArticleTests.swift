import Foundation
import Testing

@testable import ExperimentSpecs

/// The spec in the article on writing an experiment.
@Suite struct `The article on writing an experiment` {
  @Test func `has a spec that is valid and gives a run for each of its variants`() throws {
    let article = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "Sources/ExperimentSpecs/ExperimentSpecs.docc/WritingAnExperiment.md")
    let text = try String(contentsOf: article, encoding: .utf8)
    let start = try #require(text.range(of: "```json\n")).upperBound
    let end = try #require(text.range(of: "```", range: start..<text.endIndex)).lowerBound
    let experiment = try Experiment.decode(Array(text[start..<end].utf8), file: "article.json")
    let resolved = try experiment.resolved(profile: Experiment.defaultProfile)
    #expect(resolved.runs.map(\.variant) == ["9-1-5", "9-3-5"])
    #expect(experiment.claims.count == 1 && resolved.figures.map(\.id) == ["my-figure"])
  }
}
