/// A number that a finished run has for a test set.
public enum Measure: Sendable, Hashable {
  /// The mean of a measure of gray images.
  case image(ImageMeasure)
  /// The mean PSNR by channel.
  case colour(ColourMeasure)
  /// Seconds an image on one thread.
  case seconds
  /// The share of zeros before the last layer, `0…1`: behind layer 2 of 9-1-5.
  case zeros

  /// Which numbers are better.
  public enum Direction: Sendable {
    /// The larger.
    case higher
    /// The smaller.
    case lower
    /// Neither.
    case none
  }

  /// Which numbers are better.
  public var direction: Direction {
    switch self {
    case .image, .colour: .higher
    case .seconds: .lower
    case .zeros: .none
    }
  }

  /// Whether one image has it too, and not a set alone.
  public var isOfImages: Bool {
    switch self {
    case .image, .colour: true
    case .seconds, .zeros: false
    }
  }

  /// The head of a column.
  public var title: String {
    switch self {
    case .image(let measure): measure.title
    case .colour(let measure): measure.title
    case .seconds: "seconds an image"
    case .zeros: "zeros before the last layer"
    }
  }

  /// The unit; nil for what has none.
  public var unit: String? {
    switch self {
    case .image(let measure): measure.unit == "1" ? nil : measure.unit
    case .colour: "dB"
    case .seconds: "s"
    case .zeros: nil
    }
  }

  /// How many decimals tables show, as in the paper.
  public var decimals: Int {
    switch self {
    case .image(let measure): measure.decimals
    case .colour: 2
    case .seconds, .zeros: 3
    }
  }
}

extension Measure: RawRepresentable, CaseIterable {
  /// Those that a spec may name; the PSNR of Y is there as `psnr`.
  public static let allCases: [Measure] =
    ImageMeasure.allCases.map(Measure.image) + ColourMeasure.allCases.filter { $0 != .y }.map(Measure.colour)
    + [.seconds, .zeros]

  /// The word for it in specs and files.
  public var rawValue: String {
    switch self {
    case .image(let measure): measure.rawValue
    case .colour(let measure): measure.rawValue
    case .seconds: "seconds"
    case .zeros: "zeros"
    }
  }

  /// The one of `allCases` that a word stands for.
  public init?(rawValue: String) {
    guard let measure = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = measure
  }

  /// Peak signal-to-noise ratio, dB.
  public static let psnr = Measure.image(.psnr)
  /// Structural similarity.
  public static let ssim = Measure.image(.ssim)
}
