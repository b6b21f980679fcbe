import Testing

@testable import ExperimentSpecs

@Suite struct `Departures from the paper` {
  /// Of three variants the first alone departs in its data.
  private static let apart = [
    (
      #"{ "id": "9-1-5" }"#,
      #"{ "id": "9-1-5", "profiles": ["desk"] }, "#
        + #"{ "id": "9-1-5", "profiles": ["paper"], "data.train": "imagenet", "data.stride": 33 }, "#
        + #"{ "id": "third", "network.widths": [8, 8] }"#
    )
  ]

  @Test func `a figure of one variant out of three has those of that variant, without its name`() throws {
    let departures = try GoodSpec.decoded(Self.apart).resolved(profile: "desk").departures
    #expect(departures.phrases.prefix(2).allSatisfy { $0.hasSuffix(" (9-1-5)") })
    let one = departures.phrases(of: ["9-1-5"])
    #expect(one.prefix(2) == ["train t91 instead of imagenet", "stride 14 instead of 33"])
    #expect(!one.contains { $0.contains("profile") })
    let other = departures.phrases(of: ["third"])
    #expect(other.first == "initialization he instead of gaussian 0.001")
    #expect(!other.contains { $0.contains("imagenet") || $0.contains("9-1-5") })
    #expect(
      departures.phrases(of: ["9-1-5", "third"]).prefix(2) == [
        "train t91 instead of imagenet (9-1-5)", "stride 14 instead of 33 (9-1-5)",
      ])
  }

  @Test func `many variants of a comparison alone are counted, and a figure of them departs in nothing`()
    throws
  {
    let tried = (1...6).map {
      #"{ "id": "try-\#($0)", "profiles": ["desk"], "network.widths": [\#($0), 32] }"#
    }
    let departures = try GoodSpec.decoded([
      (#"{ "id": "9-1-5" }"#, ([#"{ "id": "9-1-5" }"#] + tried).joined(separator: ", "))
    ]).resolved(profile: "desk").departures
    #expect(
      departures.phrases.suffix(2) == [
        "6 variants are of this comparison alone", "in profile paper alone: big",
      ])
    #expect(!departures.phrases.contains { $0.contains("try-") })
    #expect(departures.phrases(of: ["try-1", "try-2"]) == [])
    #expect(departures.phrases(of: ["try-1", "9-1-5"]).contains("batch 16 instead of 128"))
  }
}
