import ExperimentSpecs
import HostSystem
import RunRecords
import SuperResolution
import Tensors
import Vocabulary
import Wording

/// How long trainings take: as earlier runs of the same kind took on such a machine, else as a short trial does.
struct TrainingRates {
  /// A run as far as its speed depends on it.
  private struct Kind: Hashable {
    let channels: Int, layers: [Layer], padding: Padding, subImage: Int, batch: Int, loss: Loss
    let device: String?

    init(_ run: RunDescription) {
      channels = run.data.channels.count
      (layers, padding) = (run.layers, run.padding)
      (subImage, batch, loss) = (run.data.subImage, run.training.batch, run.training.loss)
      device = run.training.device
    }
  }
  private let threads: Int
  /// Seconds a backprop by so many threads, evaluations included where a run was the measure.
  private var measured: [Kind: [Int: Double]]
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
    var sums: [Kind: [Int: (seconds: Double, backprops: Int)]] = [:]
    for folder in (try? RunFolder.all(in: results)) ?? [] {
      guard let provenance = folder.provenance(), let run = folder.description(),
        provenance.environment.processor == processor, provenance.environment.simdLevel == simdLevel,
        provenance.subImagesPerSecond != nil, provenance.isOfOneDevice
      else { continue }
      let seconds = provenance.trainingSeconds + provenance.evaluationSeconds
      let sum = sums[Kind(run)]?[provenance.threads] ?? (0, 0)
      sums[Kind(run), default: [:]][provenance.threads] = (
        sum.seconds + seconds, sum.backprops + provenance.measuredBackprops
      )
    }
    measured = sums.mapValues { $0.mapValues { $0.seconds / Double($0.backprops) } }
  }

  /// Seconds that so many backprops of a run take. A rate of another number of threads counts in proportion.
  mutating func seconds(for run: RunDescription, backprops: Int) -> Double {
    let rates = measured[Kind(run)] ?? [threads: calibrate(run, threads)]
    measured[Kind(run)] = rates
    let nearest = rates.keys.sorted().min { abs($0 - threads) < abs($1 - threads) }
    guard let nearest, let rate = rates[nearest] else { return 0 }
    return rate * Double(nearest) / Double(threads) * Double(backprops)
  }

  /// Trains on noise for a third of a second.
  private static func measure(_ run: RunDescription, threads: Int) -> Double {
    var random = RandomStream(seed: 1, purpose: "calibration")
    let (side, channels) = (run.data.subImage, run.data.channels.count)
    func noise(_ side: Int) -> Tensor {
      let elements = (0..<side * side * channels).map { _ in Float(random.uniform()) }
      return Tensor(shape: [channels, side, side], elements: elements)
    }
    let factor = run.layers.enlargement
    let image = TrainingImage(input: noise(side / factor), target: noise(side), enlargement: factor)
    let subImages = SubImages(
      images: PlanesInMemory([image], channels: channels, enlargement: factor), size: side, stride: side)
    let start = TrainingState(network: run.untrainedNetwork, configuration: run.configuration)
    guard
      var trainer = try? Trainer(
        configuration: run.configuration, subImages: subImages, state: start, threads: threads)
    else { return 0 }
    _ = try? trainer.step()
    let first = trainer.backprops
    let clock = ContinuousClock()
    let begin = clock.now
    while clock.now - begin < .milliseconds(300), (try? trainer.step()) != nil {}
    let elapsed = (clock.now - begin) / .milliseconds(1) / 1000
    return elapsed / Double(max(run.training.batch, trainer.backprops - first))
  }
}
