/// Where everything stands on the canvas, in pixels of the SVG from the bottom left.
///
/// Margins, legend and caption get their room before anything is drawn, so that nothing can cover a curve whatever the
/// number of curves or the length of the caption; the canvas grows downward.
struct Layout: Sendable, Equatable {
  /// What the canvas is for.
  enum Format: Sendable {
    /// A page or a screen, with title and caption in the image.
    case page
    /// A column of a paper, 3.5 inches wide, whose title and caption are the paper's own text.
    case column
    /// A LaTeX document, which sets the text itself; as wide as a column.
    case latex
  }

  static let fontSize = 15
  static let titleSize = 18
  static let captionSize = 12
  /// The height of one line of title, legend and caption.
  static let titleLine = 25.0
  static let keyLine = 22.0
  static let captionLine = 17.0
  /// Room for the numbers and the name of an axis.
  static let axisRoom = 78.0
  static let topAxisRoom = 60.0
  /// The width of an average character of a sans-serif font, in font sizes; generous, since fonts differ.
  static let characterWidth = 0.56

  let format: Format
  let titleLines: [String]
  let captionLines: [String]
  let rightMargin: Double
  var keyRows: Int
  let hasTopAxis: Bool
  /// Room for names below the x axis, beside that of two lines, which every axis has.
  var nameRoom = 0.0

  init(
    title: String, caption: String, rightLabels: [String], keyRows: Int, hasTopAxis: Bool = false,
    format: Format = .page
  ) {
    self.format = format
    self.keyRows = keyRows
    self.hasTopAxis = hasTopAxis
    let (width, left) = (Self.width(format), Self.leftMargin(format))
    let longest = Double(rightLabels.map(\.count).max() ?? 0)
    let isPage = format == .page
    // Not more of the canvas than that: a longer label is the spec's fault, and the curves need the room.
    rightMargin = min(
      26 + longest * Self.characterWidth * Double(Self.fontSize), width * (isPage ? 1.0 / 3 : 5.0 / 12))
    titleLines = isPage ? wrapped(title, to: Self.characters(in: width - left, Self.titleSize)) : []
    captionLines =
      isPage ? wrapped(caption, to: Self.characters(in: width - left - 24, Self.captionSize)) : []
  }

  static func width(_ format: Format) -> Double { format == .page ? 960 : 480 }
  private static func leftMargin(_ format: Format) -> Double { format == .page ? 100 : 84 }

  private static func characters(in width: Double, _ fontSize: Int) -> Int {
    Int(width / (characterWidth * Double(fontSize)))
  }

  var width: Double { Self.width(format) }
  var leftMargin: Double { Self.leftMargin(format) }
  var plotHeight: Double { format == .page ? 500 : 300 }
  var plotWidth: Double { width - leftMargin - rightMargin }
  var captionHeight: Double {
    captionLines.isEmpty ? 14 : Double(captionLines.count) * Self.captionLine + 18
  }
  var keyHeight: Double { keyRows == 0 ? 0 : Double(keyRows) * Self.keyLine + 8 }
  var bottomMargin: Double { Self.axisRoom + nameRoom + keyHeight + captionHeight }
  var topMargin: Double {
    let title = format == .page ? Double(max(titleLines.count, 1)) * Self.titleLine : 0
    return 16 + title + (hasTopAxis ? Self.topAxisRoom : 0)
  }
  var height: Double { topMargin + plotHeight + bottomMargin }

  /// The top of the legend.
  var keyTop: Double { captionHeight + keyHeight }

  /// Words as the script has them, between quotes.
  func words(_ text: String) -> String { format.words(text) }

  /// Words smaller than the rest: gnuplot's own terminals have a font for that, LaTeX a command.
  func smallWords(_ text: String) -> String {
    format == .latex ? quoted("\\scriptsize " + text.escapedForLaTeX) : quoted(text)
  }

  /// A distance from the left as a share of the canvas.
  func x(_ pixels: Double) -> String { fixed(pixels / width, decimals: 4) }

  /// A distance from the bottom as a share of the canvas.
  func y(_ pixels: Double) -> String { fixed(pixels / height, decimals: 4) }
}

extension Layout.Format {
  /// Words as a script has them, between quotes: what LaTeX would take for its own is escaped for that.
  func words(_ text: String) -> String {
    guard self == .latex else { return quoted(text) }
    let escaped = text.escapedForLaTeX
    // gnuplot takes a brace at the beginning for placement by the user.
    return quoted(escaped.hasPrefix("{") ? "\\strut{}" + escaped : escaped)
  }
}

/// Text broken at spaces into lines of at most so many characters; a longer word gets a line of its own.
func wrapped(_ text: String, to width: Int) -> [String] {
  var lines: [String] = []
  for paragraph in text.split(whereSeparator: \.isNewline) {
    var line = ""
    for word in paragraph.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(line) }
  }
  return lines
}

/// Heights moved apart until neighbours keep their distance, in the same order, as little as can be, and within the range
/// if it has the room.
func spread(_ heights: [Double], apart distance: Double, within range: ClosedRange<Double>) -> [Double] {
  let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
  // Neighbours that are too near stand around their middle.
  var groups: [(middle: Double, count: Int)] = []
  for (place, index) in order.enumerated() {
    var group = (middle: heights[index] - Double(place) * distance, count: 1)
    while let last = groups.last, last.middle > group.middle {
      let count = last.count + group.count
      let sum = last.middle * Double(last.count) + group.middle * Double(group.count)
      group = (sum / Double(count), count)
      groups.removeLast()
    }
    groups.append(group)
  }
  var placed = heights
  let middles = groups.flatMap { [Double](repeating: $0.middle, count: $0.count) }
  for (place, index) in order.enumerated() {
    let moved = middles[place] + Double(place) * distance
    // One that stands alone stays as it is, to the last bit.
    if abs(moved - heights[index]) > 1e-9 * distance { placed[index] = moved }
  }
  var floor = range.lowerBound
  for index in order {
    placed[index] = max(placed[index], floor)
    floor = placed[index] + distance
  }
  var ceiling = range.upperBound
  for index in order.reversed() {
    placed[index] = min(placed[index], ceiling)
    ceiling = placed[index] - distance
  }
  return placed
}
