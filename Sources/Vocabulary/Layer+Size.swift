/// What a kind of layer makes of sizes, and what it costs.
extension Layer {
  /// Rows, or columns, that leave the layer where so many enter.
  public func outputSize(of input: Int, padding: Padding) -> Int {
    switch kind {
    case .convolution, .subPixelConvolution:
      (padding == .valid ? input - filterSize + 1 : input) * enlargement
    }
  }

  /// Rows, or columns, of what enters that so many of the output depend on.
  public func inputSize(of output: Int) -> Int {
    switch kind {
    case .convolution, .subPixelConvolution: (output + enlargement - 1) / enlargement + filterSize - 1
    }
  }

  /// The filters: what is computed at each pixel of the input.
  public var maps: Int { width * enlargement * enlargement }

  /// The number of weights behind a layer of so many channels.
  public func weightCount(inputs: Int) -> Int {
    switch kind {
    case .convolution, .subPixelConvolution: inputs * maps * filterSize * filterSize
    }
  }

  /// Multiply-adds of one pass, forward or of a gradient, over so many pixels of the output.
  public func multiplyAdds(inputs: Int, pixels: Int) -> Int {
    switch kind {
    case .convolution, .subPixelConvolution:
      pixels / (enlargement * enlargement) * weightCount(inputs: inputs)
    }
  }
}

extension Collection<Layer> {
  /// Pixels on a side of the input of the first that one output pixel of the last depends on.
  public var receptiveField: Int { reversed().reduce(1) { $1.inputSize(of: $0) } }

  /// The same with a last layer of a kind that enlarges, so many times as high and wide.
  public func enlarging(_ factor: Int, by kind: Layer.Kind = .subPixelConvolution) -> [Layer] {
    Array(dropLast())
      + suffix(1).map {
        Layer(
          kind, filterSize: $0.filterSize, width: $0.width, enlargement: factor,
          activation: $0.activation)
      }
  }

  /// How many times as high and wide as the input the output is: 1 for a network that sees the image interpolated.
  public var enlargement: Int { reduce(1) { $0 * $1.enlargement } }

  /// Pixels on each side of the output that depend on what is read beyond the border of the input.
  public var margin: Int { (receptiveField - 1) / 2 * enlargement }
}
