import Tensors
import Testing
import Vocabulary

@testable import OpenCLBackend

/// Of what size a layer is tried: images are of 9 x 7 pixels, with a border of zeros.
struct TwinCase: Sendable, CustomTestStringConvertible {
  let inputs, outputs, filterSize, border, samples: Int

  init(_ inputs: Int, _ outputs: Int, _ filterSize: Int, border: Int = 0, samples: Int = 3) {
    (self.inputs, self.outputs, self.filterSize) = (inputs, outputs, filterSize)
    (self.border, self.samples) = (border, samples)
  }

  var testDescription: String {
    "\(inputs) to \(outputs) channels, \(filterSize)x\(filterSize), border \(border), \(samples) samples"
  }

  /// Terms of a sum.
  var terms: Int { inputs * filterSize * filterSize }

  /// Up to 4 channels that come out have a kernel of their own, up to 32 one that takes 32 at a time, the others one for 64. Each way
  /// round: the gradient by the input has as many as go in.
  static let all = [
    TwinCase(1, 1, 3), TwinCase(1, 65, 9, border: 4), TwinCase(4, 5, 3, border: 1),
    TwinCase(5, 4, 5, border: 2), TwinCase(5, 33, 1), TwinCase(33, 5, 3, border: 1), TwinCase(33, 65, 1),
    TwinCase(65, 33, 3), TwinCase(65, 1, 5), TwinCase(4, 33, 5), TwinCase(65, 65, 3, border: 1),
  ]

  /// More samples than a slice, and more pixels than a part of a gradient.
  static let batches = [
    TwinCase(1, 1, 3, samples: 35), TwinCase(4, 5, 3, border: 1, samples: 35),
    TwinCase(5, 33, 1, samples: 35), TwinCase(1, 65, 5, border: 2, samples: 35),
    TwinCase(33, 4, 3, border: 1, samples: 35), TwinCase(65, 5, 1, samples: 35),
    TwinCase(5, 65, 3, border: 1, samples: 35),
  ]
}

/// A layer at work on numbers of noise, with the naive twin's answers. Arrays are `[samples, C, height, width]`.
struct TwinLayer {
  private let own: TwinCase
  let inputPlanes, outputPlanes: Planes
  private(set) var input, weights, biases, slopes, dOutput: [Float]

  init(_ own: TwinCase) {
    self.own = own
    let grown = 2 * own.border - own.filterSize + 1
    inputPlanes = Planes(
      samples: own.samples, channels: own.inputs, insideHeight: 9, insideWidth: 7, margin: own.border)
    // With the margin that the gradient by the input reads.
    outputPlanes = Planes(
      samples: own.samples, channels: own.outputs, insideHeight: 9 + grown, insideWidth: 7 + grown,
      margin: own.filterSize - 1 - own.border)
    input = randomValues(own.inputs * inputPlanes.insidePixels, "input")
    weights = randomValues(own.outputs * own.terms, "weights")
    biases = randomValues(own.outputs, "biases")
    var random = RandomStream(seed: 1, purpose: "slopes")
    slopes = (0..<own.outputs).map { _ in Float(random.uniform()) }
    dOutput = randomValues(own.outputs * outputPlanes.insidePixels, "gradient")
  }

  /// The same with the magnitude of each number: what its sums come to is what rounding of the others is measured by.
  var magnitudes: TwinLayer {
    var layer = self
    layer.input = input.map(\.magnitude)
    layer.weights = weights.map(\.magnitude)
    layer.biases = biases.map(\.magnitude)
    layer.dOutput = dOutput.map(\.magnitude)
    return layer
  }

  private var weight: Tensor {
    Tensor(shape: [own.outputs, own.inputs, own.filterSize, own.filterSize], elements: weights)
  }

  private func extendedInput(_ sample: Int) -> NaiveConvolution.Planes {
    NaiveConvolution.extended(
      inputPlanes.naive(sample, of: input), by: own.border, padding: own.border > 0 ? .zero : .valid)
  }

  /// The sums of each sample.
  func sums() -> [NaiveConvolution.Planes] {
    (0..<own.samples).map { sample in
      NaiveConvolution.forward(
        extendedInput(sample), weight: weight, bias: Tensor(shape: [own.outputs], elements: biases))
    }
  }

  /// The gradients by the input, and those by weights `[O, I, H, W]` and biases, summed over the samples.
  func gradients() -> (input: [Double], weights: [Double], biases: [Double]) {
    var dInput: [Double] = []
    var dWeights = [Double](repeating: 0, count: weights.count)
    var dBiases = [Double](repeating: 0, count: biases.count)
    for sample in 0..<own.samples {
      let result = NaiveConvolution.backward(
        extendedInput(sample), weight: weight, dOutput: outputPlanes.naive(sample, of: dOutput))
      for channel in 0..<own.inputs {
        for y in 0..<inputPlanes.insideHeight {
          for x in 0..<inputPlanes.insideWidth {
            dInput.append(result.dImage[channel, y + own.border, x + own.border])
          }
        }
      }
      for index in dWeights.indices { dWeights[index] += result.dWeight[index] }
      for index in dBiases.indices { dBiases[index] += result.dBias[index] }
    }
    return (dInput, dWeights, dBiases)
  }
}

extension Planes {
  /// A sample of the inside's numbers, for the twin.
  func naive(_ sample: Int, of values: [Float]) -> NaiveConvolution.Planes {
    var planes = NaiveConvolution.Planes(channels: channels, height: insideHeight, width: insideWidth)
    let count = channels * insideHeight * insideWidth
    planes.values = values[sample * count..<(sample + 1) * count].map { Double($0) }
    return planes
  }

  /// Where the inside's numbers lie.
  private var places: [Int] {
    var places: [Int] = []
    for plane in 0..<samples * channels {
      for y in 0..<insideHeight {
        for x in 0..<insideWidth { places.append(plane * channelStride + inside + y * width + x) }
      }
    }
    return places
  }

  /// The inside's numbers with their margins, which are zero.
  func holding(_ values: [Float]) -> [Float] {
    var all = [Float](repeating: 0, count: count)
    for (place, value) in zip(places, values) { all[place] = value }
    return all
  }

  /// The inside's numbers; an empty list where a margin isn't zero.
  func insideNumbers(of all: [Float]) -> [Float] {
    var rest = all
    let places = places
    for place in places { rest[place] = 0 }
    return rest.allSatisfy { $0 == 0 } ? places.map { all[$0] } : []
  }
}

/// Numbers of mean 0 and variance 1.
func randomValues(_ count: Int, _ purpose: String) -> [Float] {
  var random = RandomStream(seed: 1, purpose: purpose)
  return (0..<count).map { _ in Float(random.normal()) }
}

/// Expects numbers in single precision to be these but for rounding.
///
/// A sum in any order departs from the exact one by n u / (1 - n u) of the sum of its terms' magnitudes at most, where u is 2^-24
/// and no term is rounded more than n times on its way; n + 1 covers the denominator up to n = 4,000. A term that is left out or
/// taken twice is far more: of 585 terms one is 1/585 of that sum, and the bound 1/28,000.
/// - Source: N. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, SIAM 2002, sections 3.1 and 4.2.
func expectRounded(
  _ found: [Float], _ expected: [Double], of magnitudes: [Double], roundings: Int, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let isAsLong = found.count == expected.count && found.count == magnitudes.count
  #expect(isAsLong && !found.isEmpty, "\(what): \(found.count) numbers", sourceLocation: sourceLocation)
  guard isAsLong else { return }
  let unit = Double(roundings + 1) * 0x1p-24
  // What is no number is wrong, too.
  let wrong = found.indices.filter { !(abs(Double(found[$0]) - expected[$0]) <= unit * magnitudes[$0]) }
  let first = wrong.first.map { "the first is \(found[$0]) in place of \(expected[$0]), number \($0)" } ?? ""
  #expect(wrong.isEmpty, "\(what): \(wrong.count) wrong, \(first)", sourceLocation: sourceLocation)
}
