import ExperimentSpecs

/// The JSON Schema (2020-12) of a spec.
public func specSchema() -> String { schemaJSON() }

extension Project {
  /// Reads and checks specs.
  /// - Throws: `ProjectError.unreadable`; `SpecProblems` with the problems of all of them.
  public func experiments(_ paths: [String]) throws -> [Experiment] {
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
    return experiments
  }
}

extension Experiment {
  /// That the spec is valid, and how large it is.
  public var validity: String {
    "valid: \(variants.count.counted("variant")), \(figures.count.counted("figure")), "
      + "profiles \(profiles.joined(separator: ", "))"
  }
}

extension ResolvedExperiment {
  /// The runs that figures are drawn from.
  public func runs(drawnIn ids: [String]) -> [RunDescription] {
    runs.filter { isDrawn($0, in: ids) }.inTrainingOrder
  }

  /// The runs of methods that figures are drawn from.
  public func methods(drawnIn ids: [String]) -> [MethodDescription] {
    methods.filter { isDrawn($0, in: ids) }
  }

  private func isDrawn(_ run: some DescribedRun, in ids: [String]) -> Bool {
    figures.contains { ids.contains($0.id) && $0.variants?.contains(run.variant) ?? true }
  }
}

/// The specs of a project, as `experiments list` shows them.
public struct SpecList: Sendable {
  private let specs: [(path: String, experiment: Experiment)]

  /// Reads all specs.
  /// - Throws: `SpecProblems` of all that are invalid.
  public init(_ project: Project) throws {
    let paths = project.specPaths
    specs = Array(zip(paths.map(project.shortened), try project.experiments(paths)))
  }

  /// The list for people.
  public var text: String {
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
  public var json: JSONText {
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
