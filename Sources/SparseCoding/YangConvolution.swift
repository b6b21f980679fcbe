/// A convolution over maps: a linear layer of a network, without padding.
///
/// As in networks the kernel isn't turned round: out[o, y, x] = sum over i, v, u of
/// weights[o, i, v, u] in[i, y stride + v, x stride + u].
public struct YangConvolution: Sendable, Equatable {
  /// Output maps, O.
  public let outputs: Int
  /// Input maps, I.
  public let inputs: Int
  /// Rows and columns of a kernel.
  public let size: Int
  /// Input samples between outputs.
  public let stride: Int
  /// The weights, `[O, I, H, W]`.
  public private(set) var weights: [Double]

  /// A layer of the given weights, whose count must fit.
  public init(outputs: Int, inputs: Int, size: Int, stride: Int, weights: [Double]) {
    precondition(outputs > 0 && inputs > 0 && size > 0 && stride > 0, "a layer without extent")
    precondition(
      weights.count == outputs * inputs * size * size, "\(weights.count) weights don't fit the layer")
    self.outputs = outputs
    self.inputs = inputs
    self.size = size
    self.stride = stride
    self.weights = weights
  }

  /// A layer of zeros.
  init(outputs: Int, inputs: Int, size: Int, stride: Int) {
    self.init(
      outputs: outputs, inputs: inputs, size: size, stride: stride,
      weights: [Double](repeating: 0, count: outputs * inputs * size * size))
  }

  /// One weight.
  subscript(output: Int, input: Int, row: Int, column: Int) -> Double {
    get { weights[((output * inputs + input) * size + row) * size + column] }
    set { weights[((output * inputs + input) * size + row) * size + column] = newValue }
  }

  /// The layer's output, empty if the maps are smaller than the kernel.
  ///
  /// - Complexity: O(outputs * inputs * size^2) a sample of the output; a reference, not a fast way.
  public func callAsFunction(_ maps: YangMaps) -> YangMaps {
    precondition(maps.channels == inputs, "\(maps.channels) maps for a layer of \(inputs)")
    func extent(_ length: Int) -> Int { length < size ? 0 : (length - size) / stride + 1 }
    var result = YangMaps(channels: outputs, height: extent(maps.height), width: extent(maps.width))
    for output in 0..<outputs {
      for y in 0..<result.height {
        for x in 0..<result.width {
          result.samples[(output * result.height + y) * result.width + x] =
            sample(output, maps, y * stride, x * stride)
        }
      }
    }
    return result
  }

  private func sample(_ output: Int, _ maps: YangMaps, _ row: Int, _ column: Int) -> Double {
    var sum = 0.0
    for input in 0..<inputs {
      for v in 0..<size {
        let start = (input * maps.height + row + v) * maps.width + column
        let weight = ((output * inputs + input) * size + v) * size
        for u in 0..<size { sum += weights[weight + u] * maps.samples[start + u] }
      }
    }
    return sum
  }
}
