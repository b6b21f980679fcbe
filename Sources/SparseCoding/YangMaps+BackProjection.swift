import Imaging

extension YangMaps {
  /// One step towards an image that shrinks to `lowResolution`: the difference, made larger and blurred, is added.
  ///
  /// - Source: `backprojection.m` of ScSR: p = fspecial('gaussian', 5, 1).^2 / sum, `conv2(…, p, 'same')`.
  mutating func backProject(onto lowResolution: Plane, scale: Int) {
    let shrunk = plane().downscaled(by: scale)
    let difference = Plane(
      width: lowResolution.width, height: lowResolution.height,
      samples: zip(lowResolution.samples, shrunk.samples).map { $0 - $1 })
    let enlarged = YangMaps(difference.upscaled(by: scale))
    // The squared Gaussian is separable: exp(-x^2) / sum for x = -2...2.
    let taps = [
      0.018_315_638_888_734_18, 0.367_879_441_171_442_33, 1, 0.367_879_441_171_442_33,
      0.018_315_638_888_734_18,
    ]
    let sum = taps.reduce(0, +)
    for y in 0..<height {
      for x in 0..<width {
        var value = 0.0
        for dy in max(-2, -y)...min(2, height - 1 - y) {
          for dx in max(-2, -x)...min(2, width - 1 - x) {
            value += taps[dy + 2] * taps[dx + 2] * enlarged.samples[(y + dy) * width + x + dx]
          }
        }
        samples[y * width + x] += value / (sum * sum)
      }
    }
  }
}
