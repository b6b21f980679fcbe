import Datasets
import ExperimentSpecs
import Plotting
import Vocabulary

extension ExperimentResults {
  /// All tables: the one that every experiment has, and those that its spec asks for.
  package func tables(paper: PaperNumbers, catalog: DatasetCatalog) throws -> [Table] {
    try [table(paper: paper, catalog: catalog)]
      + experiment.tables.filter { !shown(in: $0).isEmpty }.map { section in
        try section.set.map { table(section, on: $0, paper: paper) }
          ?? table(section, of: section.columns ?? [], paper: paper, catalog: catalog)
      }
  }

  /// What each variant reached, mean and standard deviation over the seeds, beside bicubic interpolation and what the
  /// paper gives for the same network; the best of a column in bold, as the paper has it.
  package func table(paper: PaperNumbers, catalog: DatasetCatalog) throws -> Table {
    var columns = costColumns
    for set in variants.flatMap(\.description.data.test).removingRepeats {
      let title = try catalog.manifest(set).title
      for measure in measures(on: set) {
        columns += self.columns(
          of: ScoreName(set: set, measure: measure), subject: title, rows: trained, paper: paper)
      }
    }
    return table(
      id: experiment.spec, title: experiment.title, columns, rows: trained,
      untrained: variants.filter { variant in !trained.contains { $0.id == variant.id } },
      quoted: paper.quotedColours(besides: trained.map(\.description)), paper: paper)
  }

  /// The variants that a table shows and that have a finished run.
  package func shown(in section: TableSection) -> [VariantResults] {
    trained.filter { section.variants?.contains($0.id) ?? true }
  }

  /// Scores as in the paper's Tables 1 and 5: a row for each variant, for each score a column of ours and one of the
  /// paper's.
  /// - Throws: `DatasetError.unknown`.
  package func table(
    _ section: TableSection, of scores: [ScoreName], paper: PaperNumbers, catalog: DatasetCatalog
  ) throws -> Table {
    let rows = shown(in: section)
    let columns = try scores.flatMap { score in
      self.columns(
        of: score, subject: try score.image ?? catalog.manifest(score.set).title, rows: rows, paper: paper)
    }
    let isColour = scores.contains { if case .colour = $0.measure { true } else { false } }
    return table(
      id: section.id, title: section.title, [seedsColumn] + columns, rows: rows,
      quoted: paper.quoted(section.quoted, besideColour: isColour), paper: paper)
  }

  /// A table of some columns, bicubic interpolation first; the best of a column in bold, among those of one factor.
  private func table(
    id: String, title: String, _ columns: [ResultsColumn], rows shown: [VariantResults],
    untrained: [VariantResults] = [], quoted: [PaperNumbers.Quoted], paper: PaperNumbers
  ) -> Table {
    var columns = columns
    if columns.contains(where: \.isOfThePaper) { columns.append(trainingSetColumn(paper)) }
    let scales = shown.map(\.description.data.scale).removingRepeats
    func named(_ name: String, _ scale: Int) -> [Table.Cell] {
      [.text(scales.count == 1 ? name : "\(name) x\(scale)")]
    }
    var rows = scales.map { scale in
      (scale: scale, cells: named("bicubic", scale) + columns.map { $0.bicubic(scale) })
    }
    rows += shown.map { variant in
      let scale = variant.description.data.scale
      return (scale, named(variant.label, scale) + columns.map { $0.variant(variant) })
    }
    rows += untrained.map { variant in
      let scale = variant.description.data.scale
      return (scale, named("\(variant.label) (not trained)", scale) + columns.map { _ in .missing })
    }
    rows += quoted.flatMap { row in
      scales.map { scale in
        (scale, named("\(paper.label(of: row)), paper", scale) + columns.map { $0.quoted(row, scale) })
      }
    }
    var table = Table(
      id: id, title: "\(title) (profile \(experiment.profile))",
      columns: ["Network"] + columns.map(\.title), rows: rows.map(\.cells))
    table.notes = warnings(of: (shown + untrained).map(\.id))
    func places(_ isMeant: (ResultsColumn) -> Bool) -> Set<Int> {
      Set(columns.indices.filter { isMeant(columns[$0]) }.map { $0 + 1 })
    }
    for scale in scales {
      table.markBest(
        inEach: .column, competing: places(\.competes), lowestWins: places(\.lowestWins),
        within: rows.indices.filter { rows[$0].scale == scale })
    }
    return table
  }

  /// What the paper trained its network on, which decides what can be held against what.
  private func trainingSetColumn(_ paper: PaperNumbers) -> ResultsColumn {
    ResultsColumn(title: "Paper's training set") { variant in
      let sets = variant.description.data.test.compactMap {
        published(ScoreName(set: $0, measure: .psnr), of: variant, paper: paper)?.trainingSet
      }
      return sets.first.map { .text($0) } ?? .missing
    }
  }
}
