import Testing

@testable import ExperimentSpecs

@Suite struct `An explanation` {
  private func explanation(of path: String) throws -> String {
    try GoodSpec.decoded().explanation(of: path)
  }

  @Test func `of a choice has the keys of each`() throws {
    #expect(
      try explanation(of: "training.schedule") == """
        training.schedule
          How the learning rates change.
          may be: one of
            "constant"
            {"cosine": {…}} with
              final: a number from 0 to 1
              warmup: a whole number from 0 to 1000000000000
            {"constantThenLinear": {…}} with
              decay: a whole number from 1 to 1000000000000
              final: a number from 0 to 1
          desk: {"cosine":{"final":0,"warmup":0}}
          paper (the paper's own): "constant"
        """)
    #expect(
      try explanation(of: "network.initialization").hasPrefix(
        """
        network.initialization
          What the weights are drawn from.
          may be: "he" or {"gaussian": a number above 0}
          desk: "he"
        """))
    let optimizer = try explanation(of: "training.optimizer")
    for words in [
      "\n    {\"sgd\": {…}} with\n      learningRate: a number above 0\n",
      "\n      refreshEvery: a whole number from 1 to 1000000\n",
    ] {
      #expect(optimizer.contains(words), "\(optimizer)")
    }
  }

  @Test func `of names says what a name is`() throws {
    #expect(
      try explanation(of: "data.train") == """
        data.train
          The image sets trained on, concatenated in this order.
          may be: a name or a list of names (letters, digits, '.', '_', '+' and '-', the first a letter or digit, at most 64)
          desk: "t91"
          paper (the paper's own): "t91" (9-1-5, 9-3-5); ["t91","imagenet"] (big)
        """)
  }

  @Test func `of a key that is no setting comes from the same table`() throws {
    #expect(
      try explanation(of: "grid") == """
        grid
          Settings whose every value is tried with every variant.
          may be: null or an object with
            settings by their paths, each with a list of the values to try, as "training.batch": [16, 128]
        """)
    #expect(
      try explanation(of: "figures.paperCurves.variant").hasSuffix("\n  may be: null or a text"))
    #expect(
      try explanation(of: "figures.x") == """
        figures.x
          The horizontal axis.
          may be: "backprops", "trainingSeconds" or "seconds"
        """)
    #expect(
      try explanation(of: "profiles") == """
        profiles
          The sizes it is run in, each with the settings it changes.
          may be: an object with names as keys, each for an object with
            settings, by their paths or in sections, as "training.batch": 16
        """)
    #expect(try explanation(of: "figures").contains("\n      figure: a name (letters, "))
  }

  @Test func `is there for every key, and has no pattern and no schema in it`() throws {
    let paths = specPaths()
    #expect(Set(paths).count == paths.count)
    for path in ["extends", "variants", "grid", "figures.y", "tables.columns", "claims.expect", "cost"] {
      #expect(paths.contains(path), "\(path)")
    }
    for path in paths {
      let text = try explanation(of: path)
      #expect(text.split(separator: "\n").count > 2, "\(text)")
      for words in ["^", "oneOf", "\"type\"", "a value"] { #expect(!text.contains(words), "\(text)") }
    }
  }

  @Test(arguments: ["", "figure", "figures.", "figures.z", "variants.data", "training.bach"])
  func `of what a spec doesn't have is refused`(_ path: String) throws {
    #expect(throws: SpecProblems.self) { try explanation(of: path) }
  }
}
