import Imaging

/// A trained method that makes an image larger.
public protocol UpscalingMethod: Sendable {
  /// The factor by which both sides grow.
  var scale: Int { get }

  /// Hands over the image at `scale` times its size part by part, so that it need not be in memory: parts that lie side by
  /// side or below each other and cover it, values as in the input (`0…1`, not clamped); the same bits for any number of
  /// threads.
  ///
  /// - Throws: `SparseCodingError`, if the image is smaller than a patch or a system is singular; what `part` throws.
  func upscale(_ lowResolution: Plane, threads: Int, part: (EnlargedPart) throws -> Void) throws
}

/// A part of an enlarged image.
public struct EnlargedPart: Sendable {
  /// Where it begins.
  public let row: Int, column: Int
  /// Its samples.
  public let plane: Plane
}

extension UpscalingMethod {
  /// The whole image at `scale` times its size.
  ///
  /// - Throws: `SparseCodingError`, if the image is smaller than a patch or a system is singular.
  public func upscaled(_ lowResolution: Plane, threads: Int) throws -> Plane {
    let width = lowResolution.width * scale, height = lowResolution.height * scale
    var samples = [Float](repeating: 0, count: width * height)
    try upscale(lowResolution, threads: threads) { part in
      for y in 0..<part.plane.height {
        let start = (part.row + y) * width + part.column, own = y * part.plane.width
        samples.replaceSubrange(
          start..<start + part.plane.width, with: part.plane.samples[own..<own + part.plane.width])
      }
    }
    return Plane(width: width, height: height, samples: samples)
  }
}
