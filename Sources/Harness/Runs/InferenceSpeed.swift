import ExperimentSpecs
import HostSystem
import SuperResolution
import Tensors

/// How long a trained network takes for an image, on one thread of one processor.
public struct InferenceSpeed: Sendable, Equatable, Codable {
  /// The processor's model.
  public var processor: String
  /// The instruction set that the kernels used.
  public var simdLevel: String
  /// Seconds an image, by set: the mean over its images.
  public var secondsPerImage: [String: Double]
}

extension RunEngine {
  /// Measures the finished runs of an experiment whose figures ask for seconds an image and that have none, and
  /// notes it in their provenance; leaves alone those whose images or provenance aren't here.
  /// - Throws: what reading the images or weights throws, `HostError` if the provenance can't be written.
  public func measureSpeed(of experiment: ResolvedExperiment) throws {
    for figure in experiment.figures where figure.x == .seconds {
      let ids = figure.variants ?? []
      for planned in plan(experiment.runs.filter { ids.contains($0.variant) }) {
        try measureSpeed(of: planned, on: figure.y.set(for: planned.run.data))
      }
    }
  }

  private func measureSpeed(of planned: PlannedRun, on name: String) throws {
    guard case .done(let folder, _) = planned.state, var provenance = folder.provenance(),
      provenance.speed?.secondsPerImage[name] == nil, try catalog.locate(name) != nil
    else { return }
    let run = planned.run
    reporter.report(.note(run, "measuring how long the network takes for an image of \(name)"))
    let sets = try data.testSets(of: run, note: { reporter.report(.note(run, $0)) })
    guard let set = sets.first(where: { $0.name == name }) else { return }
    let seconds = set.secondsPerImage(of: try folder.weights().network, clock: clock)
    let environment = settings.environment
    var speed = InferenceSpeed(
      processor: environment.processor, simdLevel: environment.simdLevel, secondsPerImage: [:])
    // Numbers of two processors don't stand side by side.
    if let old = provenance.speed, (old.processor, old.simdLevel) == (speed.processor, speed.simdLevel) {
      speed = old
    }
    speed.secondsPerImage[name] = seconds
    provenance.speed = speed
    try writeAtomically(try jsonBytes(provenance), to: folder.provenanceFile)
  }
}

extension TestSet {
  /// Seconds that a network takes for an image on one thread, the mean over the images, each the least of three: other
  /// work on the machine only ever adds.
  func secondsPerImage(of network: Network, clock: RunClock) -> Double {
    mean(
      inputs.map { input in
        (0..<3).map { _ in
          let start = clock.seconds()
          _ = network(input, padding: padding, threads: 1)
          return clock.seconds() - start
        }.min() ?? .nan
      })
  }
}
