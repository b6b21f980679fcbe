/// A sharp image and its degraded version in few bytes: the sharp samples as bytes, and the small version that the
/// degraded one is enlarged from. At a factor of 3 that is 1.44 bytes a sample, where two Float planes take 8.
///
///     var axes = EnlargementAxes(factor: 3)
///     let image = CompactImage(sharp: planes, small: planes.map { $0.downscaled(by: 3) }, axes: &axes)
///     image.copyDegraded(top: 0, left: 0, side: 33, into: &span)
///
/// Any window has the same bits as if it were cut from the planes: those of `Plane.init(_:channel:)` and of
/// `Plane.degraded(by:)`, if the small planes are `Plane.downscaled(by:)`.
public struct CompactImage: Sendable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  public let channels: Int
  /// Bytes, channel by channel, row by row.
  public let sharp: [UInt8]
  /// The samples of the small version, channel by channel, row by row.
  public let small: [Float]
  private let factor: Int
  private let columns: EnlargedAxis
  private let rows: EnlargedAxis

  /// The image of sharp planes of bytes (each sample a byte divided by 255), whose sizes are multiples of the factor, and
  /// of the small planes that they were reduced to.
  public init(sharp: [Plane], small: [Plane], axes: inout EnlargementAxes) {
    self.init(
      width: sharp.first?.width ?? 0, height: sharp.first?.height ?? 0, channels: sharp.count,
      sharp: sharp.flatMap { $0.quantized().pixels }, small: small.flatMap(\.samples), axes: &axes)
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
    columns = axes.axis(ofLength: width)
    rows = axes.axis(ofLength: height)
  }

  private func requireWindow(top: Int, left: Int, side: Int, in count: Int) {
    precondition(
      top >= 0 && left >= 0 && side >= 0 && top + side <= height && left + side <= width,
      "a window of \(side) at \(top), \(left) of \(height) x \(width)")
    precondition(count >= side * side * channels, "\(count) samples hold no window of \(side)")
  }

  /// Copies a window of the sharp image, `[side, side, channels]`, values 0…1.
  public func copySharp(top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    requireWindow(top: top, left: left, side: side, in: span.count)
    sharp.withUnsafeBufferPointer { sharp in
      span.withUnsafeMutableBufferPointer { samples in
        for channel in 0..<channels {
          for y in 0..<side {
            let start = (channel * height + top + y) * width + left
            let place = y * side * channels + channel
            for x in 0..<side {
              samples[place &+ x &* channels] = Float(sharp[start &+ x]) / 255
            }
          }
        }
      }
    }
  }

  /// Copies a window of the small image, `[side, side, channels]`, values about 0…1.
  public func copySmall(top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    requireWindow(
      top: top * factor, left: left * factor, side: side * factor, in: span.count * factor * factor)
    let (width, height) = (width / factor, height / factor)
    for channel in 0..<channels {
      for y in 0..<side {
        let start = (channel * height + top + y) * width + left
        for x in 0..<side { span[(y * side + x) * channels + channel] = small[start + x] }
      }
    }
  }

  /// Copies a window of the degraded image, `[side, side, channels]`, values about 0…1.
  ///
  /// The sums are those of `Plane.resized`, in the same order: first along the columns, then along the rows.
  public func copyDegraded(top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    requireWindow(top: top, left: left, side: side, in: span.count)
    let smallWidth = width / factor, rowStep = side * channels
    let needed = columns.inputs(ofOutputs: left..<left + side)
    let four = MemoryLayout<SIMD4<Double>>.self
    withUnsafeTemporaryAllocation(byteCount: needed.count * four.stride, alignment: four.alignment) { block in
      let numbers = block.initializeMemory(as: Double.self, repeating: 0)
      for channel in 0..<channels {
        let start = channel * smallWidth * (height / factor) + needed.lowerBound
        for y in stride(from: 0, to: side, by: 4) {
          // The last four may have the last row several times.
          func row(_ lane: Int) -> Int { min(y + lane, side - 1) }
          small.withUnsafeBufferPointer { small in
            for lane in 0..<4 {
              rows.combineRows(
                for: top + row(lane), small, start: start, rowLength: smallWidth, into: numbers, lane: lane)
            }
          }
          func place(_ lane: Int) -> Int { row(lane) * rowStep + channel }
          span.withUnsafeMutableBufferPointer { samples in
            columns.combineColumns(
              for: left..<left + side, UnsafeRawBufferPointer(block), first: needed.lowerBound, into: samples,
              at: (place(0), place(1), place(2), place(3)), step: channels)
          }
        }
      }
    }
  }
}

/// The lengths to which axes are enlarged by a factor, each with its weights, which are made once.
public struct EnlargementAxes: Sendable {
  public let factor: Int
  private var made: [Int: EnlargedAxis] = [:]

  /// No weights yet.
  public init(factor: Int) {
    precondition(factor > 0, "a factor of \(factor)")
    self.factor = factor
  }

  /// An axis of `length` samples, a multiple of the factor.
  mutating func axis(ofLength length: Int) -> EnlargedAxis {
    if let axis = made[length] { return axis }
    let axis = EnlargedAxis(length: length, factor: factor)
    made[length] = axis
    return axis
  }
}
