import Imaging
import SparseCoding

extension UpscalingMethod {
  /// The image at `scale` times its size.
  /// - Parameter image: what the image is called in messages.
  /// - Throws: `ImageError`.
  package func upscaled(_ lowResolution: Plane, image: String, threads: Int) throws -> Plane {
    do {
      return try upscaled(lowResolution, threads: threads)
    } catch let error as SparseCodingError {
      throw ImageError(image: image, reason: error)
    }
  }
}
