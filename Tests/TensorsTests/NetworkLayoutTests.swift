import Testing
import Vocabulary

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

  @Test(arguments: Padding.allCases)
  func `what layers make of sizes is what they reach beyond`(padding: Padding) {
    let layout = NetworkLayout(channels: 3, filterSizes: [9, 1, 5], widths: [64, 32])
    #expect(layout.layers.receptiveField == 13)
    #expect(
      (0...3).map { layout.outputSize(of: 33, padding: padding, depth: $0) }
        == (padding == .valid ? [33, 25, 25, 21] : [33, 33, 33, 33]))
    #expect(layout.layers[0].inputSize(of: 25) == 33)
    #expect(layout.weightShape(ofLayer: 0) == [64, 3, 9, 9])
    #expect(layout.layers[0].weightCount(inputs: 3) == 64 * 3 * 81)
    #expect(layout.layers[2].multiplyAdds(inputs: 32, pixels: 21 * 21) == 21 * 21 * 32 * 3 * 25)
  }

  @Test(arguments: Padding.allCases)
  func `a last layer that enlarges has maps for each pixel of a block`(padding: Padding) {
    let layers = Layer.chain(filters: [5, 3], widths: [8], channels: 3).enlarging(2)
    let layout = NetworkLayout(channels: 3, layers: layers)
    #expect(layout.enlargement == 2 && layers.receptiveField == 7 && layers.margin == 6)
    #expect(layout.outputSize(of: 11, padding: padding) == (padding == .valid ? 10 : 22))
    #expect(layout.weightShape(ofLayer: 1) == [12, 8, 3, 3])
    #expect(layers[1].multiplyAdds(inputs: 8, pixels: 100) == 25 * 12 * 8 * 9)
    #expect(layers.enlarging(3).enlargement == 3)
  }

  /// As PyTorch's `PixelShuffle(2)` has it: of maps 0 to 3 of a channel, 0 and 1 are the upper row.
  @Test func `the maps of a block lie row by row, channel after channel`() {
    let maps: [Float] = [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33]
    let image: [Float] = [
      0, 10, 1, 11, 20, 30, 21, 31,
      2, 12, 3, 13, 22, 32, 23, 33,
    ]
    #expect(sideBySide(maps, height: 1, width: 2, channels: 2, factor: 2) == image)
    #expect(onTop(image, height: 1, width: 2, channels: 2, factor: 2) == maps)
  }

  static let few: [(filters: [Int], widths: [Int], activation: Activation, isFew: Bool)] = [
    ([7, 7, 7], [3, 3], .relu, true), ([5, 1, 5], [8, 1], .linear, true), ([7, 5], [8], .relu, true),
    ([7, 7, 7], [3, 9], .relu, false), ([5, 3, 5], [3, 3], .relu, false), ([9, 1, 5], [3, 3], .relu, false),
    ([7, 7, 7], [3, 3], .prelu, false), ([5], [], .relu, false),
  ]

  @Test(arguments: few)
  func `networks of up to eight channels lie in planes if all layers are direct and none has slopes`(
    _ row: (filters: [Int], widths: [Int], activation: Activation, isFew: Bool)
  ) {
    let layout = NetworkLayout(
      channels: 1, filterSizes: row.filters, widths: row.widths, activation: row.activation)
    #expect((layout.kernels.few == 1) == row.isFew)
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
