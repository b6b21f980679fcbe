import Foundation
import Scoring
import Vocabulary
import Wording

extension ExperimentResults {
  /// A measure of a network that gives Y alone, beside interpolated Cb and Cr; nil for RGB, which can't be had from
  /// the channels' PSNR.
  package static func combined(_ measure: ColourMeasure, luma: [Double], chroma: ColourScores) -> Double? {
    switch measure {
    case .y: return Wording.mean(luma)
    case .cb, .cr: return chroma.mean(measure)
    case .rgb: return nil
    case .pooled:
      guard let cb = chroma.psnr[.cb], let cr = chroma.psnr[.cr], cb.count == luma.count else { return nil }
      // The squared error of a channel is 255^2 10^(-PSNR / 10), and the pooled one the mean of three.
      let pooled = luma.indices.map { image in
        -10 * log10([luma[image], cb[image], cr[image]].map { pow(10, -$0 / 10) }.reduce(0, +) / 3)
      }
      return Wording.mean(pooled.filter { !$0.isNaN })
    }
  }
}
