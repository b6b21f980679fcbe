import Datasets
import ExperimentSpecs
import Foundation
import HostSystem
import Imaging
import RunRecords
import SparseCoding
import SuperResolution

/// How runs are worked on; nothing here but the back end changes a number of a result.
package struct RunSettings: Sendable {
  /// The results folder: runs are in `runs/` within it.
  package var results: String
  /// Threads in all, at least 1.
  package var threads: Int
  /// Runs at once, which share the threads.
  package var jobs: Int
  /// Whether runs are trained from the start though they are done or begun.
  package var force: Bool
  /// Whether a run that fails keeps those after it from beginning.
  package var stopsAtFailure = false
  /// Bytes that the training images of a run may take in memory; a larger set is kept in a file and read ahead.
  package var imageMemory = 512 << 20
  /// What trains networks and applies them while they are trained, with so many threads beside it: the processor, or the device
  /// of a name.
  package var backend: @Sendable (_ device: String?, _ threads: Int) throws -> any Backend = { _, threads in
    CPUBackend(threads: threads)
  }
  /// The command, for the provenance.
  package var commandLine: [String]
  /// The program and the machine, for the provenance.
  package var environment: RunEnvironment

  package init(
    results: String, threads: Int, jobs: Int = 1, force: Bool = false, commandLine: [String],
    environment: RunEnvironment
  ) {
    precondition(threads > 0 && jobs > 0, "\(threads) threads for \(jobs) runs at once")
    self.results = results
    self.threads = threads
    self.jobs = jobs
    self.force = force
    self.commandLine = commandLine.prefix(1).map(withoutForeignFolder) + commandLine.dropFirst()
    self.environment = environment
  }
}

/// Does the runs of experiments: skips what is done, goes on with what was cut off, trains the rest.
///
///     let engine = RunEngine(catalog: catalog, settings: settings, cancellation: cancellation, reporter: reporter)
///     for planned in engine.plan(experiment.runs) { print(planned.run.title, planned.reason) }
///     let results = engine.run(experiment.runs)
///     exit(results.exitCode)
///
/// A run is told by its identity, not by its name: what another spec has trained isn't trained again.
package struct RunEngine: Sendable {
  package var archive: RunArchive
  package let settings: RunSettings
  package let cancellation: Cancellation
  package let reporter: any ProgressReporter
  let clock: RunClock
  package var data: RunData

  /// An engine for the data sets of a catalog.
  package init(
    catalog: DatasetCatalog, settings: RunSettings, cancellation: Cancellation = Cancellation(),
    reporter: any ProgressReporter = SilentReporter(), clock: RunClock = .system
  ) {
    archive = RunArchive(catalog: catalog, results: settings.results)
    self.settings = settings
    self.cancellation = cancellation
    self.reporter = reporter
    self.clock = clock
    data = RunData(catalog, settings, cancellation, clock)
  }

  /// The data sets.
  package var catalog: DatasetCatalog { archive.catalog }

  /// Does the runs in order, several at once if the settings say so; one that fails doesn't stop the others.
  ///
  /// A run that another starts from is done before it, whether it is asked for or not. A run that a living process
  /// works on ends the whole: whoever started two of them wants to know.
  package func run(_ runs: [RunDescription]) -> [RunResult] {
    let runs = runs.inTrainingOrder
    let results = Locked([RunResult?](repeating: nil, count: runs.count))
    let groups = sameTrainings(in: runs)
    let next = Locked(0)
    let jobs = max(1, min(settings.jobs, groups.count))
    let threads = max(1, settings.threads / jobs)
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while true {
        let group = next.withValue { value in
          defer { value += 1 }
          return value
        }
        guard group < groups.count else { return }
        for index in groups[group] {
          let stop = results.withValue { unbegun(after: $0) }
          let result =
            stop.map { RunResult(run: runs[index], folder: nil, outcome: $0) }
            ?? one(runs[index]) { run, identity, found in
              try act(on: found, run, identity, threads: threads)
            }
          results.withValue { $0[index] = result }
          reporter.report(.ended(result))
        }
      }
    }
    return results.withValue { $0.compactMap { $0 } }
  }

  /// Why no more runs begin after these; nil if they do.
  package func unbegun(after results: [RunResult?]) -> RunResult.Outcome? {
    if cancellation.isRequested || results.contains(where: \.isLocked) { return .notStarted }
    return settings.stopsAtFailure && results.contains(where: \.isFailed) ? .leftOut : nil
  }

  /// The runs by their places, those of one identity together, and with the one that they start from: they are done
  /// one after the other, so that the second finds what the first has trained.
  func sameTrainings(in runs: [RunDescription]) -> [[Int]] {
    var groups: [[Int]] = []
    var places: [RunIdentity: Int] = [:]
    for (index, run) in runs.enumerated() {
      let identity = try? catalog.identity(of: run)
      let start = try? catalog.identity(ofStartOf: run)
      if let identity, let place = places[identity] ?? start.flatMap({ places[$0] }) {
        groups[place].append(index)
        places[identity] = place
      } else {
        if let identity { places[identity] = groups.count }
        // A method that several start from is trained by the first of them.
        if let start { places[start] = groups.count }
        groups.append([index])
      }
    }
    return groups
  }

  package typealias Found = RunArchive.Found

  /// Does one run under its lock; whatever goes wrong becomes its result.
  package func one<Run: IdentifiedRun>(
    _ run: Run, _ act: (Run, RunIdentity, Found) throws -> RunResult
  ) -> RunResult {
    var folder: RunFolder?
    do {
      let (identity, own) = try archive.identify(run)
      folder = own
      let lock = try lock(run, identity)
      defer { withExtendedLifetime(lock) {} }
      if settings.force {
        try clear(own)
        return try act(run, identity, (.new, own, "starts anew, as --force asks"))
      }
      let found = try archive.find(run, identity, own: own)
      folder = found.folder
      return try act(run, identity, found)
    } catch is CancellationError {
      return RunResult(run: run, folder: folder, outcome: .notStarted)
    } catch {
      return RunResult(run: run, folder: folder, outcome: .failed(RunError(error, run: run)))
    }
  }

  private func act(
    on found: Found, _ run: RunDescription, _ identity: RunIdentity, threads: Int
  ) throws -> RunResult {
    switch found.state {
    case .done(let folder, let backprops):
      try complete(run, identity, in: folder, backprops: backprops)
      reporter.report(.skipped(run, reason: found.reason))
      return RunResult(run: run, folder: found.folder, outcome: .skipped(reason: found.reason))
    case .unscored(let folder, let backprops, let sets):
      try score(run, identity, in: folder, sets: sets, threads: threads)
      let reason =
        "trained for \(backprops) backprops before; now also scored on \(sets.joined(separator: ", "))"
      reporter.report(.scored(run, reason: reason))
      return RunResult(run: run, folder: folder, outcome: .skipped(reason: reason))
    case .resumable(let folder, _):
      return try train(
        run, identity, in: folder, from: ownCheckpoint(identity, in: folder), threads: threads)
    case .new, .dataMissing:
      return try train(
        run, identity, in: found.folder, from: otherCheckpoint(for: run, threads: threads), threads: threads)
    case .unusable(let error):
      throw error
    }
  }

  /// Does what a training that was killed at its very end, its results written, had still to do.
  private func complete(_ run: RunDescription, _ identity: RunIdentity, in folder: RunFolder, backprops: Int)
    throws
  {
    guard let provenance = try folder.checkedProvenance(), provenance.runId == identity.id,
      provenance.ended == nil
    else { return }
    try folder.amendProvenance(of: identity) {
      $0.ended = clock.timestamp
      $0.failure = nil
    }
    try append(
      "\(clock.timestamp) done after \(backprops) backprops; noted by a later command\n",
      to: folder.logFile)
    try removeUnfinishedFiles(in: folder.path)
    if !run.training.isContinuable { try removeFile(folder.checkpointFile) }
  }

  package func lock(_ run: some DescribedRun, _ identity: RunIdentity) throws -> FileLock {
    try makeFolder(settings.results + "/runs/.locks")
    let path = archive.lockPath(of: identity)
    switch try FileLock.take(path, note: clock.timestamp) {
    case .heldBy(let owner):
      throw RunError.locked(run: run.title, owner: owner, path: path)
    case .taken(let lock, let leftBy):
      if let process = leftBy?.process {
        reporter.report(
          .note(run, "process \(process.process) left its lock behind and is gone; this one takes over"))
      }
      return lock
    }
  }

  /// Removes what a folder has of a run that is to be trained from the start.
  private func clear(_ folder: RunFolder) throws {
    let files = [
      folder.weightsFile, folder.modelFile, folder.metricsFile, folder.checkpointFile, folder.progressFile,
    ]
    for file in files {
      try removeFile(file)
    }
  }
}

extension RunResult? {
  var isFailed: Bool { if case .failed = self?.outcome { true } else { false } }

  var isLocked: Bool {
    if case .failed(.locked) = self?.outcome { true } else { false }
  }
}
