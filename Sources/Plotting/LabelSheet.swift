import Foundation
import HostSystem

/// A white sheet with words on it, drawn by gnuplot: what stands between the images of a montage.
public struct LabelSheet: Sendable, Equatable {
  /// Words, and where their middle is, in pixels from the upper left corner.
  public struct Label: Sendable, Equatable {
    /// One line.
    public var text: String
    /// Pixels from the left.
    public var x: Double
    /// Pixels from the top.
    public var y: Double
    /// Points.
    public var size: Int

    /// A line of text with its middle there.
    public init(_ text: String, x: Double, y: Double, size: Int = 11) {
      (self.text, self.x, self.y, self.size) = (text, x, y, size)
    }
  }

  /// Pixels.
  public let width: Int
  /// Pixels.
  public let height: Int
  /// The words.
  public var labels: [Label]

  /// A sheet of so many pixels.
  public init(width: Int, height: Int, labels: [Label] = []) {
    (self.width, self.height, self.labels) = (width, height, labels)
  }

  /// The gnuplot script that draws `sheet.png`.
  func script() -> String {
    let lines = labels.map { label in
      "set label \(quoted(label.text)) at screen \(shortest(label.x / Double(width))),"
        + "\(shortest(1 - label.y / Double(height))) center noenhanced font ',\(label.size)'"
    }
    return """
      reset
      set encoding utf8
      set terminal pngcairo size \(width),\(height) font 'sans-serif,11' background rgb 'white'
      set output 'sheet.png'
      unset border
      unset tics
      unset key
      \(lines.joined(separator: "\n"))
      plot [0:1][0:1] 2 notitle
      unset output

      """
  }

  /// Draws the sheet.
  /// - Parameter name: what messages call it.
  /// - Returns: the bytes of a PNG file.
  /// - Throws: ``PlottingError``.
  public func render(_ name: String, gnuplot: GnuplotRunner) throws(PlottingError) -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sheet-\(UUID().uuidString)")
    try makeFolder(folder.path)
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try writeWhole(Data(script().utf8), to: folder.path + "/sheet.gp")
    try gnuplot.run("sheet.gp", in: folder, figure: name)
    guard let bytes = try? readFile(folder.path + "/sheet.png", limit: largestDrawing),
      isWhole(Data(bytes), name: "sheet.png")
    else { throw .gnuplotFailed(figure: name, status: 0, message: "sheet.png was not written whole") }
    return bytes
  }
}
