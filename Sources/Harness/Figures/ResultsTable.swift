import ExperimentSpecs
import Plotting

extension ExperimentResults {
  /// What each variant reached, mean and standard deviation over the seeds, beside bicubic interpolation and what the
  /// paper gives for the same network; the best of a column in bold, as the paper has it.
  func table(paper: PaperNumbers, catalog: DatasetCatalog) throws -> Table {
    var columns = costColumns
    for set in variants.flatMap(\.description.data.test).removingRepeats {
      let title = try catalog.manifest(set).title
      for measure in ClaimExpression.Measure.allCases {
        columns += self.columns(of: measure, on: set, title: title, paper: paper)
      }
      columns += colourColumns(on: set, title: title)
    }
    columns += try timedSets.map { timeColumn(on: $0, title: try catalog.manifest($0).title) }
    if columns.contains(where: { $0.title.hasSuffix(", paper") }) { columns.append(trainingSetColumn(paper)) }
    var rows: [[Table.Cell]] = scales.map { scale in
      [.text(scales.count == 1 ? "bicubic" : "bicubic x\(scale)")] + columns.map { $0.bicubic(scale) }
    }
    rows += trained.map { variant in [.text(variant.label)] + columns.map { $0.variant(variant) } }
    var table = Table(
      id: experiment.spec, title: "\(experiment.title) (profile \(experiment.profile))",
      columns: ["Network"] + columns.map(\.title), rows: rows)
    table.markBest(
      inEach: .column, competing: Set(columns.indices.filter { columns[$0].competes }.map { $0 + 1 }))
    return table
  }

  /// What the paper trained its network on, which decides what can be held against what.
  private func trainingSetColumn(_ paper: PaperNumbers) -> ResultsColumn {
    ResultsColumn(title: "Paper's training set") { variant in
      let sets = variant.description.data.test.compactMap {
        paper.published(.psnr, of: variant.description, on: $0)?.trainingSet
      }
      return sets.first.map { .text($0) } ?? .missing
    }
  }
}
