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
  /// Channels of each image.
  var channels: Int { get }
  /// The extent of each image.
  var extents: [ImageExtent] { get }
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
  /// Copies a window of a blurred image, `[side, side, C]`, values 0…1.
  func copyInput(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>)
  /// Copies a window of a sharp image, `[side, side, C]`, values 0…1.
  func copyTarget(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>)
}

/// Images as Float planes in memory: the fastest, at 8 bytes a pixel and channel.
public struct PlanesInMemory: TrainingImages, LoadingImages, LoadedImages {
  private let planes: [TrainingImage]
  /// Channels of each image.
  public let channels: Int

  /// Keeps images of `channels` channels.
  public init(_ planes: [TrainingImage], channels: Int) {
    precondition(planes.allSatisfy { $0.channels == channels }, "images of other than \(channels) channels")
    self.planes = planes
    self.channels = channels
  }

  /// The extent of each image.
  public var extents: [ImageExtent] { planes.map { ImageExtent(height: $0.height, width: $0.width) } }

  /// Those images, which are there already.
  public func load(_ images: [Int32]) -> any LoadingImages {
    PlanesInMemory(images.map { planes[Int($0)] }, channels: channels)
  }

  /// Themselves.
  public func images() -> any LoadedImages { self }

  /// Copies a window of a blurred image.
  public func copyInput(_ image: Int, top: Int, left: Int, side: Int, into span: inout MutableSpan<Float>) {
    cut(planes[image].input, width: planes[image].width, top: top, left: left, side: side, into: &span)
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
