/// One channel of Double samples in row-major order, as measures compute with: a byte's value is its sample.
struct DoublePlane {
  let width: Int
  let height: Int
  var samples: [Double]

  init(width: Int, height: Int, samples: [Double]) {
    precondition(samples.count == width * height, "\(samples.count) samples don't fit the size")
    self.width = width
    self.height = height
    self.samples = samples
  }

  init(zeros width: Int, _ height: Int) {
    self.init(width: width, height: height, samples: [Double](repeating: 0, count: width * height))
  }

  init(_ image: ByteImage) {
    precondition(image.channels == 1, "\(image.channels) channels; a plane is one")
    self.init(width: image.width, height: image.height, samples: image.pixels.map(Double.init))
  }

  /// Sample by sample what `combine` makes of two planes of one size.
  static func map(_ a: DoublePlane, _ b: DoublePlane, _ combine: (Double, Double) -> Double) -> DoublePlane {
    precondition(a.width == b.width && a.height == b.height, "planes of two sizes")
    let samples = zip(a.samples, b.samples).map { combine($0, $1) }
    return DoublePlane(width: a.width, height: a.height, samples: samples)
  }

  /// The product, sample by sample.
  static func * (a: DoublePlane, b: DoublePlane) -> DoublePlane { map(a, b) { $0 * $1 } }

  /// The mean of all samples.
  var mean: Double { samples.reduce(0, +) / Double(samples.count) }

  /// The top left part.
  func cropped(width newWidth: Int, height newHeight: Int) -> DoublePlane {
    if newWidth == width && newHeight == height { return self }
    var cut: [Double] = []
    cut.reserveCapacity(newWidth * newHeight)
    for y in 0..<newHeight { cut += samples[y * width..<y * width + newWidth] }
    return DoublePlane(width: newWidth, height: newHeight, samples: cut)
  }
}

/// What lies beyond the border of a plane.
enum Border {
  /// Zeros.
  case zero
  /// The mirror image, the border sample repeated: MATLAB's `symmetric`.
  case mirrored
  /// The mirror image with the border sample as the mirror: `reflect1` of matlabPyrTools.
  case mirroredAtSample

  /// The position in `0..<count` that stands for `index`; nil for a zero.
  func position(of index: Int, count: Int) -> Int? {
    switch self {
    case .zero: return (0..<count).contains(index) ? index : nil
    case .mirrored: return BicubicWeights.mirrored(index, count: count)
    case .mirroredAtSample:
      guard count > 1 else { return 0 }
      let period = 2 * (count - 1)
      let wrapped = (index % period + period) % period
      return min(wrapped, period - wrapped)
    }
  }
}
