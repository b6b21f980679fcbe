import Testing

@testable import ExperimentSpecs

@Suite struct BadSpecTests {
  @Test func `the spec that the others are made from is good`() throws {
    #expect(try GoodSpec.problems([]) == [])
  }

  @Test(
    arguments: [
      BadSpec.wrongKeys, BadSpec.wrongValues, BadSpec.layers, BadSpec.conflicts, BadSpec.trainings,
    ].flatMap { $0 })
  func `a mistake is named with its place and what was expected`(bad: BadSpec) throws {
    #expect(try GoodSpec.problems([(bad.old, bad.new)]) == bad.messages)
  }

  @Test func `all problems are reported at once, in the file's order`() throws {
    let problems = try GoodSpec.problems([
      ("\"scale\": 3", "\"scale\": 7"), ("network.filters", "network.filtres"),
      ("\"momentum\": 0.9", "\"momentum\": 1"),
      ("\"x\": \"backprops\"", "\"x\": \"epochs\""), ("[64, 32]", "[64, true]"),
    ])
    let places = problems.map { $0.prefix { $0 != ":" } }
    #expect(
      places == [
        "@7, data.scale", "@true], \" network.widths[1]", "@\"network variants[1].network.filtres",
        "@\"epochs\" figures[0].x", "@1 } } }  profiles.paper.training.optimizer.sgd.momentum",
      ])
  }

  @Test func `a grid that multiplies without end is refused at once`() throws {
    let values = (1...60).map(String.init).joined(separator: ",")
    let grid = ["training.batch", "training.seeds", "data.stride", "training.evaluateEvery"]
      .map { "\"\($0)\": [\(values)]" }.joined(separator: ",")
    let problems = try GoodSpec.problems([("\"figures\"", "\"grid\": {\(grid)}, \"figures\"")])
    #expect(problems.contains { $0.hasSuffix("expected at most 1000 variants with the grid, found more") })
  }

  @Test func `a list that is longer than a list may be is refused by its length`() throws {
    let variants = (0..<2000).map { "{ \"id\": \"v\($0)\" }" }.joined(separator: ", ")
    let problems = try GoodSpec.problems([("{ \"id\": \"9-1-5\" },", variants + ",")])
    let words =
      " variants: expected a list of at least one variant and at most 1000, found a list of 2002"
    #expect(problems.count { $0.hasSuffix(words) } == 1, "\(problems)")
  }

  /// Any damage may be refused or not, but never end the program; seeded, so that a failure can be seen again.
  @Test func `a damaged spec never crashes`() throws {
    var random = SplitMix(state: 7)
    let good = Array(GoodSpec.text.utf8)
    for _ in 0..<300 {
      var bytes = good
      for _ in 0...Int.random(in: 0..<3, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        default: bytes.insert(bytes.randomElement(using: &random) ?? 0, at: index)
        }
      }
      do {
        let experiment = try Experiment.decode(bytes, file: "a.json")
        #expect(!experiment.profiles.isEmpty)
      } catch {
        #expect(!error.problems.isEmpty)
      }
    }
  }
}

/// Vigna's SplitMix64.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
