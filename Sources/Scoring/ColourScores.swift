import ExperimentSpecs
import Imaging
import Tensors
import Vocabulary
import Wording

/// PSNR of the images of one set by channel, dB: NaN for an image without colour.
package struct ColourScores: Sendable, Equatable {
  /// By measure, one number an image.
  package var psnr: [ColourMeasure: [Double]]

  package init(psnr: [ColourMeasure: [Double]]) {
    self.psnr = psnr
  }

  /// Scores of images measured one by one.
  package init(images: [[ColourMeasure: Double]]) {
    psnr = [:]
    for measure in ColourMeasure.allCases { psnr[measure] = images.map { $0[measure] ?? .nan } }
  }

  /// The mean over the images that have colour, dB.
  package func mean(_ measure: ColourMeasure) -> Double {
    Wording.mean((psnr[measure] ?? []).filter { !$0.isNaN })
  }
}

/// The colour of a test image, as all its channels are held against the truth.
package struct ColourTruth: Sendable {
  private let channels: DataSection.Channels
  private let degradation: Degradation
  private let rgb: ByteImage
  /// Cb and Cr interpolated, for a network that gives Y alone.
  private let interpolated: [ByteImage]

  /// - Returns: nil for an image without colour.
  package init?(_ image: ByteImage, degradation: Degradation, channels: DataSection.Channels) {
    guard image.channels == 3 else { return nil }
    self.channels = channels
    self.degradation = degradation
    rgb = image.cropped(toMultipleOf: degradation.scale)
    let ycbcr = rgb.ycbcr()
    let chroma = [1, 2].map { ycbcr.channel($0) }
    // A gray photograph in three channels would score infinity.
    guard chroma.contains(where: { $0.pixels.contains { $0 != 128 } }) else { return nil }
    interpolated = channels == .y ? degradation.interpolated(chroma) : []
  }

  /// What bicubic interpolation scores, whatever the network sees: of Y, Cb and Cr for their measures, of R, G and
  /// B for theirs.
  package func bicubicScores() -> [ColourMeasure: Double] {
    let images = [rgb.ycbcr(), rgb].map { image in
      interleaved(degradation.interpolated((0..<3).map(image.channel)))
    }
    return scores(ycbcr: images[0], rgb: images[1])
  }

  /// What an output `[C, H, W]` scores, shaved by the scale.
  package func scores(of output: Tensor) -> [ColourMeasure: Double] {
    let planes = planes(of: output).map { $0.quantized() }
    let image = interleaved(planes + interpolated)
    return channels == .rgb
      ? scores(ycbcr: image.ycbcr(), rgb: image) : scores(ycbcr: image, rgb: image.rgbFromYCbCr())
  }

  private func scores(ycbcr: ByteImage, rgb own: ByteImage) -> [ColourMeasure: Double] {
    func psnr(_ a: ByteImage, _ b: ByteImage) -> Double {
      peakSignalToNoiseRatio(a.shaved(by: degradation.scale), b.shaved(by: degradation.scale))
    }
    let truth = rgb.ycbcr()
    let channels = (0..<3).map { psnr(ycbcr.channel($0), truth.channel($0)) }
    return [
      .y: channels[0], .cb: channels[1], .cr: channels[2], .pooled: psnr(ycbcr, truth), .rgb: psnr(own, rgb),
    ]
  }
}

extension Degradation {
  /// Gray images reduced and enlarged again, as bytes.
  fileprivate func interpolated(_ channels: [ByteImage]) -> [ByteImage] {
    channels.map { applied(to: Plane($0)).quantized() }
  }
}
