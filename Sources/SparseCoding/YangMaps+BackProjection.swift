import Imaging

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
