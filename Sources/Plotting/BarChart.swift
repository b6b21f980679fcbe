/// Bars in groups, such as the rates of several programs on several networks, each group with a ceiling.
///
/// Like a ``Figure`` it is a value that knows nothing of files or processes; the same chart always gives the same bytes.
public struct BarChart: Drawing, Equatable {
  /// The name of the files.
  public var id: String
  /// The sentence above the plot.
  public var title: String
  /// What is said below the plot; wrapped when drawn.
  public var caption: String
  /// The name of the x axis.
  public var xLabel: String
  /// The name of the y axis with its unit.
  public var yLabel: String
  /// The words below each group.
  public var groups: [String]
  /// The bars, in the order of the legend: one a group each.
  public var series: [BarSeries]
  /// A line across each group that no bar can reach, with its words in the legend.
  public var ceilings: BarSeries

  /// Makes a chart; every series has one value a group.
  public init(
    id: String, title: String, caption: String, xLabel: String, yLabel: String, groups: [String],
    series: [BarSeries], ceilings: BarSeries
  ) {
    precondition(
      (series + [ceilings]).allSatisfy { $0.values.count == groups.count },
      "every series has one value a group")
    self.id = id
    self.title = title
    self.caption = caption
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.groups = groups
    self.series = series
    self.ceilings = ceilings
  }
}

/// Bars of one hue, one a group; a value that isn't finite is left out.
public struct BarSeries: Sendable, Equatable {
  /// The words in the legend.
  public var label: String
  /// The height of each bar.
  public var values: [Double]
  /// The ends of the thin line that shows each bar's spread; nil for none.
  public var spreads: [ClosedRange<Double>?]

  public init(label: String, values: [Double], spreads: [ClosedRange<Double>?] = []) {
    precondition(spreads.isEmpty || spreads.count == values.count, "a spread for each value or for none")
    self.label = label
    self.values = values
    self.spreads = spreads.isEmpty ? values.map { _ in nil } : spreads
  }

  /// All heights that the chart has to have room for.
  var ends: [Double] { values + spreads.compactMap { $0?.upperBound } }
}
