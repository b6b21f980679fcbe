import ExperimentSpecs
import Plotting
import Vocabulary

extension ExperimentResults {
  /// The scores on one set as in the paper's Tables 2 to 4: a row for each measure and upscaling factor, for each
  /// label a column of ours and one of the paper's; the best of a row in bold, among ours and among the paper's.
  package func table(_ section: TableSection, on set: String, paper: PaperNumbers) -> Table {
    let shown = shown(in: section)
    let columns = scoreColumns(of: shown, on: set, quoted: section.quoted, paper: paper)
    let asked = shown.flatMap(\.description.data.finalMeasures)
    let measures = ImageMeasure.allCases.filter(asked.contains).map(Measure.image)
    let factors = shown.map(\.description.data.scale).removingRepeats.sorted()
    let rows = measures.flatMap { measure in
      factors.map { factor -> [Table.Cell] in
        [.text(measure.title), .text("x\(factor)")] + columns.map { $0.cell(measure, factor) }
      }
    }
    var table = Table(
      id: section.id, title: "\(section.title) (profile \(experiment.profile))",
      columns: ["Measure", "Factor"] + columns.map(\.title), rows: rows)
    table.notes = warnings(of: shown.map(\.id))
    for isOurs in [true, false] {
      let places = columns.indices.filter { columns[$0].isOurs == isOurs }.map { $0 + 2 }
      table.markBest(inEach: .row, competing: Set(places))
    }
    return table
  }

  private func scoreColumns(
    of shown: [VariantResults], on set: String, quoted: [FigureSection.Baseline], paper: PaperNumbers
  ) -> [ScoreColumn] {
    var columns = [
      ScoreColumn(title: "Bicubic") {
        self.bicubic(ScoreName(set: set, measure: $0), scale: $1, blur: nil).map { [$0] } ?? []
      },
      ScoreColumn(title: "Bicubic, paper", isOurs: false) {
        paper.level(.bicubic, ScoreName(set: set, measure: $0), scale: $1, blur: nil).map { [$0] } ?? []
      },
    ]
    // Two variants of one label and factor are told apart by their ids.
    let ambiguous = shown.filter { one in
      shown.contains { other in
        one.id != other.id && one.label == other.label
          && one.description.data.scale == other.description.data.scale
      }
    }.map(\.label)
    func title(_ variant: VariantResults) -> String {
      ambiguous.contains(variant.label) ? "\(variant.label) (\(variant.id))" : variant.label
    }
    for label in shown.map(title).removingRepeats {
      let variants = shown.filter { title($0) == label }
      func variant(_ factor: Int) -> VariantResults? {
        variants.first { $0.description.data.scale == factor }
      }
      columns.append(
        ScoreColumn(title: label) { measure, factor in
          variant(factor)?.runs.compactMap { self.score(ScoreName(set: set, measure: measure), of: $0) } ?? []
        })
      let isPublished = variants.contains {
        published(ScoreName(set: set, measure: .psnr), of: $0, paper: paper) != nil
      }
      guard isPublished else { continue }
      columns.append(
        ScoreColumn(title: "\(label), paper", isOurs: false) { measure, factor in
          variant(factor).flatMap {
            self.published(ScoreName(set: set, measure: measure), of: $0, paper: paper)
          }.map {
            [$0.value]
          } ?? []
        })
    }
    return columns
      + quoted.map { method in
        ScoreColumn(title: "\(paper.label(of: method)), paper", isOurs: false) { measure, factor in
          paper.level(method, set: set, scale: factor, measure: measure).map { [$0.value] } ?? []
        }
      }
  }
}

/// A method's column of a table of scores.
private struct ScoreColumn {
  let title: String
  /// Whether the scores were measured here, not published by the paper.
  var isOurs = true
  /// The scores by measure and factor, one a seed; none where there are none.
  let scores: (Measure, Int) -> [Double]

  func cell(_ measure: Measure, _ factor: Int) -> Table.Cell {
    Table.Cell(means: scores(measure, factor), decimals: measure.decimals)
  }
}
