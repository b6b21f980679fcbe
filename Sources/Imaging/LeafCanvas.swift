/// One leaf: its outline in samples of the canvas and its colour in `0…1`.
struct Leaf {
  let shape: DeadLeaves.Shape
  let x: Double
  let y: Double
  let halfLength: Double
  let halfWidth: Double
  let cosine: Double
  let sine: Double
  let color: (Double, Double, Double)

  /// Half the side of an upright square about the centre that holds the whole leaf.
  var reach: Double {
    switch shape {
    case .disc, .ellipse: halfLength
    case .rectangle: (halfLength * halfLength + halfWidth * halfWidth).squareRoot()
    }
  }

  /// Whether the point at this distance from the centre is on the leaf.
  @inline(__always)
  func covers(_ dx: Double, _ dy: Double) -> Bool {
    let along = dx * cosine + dy * sine
    let across = dy * cosine - dx * sine
    switch shape {
    case .disc:
      return dx * dx + dy * dy <= halfLength * halfLength
    case .ellipse:
      let (u, v) = (along / halfLength, across / halfWidth)
      return u * u + v * v <= 1
    case .rectangle:
      return abs(along) <= halfLength && abs(across) <= halfWidth
    }
  }
}

/// Samples of which each keeps the first colour that falls on it.
struct LeafCanvas {
  let width: Int
  let height: Int
  /// How many samples have no colour yet.
  private(set) var bareCount: Int
  private var isBare: [Bool]
  private var samples: [Float]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    bareCount = width * height
    isBare = [Bool](repeating: true, count: width * height)
    samples = [Float](repeating: 0, count: 3 * width * height)
  }

  /// Colours the bare samples under a leaf. Sample (i, j) is the point (i + 0.5, j + 0.5).
  mutating func drop(_ leaf: Leaf) {
    let columns = Self.span(leaf.x, leaf.reach, width)
    let rows = Self.span(leaf.y, leaf.reach, height)
    guard !columns.isEmpty, !rows.isEmpty else { return }
    let (red, green, blue) = (Float(leaf.color.0), Float(leaf.color.1), Float(leaf.color.2))
    for j in rows {
      let dy = Double(j) + 0.5 - leaf.y
      for i in columns where isBare[j * width + i] && leaf.covers(Double(i) + 0.5 - leaf.x, dy) {
        let sample = j * width + i
        isBare[sample] = false
        bareCount -= 1
        samples[3 * sample] = red
        samples[3 * sample + 1] = green
        samples[3 * sample + 2] = blue
      }
    }
  }

  /// The samples whose points lie within `reach` of `center`.
  private static func span(_ center: Double, _ reach: Double, _ count: Int) -> Range<Int> {
    let first = max(0, Int((center - reach - 0.5).rounded(.up)))
    let last = min(count - 1, Int((center + reach - 0.5).rounded(.down)))
    return first <= last ? first..<last + 1 : 0..<0
  }

  /// The image of half the size: each pixel the mean of its 2 x 2 samples.
  func halved() -> ByteImage {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * (width / 2) * (height / 2))
    for y in 0..<height / 2 {
      for x in 0..<width / 2 {
        let top = 3 * (2 * y * width + 2 * x)
        let bottom = top + 3 * width
        for c in 0..<3 {
          let sum = samples[top + c] + samples[top + 3 + c] + samples[bottom + c] + samples[bottom + 3 + c]
          pixels.append(byte(Double(sum) / 4 * 255))
        }
      }
    }
    return ByteImage(width: width / 2, height: height / 2, channels: 3, pixels: pixels)
  }
}
