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

  private static let overSeconds = [
    (
      #""x": "backprops", "y": "set5.psnr", "baselines": ["bicubic"]"#,
      #""x": "seconds", "y": "set5.psnr", "baselines": []"#
    )
  ]

  @Test func `a figure is of curves, and of points over seconds, said or not`() throws {
    #expect(try figure([]).kind == .line)
    #expect(try figure([(#""x": "backprops""#, #""x": "trainingSeconds""#), Self.noCurve]).kind == .line)
    #expect(try figure(Self.overSeconds).kind == .scatter)
    let kinds: [(String, [(String, String)])] = [("line", []), ("scatter", Self.overSeconds)]
    for (word, edits) in kinds {
      let said = try figure(edits + [(#""id": "fig7""#, #""id": "fig7", "kind": "\#(word)""#)])
      #expect(try said == figure(edits))
      #expect(try JSONDecoder().decode(FigureSection.self, from: JSONEncoder().encode(said)) == said)
    }
  }

  private static let bars = [
    (
      #""x": "backprops", "y": "set5.psnr", "baselines": ["bicubic"]"#,
      #""x": "variants", "y": "validation.psnr", "moreY": ["set14.psnr"], "baselines": ["bicubic"]"#
    ),
    noCurve,
  ]

  @Test func `bars over variants may have several scores, which are read and written again`() throws {
    let own = try figure(Self.bars)
    #expect(own.kind == .bars && own.scores == [.validationPSNR, .testPSNR(set: "set14")])
    #expect(try figure(Self.bars + [(#""id": "fig7""#, #""id": "fig7", "kind": "bars""#)]) == own)
    #expect(try JSONDecoder().decode(FigureSection.self, from: JSONEncoder().encode(own)) == own)
  }

  @Test func `a further score of a set that a profile doesn't measure is left out there`() throws {
    let experiment = try GoodSpec.decoded(
      Self.bars + [(#""desk": {}"#, #""desk": { "data.test": ["set5"] }"#)])
    for (profile, count) in [("desk", 0), ("paper", 1)] {
      #expect(try experiment.resolved(profile: profile).figures[0].moreY.count == count, "\(profile)")
    }
  }

  private static let noCurve = (#"[{ "figure": "fig7", "curve": "9-1-5", "label": "paper" }]"#, "[]")

  @Test func `a curve of the paper is of the variant that it names, and a label names none`() throws {
    #expect(try figure([]).paperCurves.map(\.variant) == [nil])
    for label in ["9-3-5", "paper, 9-3-5", "wider"] {
      let own = try figure([(#""label": "paper""#, #""label": "\#(label)""#)])
      #expect(own.paperCurves.map(\.variant) == [nil], "\(label)")
    }
    let named = try figure([(#""label": "paper""#, #""label": "paper", "variant": "9-3-5""#)])
    #expect(named.paperCurves.map(\.variant) == ["9-3-5"])
  }

  @Test func `a curve of the paper may be of a variant that only some profiles have`() throws {
    let experiment = try GoodSpec.decoded([(#""label": "paper""#, #""label": "paper", "variant": "big""#)])
    for (profile, variant) in [("desk", nil), ("paper", "big")] {
      let figure = try #require(try experiment.resolved(profile: profile).figures.first)
      #expect(figure.paperCurves.map(\.variant) == [variant], "\(profile)")
    }
  }

  @Test func `padded PSNR may stand over backprops, of a named set or of that of validation`() throws {
    let names: [(String, String?)] = [("set14", "set14"), ("validation", nil)]
    for (name, set) in names {
      let own = try figure([
        (#""set5.psnr""#, #""\#(name).psnrPadded""#),
        (#"[{ "figure": "fig7", "curve": "9-1-5", "label": "paper" }]"#, "[]"),
      ])
      #expect(own.y == .paddedPSNR(set: set) && own.y.measure == .psnr)
      #expect(try JSONDecoder().decode(FigureSection.self, from: JSONEncoder().encode(own)) == own)
    }
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
