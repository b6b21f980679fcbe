import Testing

@testable import Tensors

@Suite struct NetworkLayoutTests {
  /// Filter sizes, and the numbers of channels at which a first layer of theirs is cut.
  static let cut: [(filter: Int, channels: [Int])] = [
    (3, []), (5, [3, 4]), (7, [2, 3, 4]), (9, [1, 2, 3, 4]), (11, [1, 2, 3, 4]), (13, [1, 2, 3, 4]),
    (17, [1, 2, 3]), (33, [1]), (35, []),
  ]

  @Test(arguments: cut)
  func `first layers of 64 taps and more are cut into blocks, up to 128 of 3x3`(
    _ row: (filter: Int, channels: [Int])
  ) {
    func layouts(_ form: ConvolutionForm) -> [NetworkLayout] {
      (1...4).map {
        NetworkLayout(channels: $0, filterSizes: [row.filter, 1], widths: [16], form: form)
      }
    }
    #expect(layouts(.winograd).filter(\.usesBlocks).map(\.channels) == row.channels)
    #expect(layouts(.winograd).filter(\.usesWinograd).map(\.channels) == row.channels)
    #expect(layouts(.direct).allSatisfy { !$0.usesBlocks && !$0.usesWinograd })
  }

  @Test(arguments: [
    ([9], false), ([5, 1, 5], false), ([3, 3], false), ([5, 7, 3], false), ([1, 3, 1], true),
    ([5, 1, 5, 5], true),
  ])
  func `middle layers of 3x3 and 5x5 filters take the form of Winograd`(filters: [Int], isUsed: Bool) {
    let layout = NetworkLayout(
      channels: 1, filterSizes: filters, widths: [Int](repeating: 20, count: filters.count - 1))
    #expect(layout.usesWinograd == isUsed)
    #expect(!layout.usesBlocks)
  }
}
