import Imaging

/// Gives an image another size by bicubic interpolation as its rows come, from above: the same bits as all at once.
struct RowResizer {
  private let old: (width: Int, height: Int), new: (width: Int, height: Int)
  /// The channels of the rows that came and are still needed, the first of which is `start`.
  private var planes: [Plane] = []
  private var start = 0
  /// The new rows above this one are made.
  private var done = 0

  /// From one size to another.
  init(from old: (width: Int, height: Int), to new: (width: Int, height: Int)) {
    (self.old, self.new) = (old, new)
  }

  /// The rows that can be made when these came, if there are any.
  mutating func append(_ rows: Raster) -> Raster? {
    let came = (0..<rows.channels).map { rows.plane(channel: $0, rows: 0..<rows.height) }
    planes = planes.isEmpty ? came : zip(planes, came).map { $0.above($1) }
    let end = start + planes[0].height
    // A new sample is made of the old ones within two, or two of its own widths if it is wider, at each side.
    let reach = Int((2 * max(1, Double(old.height) / Double(new.height))).rounded(.up)) + 1
    let last = end == old.height ? new.height : (end - reach) * new.height / old.height
    guard done < last else { return nil }
    let made = planes.map {
      $0.resizedRows(done..<last, width: new.width, height: new.height, from: start, of: old.height)
    }
    done = last
    let needed = max(start, done * old.height / new.height - reach)
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
