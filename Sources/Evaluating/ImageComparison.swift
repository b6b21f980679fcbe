import Foundation
import HostSystem
import Imaging
import ProjectFiles
import Scoring
import Vocabulary
import Wording

/// An image beside the one that it should be.
package struct ImageComparison: Sendable {
  /// What was measured, in the order asked for; infinite for a perfect image, NaN where it is too small for the measure.
  package let scores: [(measure: ImageMeasure, score: Double)]
  /// What of the images doesn't count.
  package let remarks: [String]
  private let luma, truth: ByteImage

  /// Measures an image file against another on their luminance, as bytes, both the right way up.
  ///
  /// Where one of them is gray and the other isn't, gray counts as RGB: the luminance of RGB is in `16…235`, gray as it is.
  /// - Parameters:
  ///   - shave: pixels at each side that don't count; the paper's tables leave out as many as the upscaling factor.
  /// - Throws: `ImagingError`; `OptionError` for images of different sizes, or none left of them.
  package init(of path: String, against reference: String, shave: Int, measures: [ImageMeasure]) throws {
    let photos = try [reference, path].map { try Photo(contentsOf: $0) }
    remarks = zip([reference, path], photos).flatMap { path, photo in
      photo.uncompared.map { "\(path): \($0)" }
    }
    let (truth, image) = (photos[0].image, photos[1].image)
    guard truth.width == image.width, truth.height == image.height else {
      throw OptionError(
        option: path, expected: "\(truth.width) x \(truth.height) pixels as \(reference) has",
        found: "\(image.width) x \(image.height)")
    }
    let isGray = truth.channels == 1 && image.channels == 1
    self.truth = (isGray ? truth : truth.rgb).luma().shaved(by: shave)
    luma = (isGray ? image : image.rgb).luma().shaved(by: shave)
    guard !luma.isEmpty else {
      throw OptionError(
        option: "--shave", expected: "less than half of \(truth.width) x \(truth.height) pixels",
        found: "\(shave)")
    }
    let (luma, other) = (luma, self.truth)
    scores = measures.map { ($0, $0.score(of: luma, against: other)) }
  }

  /// The scores for people.
  package var text: String {
    listed(scores.map { [$0.measure.title, $0.score.isInfinite ? "perfect" : worded($0)] })
  }

  private func worded(_ score: (measure: ImageMeasure, score: Double)) -> String {
    if score.score.isNaN { return "the image is too small" }
    let unit = score.measure.unit == "1" ? "" : " " + score.measure.unit
    return score.score.fixed(score.measure.decimals) + unit
  }

  /// The scores for machines.
  package var json: JSON {
    .object(scores.map { ($0.measure.rawValue, .score($0.score, decimals: 6)) })
  }

  /// How much brighter the image is, `gain` times: middle gray where both are alike, lighter where it is too bright.
  package func difference(gain: Int = 4) -> ByteImage {
    let pixels = zip(luma.pixels, truth.pixels).map { UInt8(clamping: 128 + gain * (Int($0) - Int($1))) }
    return ByteImage(width: luma.width, height: luma.height, channels: 1, pixels: pixels)
  }

  /// Checks that a PNG file can be written to a path, and isn't one that is read, before images are measured.
  /// - Throws: as ``writeDifference(to:force:)``.
  package static func requireOutput(_ path: String, for images: [String] = [], force: Bool) throws {
    try requireOthers([path], than: images)
    try requireFree(path, force: force, formats: [.png])
  }

  /// Writes the difference to a PNG file.
  /// - Throws: `OptionError` for a file that isn't called PNG, `.alreadyThere`; `ImagingError.unwritable`.
  package func writeDifference(to path: String, force: Bool) throws {
    try Self.requireOutput(path, force: force)
    try difference().writePNG(to: path)
  }
}

extension Photo {
  /// What reading it tells, and what of it isn't compared.
  fileprivate var uncompared: [String] {
    description.remarks + (raster.bits == 16 ? ["its 16 bits a sample are rounded to 8"] : [])
      + (raster.hasAlpha ? ["its colours are compared, not its transparency"] : [])
  }
}

extension ByteImage {
  /// Gray in three channels, RGB as it is.
  fileprivate var rgb: ByteImage {
    guard channels == 1 else { return self }
    var colours = [UInt8](repeating: 0, count: 3 * pixels.count)
    for index in colours.indices { colours[index] = pixels[index / 3] }
    return ByteImage(width: width, height: height, channels: 3, pixels: colours)
  }
}

/// Checks that an image may be written to a path, and gives the format that its name says.
/// - Throws: `OptionError` for a file whose name says none, `.alreadyThere`, `ImagingError.unwritable`.
@discardableResult
func requireFree(_ path: String, force: Bool, formats: [PhotoFormat] = PhotoFormat.allCases) throws
  -> PhotoFormat
{
  guard let format = PhotoFormat(path: path), formats.contains(format) else {
    let endings = formats.flatMap(\.endings).map { ".\($0)" }.joined(separator: ", ")
    throw OptionError(
      option: "--output", expected: "a folder that is there, or a file's name that ends in \(endings)",
      found: path)
  }
  try requireUntaken(path, force: force)
  do {
    try requireWritable(path)
  } catch {
    throw ImagingError.unwritable(path: path, reason: error.reason)
  }
  return format
}
