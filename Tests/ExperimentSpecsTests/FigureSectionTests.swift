import Foundation
import Testing

@testable import ExperimentSpecs

@Suite struct `Axes of a figure` {
  private func figure(_ edits: [(String, String)]) throws -> FigureSection {
    try #require(try GoodSpec.decoded(edits).resolved(profile: "desk").figures.first)
  }

  @Test func `a spec that says nothing of its axes has them as before`() throws {
    let plain = try figure([])
    #expect(plain.xScale == nil && plain.xRange == nil && plain.yRange == nil && plain.paperAxis == nil)
    #expect(plain.y == .testPSNR(set: "set5"))
  }

  @Test func `scale, ranges and the paper's axis are read and written again`() throws {
    let figure = try figure([
      (
        #""x": "backprops""#,
        #""x": "backprops", "xScale": "linear", "xRange": [0, 2e6], "yRange": [30.5, 33], "paperAxis": "own""#
      )
    ])
    #expect(figure.xScale == .linear && figure.paperAxis == .own)
    #expect(figure.xRange == .init(lower: 0, upper: 2e6) && figure.yRange == .init(lower: 30.5, upper: 33))
    let bytes = try JSONEncoder().encode(figure)
    #expect(try JSONDecoder().decode(FigureSection.self, from: bytes) == figure)
  }

  @Test func `any measure of finished networks may stand over seconds`() throws {
    let figure = try figure([
      (
        #""x": "backprops", "y": "set5.psnr", "baselines": ["bicubic"]"#,
        #""x": "seconds", "y": "set5.ssim", "baselines": []"#
      ),
      (#"[{ "figure": "fig7", "curve": "9-1-5", "label": "paper" }]"#, "[]"),
    ])
    #expect(figure.y == .finalScore(set: "set5", measure: .ssim))
    #expect(figure.y.measure == .ssim)
  }

  @Test func `the training loss may stand over backprops`() throws {
    let figure = try figure([
      (#""y": "set5.psnr", "baselines": ["bicubic"]"#, #""y": "loss", "baselines": []"#),
      (#"[{ "figure": "fig7", "curve": "9-1-5", "label": "paper" }]"#, "[]"),
    ])
    #expect(figure.y == .trainingLoss && figure.y.measure == nil)
  }

  @Test func `where a profile shares no variant with the paper's, what it varies is no departure`()
    throws
  {
    let text = #"{ "id": "9-1-5" },"#
    let experiment = try GoodSpec.decoded([
      (text, #"{ "id": "9-1-5", "profiles": ["desk"] },"#),
      (#""label": "wider","#, #""label": "wider", "profiles": ["desk"],"#),
    ])
    #expect(try experiment.resolved(profile: "desk").deviations == [])
  }
}
