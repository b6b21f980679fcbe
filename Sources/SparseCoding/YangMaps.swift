import Imaging
import LinearAlgebra

/// Maps of `Double` samples of the same size, `[C, H, W]`.
public struct YangMaps: Sendable, Equatable {
  /// Number of maps, C.
  public let channels: Int
  /// Rows, H.
  public let height: Int
  /// Samples a row, W.
  public let width: Int
  /// The samples, row-major.
  public var samples: [Double]

  /// Maps of zeros.
  public init(channels: Int, height: Int, width: Int) {
    self.init(
      channels: channels, height: height, width: width,
      samples: [Double](repeating: 0, count: channels * height * width))
  }

  /// Maps of the given samples, whose count must fit.
  public init(channels: Int, height: Int, width: Int, samples: [Double]) {
    precondition(channels >= 0 && height >= 0 && width >= 0, "maps of \(channels) x \(height) x \(width)")
    precondition(samples.count == channels * height * width, "\(samples.count) samples don't fit the size")
    self.channels = channels
    self.height = height
    self.width = width
    self.samples = samples
  }

  /// One map: a plane's samples, brought from `0…1` to `0…255`.
  public init(_ plane: Plane) {
    self.init(
      channels: 1, height: plane.height, width: plane.width, samples: plane.samples.map { Double($0) * 255 })
  }

  /// The plane of one map, brought from `0…255` to `0…1`.
  public func plane(_ channel: Int = 0) -> Plane {
    let size = height * width
    let map = samples[channel * size..<(channel + 1) * size]
    return Plane(width: width, height: height, samples: map.map { Float($0 / 255) })
  }

  /// A square of every map, map after map and row-major within.
  func square(row: Int, column: Int, side: Int) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(channels * side * side)
    for channel in 0..<channels {
      for y in row..<row + side {
        let start = (channel * height + y) * width + column
        values += samples[start..<start + side]
      }
    }
    return values
  }

  /// The first and second derivative along rows and along columns of the first map; samples beyond the border
  /// count as 0.
  ///
  /// - Source: [-1 0 1] and [1 0 -2 0 1] and their transposes by `conv2(…, 'same')`, which turns [-1 0 1] round.
  func derivatives() -> YangMaps {
    var result = YangMaps(channels: YangGeometry.featureMaps, height: height, width: width)
    let size = height * width
    func sample(_ y: Int, _ x: Int) -> Double {
      y >= 0 && y < height && x >= 0 && x < width ? samples[y * width + x] : 0
    }
    for y in 0..<height {
      for x in 0..<width {
        let i = y * width + x
        let center = 2 * samples[i]
        result.samples[i] = sample(y, x - 1) - sample(y, x + 1)
        result.samples[size + i] = sample(y - 1, x) - sample(y + 1, x)
        result.samples[2 * size + i] = sample(y, x - 2) - center + sample(y, x + 2)
        result.samples[3 * size + i] = sample(y - 2, x) - center + sample(y + 2, x)
      }
    }
    return result
  }
}

extension YangMaps {
  /// Rows at either end of a part of an image that ``backProject(onto:scale:rows:of:)`` leaves out at most.
  static func backProjectionReach(scale: Int) -> Int { 5 * scale }

  /// One step towards an image that shrinks to `lowResolution`: the difference, made larger and blurred, is added.
  ///
  /// - Source: `backprojection.m` of ScSR: p = fspecial('gaussian', 5, 1).^2 / sum, `conv2(…, p, 'same')`.
  /// - Parameters:
  ///   - rows: which rows of an image of `height` rows these are, multiples of the scale; afterwards, those that are left:
  ///     the others would need rows that aren't here.
  mutating func backProject(onto lowResolution: Plane, scale: Int, rows: inout Range<Int>, of height: Int) {
    func narrowed(_ range: Range<Int>, _ ends: Range<Int>, by count: Int) -> Range<Int> {
      let first = range.lowerBound == ends.lowerBound ? range.lowerBound : range.lowerBound + count
      let last = range.upperBound == ends.upperBound ? range.upperBound : range.upperBound - count
      return first..<max(first, last)
    }
    let lowEnds = 0..<height / scale
    let low = narrowed(rows.lowerBound / scale..<rows.upperBound / scale, lowEnds, by: 2)
    let shrunk = plane().downscaledRows(low, by: scale, from: rows.lowerBound, of: height)
    let expected = lowResolution.samples[low.lowerBound * shrunk.width..<low.upperBound * shrunk.width]
    let difference = Plane(
      width: shrunk.width, height: low.count, samples: zip(expected, shrunk.samples).map { $0 - $1 })
    let known = narrowed(low, lowEnds, by: 2)
    let enlargedRows = known.lowerBound * scale..<known.upperBound * scale
    let enlarged = YangMaps(
      difference.upscaledRows(enlargedRows, by: scale, from: low.lowerBound, of: lowResolution.height))
    // Whole low-resolution rows again, of those that the blur can reach: two rows.
    let left = narrowed(known, lowEnds, by: (2 + scale - 1) / scale)
    let leftRows = left.lowerBound * scale..<left.upperBound * scale
    let start = (leftRows.lowerBound - rows.lowerBound) * width
    var result = YangMaps(
      channels: 1, height: leftRows.count, width: width,
      samples: Array(samples[start..<start + leftRows.count * width]))
    result.addBlurred(enlarged, from: leftRows.lowerBound - enlargedRows.lowerBound)
    (self, rows) = (result, leftRows)
  }

  /// Adds rows of another map, blurred, from its row `first` on; beyond its ends are zeros.
  private mutating func addBlurred(_ other: YangMaps, from first: Int) {
    // The squared Gaussian is separable: exp(-x^2) / sum for x = -2...2.
    let taps = [
      0.018_315_638_888_734_18, 0.367_879_441_171_442_33, 1, 0.367_879_441_171_442_33,
      0.018_315_638_888_734_18,
    ]
    let sum = taps.reduce(0, +)
    for y in 0..<height {
      let row = first + y
      for x in 0..<width {
        var value = 0.0
        for dy in max(-2, -row)...min(2, other.height - 1 - row) {
          for dx in max(-2, -x)...min(2, width - 1 - x) {
            value += taps[dy + 2] * taps[dx + 2] * other.samples[(row + dy) * width + x + dx]
          }
        }
        samples[y * width + x] += value / (sum * sum)
      }
    }
  }
}
