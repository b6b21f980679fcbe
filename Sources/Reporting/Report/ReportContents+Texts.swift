import ExperimentSpecs
import Pages
import Plotting
import Wording

extension ReportContents {
  /// What stands in README.md: the headline, and the verdicts with a link to each experiment's page.
  /// - Parameter pages: the folder of the pages.
  func summary(pages: String) throws -> Document {
    var blocks: [Document.Block] = [
      .paragraph("Profile \(profile). \(verdicts.tally) `experiments claims` says each in detail.")
    ]
    let headline = try headlineBlocks
    if !headline.isEmpty { blocks += [.heading(2, "Headline")] + headline }
    func count(_ part: Part, _ verdict: Verdict) -> Table.Cell {
      .number(Double(part.claims.judgements.count { $0.verdict == verdict }), decimals: 0)
    }
    let rows = ordered.map { part -> [Table.Cell] in
      let path = "\(pages)/\(fileName(part.experiment.spec)).md"
      return [.link(part.experiment.title, path: path), .text(part.experiment.source)]
        + [Verdict.held, .notHeld, .undecided].map { count(part, $0) }
    }
    blocks += [
      .heading(2, "Experiments"),
      .table(
        Table(
          id: "verdicts", title: "Verdicts on the paper's claims (profile \(profile))",
          columns: ["Experiment", "In the paper", "Held", "Not held", "Undecided"], rows: rows)),
      .links(
        [
          .init(
            "Pictures of filters", path: "\(pages)/pictures.md",
            remark: ", and how to draw those of test images"),
          .init("What another seed changes", path: "\(pages)/seeds.md"),
        ] + (has("bench/bench.md") ? [.init("Speed", path: "bench/bench.md")] : [])),
    ]
    return Document(blocks)
  }

  /// The experiments in the paper's order; those that it doesn't have are behind.
  var ordered: [Part] { parts.inPaperOrder(source: \.experiment.source, name: \.experiment.spec) }

  /// What stands in the project's own README.md: the headline and how many claims held.
  var front: Document {
    get throws { Document(try headlineBlocks + [.paragraph(verdicts.tally)]) }
  }

  private var headlineBlocks: [Document.Block] {
    get throws {
      guard let headline = try headline() else { return [] }
      return [.table(headline.table)] + headline.remarks.map { .paragraph($0) }
    }
  }

  /// The pages: one an experiment, the pictures, and the noise between seeds; each with its file's name and title.
  func documents() throws -> [(name: String, title: String, document: Document)] {
    try parts.map { ($0.experiment.spec, $0.experiment.title, try document(of: $0)) }
      + [("pictures", "Pictures", pictures), ("seeds", "What another seed changes", seeds)]
  }

  private func document(of part: Part) throws -> Document {
    let experiment = part.experiment
    var blocks: [Document.Block] = [
      .paragraph("Claim: \(experiment.claim) (\(experiment.source); `\(project.shortened(part.path))`)")
    ]
    if !part.claims.judgements.isEmpty { blocks += [.heading(2, "Verdicts"), .table(part.claims.table)] }
    for drawing in drawings(of: part) { blocks += try self.blocks(of: drawing) }
    if !experiment.deviations.isEmpty {
      blocks += [.heading(2, "Departures from the paper"), .list(experiment.deviations)]
    }
    let tables = try part.results.tables(paper: paper, catalog: catalog)
    return Document(blocks + [.heading(2, "Tables")] + tables.map { .table($0) })
  }

  private func blocks(of drawing: FigureDrawing) throws -> [Document.Block] {
    let figure = drawing.figure
    var blocks: [Document.Block] = [
      .heading(2, "\(figure.id): \(figure.title)"),
      has("figures/\(figure.id).png")
        ? .image(path: "../figures/\(figure.id).png", alternative: figure.title)
        : .paragraph("Not drawn yet; this draws it:"),
      .command(command(drawing: figure.id)), .paragraph(try drawing.remarks()),
    ]
    if let comparison = try drawing.comparison() { blocks.append(.table(comparison)) }
    return blocks
  }

  private var pictures: Document {
    var blocks: [Document.Block] = []
    for (picture, files) in drawnPictures {
      blocks.append(.heading(2, "\(picture.rawValue): \(picture.title)"))
      blocks += files.map { .image(path: "../\($0)", alternative: picture.title) }
      blocks.append(.command("experiments picture \(picture.rawValue)"))
    }
    let others = PaperPicture.allCases.filter { !$0.isPublishable }
    return Document(
      blocks + [
        .paragraph(
          "Pictures that show a test image aren't published, since the images' terms don't allow it. Draw them with:"
        ), .list(others.map { "`experiments picture \($0.rawValue)`: \($0.title)" }),
      ])
  }

  private var seeds: Document {
    Document([noise.table().map { .table($0) } ?? .paragraph("No network or method has several seeds yet.")])
  }
}
