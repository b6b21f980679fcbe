import ExperimentSpecs
import Imaging
import Vocabulary
import Wording

/// What images of one set scored by the table protocol, in the set's order.
///
///     let scores = set.bicubicScores(measures: ImageMeasure.allCases, threads: 2)
///     print(scores.mean(.ifc), scores[.msssim])
package struct SetScores: Sendable, Equatable {
  /// The images' names.
  package var images: [String]
  /// The scores by measure, one an image; NaN where the image is too small for the measure.
  private var values: [ImageMeasure: [Double]]
  /// PSNR by channel, where that was measured.
  package var colour: ColourScores?

  /// Scores of images by measure, one each.
  package init(images: [String], _ values: [ImageMeasure: [Double]], colour: ColourScores? = nil) {
    precondition(values.values.allSatisfy { $0.count == images.count }, "one score an image")
    self.images = images
    self.values = values
    self.colour = colour
  }

  /// The measures that were taken, in the paper's order.
  package var measures: [ImageMeasure] { ImageMeasure.allCases.filter { values[$0] != nil } }

  /// The scores of a measure, one an image; NaN for an image that is too small for it, and where it wasn't taken.
  package subscript(measure: ImageMeasure) -> [Double] {
    values[measure] ?? [Double](repeating: .nan, count: images.count)
  }

  /// The set's score: the mean over its images; NaN if an image has none.
  package func mean(_ measure: ImageMeasure) -> Double { Wording.mean(self[measure]) }

  /// The scores of one image, as those of a set that is it alone; nil if there is none of the name.
  package func ofImage(_ name: String) -> SetScores? {
    guard let index = images.firstIndex(of: name) else { return nil }
    return SetScores(
      images: [name], values.mapValues { [$0[index]] },
      colour: colour.map { ColourScores(psnr: $0.psnr.mapValues { [$0[index]] }) })
  }

  /// These scores with the PSNR by channel of earlier ones of the same images, where these have none.
  package func keepingColour(of earlier: SetScores?) -> SetScores {
    guard let earlier, colour == nil, earlier.images == images else { return self }
    var all = self
    all.colour = earlier.colour
    return all
  }
}

extension SetScores {
  /// Scores of images, one each.
  package init(images: [String], psnr: [Double], ssim: [Double], colour: ColourScores? = nil) {
    self.init(images: images, [.psnr: psnr, .ssim: ssim], colour: colour)
  }

  /// PSNR, dB.
  package var psnr: [Double] { self[.psnr] }
  /// SSIM, at most 1.
  package var ssim: [Double] { self[.ssim] }
  /// The set's PSNR: the mean over its images, dB.
  package var meanPSNR: Double { mean(.psnr) }
  /// The set's SSIM: the mean over its images.
  package var meanSSIM: Double { mean(.ssim) }
}

extension DataSection {
  /// What finished networks are measured by, in the paper's order.
  package var finalMeasures: [ImageMeasure] {
    ImageMeasure.standard
      + ImageMeasure.further.filter { measures?.contains($0) ?? false }
  }
}
