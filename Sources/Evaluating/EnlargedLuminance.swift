import Imaging
import SparseCoding

/// The luminance of a large image as it is written: in bytes for an image of bytes, which it is rounded to anyway.
struct EnlargedLuminance {
  private let width: Int, height: Int
  private var samples: Samples
  private var count = 0

  private enum Samples {
    case bytes([UInt8])
    case floats([Float])
  }

  /// Of no sample yet.
  init(width: Int, height: Int, bits: Int) {
    (self.width, self.height) = (width, height)
    samples =
      bits == 8
      ? .bytes(Array(repeating: 0, count: width * height))
      : .floats(Array(repeating: 0, count: width * height))
  }

  /// How much of it is there.
  var percentage: Int { 100 * count / (width * height) }

  /// Keeps a part.
  mutating func take(_ part: EnlargedPart) {
    switch samples {
    case .bytes(var list):
      samples = .bytes([])
      lay(part.plane.quantized().pixels, of: part, into: &list)
      samples = .bytes(list)
    case .floats(var list):
      samples = .floats([])
      lay(part.plane.samples, of: part, into: &list)
      samples = .floats(list)
    }
    count += part.plane.samples.count
  }

  private func lay<Sample>(_ own: [Sample], of part: EnlargedPart, into list: inout [Sample]) {
    for y in 0..<part.plane.height {
      let start = (part.row + y) * width + part.column
      list.replaceSubrange(
        start..<start + part.plane.width, with: own[y * part.plane.width..<(y + 1) * part.plane.width])
    }
  }

  /// Some rows.
  func rows(_ rows: Range<Int>) -> Plane {
    let places = rows.lowerBound * width..<rows.upperBound * width
    let part: [Float] =
      switch samples {
      case .bytes(let list): list[places].map { Float($0) / 255 }
      case .floats(let list): Array(list[places])
      }
    return Plane(width: width, height: rows.count, samples: part)
  }
}
