import Foundation
import Testing
import Vocabulary

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
          in the profiles of trial, others by --spec:
            desk:
              cosine.final: 0
              cosine.warmup: 0
            paper (the paper's own): "constant"
        """)
    #expect(
      try explanation(of: "network.initialization").hasPrefix(
        """
        network.initialization
          What the weights are drawn from.
          may be: "he" or {"gaussian": a number above 0}
          in the profiles of trial, others by --spec:
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
          in the profiles of trial, others by --spec:
            desk: "t91"
            paper (the paper's own): "t91" (9-1-5, 9-3-5); ["t91","imagenet"] (big)
        """)
  }

  @Test func `of a part that variants differ in names them, and equal profiles stand together`() throws {
    let own = #""label": "wider", "profiles": ["desk", "long"], "training.optimizer.adam.beta1": 0.8,"#
    let experiment = try GoodSpec.decoded([
      (#""label": "wider","#, own),
      (#""desk": {},"#, #""desk": {}, "long": { "training.backprops": 4000 },"#),
      (#""desk": "a minute","#, #""desk": "a minute", "long": "two","#),
    ])
    let text = try experiment.explanation(of: "training.optimizer")
    #expect(text.contains("\n    desk, long:\n      adam.learningRate: 0.0005\n"), "\(text)")
    #expect(text.contains("\n      adam.beta1: 0.9 (9-1-5); 0.8 (9-3-5)\n"), "\(text)")
    #expect(text.contains("\n    paper (the paper's own):\n      sgd.learningRate: 0.0001\n"), "\(text)")
  }

  @Test func `of a section lists its settings, in lines that fit`() throws {
    for section in ["data", "network", "training", "method"] {
      let text = try explanation(of: section)
      #expect(text.contains("\n  has settings, each explained by its path, as \(section)."), "\(text)")
      for line in text.split(separator: "\n") { #expect(line.count <= 130, "\(line)") }
    }
    let batch = try explanation(of: "training").split(separator: "\n").filter { $0.hasPrefix("    batch ") }
    #expect(batch.count == 1 && batch.allSatisfy { $0.hasSuffix(" Sub-images in one step") }, "\(batch)")
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
          may be: "backprops", "trainingSeconds", "seconds" or "variants"
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

  @Test func `of a figure's y names each word that is taken there, as the refusal of another does`() throws {
    let words = Measure.allCases.filter { $0 != .seconds }.map(\.rawValue) + ["psnrPadded"]
    let list = "one of \(words.dropLast().joined(separator: ", ")) or psnrPadded, as in "
    let text = try explanation(of: "figures.y")
    #expect(text.contains(list), "\(text)")
    let refusal = try GoodSpec.problems([(#""set5.psnr""#, #""set5.psnrpadded""#)])
    #expect(refusal.count == 1 && refusal.allSatisfy { $0.contains(list) }, "\(refusal)")
    for word in words {
      let figure =
        #"{ "id": "f", "title": "t", "x": "seconds", "y": "set5.\#(word)", "baselines": [], "paperCurves": [] }"#
      #expect(throws: Never.self, "\(word)") {
        try JSONDecoder().decode(FigureSection.self, from: Data(figure.utf8))
      }
    }
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
