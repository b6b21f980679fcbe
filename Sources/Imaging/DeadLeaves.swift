/// Images of leaves that lie on each other: discs, ellipses and rectangles of one colour each, with the sizes
/// and occlusions of natural images, for a training set that needs no photograph.
///
///     var random = RandomStream(seed: 7, purpose: "leaves")
///     let image = DeadLeaves(width: 168, height: 168).image(using: &random)
///
/// Leaves fall from the front to the back: a later leaf shows only where no earlier one lies, and the image is
/// done when no sample is bare. Drawn at twice the size and averaged over 2 x 2 samples. The image depends on the
/// generator alone: there are only `+ - * /`, comparisons and square roots in it, which every machine rounds
/// alike.
/// - Source: A. B. Lee, D. Mumford, J. Huang, "Occlusion models for natural images", 2001 (density r^-3);
///   R. Achddou, Y. Gousseau, S. Ladjal, "Synthetic images as a regularity prior for image restoration neural
///   networks", 2021 (training on them).
public struct DeadLeaves: Sendable, Equatable {
  /// The outline of a leaf; `radius` is its half length.
  public enum Shape: Sendable, Equatable, CaseIterable {
    case disc
    /// An ellipse in any direction, its axes in a ratio of `0.3…1`.
    case ellipse
    /// A rectangle in any direction, its sides in a ratio of `0.3…1`.
    case rectangle
  }

  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The smallest radius, in pixels.
  public let minimumRadius: Double
  /// The largest radius, in pixels.
  public let maximumRadius: Double
  /// The outlines, each as likely as the others.
  public let shapes: [Shape]

  /// Images of the given size in pixels.
  ///
  /// The default radii give detail down to the single pixel and, now and then, one leaf across a whole image.
  public init(
    width: Int, height: Int, minimumRadius: Double = 1, maximumRadius: Double = 200,
    shapes: [Shape] = Shape.allCases
  ) {
    precondition(width > 0 && height > 0, "an image of \(width) x \(height) pixels")
    // A smaller leaf could lie between the samples and leave the image bare for ever.
    precondition(minimumRadius >= 0.5, "a smallest radius of \(minimumRadius) pixels, below 0.5")
    precondition(
      maximumRadius >= minimumRadius && maximumRadius.isFinite,
      "a largest radius of \(maximumRadius), below the smallest, \(minimumRadius)")
    precondition(!shapes.isEmpty, "leaves without a shape")
    self.width = width
    self.height = height
    self.minimumRadius = minimumRadius
    self.maximumRadius = maximumRadius
    self.shapes = shapes
  }

  /// The next image, RGB.
  /// - Complexity: O((side + 2 `maximumRadius`)^2 / `minimumRadius`^2) leaves.
  public func image(using random: inout some RandomNumberGenerator) -> ByteImage {
    var canvas = LeafCanvas(width: 2 * width, height: 2 * height)
    while canvas.bareCount > 0 {
      let leaf = leaf(using: &random)
      canvas.drop(leaf)
    }
    return canvas.halved()
  }

  /// A leaf on the canvas of twice the size. Centres reach `maximumRadius` beyond the image for every radius, so
  /// that all places in the image are alike.
  private func leaf(using random: inout some RandomNumberGenerator) -> Leaf {
    let radius = 2 * self.radius(at: uniform(&random))
    let x = 2 * ((Double(width) + 2 * maximumRadius) * uniform(&random) - maximumRadius)
    let y = 2 * ((Double(height) + 2 * maximumRadius) * uniform(&random) - maximumRadius)
    let shape = shapes[min(Int(uniform(&random) * Double(shapes.count)), shapes.count - 1)]
    let aspect = shape == .disc ? 1 : 0.3 + 0.7 * uniform(&random)
    let direction = shape == .disc ? (1, 0) : self.direction(using: &random)
    return Leaf(
      shape: shape, x: x, y: y, halfLength: radius, halfWidth: radius * aspect, cosine: direction.0,
      sine: direction.1, color: color(using: &random))
  }

  /// The radius that a share of `u` of the leaves stays below: the inverse of the integral of r^-3.
  func radius(at u: Double) -> Double {
    let ratio = minimumRadius / maximumRadius
    return minimumRadius / (1 - u * (1 - ratio * ratio)).squareRoot()
  }

  /// Gray levels are uniform; red, green and blue lie near the gray, as they do in photographs.
  private func color(using random: inout some RandomNumberGenerator) -> (Double, Double, Double) {
    let gray = uniform(&random)
    let saturation = 0.5 * uniform(&random)
    let red = saturation * (uniform(&random) - 0.5)
    let green = saturation * (uniform(&random) - 0.5)
    let blue = saturation * (uniform(&random) - 0.5)
    let luma = 0.299 * red + 0.587 * green + 0.114 * blue
    func level(_ offset: Double) -> Double { min(max(gray + offset - luma, 0), 1) }
    return (level(red), level(green), level(blue))
  }

  /// Cosine and sine of a uniform angle, from a point in the unit disc rather than from libm.
  private func direction(using random: inout some RandomNumberGenerator) -> (Double, Double) {
    while true {
      let x = 2 * uniform(&random) - 1
      let y = 2 * uniform(&random) - 1
      let square = x * x + y * y
      if square > 0.01 && square <= 1 {
        let length = square.squareRoot()
        return (x / length, y / length)
      }
    }
  }

  /// A number in `0..<1` from the upper 53 bits, so that it doesn't hang on the standard library's own way.
  private func uniform(_ random: inout some RandomNumberGenerator) -> Double {
    Double(random.next() >> 11) * 0x1p-53
  }
}
