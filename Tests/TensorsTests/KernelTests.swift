import Testing

import Vocabulary

@testable import Tensors

/// Single precision over sums of up to a few thousand terms of size one.
let kernelTolerance = 2e-5

@Suite struct KernelTests {
  static let levels = SIMDLevel.allCases.filter(\.isAvailable)

  @Test(arguments: KernelCase.all)
  func `the output is that of the naive twin at every level, in tiles too`(c: KernelCase) {
    expectOutputs(of: c, height: c.height + 30, width: c.width + 60)
  }

  @Test(arguments: [(1, 1), (2, 40), (40, 2)], [Padding.replicate, .zero])
  func `the output of an image smaller than the filters is that of the naive twin`(
    size: (height: Int, width: Int), padding: Padding
  ) {
    let c = KernelCase("9-5-5", 1, [9, 5, 5], [20, 16], size.height, size.width, padding)
    expectOutputs(of: c, height: c.height, width: c.width)
  }

  private func expectOutputs(of c: KernelCase, height: Int, width: Int) {
    let expected = Sample(c, height: height, width: width).naiveOutputs().last
    for form in c.forms {
      let sample = Sample(form, height: height, width: width)
      for level in Self.levels {
        let output = sample.output(level: level, threads: 2)
        #expect(output.shape == [c.channels, expected?.height ?? 0, expected?.width ?? 0])
        #expect(
          largestDifference(output.elements, expected?.values ?? []) < kernelTolerance,
          "\(level), \(form.form)")
      }
    }
  }

  @Test(arguments: KernelCase.all)
  func `gradients are those of the naive twin at every level`(c: KernelCase) {
    // Training samples are square.
    let expected = Sample(c, height: c.height, width: c.height).naiveGradients()
    for form in c.forms {
      let sample = Sample(form, height: c.height, width: c.height)
      for level in Self.levels {
        let gradient = sample.gradient(level: level, threads: 1, samples: 1)
        for layer in 0..<c.layout.layerCount {
          let weight = c.layout.weight(ofLayer: layer, in: gradient)
          let bias = c.layout.bias(ofLayer: layer, in: gradient)
          #expect(
            relativeDifference(weight.elements, expected.weights[layer]) < kernelTolerance,
            "\(level), \(form.form), layer \(layer)")
          #expect(
            relativeDifference(bias.elements, expected.biases[layer]) < kernelTolerance,
            "\(level), \(form.form), layer \(layer)")
          let slope = c.layout.slope(ofLayer: layer, in: gradient)?.elements ?? []
          #expect(
            relativeDifference(slope, expected.slopes[layer]) < kernelTolerance,
            "\(level), \(form.form), layer \(layer)")
        }
      }
    }
  }

  @Test(arguments: KernelCase.all)
  func `the gradient of a batch is the mean of its samples' at every level`(c: KernelCase) {
    // The last of sixteen chunks has both of two samples that come by turns.
    let batches = [[0], [1], (0..<17).map { $0 % 2 }]
    for form in c.forms {
      let sample = Sample(form, height: c.height, width: c.height)
      for level in Self.levels {
        // At one level, where a sample rectifies the same values in any batch.
        let gradients = sample.gradients(level: level, threads: 1, batches: batches)
        let mean = zip(gradients[0], gradients[1]).map { (9 * Double($0) + 8 * Double($1)) / 17 }
        for layer in 0..<c.layout.layerCount {
          for range in [
            c.layout.weightRange(ofLayer: layer), c.layout.biasRange(ofLayer: layer),
            c.layout.slopeRange(ofLayer: layer),
          ] {
            #expect(
              relativeDifference(Array(gradients[2][range]), Array(mean[range])) < kernelTolerance,
              "\(level), \(form.form), layer \(layer)")
          }
        }
      }
    }
  }

  static let fused: [SIMDLevel] = [.avx2, .avx512], separate: [SIMDLevel] = [.portable, .wide]

  @Test(
    .enabled(if: fused.allSatisfy(\.isAvailable), "this processor doesn't run both"),
    arguments: KernelCase.all)
  func `levels with fused multiply-add give the same bits`(c: KernelCase) {
    expectSameBits(of: c, at: Self.fused)
  }

  @Test(
    .enabled(if: separate.allSatisfy(\.isAvailable), "this processor doesn't run both"),
    arguments: KernelCase.all)
  func `levels compiled without fused multiply-add give the same bits`(c: KernelCase) {
    expectSameBits(of: c, at: Self.separate)
  }

  private func expectSameBits(of c: KernelCase, at levels: [SIMDLevel]) {
    for form in c.forms {
      let sample = Sample(form, height: c.height, width: c.height)
      let bits = levels.map {
        sample.gradient(level: $0, threads: 1, samples: 1) + sample.output(level: $0, threads: 1).elements
      }
      #expect(Set(bits).count == 1, "\(levels), \(form.form)")
    }
  }

  /// What makes levels agree, tried on machines that run but one with fused multiply-add, or none.
  @Test(arguments: [[3, 4], [20, 16]])
  func `every sum of the direct form is one chain in the order of the filter's taps`(widths: [Int]) {
    var c = KernelCase("3-7-3", 2, [3, 7, 3], widths, 13, 15, .valid)
    c.form = .direct
    let sample = Sample(c, height: c.height, width: c.width)
    for level in Self.levels {
      #if arch(x86_64)
        let isFused = level == .avx2 || level == .avx512
      #else
        let isFused = true
      #endif
      var input = sample.image
      for layer in 0..<2 {
        let output = sample.activations(depth: layer + 1, level: level, threads: 1)
        let sums = chains(input, sample.weights[layer], sample.biases[layer], isFused: isFused)
        #expect(output.elements == sums.map { max($0, 0) }, "\(level), layer \(layer)")
        input = output
      }
    }
  }

  /// The sums of a layer, each from its bias over (ky, kx, input channel).
  private func chains(_ image: Tensor, _ weight: Tensor, _ bias: Tensor, isFused: Bool) -> [Float] {
    let (inputs, height, width) = (image.shape[0], image.shape[1], image.shape[2])
    let size = weight.shape[2]
    var sums: [Float] = []
    for output in 0..<weight.shape[0] {
      for y in 0...height - size {
        for x in 0...width - size {
          var sum = bias.elements[output]
          for tap in 0..<size * size * inputs {
            let (ky, kx, input) = (tap / inputs / size, tap / inputs % size, tap % inputs)
            let value = image.elements[(input * height + y + ky) * width + x + kx]
            let factor = weight.elements[((output * inputs + input) * size + ky) * size + kx]
            sum = isFused ? sum.addingProduct(factor, value) : sum + factor * value
          }
          sums.append(sum)
        }
      }
    }
    return sums
  }

  @Test(arguments: KernelCase.few)
  func `few channels have the bits that they have among more, whose filters are zero`(c: KernelCase) {
    let few = Sample(c, height: c.height, width: c.height)
    var among = few
    // Stored as few are: a vector of sixteen.
    among.layout = NetworkLayout(
      channels: c.channels, filterSizes: c.filters, widths: c.widths.map { _ in 9 })
    #expect(few.layout.kernels.few == 1 && among.layout.kernels.few == 0)
    for level in Self.levels {
      let bits = [few, among].map {
        $0.gradient(level: level, threads: 1, samples: 17) + $0.output(level: level, threads: 1).elements
      }
      #expect(bits[0] == bits[1], "\(level)")
    }
  }

  /// Layers by themselves have up to 2.6e-6 and 6e-7 (`Sources/CKernels/README.md`); three in turn at most half as much
  /// again. No value of these samples is so near 0 that rounding rectifies it otherwise.
  @Test(arguments: [
    ([9, 3, 5], 1), ([9, 5, 5], 1), ([9, 1, 5], 1), ([11, 1, 7], 1), ([9, 5, 5], 3), ([11, 1, 7], 3),
  ])
  func `rounding at full width is what the documentation says`(filters: [Int], channels: Int) {
    let c = KernelCase("\(filters)", channels, filters, [64, 32], 33, 33, .valid)
    let sample = Sample(c, height: 33, width: 33)
    let expected = (output: sample.naiveOutputs().last, weights: sample.naiveGradients().weights)
    for (form, bound) in zip(c.forms, [4e-6, 9e-7]) {
      let sample = Sample(form, height: 33, width: 33)
      for level in Self.levels {
        let output = sample.output(level: level, threads: 1)
        let error = rootMeanSquareDifference(output.elements, expected.output?.values ?? [])
        #expect(error < bound, "\(level), \(form.form)")
        let gradient = sample.gradient(level: level, threads: 1, samples: 1)
        for layer in 0..<3 {
          let weight = c.layout.weight(ofLayer: layer, in: gradient)
          let error = rootMeanSquareDifference(weight.elements, expected.weights[layer])
          #expect(error < bound, "\(level), \(form.form), layer \(layer)")
        }
      }
    }
  }

  @Test func `any number of threads gives the same bits`() {
    let c = KernelCase("9-3-5", 1, [9, 3, 5], [32, 16], 19, 19, .valid)
    let sample = Sample(c, height: c.height, width: c.height)
    let gradients = [1, 2, 3, 7, 16, 40].map { sample.gradient(level: .best, threads: $0, samples: 21) }
    #expect(Set(gradients).count == 1)
    // Nine tiles.
    let large = Sample(c, height: 100, width: 150)
    let outputs = [1, 2, 5].map { large.output(level: .best, threads: $0).elements }
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
