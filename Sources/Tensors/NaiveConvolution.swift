import Vocabulary

/// Convolution written as its definition, in double precision: the reference that the fast kernels are tested against.
///
/// Activations are `[C, H, W]` in `Double`, weights `[O, I, H, W]`. Cross-correlation, as in the paper.
public enum NaiveConvolution {
  /// A stack of planes in double precision.
  public struct Planes: Sendable, Equatable {
    /// Channels, rows, columns.
    public let channels, height, width: Int
    /// Row-major values.
    public var values: [Double]

    /// Makes planes of zeros.
    public init(channels: Int, height: Int, width: Int) {
      (self.channels, self.height, self.width) = (channels, height, width)
      values = [Double](repeating: 0, count: channels * height * width)
    }

    /// The value at channel `c`, row `y`, column `x`.
    public subscript(c: Int, y: Int, x: Int) -> Double {
      get { values[(c * height + y) * width + x] }
      set { values[(c * height + y) * width + x] = newValue }
    }
  }

  /// `image` extended by `margin` pixels on every side.
  public static func extended(_ image: Planes, by margin: Int, padding: Padding) -> Planes {
    guard padding != .valid, margin > 0 else { return image }
    var result = Planes(
      channels: image.channels, height: image.height + 2 * margin, width: image.width + 2 * margin)
    for c in 0..<result.channels {
      for y in 0..<result.height {
        for x in 0..<result.width {
          let row = min(max(y - margin, 0), image.height - 1),
            column = min(max(x - margin, 0), image.width - 1)
          let isInside = row == y - margin && column == x - margin
          if padding == .replicate || isInside { result[c, y, x] = image[c, row, column] }
        }
      }
    }
    return result
  }

  /// bias + weight * image, without padding.
  public static func forward(_ image: Planes, weight: Tensor, bias: Tensor) -> Planes {
    let f = weight.shape[2]
    var output = Planes(
      channels: weight.shape[0], height: image.height - f + 1, width: image.width - f + 1)
    for o in 0..<output.channels {
      for y in 0..<output.height {
        for x in 0..<output.width {
          var sum = Double(bias.elements[o])
          for i in 0..<image.channels {
            for ky in 0..<f {
              for kx in 0..<f {
                let index = ((o * image.channels + i) * f + ky) * f + kx
                sum += Double(weight.elements[index]) * image[i, y + ky, x + kx]
              }
            }
          }
          output[o, y, x] = sum
        }
      }
    }
    return output
  }

  /// Gradients of a sum whose gradient by the output is `dOutput`: by image, weight `[O, I, H, W]` and bias `[O]`.
  public static func backward(
    _ image: Planes, weight: Tensor, dOutput: Planes
  ) -> (dImage: Planes, dWeight: [Double], dBias: [Double]) {
    let f = weight.shape[2]
    var dImage = Planes(channels: image.channels, height: image.height, width: image.width)
    var dWeight = [Double](repeating: 0, count: weight.count)
    var dBias = [Double](repeating: 0, count: dOutput.channels)
    for o in 0..<dOutput.channels {
      for y in 0..<dOutput.height {
        for x in 0..<dOutput.width {
          let slope = dOutput[o, y, x]
          dBias[o] += slope
          for i in 0..<image.channels {
            for ky in 0..<f {
              for kx in 0..<f {
                let index = ((o * image.channels + i) * f + ky) * f + kx
                dWeight[index] += slope * image[i, y + ky, x + kx]
                dImage[i, y + ky, x + kx] += slope * Double(weight.elements[index])
              }
            }
          }
        }
      }
    }
    return (dImage, dWeight, dBias)
  }

  /// An activation of a layer's sums; `slopes` are PReLU's, one a channel.
  public static func activated(_ sums: Planes, by activation: Activation, slopes: [Float] = []) -> Planes {
    var result = sums
    for index in sums.values.indices where !(sums.values[index] > 0) {
      switch activation {
      case .relu: result.values[index] = 0
      case .prelu: result.values[index] *= Double(slopes[index / (sums.height * sums.width)])
      case .linear: break
      }
    }
    return result
  }

  /// Gradients of a sum whose gradient by an activation's result is `dOutput`: by its sums, and by PReLU's slopes.
  public static func backward(
    _ sums: Planes, through activation: Activation, slopes: [Float] = [], dOutput: Planes
  ) -> (dSums: Planes, dSlopes: [Double]) {
    var dSums = dOutput
    var dSlopes = [Double](repeating: 0, count: activation.hasSlopes ? sums.channels : 0)
    for index in sums.values.indices where !(sums.values[index] > 0) {
      switch activation {
      case .relu: dSums.values[index] = 0
      case .prelu:
        let channel = index / (sums.height * sums.width)
        dSlopes[channel] += sums.values[index] * dOutput.values[index]
        dSums.values[index] *= Double(slopes[channel])
      case .linear: break
      }
    }
    return (dSums, dSlopes)
  }
}
