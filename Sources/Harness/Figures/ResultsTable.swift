import ExperimentSpecs
import Plotting

extension ExperimentResults {
  /// All tables: the one that every experiment has, and those that its spec asks for.
  func tables(paper: PaperNumbers, catalog: DatasetCatalog) throws -> [Table] {
    try [table(paper: paper, catalog: catalog)]
      + experiment.tables.filter { section in
        trained.contains { $0.description.data.test.contains(section.set) }
      }
      .map { table($0, paper: paper) }
  }

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
    rows += trained.map { variant in
      let factor = scales.count == 1 ? "" : " x\(variant.description.data.scale)"
      return [.text(variant.label + factor)] + columns.map { $0.variant(variant) }
    }
    rows += paper.quotedColours(besides: trained.map(\.label)).map { method in
      [.text("\(method.name), paper")] + columns.map { $0.quoted(method.scores) }
    }
    var table = Table(
      id: experiment.spec, title: "\(experiment.title) (profile \(experiment.profile))",
      columns: ["Network"] + columns.map(\.title), rows: rows)
    func places(_ isMeant: (ResultsColumn) -> Bool) -> Set<Int> {
      Set(columns.indices.filter { isMeant(columns[$0]) }.map { $0 + 1 })
    }
    // Numbers of several factors in one column don't compete.
    if scales.count == 1 {
      table.markBest(inEach: .column, competing: places(\.competes), lowestWins: places(\.lowestWins))
    }
    return table
  }

  /// What the paper trained its network on, which decides what can be held against what.
  private func trainingSetColumn(_ paper: PaperNumbers) -> ResultsColumn {
    ResultsColumn(title: "Paper's training set") { variant in
      let sets = variant.description.data.test.compactMap {
        published(.psnr, of: variant, on: $0, paper: paper)?.trainingSet
      }
      return sets.first.map { .text($0) } ?? .missing
    }
  }
}
