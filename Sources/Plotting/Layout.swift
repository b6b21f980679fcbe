/// Where everything stands on the canvas, in pixels of the SVG from the bottom left.
///
/// Margins, legend and caption get their room before anything is drawn, so that nothing can cover a curve whatever the
/// number of curves or the length of the caption; the canvas grows downward.
struct Layout: Sendable, Equatable {
  static let width = 960.0
  static let plotHeight = 500.0
  static let fontSize = 15
  static let titleSize = 18
  static let captionSize = 12
  /// The height of one line of title, legend and caption.
  static let titleLine = 25.0
  static let keyLine = 22.0
  static let captionLine = 17.0
  /// Room for the numbers and the name of an axis.
  static let leftMargin = 100.0
  static let axisRoom = 78.0
  /// The width of an average character of a sans-serif font, in font sizes; generous, since fonts differ.
  static let characterWidth = 0.56

  let titleLines: [String]
  let captionLines: [String]
  let rightMargin: Double
  let keyRows: Int

  init(title: String, caption: String, rightLabels: [String], keyRows: Int) {
    let longest = Double(rightLabels.map(\.count).max() ?? 0)
    // At most a third of the canvas: a longer label is the spec's fault, and the curves need the room.
    rightMargin = min(26 + longest * Self.characterWidth * Double(Self.fontSize), Self.width / 3)
    titleLines = wrapped(title, to: Self.characters(in: Self.width - Self.leftMargin, Self.titleSize))
    captionLines = wrapped(
      caption, to: Self.characters(in: Self.width - Self.leftMargin - 24, Self.captionSize))
    self.keyRows = keyRows
  }

  private static func characters(in width: Double, _ fontSize: Int) -> Int {
    Int(width / (characterWidth * Double(fontSize)))
  }

  var captionHeight: Double { captionLines.isEmpty ? 14 : Double(captionLines.count) * Self.captionLine + 18 }
  var keyHeight: Double { Double(keyRows) * Self.keyLine + 8 }
  var bottomMargin: Double { Self.axisRoom + keyHeight + captionHeight }
  var topMargin: Double { 16 + Double(max(titleLines.count, 1)) * Self.titleLine }
  var height: Double { topMargin + Self.plotHeight + bottomMargin }

  /// The top of the legend.
  var keyTop: Double { captionHeight + keyHeight }

  /// A distance from the left as a share of the canvas.
  func x(_ pixels: Double) -> String { fixed(pixels / Self.width, decimals: 4) }

  /// A distance from the bottom as a share of the canvas.
  func y(_ pixels: Double) -> String { fixed(pixels / height, decimals: 4) }
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

/// Heights moved apart until neighbours keep their distance, in the same order and within the range if it has the room.
func spread(_ heights: [Double], apart distance: Double, within range: ClosedRange<Double>) -> [Double] {
  let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
  var placed = heights
  var floor = range.lowerBound
  for index in order {
    placed[index] = max(heights[index], floor)
    floor = placed[index] + distance
  }
  var ceiling = range.upperBound
  for index in order.reversed() {
    placed[index] = min(placed[index], ceiling)
    ceiling = placed[index] - distance
  }
  return placed
}
