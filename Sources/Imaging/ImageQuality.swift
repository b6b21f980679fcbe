#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Peak signal-to-noise ratio in dB of two images of the same size, over all samples, with the peak at 255;
/// infinity if they are equal, NaN if they are empty.
/// - Source: `compute_psnr.m` of the authors' code, 20 log10(255 / rmse).
public func peakSignalToNoiseRatio(_ a: ByteImage, _ b: ByteImage) -> Double {
  precondition(
    a.width == b.width && a.height == b.height && a.channels == b.channels,
    "PSNR of \(a.width) x \(a.height) x \(a.channels) and \(b.width) x \(b.height) x \(b.channels)")
  guard !a.isEmpty else { return .nan }
  var squaredError = 0
  for i in a.pixels.indices {
    let difference = Int(a.pixels[i]) - Int(b.pixels[i])
    squaredError += difference * difference
  }
  let meanSquaredError = Double(squaredError) / Double(a.pixels.count)
  return 20 * log10(255 / meanSquaredError.squareRoot())
}

/// Mean structural similarity of two gray images of the same size, at most 1; NaN if the window of 11 x 11
/// doesn't fit into them.
/// - Source: Z. Wang et al., "Image quality assessment: from error visibility to structural similarity", 2004,
///   and its `ssim_index.m`: Gaussian window of 1.5, only where it fits whole, K = (0.01, 0.03), L = 255, no
///   downsampling before.
public func structuralSimilarity(_ a: ByteImage, _ b: ByteImage) -> Double {
  precondition(a.channels == 1 && b.channels == 1, "SSIM is defined on one channel")
  precondition(
    a.width == b.width && a.height == b.height,
    "SSIM of \(a.width) x \(a.height) and \(b.width) x \(b.height)")
  return StructuralSimilarity(DoublePlane(a), DoublePlane(b)).mean()
}
