import Tensors

/// A blurred image and the sharp one it came from, `[C, H, W]` each, values 0…1.
public struct TrainingImage: Sendable {
  let input: [Float], target: [Float]
  let channels, height, width: Int

  /// Pairs two images of the same shape.
  public init(input: Tensor, target: Tensor) {
    precondition(
      input.shape == target.shape && input.shape.count == 3, "\(input.shape) against \(target.shape)")
    (channels, height, width) = (input.shape[0], input.shape[1], input.shape[2])
    self.input = interleaved(input.elements, channels: channels)
    self.target = interleaved(target.elements, channels: channels)
  }
}

/// The sub-images that a set of training images is cut into: windows at every `stride`, row by row.
///
/// Windows are cut when they are used; memory is that of the images.
/// - Source: section 4.1, "f_sub = 33", stride 14; the authors' generate_train.m.
public struct SubImages: Sendable {
  private struct Window {
    let image, top, left: Int32
  }

  private let images: [TrainingImage]
  private let windows: [Window]
  /// Rows and columns of a sub-image.
  public let size: Int
  /// Channels of the images.
  public let channels: Int

  /// Cuts images of `channels` channels; one smaller than `size` gives no sub-image.
  public init(images: [TrainingImage], channels: Int, size: Int, stride step: Int) {
    precondition(size > 0 && step > 0, "sub-images of \(size) at stride \(step)")
    precondition(images.allSatisfy { $0.channels == channels }, "images of other than \(channels) channels")
    self.images = images
    self.size = size
    self.channels = channels
    windows = images.enumerated().flatMap { index, image in
      stride(from: 0, through: image.height - size, by: step).flatMap { top in
        stride(from: 0, through: image.width - size, by: step).map { left in
          Window(image: Int32(index), top: Int32(top), left: Int32(left))
        }
      }
    }
  }

  /// Number of sub-images.
  public var count: Int { windows.count }

  /// Copies sub-image `index`: the input whole, of the target the central part that `target` has room for.
  func copy(_ index: Int, input: inout MutableSpan<Float>, target: inout MutableSpan<Float>, targetSize: Int)
  {
    let window = windows[index]
    let image = images[Int(window.image)], top = Int(window.top), left = Int(window.left)
    cut(image.input, of: image, top: top, left: left, side: size, into: &input)
    let margin = (size - targetSize) / 2
    cut(image.target, of: image, top: top + margin, left: left + margin, side: targetSize, into: &target)
  }

  private func cut(
    _ pixels: [Float], of image: TrainingImage, top: Int, left: Int, side: Int,
    into span: inout MutableSpan<Float>
  ) {
    let rowLength = side * channels
    for row in 0..<side {
      let start = ((top + row) * image.width + left) * channels
      for i in 0..<rowLength { span[row * rowLength + i] = pixels[start + i] }
    }
  }
}
