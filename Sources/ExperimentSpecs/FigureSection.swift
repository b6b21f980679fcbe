import Vocabulary

/// One entry of `figures`: a figure that is drawn from the experiment's runs.
public struct FigureSection: Sendable, Equatable {
  /// What the horizontal axis counts.
  public enum Abscissa: String, Sendable, Equatable, Codable, CaseIterable {
    /// Sub-images gone through since the start.
    case backprops
    /// Seconds of training since the start, on one thread.
    ///
    /// A run's own mean rate is taken, so that it matters neither when it was interrupted nor how long it was measured.
    case trainingSeconds
    /// Seconds that the trained network takes for an image of the vertical axis's set, on one thread: a point a
    /// variant, slower ones left.
    /// - Source: Fig. 12.
    case seconds
    /// The variants themselves, a group of bars each.
    case variants

    /// What is drawn over it.
    var kind: Kind {
      switch self {
      case .backprops, .trainingSeconds: .line
      case .seconds: .scatter
      case .variants: .bars
      }
    }
  }

  /// What is drawn.
  package enum Kind: String, Sendable, CaseIterable {
    /// A curve a variant, as it trains.
    case line
    /// A point a variant: what it scored, over the seconds that it takes.
    case scatter
    /// A group of bars a variant: what it scored.
    case bars
  }

  /// What the vertical axis shows; JSON: `"validation.psnr"`, a test set and a measure as in `"set5.psnr"`, either also with
  /// `psnrPadded`, or `"loss"`.
  public enum Ordinate: Sendable, Equatable {
    /// Mean PSNR on each run's validation set, dB; over backprops of un-padded output.
    case validationPSNR
    /// Mean PSNR on the named test set, dB, likewise.
    case testPSNR(set: String)
    /// Mean PSNR of padded output, as in tables, while networks train, dB; on each run's validation set where none is named.
    case paddedPSNR(set: String?)
    /// Another measure of the finished networks and methods, on the named test set; there is none while they train.
    case finalScore(set: String, measure: Measure)
    /// The mean training loss since the measurement before.
    case trainingLoss

    /// The image set that is shown for a run on `data`.
    public func set(for data: DataSection) -> String {
      switch self {
      case .validationPSNR, .trainingLoss: data.validation
      case .testPSNR(let set), .finalScore(let set, _): set
      case .paddedPSNR(let set): set ?? data.validation
      }
    }

    /// The test set that it names; nil for each run's own and for the loss.
    var namedSet: String? {
      switch self {
      case .testPSNR(let set), .finalScore(let set, _): set
      case .paddedPSNR(let set): set
      case .validationPSNR, .trainingLoss: nil
      }
    }

    /// What is shown of the set; nil for the loss.
    public var measure: Measure? {
      switch self {
      case .validationPSNR, .testPSNR, .paddedPSNR: .psnr
      case .finalScore(_, let measure): measure
      case .trainingLoss: nil
      }
    }
  }

  /// How the horizontal axis is divided.
  public enum Scale: String, Sendable, Equatable, Codable, CaseIterable {
    /// Evenly.
    case linear
    /// By powers of ten.
    case log
  }

  /// Which horizontal axis the paper's curves are drawn on.
  public enum PaperAxis: String, Sendable, Equatable, Codable, CaseIterable {
    /// The same as ours.
    case same
    /// One of their own above the figure, so that lengths a hundred times apart fill one frame.
    case own
  }

  /// The ends of an axis.
  public struct Range: Sendable, Equatable {
    /// The left or lower end.
    public var lower: Double
    /// The right or upper end, above the other.
    public var upper: Double

    /// A range, unchecked.
    public init(lower: Double, upper: Double) {
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// A method that a figure shows as a horizontal line.
  /// - Source: the methods of the paper's Table 2.
  public enum Baseline: String, Sendable, Equatable, Codable, CaseIterable {
    /// Bicubic interpolation.
    case bicubic
    /// Sparse coding (Yang et al.).
    case sc
    /// Neighbour embedding with locally linear embedding.
    case neighbourEmbedding = "ne+lle"
    /// Kernel ridge regression (Kim and Kwon).
    case kk
    /// Anchored neighbourhood regression.
    case anr
    /// Adjusted anchored neighbourhood regression.
    case adjustedANR = "a+"
    /// Deep network cascade; the paper has it for blurred images alone.
    case deepCascade = "dnc"
  }

  /// A convergence curve of the paper that is shown beside our own.
  public struct PaperCurve: Sendable, Equatable, Codable {
    /// The panel, as in the first column of the digitised curves: `fig7`.
    public var figure: String
    /// The curve, as in their second column: `9-5-5`.
    public var curve: String
    /// What the legend calls it.
    public var label: String
    /// The id of the variant whose curve is ours of the same network, and so of the same hue; nil for none, as once resolved
    /// where the profile has no such variant.
    public var variant: String?

    /// A curve of the paper, unchecked.
    public init(figure: String, curve: String, label: String, variant: String? = nil) {
      self.figure = figure
      self.curve = curve
      self.label = label
      self.variant = variant
    }
  }

  /// The name of the figure's files: `fig7`.
  public var id: String
  /// The sentence above the figure.
  public var title: String
  /// The ids of the variants drawn, or `nil` for all; in a resolved experiment never `nil`, with the grid expanded.
  public var variants: [String]?
  /// What is drawn.
  package var kind: Kind
  /// The horizontal axis.
  public var x: Abscissa
  /// The vertical axis.
  public var y: Ordinate
  /// Further scores, each with a bar beside that of `y`.
  package var moreY: [Ordinate]
  /// The methods shown as lines.
  public var baselines: [Baseline]
  /// The curves of the paper shown beside ours.
  public var paperCurves: [PaperCurve]
  /// More to say beneath the figure.
  public var caption: String?
  /// How the horizontal axis is divided; nil for a logarithmic one.
  public var xScale: Scale?
  /// The ends of the horizontal axis; nil for those that the curves have.
  public var xRange: Range?
  /// The ends of the vertical axis; nil for those that the curves have.
  public var yRange: Range?
  /// Which horizontal axis the paper's curves are drawn on; nil for the same as ours.
  public var paperAxis: PaperAxis?

  /// A figure of these values, unchecked.
  /// - Parameter kind: nil for what is drawn over `x`.
  package init(
    id: String, title: String, variants: [String]? = nil, kind: Kind? = nil, x: Abscissa, y: Ordinate,
    moreY: [Ordinate] = [], baselines: [Baseline],
    paperCurves: [PaperCurve], caption: String? = nil, xScale: Scale? = nil, xRange: Range? = nil,
    yRange: Range? = nil, paperAxis: PaperAxis? = nil
  ) {
    self.id = id
    self.title = title
    self.variants = variants
    self.kind = kind ?? x.kind
    self.x = x
    self.y = y
    self.moreY = moreY
    self.baselines = baselines
    self.paperCurves = paperCurves
    self.caption = caption
    self.xScale = xScale
    self.xRange = xRange
    self.yRange = yRange
    self.paperAxis = paperAxis
  }

  /// All scores that it shows of a variant.
  package var scores: [Ordinate] { [y] + moreY }
}
