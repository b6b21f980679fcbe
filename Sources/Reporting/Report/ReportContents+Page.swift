import ExperimentSpecs
import HostSystem
import Pages
import Plotting
import Wording

extension ReportContents {
  /// The page.
  /// - Throws: `DatasetError`, `PlottingError`, what reading a damaged run throws.
  func page(ownImages: Bool, progress: (String) -> Void) throws -> Page {
    Page(
      title: "SRCNN, run again", lead: lead, headline: try headline(), claims: claimCards,
      comparisons: try comparisons(ownImages: ownImages, progress: progress),
      chapters: try parts.map(chapter), pictures: pictureCards, appendix: noise.table().map { [$0] } ?? [])
  }

  private var lead: [String] {
    let runs = Set(parts.flatMap { $0.results.trained.flatMap(\.runs).map(\.metrics.run.id) })
    return [
      "The experiments of *Image Super-Resolution Using Deep Convolutional Networks* (Dong, Loy, He, Tang, TPAMI 2016), "
        + "trained and measured anew: \(parts.count.counted("experiment")), \(runs.count.counted("finished run")), profile \(profile).",
      "A *backprop* is one sub-image that a network has been trained on. Solid curves are this program's, dotted ones the paper's. "
        + "*Muon* is an optimizer whose steps have the same length in all directions of a layer's weights (K. Jordan et al., 2024).",
    ].map { $0.replacing("*", with: "") }
  }

  private var claimCards: [ClaimCard] {
    ordered.flatMap { part in
      part.claims.judgements.map { judgement in
        ClaimCard(
          id: judgement.claim.id, says: judgement.claim.says, expression: judgement.claim.expect.text,
          source: judgement.claim.source, verdict: judgement.verdict.onPage,
          isOfOneSeed: judgement.isOfOneSeed, measured: judgement.lines.map(\.measured),
          paper: judgement.paperText, chapter: part.experiment.spec)
      }
    }
  }

  private func chapter(of part: Part) throws -> Chapter {
    let experiment = part.experiment
    let name = fileName(experiment.spec)
    let files = [
      Link(title: "table as CSV", path: "tables/\(name).csv"), Link(title: "text", path: "pages/\(name).md"),
    ].filter { has($0.path) }
    return Chapter(
      id: experiment.spec, title: experiment.title, claim: experiment.claim, source: experiment.source,
      departures: experiment.deviations, figures: try drawings(of: part).map(plotCard),
      tables: try part.results.tables(paper: paper, catalog: catalog),
      runs: part.results.trained.flatMap { variant in variant.runs.map { runCard($0, label: variant.label) }
      },
      files: files)
  }

  private func plotCard(of drawing: FigureDrawing) throws -> PlotCard {
    let id = drawing.figure.id
    let files = [".dat", ".gp", ".svg", ".png", ".pdf", "-column.pdf"].map {
      Link(title: id + $0, path: "figures/\(id + $0)")
    }.filter { has($0.path) }
    let (text, command) = (try drawing.remarks(), command(drawing: id))
    if drawing.figure.kind == .bars {
      return PlotCard(chart: try drawing.chart(id: id), text: text, command: command, files: files)
    }
    return PlotCard(
      figure: try drawing.figure(id: id), text: text, command: command, files: files,
      comparison: try drawing.comparison())
  }

  private var pictureCards: [Picture] {
    // A photograph is under the slider already, and would double the page.
    drawnPictures.filter(\.picture.isOfNetworksAlone).flatMap { picture, files in
      files.compactMap { file in
        (try? readFile("\(folder)/\(file)", limit: 256 << 20)).map { bytes in
          let id = file.split(separator: "/").last.map { String($0.dropLast(4)) } ?? picture.rawValue
          return Picture(
            id: id, title: picture.title, png: bytes,
            command: "experiments picture \(picture.rawValue)")
        }
      }
    }
  }
}

extension Verdict {
  fileprivate var onPage: ClaimCard.Verdict {
    switch self {
    case .held: .held
    case .notHeld: .notHeld
    case .undecided: .undecided
    }
  }
}
