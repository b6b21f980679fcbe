import Foundation
import Imaging

/// The real image sets, which are never part of this repository: folders below `SRCNN_DATASETS`.
enum RealImages {
  /// Where the sets are, if the environment says.
  static let root = ProcessInfo.processInfo.environment["SRCNN_DATASETS"]

  /// Whether the tests run: where sets are, and where missing ones are to count as a failure.
  static let areExpected = root != nil || ProcessInfo.processInfo.environment["SRCNN_REQUIRE_DATASETS"] == "1"

  static func image(_ set: String, _ file: String) throws -> ByteImage {
    try ByteImage(contentsOf: "\(root ?? "datasets")/\(set)/\(file)")
  }

  /// The images of a set by name of the file.
  static func images(_ set: String) throws -> [ByteImage] {
    try FileManager.default.contentsOfDirectory(atPath: "\(root ?? "datasets")/\(set)")
      .filter { [".bmp", ".jpg", ".png"].contains($0.suffix(4)) }.sorted().map { try image(set, $0) }
  }
}

/// PSNR in dB and SSIM of bicubic interpolation by the protocol of the paper's tables.
struct BicubicScore {
  var psnr = 0.0
  var ssim = 0.0

  init(_ gray: ByteImage, scale: Int) {
    let truth = gray.cropped(toMultipleOf: scale)
    let interpolated = Plane(truth).degraded(by: scale).quantized()
    psnr = peakSignalToNoiseRatio(truth.shaved(by: scale), interpolated.shaved(by: scale))
    ssim = structuralSimilarity(truth.shaved(by: scale), interpolated.shaved(by: scale))
  }

  init(meanOf images: [ByteImage], scale: Int) {
    let scores = images.map { BicubicScore($0, scale: scale) }
    psnr = scores.map(\.psnr).reduce(0, +) / Double(scores.count)
    ssim = scores.map(\.ssim).reduce(0, +) / Double(scores.count)
  }
}
