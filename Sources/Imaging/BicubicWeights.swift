/// For each sample of a resized row: which samples of the original it is made of, and how much of each.
///
/// Bicubic has several readings. This is MATLAB's `imresize`: Keys' kernel with a = -0.5 (not OpenCV's -0.75);
/// when shrinking, the kernel is stretched by the factor as a low-pass filter (antialiasing); weights are
/// normalised per output sample; beyond the border the image is mirrored, the border sample repeated. Only
/// `+ - * /` and comparisons are used, so every machine has the same weights.
/// - Source: `contributions` in MATLAB's `imresize.m`; R. Keys, "Cubic convolution interpolation for digital
///   image processing", 1981.
struct BicubicWeights: Sendable {
  /// Where the taps of each output sample begin in `indices` and `weights`; one more than there are outputs.
  private(set) var starts: [Int] = [0]
  /// Input positions.
  private(set) var indices: [Int] = []
  /// Weights, summing to 1 per output.
  private(set) var weights: [Double] = []

  /// Weights from `inputCount` samples to `outputCount`, which lie `1 / scale` input samples apart.
  init(inputCount: Int, outputCount: Int, scale: Double) {
    self.init(inputCount: inputCount, outputs: 0..<outputCount, scale: scale)
  }

  /// Weights to some output samples alone.
  init(inputCount: Int, outputs: Range<Int>, scale: Double) {
    let stretch = min(scale, 1)
    let kernelWidth = 4 / stretch
    let tapCount = Int(kernelWidth.rounded(.up)) + 2
    for output in outputs {
      // Positions are those of pixel centres, counted from 0.
      let center = (Double(output) + 0.5) / scale - 0.5
      let first = Int((center - kernelWidth / 2).rounded(.down))
      let taps = (first..<first + tapCount).map { Self.kernel(stretch * (center - Double($0))) }
      let sum = taps.reduce(0, +)
      for (tap, weight) in taps.enumerated() where weight != 0 {
        indices.append(Self.mirrored(first + tap, count: inputCount))
        weights.append(weight / sum)
      }
      starts.append(indices.count)
    }
  }

  /// The same weights of samples that are counted from another on.
  func counted(from first: Int) -> BicubicWeights {
    var weights = self
    weights.indices = indices.map { $0 - first }
    return weights
  }

  /// Keys' cubic convolution kernel with a = -0.5.
  static func kernel(_ x: Double) -> Double {
    let t = abs(x)
    if t <= 1 { return (1.5 * t - 2.5) * t * t + 1 }
    if t <= 2 { return ((-0.5 * t + 2.5) * t - 4) * t + 2 }
    return 0
  }

  /// The position in `0..<count` that stands for `index` when the samples are followed by their mirror image,
  /// over and over.
  static func mirrored(_ index: Int, count: Int) -> Int {
    let period = 2 * count
    let wrapped = (index % period + period) % period
    return wrapped < count ? wrapped : period - 1 - wrapped
  }
}
