import Testing

import Vocabulary

@testable import Tensors

/// A network, an image and a padding to try the kernels on.
struct KernelCase: Sendable, CustomTestStringConvertible {
  let name: String
  let channels: Int, filters: [Int], widths: [Int]
  let height: Int, width: Int
  let padding: Padding
  var form = ConvolutionForm.winograd
  var activation = Activation.relu
  /// One a layer but the last, in place of `activation`; empty where they don't differ.
  var mixed: [Activation] = []

  var testDescription: String {
    let form = layout.usesBlocks ? "first layer in blocks" : layout.usesWinograd ? "Winograd" : "direct"
    let words: [String] =
      mixed.isEmpty ? (activation == .relu ? [] : ["\(activation)"]) : mixed.map { "\($0)" }
    return (["\(name), \(padding), \(form)"] + words).joined(separator: ", ")
  }
  var layout: NetworkLayout {
    NetworkLayout(
      channels: channels,
      layers: Layer.chain(
        filters: filters, widths: widths, channels: channels,
        activations: mixed.isEmpty ? widths.map { _ in activation } : mixed), form: form)
  }
  /// The case, and its twin in the direct form if that is another.
  var forms: [KernelCase] {
    var direct = self
    direct.form = .direct
    return layout.usesWinograd ? [self, direct] : [self]
  }

  static let all = [fixed, random, firstLayers, manyTiles, activations, mixtures, few].flatMap { $0 }

  private static let fixed: [KernelCase] = Padding.allCases.flatMap { padding in
    [
      KernelCase("9-1-5", 1, [9, 1, 5], [64, 32], 17, 19, padding),
      KernelCase("9-3-5 with widths that aren't multiples of 16", 1, [9, 3, 5], [24, 10], 18, 21, padding),
      KernelCase("9-5-5 in three channels", 3, [9, 5, 5], [32, 16], 19, 22, padding),
      KernelCase("11-1-7", 1, [11, 1, 7], [16, 48], 19, 20, padding),
      KernelCase("9-3-3-3", 1, [9, 3, 3, 3], [16, 16, 80], 19, 17, padding),
      KernelCase("one layer", 3, [5], [], 9, 8, padding),
      KernelCase("a middle layer too large for the cache", 1, [3, 5, 3], [80, 16], 12, 13, padding),
      KernelCase("a middle layer smaller than a tile", 1, [3, 5, 3], [16, 16], 9, 9, padding),
    ]
  }

  /// Middle layers of 3x3 and 5x5 filters, whose outputs are 1 to 17 pixels wide.
  private static let random: [KernelCase] = (0..<12).map { index in
    var random = RandomStream(seed: UInt64(index), purpose: "kernel cases")
    func pick<T>(_ values: [T]) -> T { values[Int(random.integer(below: UInt64(values.count)))] }
    let filters = [pick([1, 3, 5]), pick([3, 5]), pick([1, 3, 5]), pick([1, 3])]
    let size = filters.reduce(0) { $0 + $1 - 1 } + 1
    return KernelCase(
      "random \(index): \(filters)", pick([1, 2, 3]), filters, [pick([4, 16, 33]), pick([16, 20]), 7],
      size + pick(Array(0..<14)), size + pick(Array(0..<14)), pick(Padding.allCases))
  }

  /// First layers of every filter and number of channels that is cut into blocks, or nearly. Where padding is valid, 3 to
  /// 11 rows and columns are left of the image.
  private static let firstLayers: [KernelCase] = (0..<20).map { index in
    let (filter, channels) = ([5, 7, 9, 11, 13][index / 4], 1 + index % 4)
    let filters = [filter, [1, 3][index % 2], [5, 3, 1][index / 3 % 3]]
    let size = filters.reduce(0) { $0 + $1 - 1 } + 3
    return KernelCase(
      "\(filters) in \(channels) channels", channels, filters,
      [[16, 20, 48, 33][(index + index / 4) % 4], 16],
      size + index % 9, size + index * 5 % 9, Padding.allCases[index % 3])
  }

  /// First layers of more tiles than their weight gradient takes at a time.
  private static let manyTiles: [KernelCase] = [Padding.replicate, .zero].flatMap { padding in
    [1, 3].map {
      KernelCase("9-1-5 of 49 tiles in \($0) channels", $0, [9, 1, 5], [20, 4], 33, 33, padding)
    }
  }

  /// Each form of a layer with each other activation.
  private static let activations: [KernelCase] = [Activation.prelu, .linear].flatMap { activation in
    [
      KernelCase("9-3-5", 1, [9, 3, 5], [24, 10], 18, 21, .valid),
      KernelCase("9-1-5", 3, [9, 1, 5], [20, 16], 19, 22, .replicate),
      KernelCase("7-5-1-3", 1, [7, 5, 1, 3], [16, 33, 7], 19, 17, .zero),
      KernelCase("3-7-3", 1, [3, 7, 3], [16, 16], 15, 13, .valid),
    ].map {
      var c = $0
      c.activation = activation
      return c
    }
  }

  /// Layers of one network with different activations; those of the last two lie in planes.
  private static let mixtures: [KernelCase] = {
    let cases: [(KernelCase, [Activation])] = [
      (KernelCase("9-3-5", 1, [9, 3, 5], [24, 10], 18, 21, .valid), [.prelu, .linear]),
      (KernelCase("9-1-5", 3, [9, 1, 5], [20, 16], 19, 22, .replicate), [.relu, .prelu]),
      (KernelCase("7-5-1-3", 1, [7, 5, 1, 3], [16, 33, 7], 19, 17, .zero), [.linear, .relu, .prelu]),
      (KernelCase("7-7-7 of few channels", 1, [7, 7, 7], [3, 3], 24, 27, .valid), [.linear, .relu]),
      (KernelCase("3-1-9 of few channels", 3, [3, 1, 9], [8, 5], 21, 19, .zero), [.relu, .linear]),
    ]
    return cases.map { own, activations in
      var c = own
      c.mixed = activations
      return c
    }
  }()

  /// Networks whose channels lie in planes.
  static let few: [KernelCase] = Padding.allCases.flatMap { padding in
    [
      KernelCase("7-7-7 of few channels", 1, [7, 7, 7], [3, 3], 24, 27, padding),
      KernelCase("3-1-9 of few channels", 4, [3, 1, 9], [8, 5], 21, 19, padding),
      KernelCase("two layers of few channels", 3, [1, 11], [7], 17, 20, padding),
    ]
  }

  init(
    _ name: String, _ channels: Int, _ filters: [Int], _ widths: [Int], _ h: Int, _ w: Int, _ padding: Padding
  ) {
    (self.name, self.channels, self.filters, self.widths) = (name, channels, filters, widths)
    (height, width, self.padding) = (h, w, padding)
  }
}
