import Testing

@testable import Tensors

/// A network, an image and a padding to try the kernels on.
struct KernelCase: Sendable, CustomTestStringConvertible {
  let name: String
  let channels: Int, filters: [Int], widths: [Int]
  let height: Int, width: Int
  let padding: Padding
  var form = ConvolutionForm.winograd

  var testDescription: String { "\(name), \(padding), \(layout.usesWinograd ? "Winograd" : "direct")" }
  var layout: NetworkLayout {
    NetworkLayout(channels: channels, filterSizes: filters, widths: widths, form: form)
  }
  var direct: KernelCase {
    var copy = self
    copy.form = .direct
    return copy
  }

  static let all = fixed + fixed.filter(\.layout.usesWinograd).map(\.direct) + random + firstLayers

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

  /// First layers of large filters, whose outputs are 7 to 20 pixels wide.
  private static let firstLayers: [KernelCase] = (0..<10).map { index in
    var random = RandomStream(seed: UInt64(index), purpose: "first layers")
    func pick<T>(_ values: [T]) -> T { values[Int(random.integer(below: UInt64(values.count)))] }
    let filters = [pick([5, 7, 9, 11, 13]), pick([1, 3]), pick([1, 3, 5])]
    let size = filters.reduce(0) { $0 + $1 - 1 } + 1
    return KernelCase(
      "first layer \(index): \(filters)", pick([1, 2, 3, 4]), filters, [pick([16, 20, 48]), 16],
      size + 6 + pick(Array(0..<8)), size + 6 + pick(Array(0..<8)), pick(Padding.allCases))
  }

  init(
    _ name: String, _ channels: Int, _ filters: [Int], _ widths: [Int], _ h: Int, _ w: Int, _ padding: Padding
  ) {
    (self.name, self.channels, self.filters, self.widths) = (name, channels, filters, widths)
    (height, width, self.padding) = (h, w, padding)
  }
}

/// Single precision over sums of up to a few thousand terms of size one.
let kernelTolerance = 2e-5

@Suite struct KernelTests {
  static let levels = SIMDLevel.allCases.filter(\.isAvailable)

  @Test(arguments: KernelCase.all)
  func `the output is that of the naive twin at every level, in tiles too`(c: KernelCase) {
    let sample = Sample(c, height: c.height + 30, width: c.width + 60)
    let expected = sample.naiveOutputs().last
    for level in Self.levels {
      let output = c.layout.apply(
        parameters: sample.parameters, to: sample.image, padding: c.padding, threads: 2, level: level)
      #expect(output.shape == [c.channels, expected?.height ?? 0, expected?.width ?? 0])
      #expect(largestDifference(output.elements, expected?.values ?? []) < kernelTolerance, "\(level)")
    }
  }

  @Test(arguments: KernelCase.all)
  func `gradients are those of the naive twin at every level`(c: KernelCase) {
    // Training samples are square.
    let sample = Sample(c, height: c.height, width: c.height)
    let expected = sample.naiveGradients()
    for level in Self.levels {
      let gradient = sample.gradient(level: level, threads: 1, samples: 1)
      for layer in 0..<c.layout.layerCount {
        let weight = c.layout.weight(ofLayer: layer, in: gradient)
        let bias = c.layout.bias(ofLayer: layer, in: gradient)
        #expect(
          relativeDifference(weight.elements, expected.weights[layer]) < kernelTolerance,
          "\(level), layer \(layer)")
        #expect(
          relativeDifference(bias.elements, expected.biases[layer]) < kernelTolerance,
          "\(level), layer \(layer)")
      }
    }
  }

  @Test(arguments: KernelCase.all)
  func `levels with fused multiply-add give the same bits`(c: KernelCase) {
    let fused: [SIMDLevel] = [.avx2, .avx512].filter(\.isAvailable)
    let sample = Sample(c, height: c.height, width: c.height)
    let gradients = fused.map { sample.gradient(level: $0, threads: 1, samples: 1) }
    #expect(Set(gradients).count <= 1)
  }

  @Test(arguments: [[9, 3, 5], [9, 5, 5], [9, 1, 5], [11, 1, 7]])
  func `Winograd's rounding at full width is what its documentation says`(filters: [Int]) {
    let c = KernelCase("\(filters)", 1, filters, [64, 32], 33, 33, .valid)
    let sample = Sample(c, height: 33, width: 33)
    let expected = sample.naiveGradients().weights
    for (form, bound) in [(c, 3e-6), (c.direct, 1e-6)] {
      let gradient = Sample(form, height: 33, width: 33).gradient(level: .best, threads: 1, samples: 1)
      for layer in 0..<3 {
        let weight = c.layout.weight(ofLayer: layer, in: gradient)
        let error = rootMeanSquareDifference(weight.elements, expected[layer])
        #expect(error < bound, "\(form), layer \(layer)")
      }
    }
  }

  @Test func `any number of threads gives the same bits`() {
    let c = KernelCase("9-3-5", 1, [9, 3, 5], [32, 16], 19, 19, .valid)
    let sample = Sample(c, height: c.height, width: c.height)
    let gradients = [1, 2, 3, 7, 16, 40].map { sample.gradient(level: .best, threads: $0, samples: 21) }
    #expect(Set(gradients).count == 1)
    let outputs = [1, 2, 5].map {
      c.layout.apply(parameters: sample.parameters, to: sample.image, padding: .replicate, threads: $0)
        .elements
    }
    #expect(Set(outputs).count == 1)
  }

  @Test func `the naive twin's gradients are those of finite differences`() {
    var random = RandomStream(seed: 9, purpose: "finite differences")
    var image = NaiveConvolution.Planes(channels: 2, height: 5, width: 6)
    image.values = image.values.map { _ in random.normal() }
    let weight = Tensor(shape: [3, 2, 3, 3], elements: (0..<54).map { _ in Float(random.normal()) })
    let bias = Tensor(shape: [3], elements: (0..<3).map { _ in Float(random.normal()) })
    var slope = NaiveConvolution.forward(image, weight: weight, bias: bias)
    slope.values = slope.values.map { _ in random.normal() }
    func sum(_ image: NaiveConvolution.Planes, _ weight: Tensor, _ bias: Tensor) -> Double {
      zip(NaiveConvolution.forward(image, weight: weight, bias: bias).values, slope.values).reduce(0) {
        $0 + $1.0 * $1.1
      }
    }
    let gradients = NaiveConvolution.backward(image, weight: weight, dOutput: slope)
    // The sum is linear in each argument: a difference over a step of 1 is exact to the rounding of Float parameters.
    let base = sum(image, weight, bias)
    for i in image.values.indices {
      var moved = image
      moved.values[i] += 1
      #expect(abs(sum(moved, weight, bias) - base - gradients.dImage.values[i]) < 1e-9)
    }
    for i in weight.elements.indices {
      var moved = weight
      moved.elements[i] += 1
      #expect(abs(sum(image, moved, bias) - base - gradients.dWeight[i]) < 1e-4)
    }
    for i in bias.elements.indices {
      var moved = bias
      moved.elements[i] += 1
      #expect(abs(sum(image, weight, moved) - base - gradients.dBias[i]) < 1e-4)
    }
  }

  @Test(arguments: [5, 9]) func `padded channels stay zero in gradients`(first: Int) {
    let c = KernelCase("widths 3 and 5", 1, [first, 3, 3], [3, 5], 17, 17, .valid)
    let sample = Sample(c, height: 17, width: 17)
    let gradient = sample.gradient(level: .best, threads: 1, samples: 1)
    let (weights, biases) = (0..<3).reduce(into: ([Tensor](), [Tensor]())) { all, layer in
      all.0.append(c.layout.weight(ofLayer: layer, in: gradient))
      all.1.append(c.layout.bias(ofLayer: layer, in: gradient))
    }
    #expect(c.layout.packed(weights: weights, biases: biases) == gradient)
  }
}
