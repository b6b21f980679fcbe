import Vocabulary

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
  public var measures: [ImageMeasure]?

  /// A data section of these values, unchecked.
  public init(
    train: [String], trainImages: Int? = nil, test: [String], validation: String, scale: Int,
    channels: Channels, subImage: Int, stride: Int, blur: Blur? = nil,
    augmentation: Augmentation? = nil, measures: [ImageMeasure]? = nil
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
