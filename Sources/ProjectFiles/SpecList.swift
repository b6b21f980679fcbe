import ExperimentSpecs
import Foundation
import Wording

/// The JSON Schema (2020-12) of a spec.
package func specSchema() -> String { schemaJSON() }

extension Project {
  /// Reads and checks specs.
  /// - Throws: `ProjectError.unreadable`; `SpecProblems` with the problems of all of them.
  package func experiments(_ paths: [String]) throws -> [Experiment] {
    var invalid: SpecProblems?
    var experiments: [Experiment] = []
    for path in paths {
      do {
        experiments.append(try experiment(path))
      } catch let error as SpecProblems {
        if invalid == nil { invalid = error } else { invalid?.problems += error.problems }
      }
    }
    if let invalid { throw invalid }
    try requireDistinct(zip(paths, experiments).map { ($0, $1) })
    return experiments
  }

  /// Refuses specs that would write files of one name, also with one of the project's that isn't asked for: the results of
  /// one would take the place of the other's.
  /// - Throws: `ProjectError.sameOutput`.
  package func requireDistinct(_ asked: [(path: String, experiment: Experiment)]) throws(ProjectError) {
    func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
    var writers: [String: (path: String, file: String)] = [:]
    // A spec of the project that can't be read is a problem of its own.
    let others = try specPaths.compactMap { path in
      (try? experiment(path)).map { (path: path, experiment: $0) }
    }
    for (path, experiment) in asked + others {
      for output in experiment.outputs {
        // Not every file system tells capital letters.
        let first = writers[output.lowercased(), default: (resolved(path), experiment.file)]
        guard first.path == resolved(path) else {
          throw .sameOutput(output, files: [first.file, experiment.file])
        }
        writers[output.lowercased()] = first
      }
    }
  }
}

extension Experiment {
  /// The files that its results are written to, without their endings, and the folder of its runs.
  fileprivate var outputs: [String] {
    ["runs/\(name)", "tables/\(name)"] + tables.map { "tables/\($0.id)" } + figures.map { "figures/\($0.id)" }
  }
}

extension Experiment {
  /// That the spec is valid, and how large it is; a variant counts at each point of the grid.
  /// - Throws: `SpecProblems`.
  package var validity: String {
    get throws(SpecProblems) {
      var parts = ["valid: \(figures.count.counted("figure"))"]
      for profile in profiles {
        let resolved = try resolved(profile: profile)
        let runs = resolved.runs.count + resolved.methods.count
        parts.append(
          "profile \(profile): \(resolved.labels.count.counted("variant")), \(runs.counted("run"))")
      }
      return parts.joined(separator: "; ")
    }
  }
}

extension Experiment {
  /// The image sets that the profiles train and measure on.
  /// - Throws: `SpecProblems`.
  package func imageSets() throws(SpecProblems) -> [String] {
    var names: [String] = []
    for profile in profiles {
      let resolved = try resolved(profile: profile)
      for data in resolved.runs.map(\.data) + resolved.methods.map(\.data) { names += data.train + data.test }
    }
    return names.removingRepeats
  }
}

extension ResolvedExperiment {
  /// The runs that figures are drawn from.
  package func runs(drawnIn ids: [String]) -> [RunDescription] {
    runs.filter { isDrawn($0, in: ids) }.inTrainingOrder
  }

  /// The runs of methods that figures are drawn from.
  package func methods(drawnIn ids: [String]) -> [MethodDescription] {
    methods.filter { isDrawn($0, in: ids) }
  }

  private func isDrawn(_ run: some DescribedRun, in ids: [String]) -> Bool {
    figures.contains { ids.contains($0.id) && $0.variants?.contains(run.variant) ?? true }
  }
}

/// The specs of a project, as `experiments list` shows them.
package struct SpecList: Sendable {
  private let specs: [(path: String, experiment: Experiment)]

  /// Reads all specs.
  /// - Throws: `SpecProblems` of all that are invalid.
  package init(_ project: Project) throws {
    let paths = try project.specPaths
    specs = Array(zip(paths.map(project.shortened), try project.experiments(paths)))
  }

  /// The list for people.
  package var text: String {
    specs.map { path, experiment in
      var lines = ["\(experiment.name)  \(experiment.title) (\(experiment.source))", "  \(path)"]
      let figures = experiment.figures.map(\.id).joined(separator: ", ")
      if !figures.isEmpty { lines.append("  figures: \(figures)") }
      lines.append("  variants: \(experiment.variants.joined(separator: ", "))")
      for profile in experiment.profiles {
        lines.append("  profile \(profile): \(experiment.cost[profile] ?? "cost not stated")")
      }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// The list for machines.
  package var json: JSON {
    .object([
      (
        "specs",
        .list(
          specs.map { path, experiment in
            .object([
              ("name", .text(experiment.name)), ("path", .text(path)), ("title", .text(experiment.title)),
              ("source", .text(experiment.source)), ("claim", .text(experiment.claim)),
              ("figures", .list(experiment.figures.map { .text($0.id) })),
              ("variants", .list(experiment.variants.map { .text($0) })),
              ("profiles", .list(experiment.profiles.map { .text($0) })),
            ])
          })
      )
    ])
  }
}
