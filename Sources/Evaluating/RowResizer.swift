import Imaging

/// Makes an image smaller by bicubic interpolation as its rows come, from above: the same bits as all at once.
struct RowReducer {
  private let large: (width: Int, height: Int), small: (width: Int, height: Int)
  /// The channels of the rows that came and are still needed, the first of which is `start`.
  private var planes: [Plane] = []
  private var start = 0
  /// The rows above this one are made.
  private var done = 0

  /// From one size to a smaller one.
  init(from large: (width: Int, height: Int), to small: (width: Int, height: Int)) {
    (self.large, self.small) = (large, small)
  }

  /// The rows that can be made when these came, if there are any.
  mutating func append(_ rows: Raster) -> Raster? {
    let came = (0..<rows.channels).map { rows.plane(channel: $0, rows: 0..<rows.height) }
    planes = planes.isEmpty ? came : zip(planes, came).map { $0.above($1) }
    let end = start + planes[0].height
    // A small sample is made of the large ones within two of its own widths, at each side.
    let reach = Int((2 * Double(large.height) / Double(small.height)).rounded(.up)) + 1
    let last = end == large.height ? small.height : (end - reach) * small.height / large.height
    guard done < last else { return nil }
    let made = planes.map {
      $0.resizedRows(
        done..<last, width: small.width, height: small.height, from: start, of: large.height)
    }
    done = last
    let needed = max(start, done * large.height / small.height - reach)
    planes = planes.map { $0.below(needed - start) }
    start = needed
    return Raster(made, bits: rows.bits)
  }
}

extension Plane {
  fileprivate func above(_ other: Plane) -> Plane {
    Plane(width: width, height: height + other.height, samples: samples + other.samples)
  }

  fileprivate func below(_ row: Int) -> Plane {
    Plane(width: width, height: height - row, samples: Array(samples[(row * width)...]))
  }
}
