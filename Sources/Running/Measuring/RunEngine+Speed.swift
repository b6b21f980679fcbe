import ExperimentSpecs
import HostSystem
import RunRecords
import Scoring
import SparseCoding
import SuperResolution
import Tensors
import Vocabulary
import Wording

extension RunEngine {
  /// Measures finished runs of an experiment whose figures ask for seconds an image and that have none, and notes it in
  /// their provenance; leaves alone those whose images or provenance aren't here.
  /// - Throws: what reading the images or weights throws, `HostError` if the provenance can't be written.
  package func measureSpeed(
    of runs: [RunDescription], _ methods: [MethodDescription], for experiment: ResolvedExperiment
  ) throws {
    for planned in archive.states(of: runs) {
      for set in experiment.timedSets(of: planned.run) {
        try measureSpeed(of: planned, on: set, padding: planned.run.padding.whenUsed) { folder in
          let network = try folder.weights().network
          return { set in set.secondsPerImage(of: network, clock: clock) }
        }
      }
    }
    for planned in archive.states(of: methods) {
      for set in experiment.timedSets(of: planned.run) {
        try measureSpeed(of: planned, on: set, padding: .replicate) { folder in
          guard folder.has(folder.modelFile) else { return nil }
          let upscaler = try folder.model().upscaler
          return { set in try set.secondsPerImage(of: upscaler, clock: clock) }
        }
      }
    }
  }

  /// - Parameter measure: what gives seconds an image of a set, or nil if the folder has nothing to measure.
  private func measureSpeed<Run: IdentifiedRun>(
    of planned: Planned<Run>, on name: String, padding: Padding,
    _ measure: (RunFolder) throws -> ((TestSet) throws -> Double)?
  ) throws {
    let run = planned.run
    guard case .done(let folder, _) = planned.state, let provenance = folder.provenance(),
      provenance.speed?.secondsPerImage[name] == nil, try catalog.locate(name) != nil,
      let seconds = try measure(folder)
    else { return }
    let what = run.ofNetwork == nil ? "method" : "network"
    reporter.report(.note(run, "measuring how long the \(what) takes for an image of \(name)"))
    let sets = try data.testSets(of: run.data, padding: padding, note: { reporter.report(.note(run, $0)) })
    guard let set = sets.first(where: { $0.name == name }) else { return }
    let found = try seconds(set)
    let environment = settings.environment
    try amend(planned) { folder, identity in
      try folder.amendProvenance(of: identity) { provenance in
        var speed = InferenceSpeed(
          processor: environment.processor, simdLevel: environment.simdLevel, secondsPerImage: [:])
        // Numbers of two processors don't stand side by side.
        if let old = provenance.speed, (old.processor, old.simdLevel) == (speed.processor, speed.simdLevel) {
          speed = old
        }
        speed.secondsPerImage[name] = found
        provenance.speed = speed
      }
    }
  }
}

extension TestSet {
  /// Seconds that a network takes for an image on one thread, the mean over the images.
  package func secondsPerImage(of network: Network, clock: RunClock) -> Double {
    mean(
      inputs(for: network.layout).map { input in
        least(clock) { _ = network(input, padding: padding, threads: 1) }
      })
  }

  /// Seconds that a method takes for an image on one thread, the mean over the images.
  /// - Throws: `SparseCodingError`.
  package func secondsPerImage(of method: any UpscalingMethod, clock: RunClock) throws -> Double {
    mean(try reduced.map { image in try least(clock) { _ = try method.upscaled(image, threads: 1) } })
  }

  /// The least of three times, as other work on the machine only ever adds; of one that takes long, the first.
  private func least(_ clock: RunClock, _ work: () throws -> Void) rethrows -> Double {
    var seconds: [Double] = []
    while seconds.count < 3, (seconds.first ?? 0) < 5 {
      let start = clock.seconds()
      try work()
      seconds.append(clock.seconds() - start)
    }
    return seconds.min() ?? .nan
  }
}
