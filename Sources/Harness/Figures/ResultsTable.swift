import ExperimentSpecs
import Plotting

extension ExperimentResults {
  /// All tables: the one that every experiment has, and those that its spec asks for.
  func tables(paper: PaperNumbers, catalog: DatasetCatalog) throws -> [Table] {
    try [table(paper: paper, catalog: catalog)]
      + experiment.tables.filter { !shown(in: $0).isEmpty }.map { section in
        try section.set.map { table(section, on: $0, paper: paper) }
          ?? table(section, of: section.columns ?? [], paper: paper, catalog: catalog)
      }
  }

  /// What each variant reached, mean and standard deviation over the seeds, beside bicubic interpolation and what the
  /// paper gives for the same network; the best of a column in bold, as the paper has it.
  func table(paper: PaperNumbers, catalog: DatasetCatalog) throws -> Table {
    var columns = costColumns
    for set in variants.flatMap(\.description.data.test).removingRepeats {
      let title = try catalog.manifest(set).title
      for measure in measures(on: set) {
        columns += self.columns(
          of: ScoreName(set: set, measure: measure), title: "\(title) \(measure.title)", paper: paper)
      }
    }
    if columns.contains(where: { $0.title.hasSuffix(", paper") }) { columns.append(trainingSetColumn(paper)) }
    return table(
      id: experiment.spec, title: experiment.title, columns, rows: trained,
      quoted: paper.quotedColours(besides: trained.map(\.label)))
  }

  /// The variants that a table shows and that have a finished run.
  func shown(in section: TableSection) -> [VariantResults] {
    trained.filter { variant in
      (section.variants?.contains(variant.id) ?? true)
        && section.sets.contains(where: variant.description.data.test.contains)
    }
  }

  /// Scores as in the paper's Tables 1 and 5: a row for each variant, for each score a column of ours and one of the
  /// paper's.
  /// - Throws: `ProjectError.unknownImage` for a score of an image that its set doesn't have, `DatasetError.unknown`.
  func table(
    _ section: TableSection, of scores: [ScoreName], paper: PaperNumbers, catalog: DatasetCatalog
  ) throws -> Table {
    let rows = shown(in: section)
    let isOfOneSet = section.sets.count == 1
    var columns: [ResultsColumn] = []
    for score in scores {
      if let image = score.image {
        let known = rows.lazy.flatMap(\.runs).compactMap { $0.metrics.final[score.set]?.images }.first ?? []
        guard known.contains(image) else {
          throw ProjectError.unknownImage(score: score.text, table: section.id, known: known)
        }
      }
      let subject = try score.image ?? (isOfOneSet ? nil : catalog.manifest(score.set).title)
      columns += self.columns(
        of: score, title: (subject.map { $0 + " " } ?? "") + score.measure.title, paper: paper)
    }
    return table(
      id: section.id, title: section.title, columns, rows: rows,
      quoted: section.quoted.map(paper.label))
  }

  /// A table of some columns, bicubic interpolation first; the best of a column in bold.
  private func table(
    id: String, title: String, _ columns: [ResultsColumn], rows shown: [VariantResults], quoted: [String]
  ) -> Table {
    let scales = shown.map(\.description.data.scale).removingRepeats
    let scalesOfRows = scales + shown.map(\.description.data.scale)
    var rows: [[Table.Cell]] = scales.map { scale in
      [.text(scales.count == 1 ? "bicubic" : "bicubic x\(scale)")] + columns.map { $0.bicubic(scale) }
    }
    rows += shown.map { variant in
      let factor = scales.count == 1 ? "" : " x\(variant.description.data.scale)"
      return [.text(variant.label + factor)] + columns.map { $0.variant(variant) }
    }
    rows += quoted.map { method in [.text("\(method), paper")] + columns.map { $0.quoted(method) } }
    var table = Table(
      id: id, title: "\(title) (profile \(experiment.profile))",
      columns: ["Network"] + columns.map(\.title), rows: rows)
    func places(_ isMeant: (ResultsColumn) -> Bool) -> Set<Int> {
      Set(columns.indices.filter { isMeant(columns[$0]) }.map { $0 + 1 })
    }
    // Numbers of several factors don't compete with each other.
    for scale in scales {
      table.markBest(
        inEach: .column, competing: places(\.competes), lowestWins: places(\.lowestWins),
        within: scales.count == 1 ? nil : scalesOfRows.indices.filter { scalesOfRows[$0] == scale })
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
