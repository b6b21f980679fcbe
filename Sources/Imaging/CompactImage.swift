/// A sharp image and its degraded version in few bytes: the sharp samples as bytes, and the small version that the
/// degraded one is enlarged from. At a factor of 3 that is 1.44 bytes a sample, where two Float planes take 8.
///
///     var axes = EnlargementAxes(factor: 3)
///     let image = CompactImage(planes, axes: &axes)
///     image.copyDegraded(top: 0, left: 0, side: 33, into: &span)
///
/// Any window has the same bits as if it were cut from the planes: those of `Plane.init(_:channel:)` and of
/// `Plane.degraded(by:)`.
public struct CompactImage: Sendable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Channels.
  public let channels: Int
  /// Bytes, channel by channel, row by row.
  public let sharp: [UInt8]
  /// The samples of the small version, channel by channel, row by row.
  public let small: [Float]
  private let factor: Int
  private let columns: BicubicWeights
  private let rows: BicubicWeights

  /// The image of sharp planes of bytes (each sample a byte divided by 255), whose sizes are multiples of the factor.
  /// - Complexity: O(`height` * `width`).
  public init(_ planes: [Plane], axes: inout EnlargementAxes) {
    let factor = axes.factor
    self.init(
      width: planes.first?.width ?? 0, height: planes.first?.height ?? 0, channels: planes.count,
      sharp: planes.flatMap { $0.quantized().pixels },
      small: planes.flatMap { $0.isEmpty ? [] : $0.downscaled(by: factor).samples }, axes: &axes)
  }

  /// An image of parts that were kept.
  public init(
    width: Int, height: Int, channels: Int, sharp: [UInt8], small: [Float], axes: inout EnlargementAxes
  ) {
    let factor = axes.factor
    precondition(
      width % factor == 0 && height % factor == 0, "\(width) x \(height) pixels are no multiple of \(factor)")
    precondition(sharp.count == width * height * channels, "\(sharp.count) samples don't fit the size")
    precondition(small.count * factor * factor == sharp.count, "\(small.count) small samples don't fit")
    (self.width, self.height, self.channels) = (width, height, channels)
    (self.sharp, self.small, self.factor) = (sharp, small, factor)
    columns = axes.weights(ofLength: width)
    rows = axes.weights(ofLength: height)
  }

  /// Copies a window of the sharp image, `[side, side, channels]`, values 0…1.
  public func copySharp(top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    for channel in 0..<channels {
      for y in 0..<side {
        let start = (channel * height + top + y) * width + left
        for x in 0..<side {
          span[(y * side + x) * channels + channel] = Float(sharp[start + x]) / 255
        }
      }
    }
  }

  /// Copies a window of the degraded image, `[side, side, channels]`, values about 0…1.
  ///
  /// The sums are those of `Plane.resized`, in the same order: first along the columns, then along the rows.
  public func copyDegraded(top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    let taps = columns.indices[columns.starts[left]..<columns.starts[left + side]]
    guard let first = taps.min(), let last = taps.max() else { return }
    let smallWidth = width / factor, smallHeight = height / factor
    var scratch = Scratch(columns: last - first + 1, side: side)
    for channel in 0..<channels {
      for y in 0..<side {
        let start = channel * smallHeight * smallWidth + first
        scratch.sumRows(of: y, rows, top: top, small, start: start, rowLength: smallWidth)
      }
      for x in 0..<side {
        scratch.sumColumns(of: left + x, columns, first: first)
        for y in 0..<side { span[(y * side + x) * channels + channel] = Float(scratch.sums[y]) }
      }
    }
  }
}

/// The sums of one window; columns are contiguous, so that the second pass goes over a whole column at a time.
private struct Scratch {
  private let side: Int
  private var row: [Double]
  private var resized: [Double]
  private(set) var sums: [Double]

  init(columns: Int, side: Int) {
    self.side = side
    row = [Double](repeating: 0, count: columns)
    resized = [Double](repeating: 0, count: columns * side)
    sums = [Double](repeating: 0, count: side)
  }

  /// Row `y` of the window, resized vertically, from the columns of `small` that begin at `start`.
  mutating func sumRows(
    of y: Int, _ weights: BicubicWeights, top: Int, _ small: [Float], start: Int, rowLength: Int
  ) {
    for x in row.indices { row[x] = 0 }
    for tap in weights.starts[top + y]..<weights.starts[top + y + 1] {
      let weight = weights.weights[tap], begin = start + weights.indices[tap] * rowLength
      small[begin..<begin + row.count].withUnsafeBufferPointer { source in
        row.withUnsafeMutableBufferPointer { row in
          for x in row.indices { row[x] += weight * Double(source[x]) }
        }
      }
    }
    for x in row.indices { resized[x * side + y] = row[x] }
  }

  /// Column `x` of the image, in the window's rows, from resized columns that begin at `first`.
  mutating func sumColumns(of x: Int, _ weights: BicubicWeights, first: Int) {
    for y in sums.indices { sums[y] = 0 }
    for tap in weights.starts[x]..<weights.starts[x + 1] {
      let weight = weights.weights[tap], begin = (weights.indices[tap] - first) * side
      resized[begin..<begin + side].withUnsafeBufferPointer { source in
        sums.withUnsafeMutableBufferPointer { sums in
          for y in sums.indices { sums[y] += weight * source[y] }
        }
      }
    }
  }
}

/// The weights by which axes of different lengths are enlarged, each made once.
public struct EnlargementAxes: Sendable {
  /// The factor.
  public let factor: Int
  private var made: [Int: BicubicWeights] = [:]

  /// No weights yet.
  public init(factor: Int) {
    precondition(factor > 0, "a factor of \(factor)")
    self.factor = factor
  }

  /// The weights of an axis of `length` samples, a multiple of the factor.
  mutating func weights(ofLength length: Int) -> BicubicWeights {
    if let weights = made[length] { return weights }
    let weights = BicubicWeights(
      inputCount: length / factor, outputCount: length, scale: Double(factor))
    made[length] = weights
    return weights
  }
}
