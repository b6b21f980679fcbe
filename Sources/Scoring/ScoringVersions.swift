import Vocabulary

/// What the program once changed the scores of: what was measured before isn't taken for measured.
///
/// Whoever changes what a measure gives of an image raises its number here; whoever changes how images are cropped, degraded,
/// rounded or shaved, that of the protocol. Finished runs are then scored anew, and trained weights stay. A curve can't be
/// measured again: a change of PSNR, or of the protocol of curves, gives `ChangedNumerics` another row, too.
package struct ScoringVersions: Sendable, Equatable {
  /// The protocol of the tables.
  package var table: Int
  /// The measures of gray images; one that isn't named has 1.
  package var images: [ImageMeasure: Int]
  /// PSNR by channel, likewise.
  package var colours: [ColourMeasure: Int]

  /// The numbers since the last changes.
  package static let current = ScoringVersions(
    table: 1, images: [.psnr: 1, .ssim: 1, .ifc: 1, .nqm: 1, .wpsnr: 1, .msssim: 1],
    colours: [.y: 1, .cb: 1, .cr: 1, .pooled: 1, .rgb: 1])

  package init(table: Int, images: [ImageMeasure: Int], colours: [ColourMeasure: Int]) {
    (self.table, self.images, self.colours) = (table, images, colours)
  }

  /// One number for the protocol and a measure: as both only rise, their sum does.
  package func number(of measure: Measure) -> Int {
    switch measure {
    case .image(let measure): table + images[measure, default: 1] - 1
    case .colour(let measure): table + colours[measure, default: 1] - 1
    case .seconds, .zeros: 1
    }
  }

  /// The numbers of a set's scores, without those that are 1.
  package func numbers(of scores: SetScores) -> [Measure: Int] {
    let colours = ColourMeasure.allCases.filter { scores.colour?.psnr[$0] != nil }
    var numbers: [Measure: Int] = [:]
    for measure in scores.measures.map(Measure.image) + colours.map(Measure.colour) {
      let number = number(of: measure)
      if number != 1 { numbers[measure] = number }
    }
    return numbers
  }
}
