/// Bars in groups, such as the rates of several programs on several networks, or what methods score on several sets.
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
  /// A line across each group that no bar can reach, with its words in the legend; nil for none.
  public var ceilings: BarSeries?
  /// The decimals of the numbers above the bars.
  public var decimals: Int
  /// Whether it is also drawn for a column of a paper, where long numbers and names have no room.
  public var hasColumn: Bool

  /// Makes a chart; every series has one value a group.
  public init(
    id: String, title: String, caption: String, xLabel: String, yLabel: String, groups: [String],
    series: [BarSeries], ceilings: BarSeries? = nil, decimals: Int = 0, hasColumn: Bool = true
  ) {
    self.id = id
    self.title = title
    self.caption = caption
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.groups = groups
    self.series = series
    self.ceilings = ceilings
    self.decimals = decimals
    self.hasColumn = hasColumn
    precondition(all.allSatisfy { $0.values.count == groups.count }, "every series has one value a group")
  }

  /// The bars and the ceilings.
  var all: [BarSeries] { series + (ceilings.map { [$0] } ?? []) }

  /// Whether the paper has a number for a bar.
  var hasMarks: Bool { series.contains { $0.marks.contains(where: \.isFinite) } }
}

extension BarChart {
  public var images: [String] {
    ["\(id).svg", "\(id).png", "\(id).pdf"] + (hasColumn ? ["\(id)-column.pdf"] : [])
  }

  /// The share of a group's room that its bars take.
  static let filled = 0.84

  /// The width of a bar, of which the distance of two groups is 1.
  public var barWidth: Double { Self.filled / Double(max(series.count, 1)) }

  /// How far the middle of a series' bars is from the middle of their groups.
  public func offset(of series: Int) -> Double {
    (Double(series) - Double(self.series.count - 1) / 2) * barWidth
  }

  /// The ends of the y axis, zero among them; nil if there is no bar that could be seen.
  public var yRange: ClosedRange<Double>? {
    let ends = all.flatMap(\.ends).filter(\.isFinite)
    let (lowest, highest) = (min(0, ends.min() ?? 0), max(0, ends.max() ?? 0))
    guard lowest < highest else { return nil }
    let margin = 0.06 * (highest - lowest)
    return (lowest < 0 ? lowest - margin : 0)...(highest + margin)
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
  /// What the paper has in place of each bar; not finite where it has nothing.
  public var marks: [Double]

  public init(
    label: String, values: [Double], spreads: [ClosedRange<Double>?] = [], marks: [Double] = []
  ) {
    precondition(spreads.isEmpty || spreads.count == values.count, "a spread for each value or for none")
    precondition(marks.isEmpty || marks.count == values.count, "a mark for each value or for none")
    self.label = label
    self.values = values
    self.spreads = spreads.isEmpty ? values.map { _ in nil } : spreads
    self.marks = marks.isEmpty ? values.map { _ in .nan } : marks
  }

  /// All heights that the chart has to have room for.
  var ends: [Double] {
    values + marks + spreads.compactMap(\.self).flatMap { [$0.lowerBound, $0.upperBound] }
  }
}
