import ExperimentSpecs
import HostSystem
import SuperResolution
import Tensors

/// How long trainings take: as earlier runs of this machine took, else by their multiply-adds.
struct TrainingRates {
  /// A run as far as its speed depends on it.
  private struct Kind: Hashable {
    let channels: Int, filters: [Int], widths: [Int], padding: Padding, subImage: Int, batch: Int,
      loss: TrainingSection.Loss, threads: Int
  }
  private let threads: Int
  /// Seconds a backprop, evaluations included, of kinds that were measured.
  private var measured: [Kind: Double] = [:]
  /// Seconds a multiply-add, of those.
  private var perMultiplyAdd: Double?
  /// Measures a network here and now: seconds a backprop.
  private let calibrate: (RunDescription, Int) -> Double

  /// The rates in the provenances of a results folder.
  init(
    results: String, threads: Int,
    calibrate: @escaping (RunDescription, Int) -> Double = TrainingRates.measure
  ) {
    self.threads = threads
    self.calibrate = calibrate
    let processor = processorName()
    let simdLevel = SIMDLevel.best.rawValue
    var sums: [Kind: (seconds: Double, backprops: Int)] = [:]
    var multiplyAdds = 0.0
    for folder in RunFolder.all(in: results) {
      guard let provenance = folder.provenance(), let run = folder.description() else { continue }
      let isAlike =
        provenance.environment.processor == processor && provenance.environment.simdLevel == simdLevel
        && provenance.threads == threads
      guard isAlike, provenance.subImagesPerSecond != nil else { continue }
      let seconds = provenance.trainingSeconds + provenance.evaluationSeconds
      let sum = sums[kind(of: run)] ?? (0, 0)
      sums[kind(of: run)] = (sum.seconds + seconds, sum.backprops + provenance.measuredBackprops)
      multiplyAdds += run.multiplyAdds * Double(provenance.measuredBackprops)
    }
    measured = sums.mapValues { $0.seconds / Double($0.backprops) }
    if multiplyAdds > 0 { perMultiplyAdd = sums.values.reduce(0) { $0 + $1.seconds } / multiplyAdds }
  }

  /// Seconds that so many backprops of a run take.
  mutating func seconds(for run: RunDescription, backprops: Int) -> Double {
    if let seconds = measured[kind(of: run)] { return seconds * Double(backprops) }
    if perMultiplyAdd == nil { perMultiplyAdd = calibrate(run, threads) / run.multiplyAdds }
    return (perMultiplyAdd ?? 0) * run.multiplyAdds * Double(backprops)
  }

  private func kind(of run: RunDescription) -> Kind {
    Kind(
      channels: run.data.channels.count, filters: run.network.filters, widths: run.network.widths,
      padding: run.padding, subImage: run.data.subImage, batch: run.training.batch,
      loss: run.training.loss, threads: threads)
  }

  /// Trains on noise for a third of a second.
  private static func measure(_ run: RunDescription, threads: Int) -> Double {
    var random = RandomStream(seed: 1, purpose: "calibration")
    let side = run.data.subImage
    let count = side * side * run.data.channels.count
    let noise = Tensor(
      shape: [run.data.channels.count, side, side], elements: (0..<count).map { _ in Float(random.uniform()) }
    )
    let subImages = SubImages(
      images: [TrainingImage(input: noise, target: noise)], channels: run.data.channels.count, size: side,
      stride: side)
    var trainer = Trainer(
      configuration: run.configuration, subImages: subImages,
      state: TrainingState(network: run.untrainedNetwork, configuration: run.configuration), threads: threads)
    _ = try? trainer.step()
    let first = trainer.state.backprops
    let clock = ContinuousClock()
    let start = clock.now
    while clock.now - start < .milliseconds(300), (try? trainer.step()) != nil {}
    let elapsed = (clock.now - start) / .milliseconds(1) / 1000
    return elapsed / Double(max(run.training.batch, trainer.state.backprops - first))
  }
}

extension RunDescription {
  /// Multiply-adds of one backprop.
  var multiplyAdds: Double {
    layout.trainingMultiplyAdds(size: data.subImage, padding: padding)
  }
}
