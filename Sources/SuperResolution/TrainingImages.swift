import Tensors

/// Rows and columns of an image.
public struct ImageExtent: Sendable, Equatable {
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int

  /// An extent of so many rows and columns.
  public init(height: Int, width: Int) {
    (self.height, self.width) = (height, width)
  }
}

/// Images to cut sub-images from, wherever they are kept: in memory, or in a file that is read in groups.
///
/// The values don't depend on where they are kept.
public protocol TrainingImages: Sendable {
  var channels: Int { get }
  /// Those of the sharp images.
  var extents: [ImageExtent] { get }
  /// How many times as high and wide as what a network is given of it an image is: 1 where that is interpolated.
  var enlargement: Int { get }
  /// Begins to bring images to memory and returns at once.
  func load(_ images: [Int32]) -> any LoadingImages
}

/// Images on their way to memory.
public protocol LoadingImages: Sendable {
  /// Waits until the images are there.
  /// - Throws: whatever keeps them from being read.
  func images() throws -> any LoadedImages
}

/// Images in memory, counted from 0 in the order that they were asked for.
public protocol LoadedImages: Sendable {
  /// Copies a window of what a network is given of an image, `[side, side, C]`, values 0…1; all numbers are those of its own pixels.
  func copyInput(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>)
  /// Copies a window of a sharp image, `[side, side, C]`, values 0…1.
  func copyTarget(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>)
}

extension LoadedImages {
  /// The first image whole, `[H, W, C]`, put together of squares as large as it has room for.
  fileprivate func firstWhole(
    _ extent: ImageExtent, channels: Int, _ copy: (Int, Int, Int, inout MutableSpan<Float>) -> Void
  ) -> [Float] {
    let side = min(extent.height, extent.width), row = extent.width * channels
    var whole = [Float](repeating: 0, count: extent.height * row)
    guard side > 0 else { return whole }
    var square = [Float](repeating: 0, count: side * side * channels)
    for top in stride(from: 0, to: extent.height, by: side).map({ min($0, extent.height - side) }) {
      for left in stride(from: 0, to: extent.width, by: side).map({ min($0, extent.width - side) }) {
        do {
          var span = square.mutableSpan
          copy(top, left, side, &span)
        }
        for y in 0..<side {
          let start = (top + y) * row + left * channels, length = side * channels
          whole.replaceSubrange(start..<start + length, with: square[y * length..<(y + 1) * length])
        }
      }
    }
    return whole
  }

  func whole(
    _ extent: ImageExtent, channels: Int, enlargement: Int
  ) -> (input: [Float], target: [Float]) {
    let own = ImageExtent(height: extent.height / enlargement, width: extent.width / enlargement)
    return (
      firstWhole(own, channels: channels) { copyInput(0, top: $0, left: $1, side: $2, into: &$3) },
      firstWhole(extent, channels: channels) { copyTarget(0, top: $0, left: $1, side: $2, into: &$3) }
    )
  }
}

/// Images as Float planes in memory: the fastest, at 8 bytes a pixel and channel.
public struct PlanesInMemory: TrainingImages, LoadingImages, LoadedImages {
  private let planes: [TrainingImage]
  /// Channels of each image.
  public let channels: Int
  public let enlargement: Int

  /// Keeps images of `channels` channels, all of one enlargement.
  public init(_ planes: [TrainingImage], channels: Int, enlargement: Int = 1) {
    precondition(planes.allSatisfy { $0.channels == channels }, "images of other than \(channels) channels")
    self.planes = planes
    self.channels = channels
    self.enlargement = enlargement
  }

  public var extents: [ImageExtent] { planes.map { ImageExtent(height: $0.height, width: $0.width) } }

  /// Those images, which are there already.
  public func load(_ images: [Int32]) -> any LoadingImages {
    PlanesInMemory(images.map { planes[Int($0)] }, channels: channels, enlargement: enlargement)
  }

  /// Themselves.
  public func images() -> any LoadedImages { self }

  /// Copies a window of what a network is given of an image.
  public func copyInput(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    cut(
      planes[image].input, width: planes[image].width / enlargement, top: top, left: left, side: side,
      into: &span)
  }

  /// Copies a window of a sharp image.
  public func copyTarget(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    cut(planes[image].target, width: planes[image].width, top: top, left: left, side: side, into: &span)
  }

  private func cut(
    _ pixels: [Float], width: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>
  ) {
    let rowLength = side * channels
    let pixels = pixels.span
    for row in 0..<side {
      let start = ((top + row) * width + left) * channels
      span.replace(from: row * rowLength, with: pixels.extracting(start..<start + rowLength))
    }
  }
}
