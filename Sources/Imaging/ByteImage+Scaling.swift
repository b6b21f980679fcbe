extension ByteImage {
  /// The image at `scale` of its size, rounded up: MATLAB's `imresize(x, scale)` channel by channel, in Double, rounded
  /// to bytes once at the end.
  public func scaled(by scale: Double) -> ByteImage {
    precondition(scale > 0 && scale.isFinite, "a scale of \(scale)")
    let newWidth = Int((Double(width) * scale).rounded(.up))
    let newHeight = Int((Double(height) * scale).rounded(.up))
    let planes = (0..<channels).map {
      Plane(self, channel: $0).resized(width: newWidth, height: newHeight, scale: scale).quantized().pixels
    }
    let pixels = (0..<newWidth * newHeight * channels).map { planes[$0 % channels][$0 / channels] }
    return ByteImage(width: newWidth, height: newHeight, channels: channels, pixels: pixels)
  }
}
