import Testing

import Vocabulary

@testable import Tensors

@Suite struct ActivationTests {
  @Test(arguments: KernelCase.all)
  func `what leaves each inner layer is what the naive twin has there, at every level and in tiles`(
    c: KernelCase
  ) {
    let expected = Sample(c, height: c.height + 30, width: c.width + 60).naiveOutputs()
    for form in c.forms {
      let sample = Sample(form, height: c.height + 30, width: c.width + 60)
      for level in KernelTests.levels {
        for depth in 1...c.layout.layerCount {
          let found = sample.activations(depth: depth, level: level, threads: 2)
          let planes = expected[depth]
          #expect(found.shape == [planes.channels, planes.height, planes.width])
          #expect(
            relativeDifference(found.elements, planes.values) < kernelTolerance,
            "\(level), \(form.form), \(depth) layers")
        }
      }
    }
  }

  @Test(arguments: Activation.allCases)
  func `the naive twin's gradients of an activation are those of finite differences`(activation: Activation) {
    var random = RandomStream(seed: 3, purpose: "activations")
    var sums = NaiveConvolution.Planes(channels: 3, height: 4, width: 5)
    // At least 0.1 from the corner at 0, which a step of 0.001 doesn't reach.
    sums.values = sums.values.map { _ in random.normal() }.map { $0 + ($0 > 0 ? 0.1 : -0.1) }
    let slopes: [Float] = [0.25, -0.5, 1.5]
    var weights = sums
    weights.values = weights.values.map { _ in random.normal() }
    func sum(_ sums: NaiveConvolution.Planes, _ slopes: [Float]) -> Double {
      zip(NaiveConvolution.activated(sums, by: activation, slopes: slopes).values, weights.values)
        .reduce(0) { $0 + $1.0 * $1.1 }
    }
    let found = NaiveConvolution.backward(sums, through: activation, slopes: slopes, dOutput: weights)
    let base = sum(sums, slopes)
    for index in sums.values.indices {
      var moved = sums
      moved.values[index] += 0.001
      // Linear on either side of 0: a difference is exact but for rounding.
      #expect(abs((sum(moved, slopes) - base) / 0.001 - found.dSums.values[index]) < 1e-9)
    }
    for channel in found.dSlopes.indices {
      var moved = slopes
      moved[channel] += 1
      #expect(abs(sum(sums, moved) - base - found.dSlopes[channel]) < 1e-6)
    }
    #expect(found.dSlopes.count == (activation == .prelu ? 3 : 0))
  }

  /// The kernels' own gradient against differences of the kernels' own loss, sum of output times a random image, by every
  /// slope and bias of hidden layers.
  @Test(arguments: [Activation.prelu, .linear], Padding.allCases)
  func `gradients are those of finite differences through a whole network`(
    activation: Activation, padding: Padding
  ) {
    var c = KernelCase("differences", 1, [5, 3, 3], [6, 4], 13, 13, padding)
    c.activation = activation
    let sample = Sample(c, height: 13, width: 13)
    let gradient = sample.gradient(level: .best, threads: 1, samples: 1)
    let weights = planar(sample.dOutput, channels: 1).map(Double.init)
    func loss(_ parameters: [Float]) -> Double {
      let output = c.layout.apply(parameters: parameters, to: sample.image, padding: padding, threads: 1)
      return zip(output.elements, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
    }
    for layer in 0..<2 {
      let ranges = [c.layout.biasRange(ofLayer: layer), c.layout.slopeRange(ofLayer: layer)]
      for index in ranges.flatMap({ $0.prefix(c.layout.widths[layer]) }) {
        var (up, down) = (sample.parameters, sample.parameters)
        up[index] += 0.002
        down[index] -= 0.002
        let difference = (loss(up) - loss(down)) / Double(up[index] - down[index])
        // A few sums cross the corner within the step; single precision leaves 1e-3 of a loss of about ten.
        #expect(abs(difference - Double(gradient[index])) < 0.02 * max(1, difference.magnitude), "\(index)")
      }
    }
  }

  @Test func `a PReLU whose slopes are 0 has the bits of ReLU, one whose slopes are 1 nearly those of none`()
  {
    let filters = [9, 3, 5], widths = [24, 10]
    func sample(_ activation: Activation) -> Sample {
      var c = KernelCase("9-3-5", 1, filters, widths, 20, 20, .valid)
      c.activation = activation
      return Sample(c, height: 20, width: 20)
    }
    let prelu = sample(.prelu)
    for (slope, twin) in [(Float(0), sample(.relu)), (1, sample(.linear))] {
      let tensors = prelu.layout.tensors(of: prelu.parameters).map { own in
        var own = own
        own.slope?.elements = [Float](repeating: slope, count: own.bias.count)
        return own
      }
      let output = prelu.layout.apply(
        parameters: prelu.layout.packed(tensors), to: prelu.image, padding: .valid, threads: 1)
      #expect(output == twin.output(level: .best, threads: 1))
    }
  }

  @Test func `tensors come back from what is stored as they went in`() {
    var c = KernelCase("9-3-5", 3, [9, 3, 5], [24, 10], 20, 20, .valid)
    c.activation = .prelu
    let sample = Sample(c, height: 20, width: 20)
    let tensors = c.layout.tensors(of: sample.parameters)
    #expect(tensors.map(\.slope?.shape) == [[24], [10], nil])
    #expect(tensors[0].named.map(\.name) == ["weight", "bias", "slope"])
    #expect(c.layout.packed(tensors) == sample.parameters)
  }
}
