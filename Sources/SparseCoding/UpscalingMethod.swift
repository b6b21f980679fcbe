import Imaging

/// A trained method that makes an image larger.
public protocol UpscalingMethod: Sendable {
  /// The factor by which both sides grow.
  var scale: Int { get }

  /// The image at `scale` times its size, values as in the input (`0…1`, not clamped); the same bits for any
  /// number of threads.
  ///
  /// - Throws: `SparseCodingError`, if the image is smaller than a patch or a system is singular.
  func upscaled(_ lowResolution: Plane, threads: Int) throws -> Plane
}
