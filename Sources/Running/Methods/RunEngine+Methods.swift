import ExperimentSpecs
import HostSystem
import Imaging
import RunRecords
import Scoring
import SparseCoding
import Wording

extension RunEngine {
  /// How the runs of methods stand, why, and how long they will take, where that was measured; trains nothing.
  package func plan(_ methods: [MethodDescription]) -> [PlannedMethod] {
    let times = MethodTimes(results: settings.results, threads: settings.threads)
    return methods.map { method in
      var planned: PlannedMethod = archive.plan(method, startingAnew: settings.force)
      if case .resumable(let folder, let from) = planned.state {
        planned.estimatedSeconds = folder.secondsLeft(of: method, from: from)
      } else if planned.isUnfinished {
        planned.estimatedSeconds = times.seconds(for: method)
      }
      return planned
    }
  }

  /// Trains and scores methods in order, each by all threads; one that fails doesn't stop the others.
  ///
  /// The dictionary that several of them stand on is learned once and kept as a run of its own.
  package func run(_ methods: [MethodDescription]) -> [RunResult] {
    var results: [RunResult?] = []
    for method in methods {
      let result =
        unbegun(after: results).map { RunResult(run: method, folder: nil, outcome: $0) }
        ?? one(method) { method, identity, found in try act(on: found, method, identity) }
      results.append(result)
      reporter.report(.ended(result))
    }
    return results.compactMap { $0 }
  }

  private func act(
    on found: Found, _ method: MethodDescription, _ identity: RunIdentity
  ) throws -> RunResult {
    do {
      switch found.state {
      case .done:
        reporter.report(.skipped(method, reason: found.reason))
        return RunResult(run: method, folder: found.folder, outcome: .skipped(reason: found.reason))
      case .unscored(let folder, _, let sets):
        try score(method, identity, folder.model(), in: folder)
        let reason = "trained before; now also scored on \(sets.joined(separator: ", "))"
        reporter.report(.scored(method, reason: reason))
        return RunResult(run: method, folder: found.folder, outcome: .skipped(reason: reason))
      case .resumable, .new, .dataMissing:
        try train(method, identity, found, isScored: true)
        return RunResult(run: method, folder: found.folder, outcome: .trained)
      case .unusable(let error): throw error
      }
    } catch let stop as MethodStop {
      return RunResult(run: method, folder: found.folder, outcome: .stopped(stop.words))
    }
  }

  /// The trained model of a run, wherever in the results it lies; trained now if it isn't there.
  /// - Throws: what training throws, `CancellationError`.
  package func model(of method: MethodDescription) throws -> MethodFile {
    let (identity, own) = try archive.identify(method)
    func kept() throws -> MethodFile? {
      for folder in try [own] + RunFolder.all(in: settings.results, of: identity)
      where folder.has(folder.modelFile) {
        let file = try folder.model()
        guard file.run?.id == identity.id else { continue }
        guard file.method == method.method, file.scale == method.data.scale else {
          throw RunError.damaged(
            run: method.title, path: folder.modelFile,
            reason: "it holds \(file.summary) with other settings than the run's")
        }
        return file
      }
      return nil
    }
    if let file = try kept() { return file }
    let lock = try lock(method, identity)
    defer { withExtendedLifetime(lock) {} }
    // Another process may have trained it before this one had the lock.
    if let file = try kept() { return file }
    var found = try archive.findState(of: method, identity, own: own)
    if case .unusable(let error) = found.state { throw error }
    // One that was published without its model is trained again where its scores are, whose provenance stays.
    var published: Provenance?
    if case .done(let folder, _) = found.state {
      published = folder.provenance()
      found = (.new, folder, found.reason)
    }
    defer {
      // Whether that ends well or not; a file that nothing has changed stays as it is, to the byte.
      if let published, found.folder.provenance() != published {
        try? found.folder.amendProvenance(of: identity) {
          let progress = $0.progress
          $0 = published
          $0.progress = progress
        }
      }
    }
    let seconds = MethodTimes(results: settings.results, threads: settings.threads).seconds(for: method)
    let time = seconds.map { "about \(duration($0))" } ?? "how long that takes isn't known yet"
    reporter.report(.note(method, "is trained first; \(time)"))
    do {
      return try train(method, identity, found, isScored: false)
    } catch is MethodStop {
      throw CancellationError()
    }
  }

  /// Trains a method into its folder, and scores it.
  @discardableResult private func train(
    _ method: MethodDescription, _ identity: RunIdentity, _ found: Found, isScored: Bool
  ) throws -> MethodFile {
    let folder = found.folder
    var checkpoint: MethodCheckpoint?
    if case .resumable = found.state {
      checkpoint = try MethodCheckpoint(contentsOf: folder.checkpointFile)
    }
    // Sets that are missing are found out before hours of training.
    if isScored {
      _ = try testSets(of: method)
      try forgetFormerImages(of: method, in: folder)
    }
    let dictionary = try method.dictionaryRun.map { try self.dictionary(of: $0, for: method) }
    let images = try trainingImages(of: method)
    try makeFolder(folder.path)
    try removeUnfinishedFiles(in: folder.path)
    let passes = checkpoint?.state.history.count
    var session = MethodSession(
      run: method, identity: identity, folder: folder, threads: settings.threads, cancellation: cancellation,
      reporter: reporter, clock: clock,
      journal: try RunJournal(
        folder: folder, run: method,
        header: header(
          of: method, identity, numericsVersion: method.numericsVersion,
          initialRun: method.dictionaryRun.flatMap(catalog.identity)?.id, threads: settings.threads),
        resumed: passes.map {
          RunJournal.Resumed(identity: identity, folder: folder, from: $0, lastRow: $0)
        }, clock: clock))
    reporter.report(.started(method, from: passes ?? 0, folder: folder))
    do {
      let file = try session.train(on: images, dictionary: dictionary, checkpoint: checkpoint)
      if isScored {
        try score(method, identity, file, in: folder)
      } else {
        try session.journal.ended("done, not scored")
      }
      return file
    } catch is MethodStop {
      throw MethodStop(words: session.stopWords)
    } catch {
      // The journal may be what couldn't be written: the first error is the one to tell.
      try? folder.amendProvenance(of: identity) { $0.failure = message(of: error) }
      try? session.journal.log("failed: \(message(of: error))")
      throw error
    }
  }

  /// Takes out of the scores of an earlier training those of images that changed, before the provenance names the new ones,
  /// and those that were measured otherwise.
  private func forgetFormerImages(of method: MethodDescription, in folder: RunFolder) throws {
    guard folder.has(folder.metricsFile) else { return }
    var metrics = try folder.metrics()
    let changed = try archive.changedSets(of: method, in: folder, metrics: metrics)
    let outdated = metrics.outdated(among: method.data.test, by: archive.scoring)
    guard !changed.isEmpty || !outdated.isEmpty else { return }
    changed.forEach { metrics.forget($0) }
    outdated.forEach { metrics.forgetScores(of: $0) }
    try metrics.write(to: folder.metricsFile)
  }

  /// The dictionary that a run of its own learns.
  private func dictionary(
    of run: MethodDescription, for method: MethodDescription
  ) throws -> ExampleDictionary {
    guard case .example(let model) = try model(of: run).model else {
      throw RunError.method(run: method.title, reason: "the run of its dictionary has none")
    }
    try model.dictionary.check(isFor: method.data.scale)
    return model.dictionary
  }

  /// Luminance of the training images, 0…1.
  private func trainingImages(of method: MethodDescription) throws -> [Plane] {
    let files = try TrainingFiles(of: method, in: catalog) { reporter.report(.note(method, $0)) }
    return try (0..<files.count).map { Plane(try files.image(at: $0).luma()) }
  }

  private func testSets(of method: MethodDescription) throws -> [TestSet] {
    try data.testSets(of: method.data, padding: .replicate) { reporter.report(.note(method, $0)) }
  }

  /// Scores a model on the sets that it wasn't scored on, and keeps each set's scores when it has them.
  private func score(
    _ method: MethodDescription, _ identity: RunIdentity, _ file: MethodFile, in folder: RunFolder
  ) throws {
    let run = WeightsFile.Run(id: identity.id, seed: method.seed, backprops: 0)
    var metrics = MetricsFile(run: run, scale: method.data.scale, channels: .y, history: History())
    if folder.has(folder.metricsFile), case let old = try folder.metrics(), old.run == run { metrics = old }
    for set in try archive.changedSets(of: method, in: folder, metrics: metrics) { metrics.forget(set) }
    let unscored =
      metrics.unscored(of: method.data) + metrics.outdated(among: method.data.test, by: archive.scoring)
    for set in try testSets(of: method) where unscored.contains(set.name) {
      let start = clock.seconds()
      let measures = metrics.measures(of: set.name, for: method.data)
      let scores = try set.scores(of: file.upscaler, measures: measures, threads: settings.threads) { image in
        if cancellation.isRequested { throw MethodStop(words: "trained, and not yet scored on \(set.name)") }
        let progress = MethodProgress(
          stage: "images of \(set.name)", done: image, total: set.imageNames.count,
          seconds: clock.seconds() - start)
        reporter.report(.stage(method, progress))
      }
      metrics.add(
        set, final: scores, sentence: set.methodSentence, by: archive.scoring, threads: settings.threads)
      try metrics.write(to: folder.metricsFile)
      try noteContent(of: [set.name], identity, in: folder)
      try folder.amendProvenance(of: identity) { $0.evaluationSeconds += clock.seconds() - start }
    }
    try folder.amendProvenance(of: identity) {
      $0.ended = $0.ended ?? clock.timestamp
      $0.failure = nil
    }
  }
}

/// A wish to stop was heeded; the words say what there is to go on from.
struct MethodStop: Error {
  let words: String
}

extension TestSet {
  /// The protocol by which methods are scored, in words.
  var methodSentence: String {
    ScoringProtocol.table.sentence(scale: scale, luma: luma, blur: blur, padding: nil)
  }
}
