/// A convergence figure in the paper's manner: curves over the number of backprops, and labelled levels.
///
/// A figure is a value that knows nothing of files or processes: ``dataFile()`` and ``script()`` are pure, and the same figure
/// always gives the same bytes.
///
///     let figure = Figure(id: "fig7", title: "A larger filter size leads to better results", curves: curves)
///     try figure.render(in: "results/figures", gnuplot: GnuplotRunner(environment: environment))
public struct Figure: Drawing, Equatable {
  /// The name of the files: `fig7` becomes `fig7.dat`, `fig7.gp`, `fig7.svg`, `fig7.png`, `fig7.pdf` and
  /// `fig7-column.pdf`.
  public var id: String
  /// The sentence above the plot.
  public var title: String
  /// What is said below the plot: profile, data, and each departure from the paper; wrapped when drawn.
  public var caption: String
  /// The name of the x axis.
  public var xLabel: String
  /// The name of the y axis with its unit.
  public var yLabel: String
  /// Whether the x axis is logarithmic, so that curves a hundred times apart in length are both seen.
  public var logX: Bool
  /// Whether x falls from left to right.
  public var isReversedX: Bool
  /// Whether the paper's curves have an x axis of their own above the plot, so that lengths far apart fill one frame.
  public var hasOwnPaperAxis: Bool
  /// Whether lower is better, as for a loss: the end of each curve decides the y axis from above.
  public var isFalling: Bool
  /// The ends of the x axis; found from the curves when nil (see ``axes()``).
  public var xRange: ClosedRange<Double>?
  /// The ends of the y axis; found from the curves when nil (see ``axes()``).
  public var yRange: ClosedRange<Double>?
  /// The curves, in the order of the legend.
  public var curves: [Curve]
  /// The horizontal lines, such as bicubic and SC.
  public var levels: [Level]

  /// Makes a figure; the names of the axes are the paper's own unless given.
  public init(
    id: String, title: String, caption: String = "", xLabel: String = "Number of backprops",
    yLabel: String = "Average test PSNR (dB)", logX: Bool = true, isReversedX: Bool = false,
    hasOwnPaperAxis: Bool = false, isFalling: Bool = false,
    xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil, curves: [Curve], levels: [Level] = []
  ) {
    self.id = id
    self.title = title
    self.caption = caption
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.logX = logX
    self.isReversedX = isReversedX
    self.hasOwnPaperAxis = hasOwnPaperAxis
    self.isFalling = isFalling
    self.xRange = xRange
    self.yRange = yRange
    self.curves = curves
    self.levels = levels
  }
}

/// One line of a figure.
public struct Curve: Sendable, Equatable {
  /// Who made a curve; curves with the same colour index share a hue.
  public enum Kind: Sendable, Equatable {
    /// Trained by this program: a strong solid line with a mark at its end, and a band over seeds.
    case ours(Int)
    /// Read off the paper's figure: the same hue, dimmed and dotted.
    case paper(Int)
  }

  /// The words in the legend.
  public var label: String
  /// Whose curve it is, and its colour index (any integer; the palette repeats).
  public var kind: Kind
  /// The points, in the order of x.
  public var points: [CurvePoint]
  /// How many more there would be if something had been measured there.
  public var missing: Int

  public init(label: String, kind: Kind, points: [CurvePoint], missing: Int = 0) {
    self.label = label
    self.kind = kind
    self.points = points
    self.missing = missing
  }

  /// Whether it is one point, as in a figure of running times.
  var isPoint: Bool { points.count == 1 }

  /// Whether the curve was read off the paper.
  public var isPaper: Bool {
    if case .paper = kind { true } else { false }
  }

  /// The label, marked if it is the paper's: for where nothing else tells the two apart.
  var markedLabel: String { label + (isPaper ? " (paper)" : "") }

  /// The colour index of the curve.
  public var colorIndex: Int {
    switch kind {
    case .ours(let index), .paper(let index): index
    }
  }
}

/// One point of a curve; a value that isn't finite is left out of the drawing.
public struct CurvePoint: Sendable, Equatable {
  /// The number of backprops (samples, not batches).
  public var x: Double
  /// The mean over seeds, dB.
  public var y: Double
  /// The lower edge of the band over seeds, dB; nil with one seed.
  public var low: Double?
  /// The upper edge of the band over seeds, dB; nil with one seed.
  public var high: Double?

  /// Makes a point, with its band where there are several seeds.
  public init(x: Double, y: Double, low: Double? = nil, high: Double? = nil) {
    self.x = x
    self.y = y
    self.low = low
    self.high = high
  }
}

/// A horizontal dashed line with its label and value at the right of the plot.
public struct Level: Sendable, Equatable {
  /// The words beside the line.
  public var label: String
  /// The height of the line, dB.
  public var value: Double

  public init(label: String, value: Double) {
    self.label = label
    self.value = value
  }
}
