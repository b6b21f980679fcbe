import Imaging

/// Where rows of patches are put together from above; rows that no patch can change any more are left.
struct YangCanvas {
  let width: Int, height: Int
  private let model: YangModel
  private let lowResolution: Plane
  /// The rows above this one are finished.
  private var start = 0
  /// The sums of the patches, from there on.
  private var sums: [Double] = []
  /// How many patches lie across and down over each column and row.
  private let across: [Int], down: [Int]

  /// - Throws: `SparseCodingError.imageTooSmall`.
  init(_ model: YangModel, _ lowResolution: Plane) throws(SparseCodingError) {
    let geometry = model.geometry
    let columns = geometry.origins(along: lowResolution.width)
    let rows = geometry.origins(along: lowResolution.height)
    guard !columns.isEmpty, !rows.isEmpty else {
      throw .imageTooSmall(
        width: lowResolution.width, height: lowResolution.height, needed: geometry.leastSide)
    }
    (self.model, self.lowResolution) = (model, lowResolution)
    (width, height) = (lowResolution.width * model.scale, lowResolution.height * model.scale)
    (across, down) = (geometry.coverage(columns, width), geometry.coverage(rows, height))
  }

  /// Adds a row of patches, which begins at a row of the image.
  mutating func add(_ strip: [Double], at row: Int) {
    let first = (row - start) * width
    sums += repeatElement(0, count: max(0, first + strip.count - sums.count))
    for i in strip.indices { sums[first + i] += strip[i] }
  }

  /// The rows above one that no further patch reaches, values `0…255`.
  mutating func finish(before end: Int) -> YangMaps {
    var image = YangMaps(
      lowResolution.upscaledRows(start..<end, by: model.scale, from: 0, of: lowResolution.height))
    for y in start..<end where down[y] > 0 {
      for x in 0..<width where across[x] > 0 {
        let i = (y - start) * width + x
        image.samples[i] = sums[i] / Double(down[y] * across[x])
      }
    }
    sums.removeFirst(min(sums.count, image.samples.count))
    start = end
    return image
  }
}

extension YangGeometry {
  /// How many patches that start at `origins` cover each of `length` pixels.
  fileprivate func coverage(_ origins: Range<Int>, _ length: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: length)
    for origin in origins {
      for i in origin * step..<origin * step + patch { counts[i] += 1 }
    }
    return counts
  }
}

/// Back projection of an image whose rows come one after the other: parts of it, with as many rows around them as all steps
/// reach.
struct YangProjection {
  private let model: YangModel
  private let lowResolution: Plane
  private let rowsAtATime: Int
  private let height: Int
  /// Rows of the image that came, from `start` on.
  private var image: YangMaps
  private var start = 0
  /// The rows above this one are done.
  private var done = 0

  init(_ model: YangModel, _ lowResolution: Plane, rowsAtATime: Int) {
    (self.model, self.lowResolution) = (model, lowResolution)
    height = lowResolution.height * model.scale
    // Whole rows of the image that it shrinks to.
    self.rowsAtATime = max(1, rowsAtATime / model.scale) * model.scale
    image = YangMaps(channels: 1, height: 0, width: lowResolution.width * model.scale)
  }

  private var reach: Int {
    model.settings.backProjections * YangMaps.backProjectionReach(scale: model.scale)
  }

  mutating func append(_ rows: YangMaps) {
    image = YangMaps(
      channels: 1, height: image.height + rows.height, width: image.width,
      samples: image.samples + rows.samples)
  }

  /// The next rows that are done; nil if more must come first.
  mutating func next() -> EnlargedPart? {
    let came = start + image.height
    let end = min(height, done + rowsAtATime)
    guard done < end, came == height || end + reach <= came else { return nil }
    var rows = start..<min(height, end + reach)
    var part = Self.rows(rows, of: image, from: start)
    for _ in 0..<model.settings.backProjections {
      part.backProject(onto: lowResolution, scale: model.scale, rows: &rows, of: height)
    }
    let finished = Self.rows(done..<end, of: part, from: rows.lowerBound)
    defer { forget(before: end) }
    return EnlargedPart(row: done, column: 0, plane: finished.plane())
  }

  private mutating func forget(before end: Int) {
    done = end
    let first = max(start, end - reach)
    image = Self.rows(first..<start + image.height, of: image, from: start)
    start = first
  }

  private static func rows(_ rows: Range<Int>, of image: YangMaps, from start: Int) -> YangMaps {
    let samples = (rows.lowerBound - start) * image.width..<(rows.upperBound - start) * image.width
    return YangMaps(
      channels: 1, height: rows.count, width: image.width, samples: Array(image.samples[samples]))
  }
}
