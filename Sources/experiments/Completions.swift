import ArgumentParser
import Datasets
import ExperimentSpecs
import Foundation
import ProjectFiles
import Reporting
import RunRecords
import Wording

/// Names that a shell offers, of the project around the current folder; none outside of one.
enum Completions {
  /// Specs, without their ending.
  static var specs: CompletionKind { names { project in try project.specPaths.map(fileStem) } }
  /// Figures and pictures.
  static var figures: CompletionKind {
    names { project in
      try project.figures([]).flatMap(\.ids) + PaperPicture.allCases.map(\.rawValue)
    }
  }
  /// Variants of the specs.
  static var variants: CompletionKind {
    names { project in try experiments(project).flatMap(\.variants).removingRepeats }
  }
  /// Image sets.
  static var sets: CompletionKind { names { project in try project.catalog().names } }
  /// Networks: SPEC/VARIANT, and the ids of runs.
  static var weights: CompletionKind {
    names { project in
      try experiments(project).flatMap { experiment in experiment.variants.map { "\(experiment.name)/\($0)" }
      }
        + RunFolder.all(in: project.results).map(\.shortId)
    }
  }
  /// Runs by the beginnings of their ids.
  static var runs: CompletionKind {
    names { project in try RunFolder.all(in: project.results).map(\.shortId) }
  }
  /// Profiles.
  static var profiles: CompletionKind {
    names { project in try experiments(project).flatMap(\.profiles).removingRepeats }
  }

  private static func names(_ find: @escaping @Sendable (Project) throws -> [String]) -> CompletionKind {
    .custom { _, _, _ in
      let project = try? Project(
        currentFolder: FileManager.default.currentDirectoryPath,
        environment: ProcessInfo.processInfo.environment)
      return project.flatMap { try? find($0) } ?? []
    }
  }

  private static func experiments(_ project: Project) throws -> [Experiment] {
    try project.specPaths.compactMap { try? project.experiment($0) }
  }
}
