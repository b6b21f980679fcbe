/// The `data` section: the images a network learns from, those it is measured on, and how sub-images are cut.
public struct DataSection: Sendable, Equatable {
  /// The components of a pixel that the network sees.
  public enum Channels: String, Sendable, Equatable, CaseIterable, Codable {
    /// Luma alone (one channel), MATLAB's `rgb2ycbcr`, 16…235.
    case y
    /// Luma and both chroma components (three channels).
    case ycbcr
    /// Red, green and blue (three channels).
    case rgb

    /// The number of channels, 1 or 3.
    public var count: Int { components.count }

    /// The channels in the order that the network has them.
    public var components: [Component] {
      switch self {
      case .y: [.y]
      case .ycbcr: [.y, .cb, .cr]
      case .rgb: [.r, .g, .b]
      }
    }
  }

  /// One channel.
  public enum Component: String, Sendable, Equatable, CaseIterable, Codable {
    /// Luma.
    case y
    /// Blue chroma.
    case cb
    /// Red chroma.
    case cr
    /// Red.
    case r
    /// Green.
    case g
    /// Blue.
    case b
  }

  /// A Gaussian blur of images before they are reduced.
  /// - Source: section 4.4.1, the comparison with DNC, which gives the deviation and not the reduction.
  public struct Blur: Sendable, Hashable {
    /// How the blurred image is made smaller.
    public enum Reduction: String, Sendable, Equatable, CaseIterable, Codable {
      /// MATLAB's antialiased bicubic interpolation, as without a blur.
      case bicubic
      /// The middle pixel of each block is kept.
      case middlePixel
    }

    /// The standard deviation of the Gaussian, pixels.
    public var standardDeviation: Double
    /// How the blurred image is made smaller.
    public var reduction: Reduction

    /// A blur of these values, unchecked.
    public init(standardDeviation: Double, reduction: Reduction) {
      self.standardDeviation = standardDeviation
      self.reduction = reduction
    }
  }

  /// Versions of each training image that are trained on beside the image itself; JSON: `"fsrcnn"`, or
  /// `{"scales": [0.9, 0.8], "rotations": [90], "flip": true}`.
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

    /// As a reader would say it: `scales 1, 0.9, rotations 0, 90`.
    public var words: String {
      let factors = ([1] + scales).map { JSON.number($0).canonicalText }.joined(separator: ", ")
      let angles = ([0] + rotations).map(String.init).joined(separator: ", ")
      return "scales \(factors), rotations \(angles)" + (flip ? ", mirrored too" : "")
    }
  }

  /// A measure that is taken at the end beside PSNR and SSIM.
  /// - Source: Tables 2 to 4.
  public enum Measure: String, Sendable, Equatable, CaseIterable, Codable {
    /// Information fidelity criterion.
    case ifc
    /// Noise quality measure.
    case nqm
    /// PSNR weighted by what the eye sees.
    case wpsnr
    /// SSIM at five scales.
    case msssim
  }

  /// The names of the image sets trained on, concatenated in this order; JSON: a name, or a list of names.
  public var train: [String]
  /// The first images of the concatenation that are used, or `nil` for all of them.
  public var trainImages: Int?
  /// The names of the image sets that the network is measured on.
  public var test: [String]
  /// The one of `test` whose PSNR is followed during training.
  public var validation: String
  /// The upscaling factor: 2, 3 or 4.
  public var scale: Int
  /// What the network sees of a pixel.
  public var channels: Channels
  /// The side of a training sub-image, pixels.
  public var subImage: Int
  /// The distance between neighbouring sub-images, pixels.
  public var stride: Int
  /// How images are blurred before they are reduced, or `nil` if they aren't.
  public var blur: Blur?
  /// The versions of each image that are trained on beside it, or `nil` for none.
  public var augmentation: Augmentation?
  /// What is measured of the finished network beside PSNR and SSIM, or `nil` for nothing more.
  public var measures: [Measure]?

  /// A data section of these values, unchecked.
  public init(
    train: [String], trainImages: Int? = nil, test: [String], validation: String, scale: Int,
    channels: Channels, subImage: Int, stride: Int, blur: Blur? = nil,
    augmentation: Augmentation? = nil, measures: [Measure]? = nil
  ) {
    self.train = train
    self.trainImages = trainImages
    self.test = test
    self.validation = validation
    self.scale = scale
    self.channels = channels
    self.subImage = subImage
    self.stride = stride
    self.blur = blur
    self.augmentation = augmentation
    self.measures = measures
  }
}
