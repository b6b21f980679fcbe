import ExperimentSpecs
import HostSystem
import RunRecords
import SuperResolution
import Wording

extension RunEngine {
  /// Trains a run in a folder, from its own checkpoint or another's if there is one.
  /// - Parameter restsAt: the backprops after which it rests; nil to train to the end.
  package func train(
    _ run: RunDescription, _ identity: RunIdentity, in folder: RunFolder, from resumed: ResumedTraining?,
    threads: Int, restsAt: Int? = nil
  ) throws -> RunResult {
    let backend = try settings.backend(run.training.device, threads)
    let device = run.training.device == nil ? nil : backend.name
    let isOwn = resumed?.identity == identity
    if let resumed {
      try check(resumed.checkpoint, run, resumed.folder)
      if isOwn || run.continuedRun == nil { try checkDevice(device, run, resumed) }
    }
    let start = resumed?.checkpoint
    let note: (String) -> Void = { reporter.report(.note(run, $0)) }
    let testSets = try data.testSets(of: run, note: note)
    let subImages = try data.subImages(of: run, identity, note: note)
    let run = run.counted(over: subImages)
    try makeFolder(folder.path)
    try removeUnfinishedFiles(in: folder.path)
    let state =
      try start?.state
      ?? TrainingState(network: initialNetwork(of: run), configuration: run.configuration)
    var header = try header(
      of: run, identity, numericsVersion: run.numericsVersion,
      initialRun: run.continuedRun == nil ? catalog.identity(ofStartOf: run)?.id : nil, threads: threads)
    header.device = device
    var journal = try RunJournal(
      folder: folder, run: run, header: header, resumed: resumed?.journal, clock: clock)
    let trainer = try journal.noting {
      try Trainer(configuration: run.configuration, subImages: subImages, state: state, on: backend)
    }
    let validation = testSets.first { $0.name == run.data.validation }
    reporter.report(.started(run, from: state.backprops, folder: folder))
    var session = TrainingSession(
      run: run, identity: identity, folder: folder, testSets: testSets, scoring: archive.scoring,
      threads: threads, backend: backend, cancellation: cancellation, reporter: reporter, clock: clock,
      trainer: trainer,
      history: start?.history ?? History(loss: run.training.loss), lossSum: start?.lossSum ?? 0,
      lossCount: start?.lossCount ?? 0, journal: journal,
      meter: SessionMeter(bicubicPSNR: validation?.bicubicScores().meanPSNR ?? .nan),
      savedAt: isOwn ? start?.state.backprops : nil, restsAt: restsAt)
    do {
      return RunResult(run: run, folder: folder, outcome: try session.train())
    } catch {
      // The journal may be what couldn't be written: the first error is the one to tell.
      try? session.journal.failed(message(of: error))
      throw error
    }
  }

  /// Scores a trained network on sets that it wasn't scored on by all measures, and adds that to its metrics.
  package func score(
    _ run: RunDescription, _ identity: RunIdentity, in folder: RunFolder, sets: [String], threads: Int
  ) throws {
    var metrics = try folder.metrics()
    let changed = try archive.changedSets(of: run, in: folder, metrics: metrics)
    for set in changed { metrics.forget(set) }
    try forgetCurves(of: changed, in: folder)
    let network = try folder.weights().network
    let testSets = try data.testSets(of: run, note: { reporter.report(.note(run, $0)) })
    for set in testSets where sets.contains(set.name) {
      let measures = metrics.measures(of: set.name, for: run.data)
      let scores = set.scores(of: network, measures: measures, threads: threads)
      metrics.add(set, final: scores, by: archive.scoring, threads: threads)
    }
    try metrics.write(to: folder.metricsFile)
    try noteContent(of: sets, identity, in: folder)
  }

  /// A longer training goes on with the curve of its checkpoint: what is of former images leaves it before the provenance
  /// names the new ones.
  private func forgetCurves(of sets: [String], in folder: RunFolder) throws {
    guard !sets.isEmpty, folder.has(folder.checkpointFile) else { return }
    var checkpoint = try CheckpointFile(contentsOf: folder.checkpointFile)
    sets.forEach { checkpoint.history.forget($0) }
    try checkpoint.write(to: folder.checkpointFile)
  }

  /// A checkpoint of the right run that doesn't fit it was tampered with, or the program changed.
  func check(_ checkpoint: CheckpointFile, _ run: RunDescription, _ folder: RunFolder) throws {
    let start = TrainingState(network: run.untrainedNetwork, configuration: run.configuration)
    let fits =
      checkpoint.state.network.layout == run.layout && checkpoint.state.moments.count == start.moments.count
      && checkpoint.state.bases.count == start.bases.count
      && (checkpoint.state.average == nil) == (start.average == nil) && checkpoint.state.backprops >= 0
    guard fits else {
      throw RunError.damaged(
        run: run.title, path: folder.checkpointFile,
        reason: "the checkpoint holds another network or optimizer than the spec asks for")
    }
  }

  /// Another device, or the same with another driver or compiler, rounds otherwise: half of one and half of the other is
  /// neither's. Runs of former programs name no compiler.
  private func checkDevice(_ device: String?, _ run: RunDescription, _ resumed: ResumedTraining) throws {
    guard let device, let old = try resumed.folder.checkedProvenance(), old.runId == resumed.identity.id,
      let was = old.device, was != device, !device.hasPrefix(was + ", compiler of ")
    else { return }
    throw RunError.otherDevice(run: run.title, path: resumed.folder.path, was: was, now: device)
  }

  /// The provenance of a training that begins.
  /// - Parameter initialRun: the id of the run that it starts from.
  func header(
    of run: some DescribedRun, _ identity: RunIdentity, numericsVersion: Int, initialRun: String?,
    threads: Int
  ) throws -> Provenance {
    var digests: [String: String] = [:]
    for name in run.data.train + run.data.test { digests[name] = try catalog.locate(name)?.digest }
    return Provenance(
      runId: identity.id, numericsVersion: numericsVersion, trainingData: identity.trainingData,
      dataSets: digests, commandLine: settings.commandLine, environment: settings.environment,
      threads: threads, started: clock.timestamp, initialRun: initialRun)
  }
}
