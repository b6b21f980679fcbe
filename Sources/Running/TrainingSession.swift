import ExperimentSpecs
import HostSystem
import RunRecords
import Scoring
import SuperResolution
import Tensors

/// One training from where it stands to its end, or until it is asked to stop.
///
/// What is measured and when depends on the backprops alone, and a checkpoint holds all that the rest depends on:
/// a training that was cut off and went on gives the same files as one that wasn't.
struct TrainingSession {
  let run: RunDescription
  let identity: RunIdentity
  let folder: RunFolder
  let testSets: [TestSet]
  /// What its scores are taken by.
  let scoring: ScoringVersions
  let threads: Int
  let backend: any Backend
  let cancellation: Cancellation
  let reporter: any ProgressReporter
  let clock: RunClock
  var trainer: Trainer
  var history: History
  var lossSum: Double
  var lossCount: Int
  var journal: RunJournal
  var meter: SessionMeter
  /// The backprops of the checkpoint on the disk; nil if there is none.
  var savedAt: Int?
  /// The backprops after which it rests, because another run goes on from there; nil to train to the end.
  var restsAt: Int?

  mutating func train() throws -> RunResult.Outcome {
    if savedAt == nil { try save() }
    while true {
      if isEvaluationDue {
        guard try evaluate() else { return try interrupt() }
      }
      if let restsAt, trainer.backprops >= restsAt { return try interrupt() }
      if trainer.isDone { break }
      if isCheckpointDue { try save() }
      if cancellation.isRequested { return try interrupt() }
      try step()
    }
    try requireFiniteWeights()
    // Saved before the last evaluation: it may be off the schedule, and a longer run has none there.
    if savedAt != trainer.backprops { try save() }
    if history.backprops.last != trainer.backprops {
      guard try evaluate() else { return try interrupt() }
    }
    try finish()
    return .finished(backprops: trainer.backprops)
  }

  private var isEvaluationDue: Bool {
    guard let last = history.backprops.last else { return true }
    let training = run.training
    return training.evaluations(until: trainer.backprops) > training.evaluations(until: last)
  }

  private var isCheckpointDue: Bool {
    let every = run.training.checkpointEvery
    return trainer.backprops / every > (savedAt ?? 0) / every
  }

  private mutating func step() throws {
    let start = clock.seconds()
    do {
      lossSum += try trainer.step()
    } catch let error as DivergedError {
      let step = trainer.backprops / run.training.batch + 1
      throw RunError.diverged(
        run: run.title, loss: error.loss, backprops: error.backprops, step: step, savedAt: savedAt ?? 0)
    }
    lossCount += 1
    let now = clock.seconds()
    meter.stepped(seconds: now - start, samples: run.training.batch)
    if meter.isReportDue(now) { reporter.report(.progress(run, progress)) }
  }

  /// The last step has no next one whose loss would show that its gradients were infinite.
  private func requireFiniteWeights() throws {
    if try trainer.state.network.parameters.allSatisfy(\.isFinite) { return }
    let backprops = trainer.backprops
    throw RunError.diverged(
      run: run.title, loss: .nan, backprops: backprops, step: backprops / run.training.batch,
      savedAt: savedAt ?? 0)
  }

  /// Scores the network on all sets; false if it was asked to stop meanwhile, and then nothing is noted.
  private mutating func evaluate() throws -> Bool {
    let start = clock.seconds()
    let network = try trainer.evaluatedNetwork
    var scores: [(set: TestSet, scores: CurveScores)] = []
    for set in testSets {
      let found = try set.curveScores(
        of: network, on: backend, isCancelled: { cancellation.isRequested })
      guard let found else { return false }
      scores.append((set, found))
    }
    let loss = lossCount > 0 ? lossSum / Double(lossCount) : .nan
    history.append(backprops: trainer.backprops, loss: loss, scores: scores)
    (lossSum, lossCount) = (0, 0)
    meter.evaluated(seconds: clock.seconds() - start)
    try journal.measured(
      training: meter.trainingSeconds, evaluation: meter.evaluationSeconds, backprops: meter.samples)
    try journal.evaluated(history, sets: testSets)
    let psnr = validationPSNR ?? .nan
    reporter.report(
      .evaluated(run, backprops: trainer.backprops, set: run.data.validation, psnr: psnr))
    return true
  }

  private mutating func save() throws {
    let checkpoint = CheckpointFile(
      runId: identity.id, seed: run.seed, state: try trainer.state, history: history, lossSum: lossSum,
      lossCount: lossCount)
    try checkpoint.write(to: folder.checkpointFile)
    savedAt = trainer.backprops
    try journal.measured(
      training: meter.trainingSeconds, evaluation: meter.evaluationSeconds, backprops: meter.samples)
    reporter.report(.saved(run, backprops: trainer.backprops))
  }

  private mutating func interrupt() throws -> RunResult.Outcome {
    try save()
    try journal.log("interrupted after \(trainer.backprops) backprops; the state is saved")
    return .interrupted(backprops: trainer.backprops)
  }

  /// Writes what a finished run holds. Its scores are the processor's whatever trained, so that they can be had again, and of
  /// more sets, where the device isn't. Weights come last: with them it counts as done.
  private mutating func finish() throws {
    let network = try trainer.evaluatedNetwork
    let origin = WeightsFile.Run(id: identity.id, seed: run.seed, backprops: trainer.backprops)
    var metrics = MetricsFile(
      run: origin, scale: run.data.scale, channels: run.data.channels, history: history)
    for set in testSets {
      let scores = set.scores(of: network, measures: run.data.finalMeasures, threads: threads)
      metrics.add(set, final: scores, by: scoring, threads: threads)
    }
    try metrics.write(to: folder.metricsFile)
    let weights = WeightsFile(
      network: network, scale: run.data.scale, channels: run.data.channels, padding: run.padding,
      blur: run.data.blur, run: origin)
    try weights.write(to: folder.weightsFile)
    try journal.ended("done after \(trainer.backprops) backprops")
    if !run.training.isContinuable { try removeFile(folder.checkpointFile) }
  }

  private var validationPSNR: Double? { history.sets[run.data.validation]?.means().last }

  private var progress: RunProgress {
    let left = max(0, run.training.backprops - trainer.backprops)
    return RunProgress(
      backprops: trainer.backprops, total: run.training.backprops,
      subImagesPerSecond: meter.subImagesPerSecond, psnr: validationPSNR,
      bicubicPSNR: meter.bicubicPSNR, secondsLeft: meter.secondsLeft(backprops: left))
  }
}
