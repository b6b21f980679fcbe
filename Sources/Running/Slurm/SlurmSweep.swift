import ExperimentSpecs
import Foundation
import HostSystem
import RunRecords

/// The runs of a sweep as tasks of one job array of Slurm, kept in `runs/.slurm/` of the results: the files on a folder that
/// all nodes share are all that the tasks have in common.
package struct SlurmSweep: Codable, Sendable {
  /// Runs that are done by one task, one after the other: most often one; one that starts from another's weights follows it.
  package struct Task: Codable, Sendable {
    /// Those that train networks.
    package var runs: [RunDescription] = []
    /// Those that train methods.
    package var methods: [MethodDescription] = []
    /// The beginnings of the runs' ids, as in the names of their folders.
    package var ids: [String] = []

    /// The runs' titles.
    package var titles: [String] { methods.map(\.title) + runs.map(\.title) }
  }

  /// The tasks by their places.
  package var tasks: [Task]
  /// The number of the job; nil until Slurm has taken it.
  package var job: Int?
  /// When it was submitted, ISO 8601.
  package var submitted: String

  /// Reads a sweep.
  /// - Throws: `HostError`, `RunError.unsuitable`.
  package init(contentsOf path: String) throws {
    let bytes = try readFile(path, limit: 256 << 20)
    guard let sweep = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else {
      throw RunError.unsuitable(path: path, reason: "it isn't a list of tasks as a submission writes it")
    }
    self = sweep
  }

  init(tasks: [Task], submitted: String) {
    (self.tasks, self.submitted) = (tasks, submitted)
  }

  /// Writes it whole and atomically.
  package func write(to path: String) throws { try writeAtomically(try jsonBytes(self), to: path) }

  /// Where the sweeps of a results folder are.
  package static func folder(in results: String) -> String { results + "/runs/.slurm" }

  /// The sweeps of a results folder that were submitted, by when.
  package static func all(in results: String) throws -> [SlurmSweep] {
    let folder = folder(in: results)
    guard isFolder(folder) else { return [] }
    return try entries(of: folder).map(\.name).filter { $0.hasSuffix(".json") }
      .compactMap { try? SlurmSweep(contentsOf: "\(folder)/\($0)") }.filter { $0.job != nil }
  }
}

extension RunEngine {
  /// The tasks of a sweep that does what is left of runs.
  /// - Parameter waiting: the short ids of runs that wait for Slurm already.
  package func sweep(
    _ runs: [PlannedRun], _ methods: [PlannedMethod], waiting: Set<String>
  ) -> SlurmSweep {
    func isLeft(_ planned: Planned<some DescribedRun>) -> Bool {
      planned.isUnfinished && !waiting.contains(planned.identity?.shortId ?? "")
    }
    // Methods on one dictionary follow each other: the first learns it.
    var places: [[UInt8]: Int] = [:]
    var tasks: [SlurmSweep.Task] = []
    for planned in methods where isLeft(planned) {
      let key = planned.run.dictionaryRun.map(canonicalJSON) ?? canonicalJSON(of: planned.run)
      let place = places[key, default: tasks.count]
      places[key] = place
      if place == tasks.count { tasks.append(SlurmSweep.Task()) }
      tasks[place].methods.append(planned.run)
      tasks[place].ids.append(planned.identity?.shortId ?? "")
    }
    let left = runs.filter { isLeft($0) }
    tasks += sameTrainings(in: left.map(\.run)).map { group in
      SlurmSweep.Task(
        runs: group.map { left[$0].run }, ids: group.map { left[$0].identity?.shortId ?? "" })
    }
    return SlurmSweep(tasks: tasks, submitted: clock.timestamp)
  }
}
