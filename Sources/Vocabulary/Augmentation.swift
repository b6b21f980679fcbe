/// Versions of each training image that are trained on beside the image itself.
///
/// An image is first made smaller, then its sub-images are mirrored, then turned: every combination counts.
/// - Source: C. Dong, C. C. Loy, X. Tang, "Accelerating the super-resolution convolutional neural network", ECCV 2016,
///   section 4.1.
public struct Augmentation: Sendable, Hashable {
  /// The factors, above 0 and below 1, by which each image is made smaller.
  public var scales: [Double]
  /// The angles by which each sub-image is turned, degrees counter-clockwise: 90, 180, 270.
  public var rotations: [Int]
  /// Whether each sub-image is also mirrored from left to right.
  public var flip: Bool

  /// An augmentation of these values, unchecked.
  public init(scales: [Double], rotations: [Int], flip: Bool) {
    self.scales = scales
    self.rotations = rotations
    self.flip = flip
  }

  /// Scales 0.9, 0.8, 0.7 and 0.6, quarter turns: twenty times as many images.
  public static let fsrcnn = Augmentation(
    scales: [0.9, 0.8, 0.7, 0.6], rotations: [90, 180, 270], flip: false)
}
