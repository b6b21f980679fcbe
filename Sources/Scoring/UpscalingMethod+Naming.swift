import Imaging
import SparseCoding

extension UpscalingMethod {
  /// The image at `scale` times its size.
  /// - Parameter image: what the image is called in messages.
  /// - Throws: `ImageError`.
  package func upscaled(_ lowResolution: Plane, image: String, threads: Int) throws -> Plane {
    try naming(image) { try upscaled(lowResolution, threads: threads) }
  }

  /// Hands over the image at `scale` times its size part by part.
  /// - Parameter image: what the image is called in messages.
  /// - Throws: `ImageError`.
  package func upscale(
    _ lowResolution: Plane, image: String, threads: Int, part: (EnlargedPart) throws -> Void
  ) throws {
    try naming(image) { try upscale(lowResolution, threads: threads, part: part) }
  }

  private func naming<Result>(_ image: String, _ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let error as SparseCodingError {
      throw ImageError(image: image, reason: error)
    }
  }
}
