import Imaging
import Plotting
import Scoring

/// Images and words on a white ground.
struct Montage: Sendable {
  /// Where an image's upper left corner is.
  private struct Tile: Sendable {
    let image: ByteImage
    let x: Int
    let y: Int
  }

  /// The size in pixels.
  let width: Int
  let height: Int
  private var tiles: [Tile] = []
  private(set) var labels: [LabelSheet.Label] = []

  /// An empty montage of so many pixels.
  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
  }

  /// Puts an image, gray or RGB, with its upper left corner there; what sticks out is cut off.
  mutating func place(_ image: ByteImage, x: Int, y: Int) {
    tiles.append(Tile(image: image, x: x, y: y))
  }

  /// Puts words with their middle there.
  mutating func write(_ text: String, x: Int, y: Int, size: Int = 11) {
    labels.append(LabelSheet.Label(text, x: Double(x), y: Double(y), size: size))
  }

  /// All of it as one RGB image: the words first, the images over them.
  /// - Throws: `PlottingError` where gnuplot can't draw the words, `ImagingError`.
  func image(_ name: String, gnuplot: GnuplotRunner) throws -> ByteImage {
    var canvas = ByteImage(
      width: width, height: height, channels: 3, pixels: [UInt8](repeating: 255, count: width * height * 3))
    if !labels.isEmpty {
      let sheet = LabelSheet(width: width, height: height, labels: labels)
      let drawn = try ByteImage(decoding: sheet.render(name, gnuplot: gnuplot), path: "sheet.png")
      canvas.paste(drawn, x: 0, y: 0)
    }
    for tile in tiles { canvas.paste(tile.image, x: tile.x, y: tile.y) }
    return canvas
  }
}

extension ByteImage {
  /// Copies an image, gray or RGB, over this RGB one.
  fileprivate mutating func paste(_ image: ByteImage, x: Int, y: Int) {
    let rows = max(0, -y)..<max(max(0, -y), min(image.height, height - y))
    let columns = max(0, -x)..<max(max(0, -x), min(image.width, width - x))
    for row in rows {
      for column in columns {
        for channel in 0..<3 {
          let source = (row * image.width + column) * image.channels + (image.channels == 3 ? channel : 0)
          pixels[((y + row) * width + x + column) * 3 + channel] = image.pixels[source]
        }
      }
    }
  }

  /// Each pixel as a square of `factor` pixels.
  func magnified(by factor: Int) -> ByteImage {
    let size = (width: width * factor, height: height * factor)
    var large = [UInt8]()
    large.reserveCapacity(size.width * size.height * channels)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let source = (y / factor * width + x / factor) * channels
        large += pixels[source..<source + channels]
      }
    }
    return ByteImage(width: size.width, height: size.height, channels: channels, pixels: large)
  }

  /// The image as RGB with a red frame inside a rectangle's border.
  package func framed(_ frame: PixelRectangle, thickness: Int) -> ByteImage {
    var image = channels == 3 ? self : interleavedGray()
    for y in frame.y..<min(height, frame.y + frame.height) {
      for x in frame.x..<min(width, frame.x + frame.width) {
        let distance = min(
          x - frame.x, y - frame.y, frame.x + frame.width - 1 - x, frame.y + frame.height - 1 - y)
        guard distance < thickness else { continue }
        let place = (y * width + x) * 3
        (image.pixels[place], image.pixels[place + 1], image.pixels[place + 2]) = (220, 30, 30)
      }
    }
    return image
  }

  private func interleavedGray() -> ByteImage { interleaved([self, self, self]) }
}

/// A part of an image.
package struct PixelRectangle: Sendable, Equatable {
  package let x: Int
  package let y: Int
  package let width: Int
  package let height: Int
}
