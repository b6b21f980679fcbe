import Testing

@testable import Wording

@Suite struct NameDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("filters", "filtres", 1), ("ca", "abc", 3),
    ("learning_rate", "learningRate", 0), ("batch", "bacth", 1), ("Sub-Image", "subImage", 0),
  ])
  func `the distance counts changes, insertions, omissions and swaps`(a: String, b: String, distance: Int) {
    #expect(editDistance(a, b) == distance)
    #expect(editDistance(b, a) == distance)
  }

  @Test(arguments: [
    ("filtres", "filters"), ("batchSize", "batch"), ("Width", "widths"), ("seeds", "training.seeds"),
    ("x", nil), ("momentum", nil), (String(repeating: "filters", count: 100), nil),
  ])
  func `the nearest name is suggested if it is near`(name: String, suggestion: String?) {
    #expect(nearest(to: name, among: ["filters", "widths", "batch", "training.seeds"]) == suggestion)
  }
}
