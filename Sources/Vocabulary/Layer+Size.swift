/// What a kind of layer makes of sizes, and what it costs.
extension Layer {
  /// Rows, or columns, that leave the layer where so many enter.
  public func outputSize(of input: Int, padding: Padding) -> Int {
    switch kind {
    case .convolution: padding == .valid ? input - filterSize + 1 : input
    }
  }

  /// Rows, or columns, of what enters that so many of the output depend on.
  public func inputSize(of output: Int) -> Int {
    switch kind {
    case .convolution: output + filterSize - 1
    }
  }

  /// The number of weights behind a layer of so many channels.
  public func weightCount(inputs: Int) -> Int {
    switch kind {
    case .convolution: inputs * width * filterSize * filterSize
    }
  }

  /// Multiply-adds of one pass, forward or of a gradient, over so many pixels of the output.
  public func multiplyAdds(inputs: Int, pixels: Int) -> Int {
    switch kind {
    case .convolution: pixels * weightCount(inputs: inputs)
    }
  }
}

extension [Layer] {
  /// Pixels on a side of the input of the first that one output pixel of the last depends on.
  public var receptiveField: Int { reversed().reduce(1) { $1.inputSize(of: $0) } }
}
