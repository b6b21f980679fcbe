import Vocabulary

extension ImageMeasure {
  /// Pixels that the shorter side of an image has at least.
  public var leastSide: Int {
    switch self {
    case .psnr, .ifc, .nqm, .wpsnr: 1
    case .ssim: StructuralSimilarity.windowSize
    case .msssim: MultiscaleSimilarity.leastSide
    }
  }

  /// What an image needs to have a score.
  public var requirement: String {
    switch self {
    case .psnr, .wpsnr: "a pixel"
    case .ssim, .msssim: "\(leastSide) x \(leastSide) pixels"
    case .ifc: "a true image with detail of all sizes and directions"
    case .nqm: "a true image with visible detail"
    }
  }

  /// The score of a gray image of 8 bits, as doubles in `0…255`, against the true one of the same size; NaN if the images are too small for the measure
  /// or it isn't defined on them (as IFC on a flat image), infinity where it says so for equal images.
  public func score(of image: ByteImage, against truth: ByteImage) -> Double {
    precondition(image.channels == 1 && truth.channels == 1, "\(title) is defined on one channel")
    precondition(
      image.width == truth.width && image.height == truth.height,
      "\(title) of \(image.width) x \(image.height) and \(truth.width) x \(truth.height)")
    guard min(image.width, image.height) >= leastSide else { return .nan }
    return switch self {
    case .psnr: peakSignalToNoiseRatio(image, truth)
    case .ssim: structuralSimilarity(image, truth)
    case .ifc: InformationFidelity(of: DoublePlane(image), against: DoublePlane(truth)).bitsPerPixel
    case .nqm: NoiseQuality(width: image.width, height: image.height).ratio(image, truth)
    case .wpsnr: ContrastSensitivity().weightedRatio(image, truth)
    case .msssim: MultiscaleSimilarity.score(DoublePlane(image), DoublePlane(truth))
    }
  }
}
