import Testing

@testable import ExperimentSpecs

/// What `experiments resolve` prints.
@Suite struct `A spec shown whole` {
  private func decoded(_ more: String = "") throws -> Experiment {
    let text = """
      { "extends": "trial", "name": "mine", "title": "Mine", "training": { "batch": 4 }, \(more)
        "variants": [{ "id": "plain" }, { "id": "wider", "label": "more", "network.filters": [9, 3, 5] }],
        "figures": [{ "id": "mine", "title": "Mine", "x": "backprops", "y": "set5.psnr", "baselines": [],
                      "paperCurves": [] }] }
      """
    return try Experiment.decode(Array(text.utf8), file: "mine.json") { name in
      (file: name + ".json", bytes: Array(GoodSpec.text.utf8))
    }
  }

  private func whole(
    _ experiment: Experiment, profile: String? = nil, overrides: [(key: String, value: String)] = []
  ) throws -> JSONNode {
    let text = try experiment.whole(profile: profile, overrides: overrides)
    return try JSONReaderTests.read(Array(text.utf8))
  }

  private func variants(of profile: String, in node: JSONNode) -> [JSONNode] {
    guard case .list(let variants)? = node["profiles"]?[profile]?["variants"]?.value else { return [] }
    return variants
  }

  @Test func `has the settings that each variant is run with in each profile, the other spec's too`() throws {
    let experiment = try decoded()
    let node = try whole(experiment)
    #expect(node["extends"] == nil && node["name"]?.words == "\"mine\"")
    for profile in experiment.profiles {
      let shown = variants(of: profile, in: node)
      let runs = try experiment.resolved(profile: profile).runs.filter { $0.seed == 1 }
      try #require(shown.count == 2 && runs.count == 2, "\(profile)")
      for (variant, run) in zip(shown, runs) {
        var reading = Reading()
        let data = variant["data"].flatMap { DataSection.form.read($0, &reading) }
        let network = variant["network"].flatMap { NetworkSection.form.read($0, &reading) }
        let training = variant["training"].flatMap { TrainingSection.form.read($0, &reading) }
        #expect(variant["id"]?.words == "\"\(run.variant)\"")
        #expect(data == run.data && network == run.network && training == run.training, "\(profile)")
        #expect(reading.problems.isEmpty, "\(profile)")
      }
    }
    let desk = variants(of: "desk", in: node)
    #expect(desk.compactMap { $0["training"]?["batch"]?.integer } == [4, 4])
    #expect(desk.compactMap { $0["label"]?.words } == ["\"more\""])
    guard case .list(let figures)? = node["figures"]?.value else {
      Issue.record("no figures")
      return
    }
    #expect(figures.compactMap { $0["id"]?.words } == ["\"mine\""])
  }

  @Test func `has the profile, the grid and the options that are asked for`() throws {
    let experiment = try decoded(#""grid": { "data.stride": [14, 21] },"#)
    let node = try whole(experiment, profile: "paper", overrides: [("training.batch", "8")])
    #expect(node["profiles"]?["desk"] == nil)
    let shown = variants(of: "paper", in: node)
    let ids = ["plain/stride=14", "plain/stride=21", "wider/stride=14", "wider/stride=21"]
    #expect(shown.compactMap { $0["id"]?.words } == ids.map { "\"\($0)\"" })
    #expect(shown.compactMap { $0["training"]?["batch"]?.integer } == [8, 8, 8, 8])
    #expect(shown.compactMap { $0["data"]?["stride"]?.integer } == [14, 21, 14, 21])
    #expect(throws: SpecProblems.self) { try experiment.whole(profile: "dsek") }
    #expect(throws: SpecProblems.self) {
      try experiment.whole(profile: nil, overrides: [("data.scale", "7")])
    }
  }
}
