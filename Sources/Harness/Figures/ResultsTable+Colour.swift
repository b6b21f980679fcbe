import ExperimentSpecs
import Foundation
import Plotting

extension ExperimentResults {
  /// The measures of colour images on a set: none if no network has three channels. Y is the table's PSNR already.
  func colourColumns(on set: String, title: String) -> [ResultsColumn] {
    let bicubic = Dictionary(
      scales.compactMap { scale in bicubicColour(on: set, scale: scale).map { (scale, $0) } }
    ) { first, _ in first }
    if bicubic.isEmpty { return [] }
    return [ColourMeasure.cb, .cr, .pooled, .rgb].map { measure in
      ResultsColumn(
        title: "\(title) \(measure.title)", competes: true,
        variant: { variant in
          let chroma = bicubic[variant.description.data.scale]
          let means = variant.runs.compactMap { run -> Double? in
            guard let scores = run.metrics.final[set] else { return nil }
            if let colour = scores.colour { return colour.mean(measure) }
            return chroma.flatMap { Self.combined(measure, luma: scores.psnr, chroma: $0) }
          }
          return Table.Cell(means: means, decimals: 2)
        },
        bicubic: { scale in bicubic[scale].map { .number($0.mean(measure), decimals: 2) } ?? .missing })
    }
  }

  /// What bicubic interpolation scores by channel.
  private func bicubicColour(on set: String, scale: Int) -> ColourScores? {
    trained.lazy.filter { $0.description.data.scale == scale }.flatMap(\.runs)
      .compactMap { $0.metrics.bicubic[set]?.colour }.first
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

extension ExperimentResults {
  /// The sets for whose images a figure asks how long networks take.
  var timedSets: [String] {
    experiment.figures.filter { $0.x == .seconds }.flatMap { figure in
      variants.map { figure.y.set(for: $0.description.data) }
    }.removingRepeats
  }

  /// Seconds an image of a set.
  func timeColumn(on set: String, title: String) -> ResultsColumn {
    ResultsColumn(title: "Seconds an image of \(title)") { variant in
      variant.secondsPerImage(of: set).map { .number($0, decimals: 3) } ?? .missing
    }
  }
}
