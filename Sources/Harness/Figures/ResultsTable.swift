import ExperimentSpecs
import Plotting

extension ExperimentResults {
  /// What each variant reached, mean and standard deviation over the seeds, beside bicubic interpolation and what the
  /// paper gives for the same network; the best of a column in bold, as the paper has it.
  func table(paper: PaperNumbers, catalog: DatasetCatalog) throws -> Table {
    var columns = costColumns
    for set in variants.flatMap(\.description.data.test).removingRepeats {
      let title = try catalog.manifest(set).title
      for measure in measures(on: set) {
        columns += self.columns(of: measure, on: set, title: title, paper: paper)
      }
    }
    if columns.contains(where: { $0.title.hasSuffix(", paper") }) { columns.append(trainingSetColumn(paper)) }
    var rows: [[Table.Cell]] = scales.map { scale in
      [.text(scales.count == 1 ? "bicubic" : "bicubic x\(scale)")] + columns.map { $0.bicubic(scale) }
    }
    rows += trained.map { variant in [.text(variant.label)] + columns.map { $0.variant(variant) } }
    var table = Table(
      id: experiment.spec, title: "\(experiment.title) (profile \(experiment.profile))",
      columns: ["Network"] + columns.map(\.title), rows: rows)
    func places(_ isMeant: (ResultsColumn) -> Bool) -> Set<Int> {
      Set(columns.indices.filter { isMeant(columns[$0]) }.map { $0 + 1 })
    }
    table.markBest(inEach: .column, competing: places(\.competes), lowestWins: places(\.lowestWins))
    return table
  }

  /// What the paper trained its network on, which decides what can be held against what.
  private func trainingSetColumn(_ paper: PaperNumbers) -> ResultsColumn {
    ResultsColumn(title: "Paper's training set") { variant in
      let sets = variant.description.data.test.compactMap {
        paper.published(.psnr, of: variant.description, strategy: variant.label, on: $0)?.trainingSet
      }
      return sets.first.map { .text($0) } ?? .missing
    }
  }
}
