/// What a sub-pixel convolution does with its maps: channel `c` of the pixel at row `dy` and column `dx` of a block is map
/// `(c * factor + dy) * factor + dx`, as in PyTorch's `PixelShuffle`.

/// Maps `[H, W, C * factor * factor]` as an image `[H * factor, W * factor, C]`.
func sideBySide(_ maps: [Float], height: Int, width: Int, channels: Int, factor: Int) -> [Float] {
  var image = [Float](repeating: 0, count: maps.count)
  forEachSubPixel(height, width, channels, factor) { map, pixel in image[pixel] = maps[map] }
  return image
}

/// An image `[H * factor, W * factor, C]` as maps `[H, W, C * factor * factor]`.
func onTop(_ image: [Float], height: Int, width: Int, channels: Int, factor: Int) -> [Float] {
  var maps = [Float](repeating: 0, count: image.count)
  forEachSubPixel(height, width, channels, factor) { map, pixel in maps[map] = image[pixel] }
  return maps
}

/// Calls `body` with the place of each number among the maps, and with that in the image.
private func forEachSubPixel(
  _ height: Int, _ width: Int, _ channels: Int, _ factor: Int, _ body: (_ map: Int, _ pixel: Int) -> Void
) {
  var map = 0
  for y in 0..<height {
    for x in 0..<width {
      for channel in 0..<channels {
        for dy in 0..<factor {
          var pixel = (((y * factor + dy) * width + x) * factor) * channels + channel
          for _ in 0..<factor {
            body(map, pixel)
            map += 1
            pixel += channels
          }
        }
      }
    }
  }
}
