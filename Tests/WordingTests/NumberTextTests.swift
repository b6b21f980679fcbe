import Testing

@testable import Wording

@Suite struct NumberTextTests {
  @Test(arguments: [(0.004, "0.00"), (-0.004, "0.00"), (0.1, "+0.10"), (-1.256, "−1.26")])
  func `a difference has its sign, and nothing is no sign`(_ value: Double, _ text: String) {
    #expect(value.signed == text)
  }
}
