import ExperimentSpecs
import Foundation
import Plotting

extension ExperimentResults {
  /// The measures of colour images that the table has for a set: none if no network has three channels.
  ///
  /// Y is the table's PSNR already.
  func colourMeasures(on set: String) -> [ColourMeasure] {
    bicubicColour(on: set) == nil ? [] : [.cb, .cr, .pooled, .rgb]
  }

  /// What bicubic interpolation scores by channel.
  func bicubicColour(on set: String) -> ColourScores? {
    variants.lazy.flatMap(\.runs).compactMap { $0.metrics.bicubic[set]?.colour }.first
  }

  /// The mean of a measure over the seeds of a variant.
  func colourCell(_ measure: ColourMeasure, of variant: VariantResults, on set: String) -> Table.Cell {
    let means = variant.runs.compactMap { run -> Double? in
      guard let scores = run.metrics.final[set] else { return nil }
      if let colour = scores.colour { return colour.mean(measure) }
      return bicubicColour(on: set).flatMap { Self.combined(measure, luma: scores.psnr, chroma: $0) }
    }
    return means.isEmpty ? .missing : .number(mean(means), decimals: 2)
  }

  /// A measure of a network that gives Y alone, beside interpolated Cb and Cr; nil for RGB, which can't be had from
  /// the channels' PSNR.
  static func combined(_ measure: ColourMeasure, luma: [Double], chroma: ColourScores) -> Double? {
    switch measure {
    case .y: return Harness.mean(luma)
    case .cb, .cr: return chroma.mean(measure)
    case .rgb: return nil
    case .pooled:
      guard let cb = chroma.psnr[.cb], let cr = chroma.psnr[.cr], cb.count == luma.count else { return nil }
      // The squared error of a channel is 255^2 10^(-PSNR / 10), and the pooled one the mean of three.
      let pooled = luma.indices.map { image in
        -10 * log10([luma[image], cb[image], cr[image]].map { pow(10, -$0 / 10) }.reduce(0, +) / 3)
      }
      return Harness.mean(pooled.filter { !$0.isNaN })
    }
  }
}
