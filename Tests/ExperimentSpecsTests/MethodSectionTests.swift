import Foundation
import Testing

@testable import ExperimentSpecs

@Suite struct MethodSectionTests {
  /// The good spec with two methods beside its networks, edited further.
  static func edits(_ more: [(String, String)] = []) -> [(String, String)] {
    [
      (
        #""network": { "filters""#,
        """
        "method": { "dictionary": { "atoms": 1024, "iterations": 20, "sparsity": 3, "energy": 0.999 },
          "a+": { "samples": 5e6, "sizes": 12, "sizeFactor": 0.98, "nearest": 2048, "ridge": 0.1 },
          "sc": { "atoms": 512, "patches": 80000, "passes": 50, "batch": 5000, "trainingPenalty": 0.05,
                  "penalty": 0.1, "nonNegative": true, "amplitude": "featureNorm", "backProjections": 0 } },
        "network": { "filters"
        """
      ),
      (
        #"{ "id": "big""#,
        """
        { "id": "anr", "label": "ANR", "method.name": "anr" }, { "id": "a+-x2", "method.name": "a+", "data.scale": 2 },
        { "id": "sc", "method": { "name": "sc" } }, { "id": "big"
        """
      ),
      (#""training.batch": 128,"#, #""training.batch": 128, "method.dictionary.atoms": 2048,"#),
    ] + more
  }

  static func resolved(_ profile: String = "desk", _ overrides: [(key: String, value: String)] = []) throws
    -> ResolvedExperiment
  {
    try GoodSpec.decoded(edits()).resolved(profile: profile, overrides: overrides)
  }

  @Test func `a variant that names a method is no network`() throws {
    let resolved = try Self.resolved()
    #expect(Set(resolved.runs.map(\.variant)) == ["9-1-5", "9-3-5"])
    #expect(
      resolved.methods.map { "\($0.variant) \($0.seed)" } == [
        "anr 1", "anr 2", "a+-x2 1", "a+-x2 2", "sc 1", "sc 2",
      ])
    #expect(resolved.labels["anr"] == "ANR")
    #expect(resolved.figures[0].variants == ["9-1-5", "9-3-5", "anr", "a+-x2", "sc"])
    #expect(resolved.methods[2].data.scale == 2)
    #expect(resolved.methods[0].method.dictionary?.atoms == 1024)
    #expect(try Self.resolved("paper").methods[0].method.dictionary?.atoms == 2048)
    let network = try Self.resolved("desk", [("method.name", "null")])
    #expect(network.methods.isEmpty && network.runs.count == 10)
  }

  /// Run ids are hashes of these bytes: if this test has to change, every stored run is orphaned.
  @Test func `the canonical form has what the method uses, and nothing else`() throws {
    let forms = try Self.resolved().methods.map { String(decoding: canonicalJSON(of: $0), as: UTF8.self) }
    #expect(
      forms[0] == """
        {"data":{"channels":"y","scale":3,"train":["t91"]},"method":{"dictionary":{"atoms":1024,"energy":0.999,\
        "iterations":20,"sparsity":3},"name":"anr"},"seed":1}
        """)
    #expect(
      forms[3] == """
        {"data":{"channels":"y","scale":2,"train":["t91"]},"method":{"a+":{"nearest":2048,"ridge":0.1,\
        "samples":5000000,"sizeFactor":0.98,"sizes":12},"dictionary":{"atoms":1024,"energy":0.999,"iterations":20,\
        "sparsity":3},"name":"a+"},"seed":2}
        """)
    #expect(
      forms[4] == """
        {"data":{"channels":"y","scale":3,"train":["t91"]},"method":{"name":"sc","sc":{"amplitude":"featureNorm",\
        "atoms":512,"backProjections":0,"batch":5000,"nonNegative":true,"passes":50,"patches":80000,"penalty":0.1,\
        "trainingPenalty":0.05}},"seed":1}
        """)
    let others = [
      ("training.batch", "8"), ("network.widths", "[8, 8]"), ("data.test", #"["set5"]"#),
      ("data.stride", "7"),
      ("data.subImage", "40"), ("data.measures", #"["ifc"]"#), ("method.sc.atoms", "9"),
    ]
    for (key, value) in others {
      let run = try #require(try Self.resolved("desk", [(key, value)]).methods.first)
      #expect(String(decoding: canonicalJSON(of: run), as: UTF8.self) == forms[0], "\(key)")
    }
    for (key, value) in [("data.trainImages", "9"), ("method.dictionary.patches", "99"), ("data.scale", "4")]
    {
      let run = try #require(try Self.resolved("desk", [(key, value)]).methods.first)
      #expect(String(decoding: canonicalJSON(of: run), as: UTF8.self) != forms[0], "\(key)")
    }
  }

  @Test func `departures of a method are those of its own settings`() throws {
    let phrases = try Self.resolved().deviations
    #expect(phrases.contains("dictionary atoms 1024 instead of 2048 (ANR, a+-x2)"))
    #expect(phrases.contains("batch 16 instead of 128"))
    #expect(!phrases.contains { $0.hasPrefix("batch") && $0.contains("ANR") })
    #expect(!phrases.contains { $0.hasPrefix("dictionary") && $0.contains("9-1-5") })
  }

  @Test func `a stored run reads back the same`() throws {
    let resolved = try Self.resolved()
    let stored = try JSONEncoder().encode(resolved)
    #expect(try JSONDecoder().decode(ResolvedExperiment.self, from: stored) == resolved)
    let text = String(decoding: try JSONEncoder().encode(resolved.methods[0]), as: UTF8.self)
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        MethodDescription.self, from: Data(text.replacing(#""anr""#, with: #""a+""#).utf8))
    }
    #expect("\(try #require(error))".contains("the method lacks a+"))
  }

  /// What is edited, and the one problem that it makes.
  static let bad: [(edits: [(String, String)], problem: String)] = [
    (
      [(#""name": "sc" }"#, #""name": "cs" }"#)],
      "expected zeyde, gr, anr, a+, ne+ls, ne+nnls, ne+lle, sc or sc-tip"
    ),
    (
      [(#""method.name": "anr""#, #""method.nam": "anr""#)],
      "variants[2].method.nam: expected name, dictionary, a+, sc or sc-tip, found 'nam'; did you mean 'name'?"
    ),
    ([(#""energy": 0.999"#, #""energie": 0.999"#)], "did you mean 'energy'?"),
    (
      [(#""energy": 0.999"#, #""energy": 1"#)],
      "method.dictionary.energy: expected a number above 0 and below 1, found 1"
    ),
    (
      [(#""nonNegative": true"#, #""nonNegative": 1"#)],
      "method.sc.nonNegative: expected true or false, found 1"
    ),
    (
      [(#""name": "sc" }"#, #""name": "sc-tip" }"#)],
      "method.sc-tip: expected the settings of sc-tip, found nothing"
    ),
    (
      [(#""method.name": "anr""#, #""method.name": "anr", "method.dictionary.atoms": 39"#)],
      "expected at least 40 atoms, from which anr chooses, found 39"
    ),
    (
      [(#""method.name": "anr""#, #""method.name": "anr", "data.channels": "rgb""#)],
      "expected channels y, all that anr sees, found rgb"
    ),
    (
      [
        (
          #""method.name": "anr""#,
          #""method.name": "anr", "data.blur": { "standardDeviation": 1, "reduction": "bicubic" }"#
        )
      ],
      "expected no blur: anr undoes bicubic reduction, found a blur"
    ),
    (
      [
        (
          #""method.name": "anr""#,
          #""method.name": "anr", "data.augmentation": "fsrcnn""#
        )
      ],
      "expected no augmentation: anr learns from the images as they are, found an augmentation"
    ),
    (
      [(#""label": "wider","#, #""training.initialWeights": "anr","#)],
      "training.initialWeights: expected a variant that trains a network, or sparse coding that can be "
        + "written as one: sc-tip of another amplitude than middleContrast, with 0 backProjections, found anr, "
        + "which trains anr"
    ),
  ]

  @Test(arguments: bad.indices) func `a mistake is told with its place`(index: Int) throws {
    let (edits, words) = Self.bad[index]
    let problems = try GoodSpec.problems(Self.edits(edits))
    #expect(problems.count == 1 && problems[0].contains(words), "\(problems)")
  }

  @Test func `a spec of methods in one list is merged by key`() throws {
    let resolved = try Self.resolved(
      "desk", [("method.dictionary.iterations", "7"), ("method.a+.nearest", "5")])
    #expect(resolved.methods[0].method.dictionary?.iterations == 7)
    guard case .anchors(let dictionary, let anchors) = resolved.methods[2].method.recipe else {
      Issue.record("A+ has regressors of its own")
      return
    }
    #expect(dictionary.iterations == 7 && anchors.nearest == 5 && anchors.sizes == 12)
  }
}
