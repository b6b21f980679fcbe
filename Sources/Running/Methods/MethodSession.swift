import ExperimentSpecs
import HostSystem
import Imaging
import RunRecords
import SparseCoding

/// One training of a method, until it is done or asked to stop.
///
/// Sparse coding is kept pass by pass and goes on to the same bits; a dictionary or regressors begin anew.
struct MethodSession {
  /// Seconds of training between two checkpoints.
  static let secondsBetweenCheckpoints = 60.0

  let run: MethodDescription
  let identity: RunIdentity
  let folder: RunFolder
  let threads: Int
  let cancellation: Cancellation
  let reporter: any ProgressReporter
  let clock: RunClock
  var journal: RunJournal
  private(set) var stopWords = "nothing of it is kept; it begins anew"

  init(
    run: MethodDescription, identity: RunIdentity, folder: RunFolder, threads: Int,
    cancellation: Cancellation, reporter: any ProgressReporter, clock: RunClock, journal: RunJournal
  ) {
    self.run = run
    self.identity = identity
    self.folder = folder
    self.threads = threads
    self.cancellation = cancellation
    self.reporter = reporter
    self.clock = clock
    self.journal = journal
  }

  /// Trains the method and writes `model.h5`.
  /// - Parameters:
  ///   - images: luminance, 0…1.
  ///   - dictionary: what the method stands on; nil if that is to be learned, or isn't needed.
  /// - Throws: `SparseCodingError`, `MethodStop`, what writing throws.
  mutating func train(
    on images: [Plane], dictionary: ExampleDictionary?, checkpoint: MethodCheckpoint?
  ) throws -> MethodFile {
    let start = clock.seconds()
    let model: MethodFile.Model
    switch run.method.recipe {
    case .coding(let coding):
      model = .sparseCoding(
        try trainedCoding(
          on: images, YangSettings(coding, name: run.method.name), from: checkpoint?.state))
    case .dictionary(let learning):
      model = .example(try trainedExample(on: images, dictionary, learning, AnchorSettings()))
    case .anchors(let learning, let anchoring):
      model = .example(try trainedExample(on: images, dictionary, learning, AnchorSettings(anchoring)))
    }
    let file = MethodFile(
      method: run.method, model: model,
      run: WeightsFile.Run(id: identity.id, seed: run.seed, backprops: 0))
    try journal.measured(training: clock.seconds() - start, evaluation: 0, backprops: 0)
    try file.write(to: folder.modelFile)
    try removeFile(folder.checkpointFile)
    try journal.log("trained")
    stopWords = "it is trained; its scores follow"
    return file
  }

  private mutating func trainedExample(
    on images: [Plane], _ dictionary: ExampleDictionary?, _ learning: MethodSection.DictionaryLearning,
    _ anchoring: AnchorSettings
  ) throws -> ExampleModel {
    let start = clock.seconds()
    func report(_ progress: TrainingProgress) throws {
      if cancellation.isRequested { throw MethodStop(words: stopWords) }
      show("\(progress.stage)", progress.done, of: progress.total, since: start)
      guard let error = progress.error else { return }
      try journal.add(
        ["\(progress.done)", "\(error)", (clock.seconds() - start).fixed(1)],
        below: ["iteration", "error", "seconds"])
    }
    let dictionary =
      try dictionary
      ?? ExampleDictionary.train(
        images: images, scale: run.data.scale, settings: DictionarySettings(learning),
        seed: UInt64(run.seed), threads: threads, progress: report)
    return try ExampleModel.train(
      ExampleMethod(run.method.name), dictionary: dictionary, images: images, anchors: anchoring,
      threads: threads, progress: report)
  }

  private mutating func trainedCoding(
    on images: [Plane], _ settings: YangSettings, from state: YangTrainingState?
  ) throws -> YangModel {
    let start = clock.seconds()
    let before = journal.provenance.trainingSeconds
    var training = try YangTraining(
      images: images, scale: run.data.scale, settings: settings, seed: UInt64(run.seed), state: state,
      threads: threads)
    let first = training.state.history.count
    var savedAt = clock.seconds()
    while !training.isFinished {
      let passes = training.state.history.count
      let isStopped = cancellation.isRequested
      if isStopped || clock.seconds() - savedAt > Self.secondsBetweenCheckpoints {
        try MethodCheckpoint(runId: identity.id, state: training.state).write(to: folder.checkpointFile)
        try journal.measured(training: clock.seconds() - start, evaluation: 0, backprops: 0)
        savedAt = clock.seconds()
      }
      if isStopped {
        stopWords = "stopped after \(passes) of \(settings.passes) passes; saved"
        try journal.log(stopWords)
        throw MethodStop(words: stopWords)
      }
      guard try training.pass(threads: threads, while: { !cancellation.isRequested }),
        let found = training.state.history.last
      else { continue }
      show("passes", passes + 1, of: settings.passes, from: first, since: start)
      try journal.add(
        [
          "\(passes + 1)", "\(found.objective)", "\(found.shareOfZeros)",
          (before + clock.seconds() - start).fixed(1),
        ], below: ["pass", "objective", "shareOfZeros", "seconds"])
    }
    return try training.model(threads: threads)
  }

  /// - Parameter first: the steps that were done before the clock began.
  private func show(_ stage: String, _ done: Int, of total: Int, from first: Int = 0, since start: Double) {
    reporter.report(
      .stage(
        run,
        MethodProgress(
          stage: stage, done: done, total: total, first: first, seconds: clock.seconds() - start)))
  }
}
