/// The words below the groups of bars: on lines as wide as a group, or upright where a word is longer than that.
struct GroupNames {
  private static let fontSize = 12
  private static let line = 16.0
  private static let characterWidth = Layout.characterWidth * Double(fontSize)

  private let lines: [[String]]
  private let isUpright: Bool

  /// - Parameter layout: what the names stand on; their room isn't in it yet.
  init(_ groups: [String], in layout: Layout) {
    let names = groups.map(oneLine)
    let width = Int(layout.plotWidth / Double(max(groups.count, 1)) / Self.characterWidth)
    let broken = names.map { name in
      // What stands in brackets stays together.
      wrapped(name.count > width ? name.replacing(" (", with: "\n(") : name, to: width)
    }
    isUpright = broken.joined().contains { $0.count > width }
    lines = isUpright ? names.map { [$0] } : broken
  }

  /// The room that they take beside that of two lines, in pixels.
  var room: Double {
    let height =
      isUpright
      ? Double(lines.joined().map(\.count).max() ?? 0) * Self.characterWidth
      : Double(lines.map(\.count).max() ?? 0) * Self.line
    return max(0, height - 2 * Self.line)
  }

  /// The lines of the script that write them.
  func text(in layout: Layout) -> String {
    let labels = lines.enumerated().flatMap { group, lines in
      lines.enumerated().map { line, words in
        let down = isUpright ? 8 : Self.line * Double(line + 1)
        return "set label \(layout.smallWords(words)) at first \(group), "
          + "screen \(layout.y(layout.bottomMargin - down)) \(isUpright ? "right rotate by 90" : "center") "
          + "noenhanced font ',\(Self.fontSize)'"
      }
    }
    return (["# The names of the groups"] + labels).joined(separator: "\n")
  }
}
