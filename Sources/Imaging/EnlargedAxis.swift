/// The weights by which an axis is enlarged by a whole factor, four a sample: `BicubicWeights`, filled up with zeros, which
/// change no sum.
struct EnlargedAxis: Sendable {
  private static let tapCount = 4
  private let factor: Int
  private let inputCount: Int
  private let indices: [Int32]
  private let weights: [Double]

  /// The axis of `length` samples, a multiple of the factor.
  init(length: Int, factor: Int) {
    self.factor = factor
    inputCount = length / factor
    let bicubic = BicubicWeights(inputCount: inputCount, outputCount: length, scale: Double(factor))
    var indices: [Int32] = []
    var weights: [Double] = []
    for output in 0..<length {
      let taps = bicubic.starts[output]..<bicubic.starts[output + 1]
      let near = max(0, output / factor - 2)...min(inputCount - 1, output / factor + 2)
      precondition(
        taps.count <= Self.tapCount && bicubic.indices[taps].allSatisfy(near.contains),
        "taps \(taps) of \(output)")
      indices += bicubic.indices[taps].map(Int32.init)
      weights += bicubic.weights[taps]
      let padding = Self.tapCount - taps.count
      indices += repeatElement(Int32(near.lowerBound), count: padding)
      weights += repeatElement(0, count: padding)
    }
    (self.indices, self.weights) = (indices, weights)
  }

  /// Which samples of the small axis some of the large one are made of.
  func inputs(ofOutputs outputs: Range<Int>) -> Range<Int> {
    max(0, outputs.lowerBound / factor - 2)..<min(inputCount, (outputs.upperBound - 1) / factor + 3)
  }

  /// Makes a row of the large image from rows of the small one, which begin at `start` and are `rowLength` apart; it becomes
  /// one lane of `rows`.
  func combineRows(
    for output: Int, _ small: UnsafeBufferPointer<Float>, start: Int, rowLength: Int,
    into rows: UnsafeMutableBufferPointer<Double>, lane: Int
  ) {
    let tap = output * Self.tapCount
    let (w0, w1, w2, w3) = (weights[tap], weights[tap + 1], weights[tap + 2], weights[tap + 3])
    let s0 = start + Int(indices[tap]) * rowLength, s1 = start + Int(indices[tap + 1]) * rowLength
    let s2 = start + Int(indices[tap + 2]) * rowLength, s3 = start + Int(indices[tap + 3]) * rowLength
    for x in 0..<rows.count / 4 {
      let sum = 0 + w0 * Double(small[s0 &+ x]) + w1 * Double(small[s1 &+ x])
      rows[4 &* x &+ lane] = sum + w2 * Double(small[s2 &+ x]) + w3 * Double(small[s3 &+ x])
    }
  }

  /// Makes samples of four rows of the large image from those rows of the small one, which begin at its sample `first`;
  /// stored `step` apart from a place for each row.
  func combineColumns(
    for outputs: Range<Int>, _ rows: UnsafeRawBufferPointer, first: Int,
    into samples: UnsafeMutableBufferPointer<Float>, at places: (Int, Int, Int, Int), step: Int
  ) {
    indices.withUnsafeBufferPointer { indices in
      weights.withUnsafeBufferPointer { weights in
        func product(_ tap: Int) -> SIMD4<Double> {
          weights[tap] * rows.load(fromByteOffset: (Int(indices[tap]) &- first) &* 32, as: SIMD4<Double>.self)
        }
        var offset = 0
        for output in outputs {
          let tap = output &* Self.tapCount
          var sum = SIMD4<Double>.zero
          sum += product(tap)
          sum += product(tap &+ 1)
          sum += product(tap &+ 2)
          sum += product(tap &+ 3)
          samples[places.0 &+ offset] = Float(sum[0])
          samples[places.1 &+ offset] = Float(sum[1])
          samples[places.2 &+ offset] = Float(sum[2])
          samples[places.3 &+ offset] = Float(sum[3])
          offset &+= step
        }
      }
    }
  }
}
