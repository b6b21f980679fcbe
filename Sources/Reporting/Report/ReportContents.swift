import Datasets
import ExperimentSpecs
import Foundation
import Plotting
import ProjectFiles
import RunRecords

/// What the finished runs of a profile show, as the report's texts and its page are made from it.
struct ReportContents {
  /// An experiment with finished runs.
  struct Part {
    let path: String
    let results: ExperimentResults
    let claims: ClaimReport.Group
    var experiment: ResolvedExperiment { results.experiment }
  }

  let project: Project
  let profile: String
  let catalog: DatasetCatalog
  let paper: PaperNumbers
  /// The folder of the profile's results, which the report's links are relative to.
  let folder: String
  let parts: [Part]
  let noise: SeedNoise
  /// Threads that the images shown are made with.
  let threads: Int
}

extension ReportContents {
  /// Reads the finished runs of all specs and judges their claims.
  /// - Throws: `ProjectError.untrained` if there are none, `SpecProblems`, what reading a damaged run throws.
  init(of project: Project, profile: String, archive: RunArchive, threads: Int) throws {
    let experiments = try project.specPaths.compactMap {
      path -> (path: String, experiment: ResolvedExperiment)? in
      let experiment = try project.experiment(path)
      return experiment.profiles.contains(profile) ? (path, try experiment.resolved(profile: profile)) : nil
    }
    try self.init(of: project, experiments, profile: profile, archive: archive, threads: threads)
  }

  /// Reads the finished runs of some experiments and judges their claims.
  /// - Throws: `ProjectError.untrained` if there are none, what reading a damaged run throws.
  init(
    of project: Project, _ experiments: [(path: String, experiment: ResolvedExperiment)], profile: String,
    archive: RunArchive, threads: Int
  ) throws {
    let folder = project.results(ofProfile: profile)
    let trained = try experiments.compactMap {
      path, experiment -> (path: String, results: ExperimentResults)? in
      let results = try ExperimentResults(experiment, archive: archive)
      return results.isEmpty ? nil : (path, results)
    }
    guard !trained.isEmpty else {
      throw ProjectError.untrained(what: "report of \(folder)", spec: "--all", profile: profile)
    }
    let noise = SeedNoise(trained.map(\.results))
    self.init(
      project: project, profile: profile, catalog: try project.catalog(),
      paper: try PaperNumbers(root: project.root), folder: folder,
      parts: try trained.map {
        Part(
          path: $0.path, results: $0.results, claims: try project.judgeClaims(in: $0.results, noise: noise))
      }, noise: noise, threads: threads)
  }

  /// The verdicts of all experiments.
  var verdicts: ClaimReport {
    ClaimReport(groups: parts.map(\.claims).filter { !$0.judgements.isEmpty }, noise: noise)
  }

  /// The figures of an experiment that have something to show.
  func drawings(of part: Part) -> [FigureDrawing] {
    part.experiment.figures.filter { !part.results.drawn(in: $0).isEmpty }.map {
      FigureDrawing(results: part.results, figure: $0, paper: paper, catalog: catalog, overrides: [])
    }
  }

  /// The command that draws a figure.
  func command(drawing id: String) -> String { "experiments figure \(id) --profile \(profile)" }

  /// Whether a file is in the report's folder.
  func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(path)") }

  /// The pictures of networks that may be published and were drawn: their files without the folder.
  var drawnPictures: [(picture: PaperPicture, files: [String])] {
    PaperPicture.allCases.filter(\.isPublishable).compactMap { picture in
      // Pictures of weights that were named are called after them; they may be anyone's.
      let own = ["", "-cb", "-cr"].map { "figures/\(picture.rawValue)\($0).png" }.filter(has)
      return own.isEmpty ? nil : (picture, own)
    }
  }
}
