import ExperimentSpecs
import RunRecords
import Scoring
import Vocabulary
import Wording

/// What the runs of an experiment have measured so far, as figures and tables are made from it.
package struct ExperimentResults: Sendable {
  /// The experiment under its profile.
  package let experiment: ResolvedExperiment
  /// The variants in order, those without a finished run too.
  package let variants: [VariantResults]
  /// The runs that aren't finished, and why.
  /// One that was begun on other images than there are now can't go on, and is no reason to show nothing.
  package let missing: [(run: any DescribedRun, reason: String, isRefused: Bool)]
  /// The sets on which a run's scores don't count any more, and why; these scores are left out.
  package let stale: [(run: any DescribedRun, set: String, reason: String)]
  /// The runs that came to grief, and on what.
  let failed: [(run: any DescribedRun, reason: String)]
  /// The runs that went on to more backprops than are asked for, with these.
  let lengthened: [(run: any DescribedRun, backprops: Int)]

  /// Results that were read before.
  package init(_ experiment: ResolvedExperiment, variants: [VariantResults]) {
    (self.experiment, self.variants) = (experiment, variants)
    (missing, stale, failed, lengthened) = ([], [], [], [])
  }

  /// Reads the metrics of all finished runs.
  /// - Throws: `HDF5StorageError` or `RunError` if one is damaged.
  package init(_ experiment: ResolvedExperiment, archive: RunArchive) throws {
    self.experiment = experiment
    var variants: [VariantResults] = []
    var missing: [(run: any DescribedRun, reason: String, isRefused: Bool)] = []
    var stale: [(run: any DescribedRun, set: String, reason: String)] = []
    var failed: [(run: any DescribedRun, reason: String)] = []
    var lengthened: [(run: any DescribedRun, backprops: Int)] = []
    func add(_ planned: Planned<some DescribedRun>) throws {
      if variants.last?.id != planned.run.variant {
        let label = experiment.labels[planned.run.variant] ?? planned.run.variant
        variants.append(VariantResults(id: planned.run.variant, label: label, description: planned.run))
      }
      switch planned.state {
      case .done(let folder, _) where folder.has(folder.metricsFile),
        .unscored(let folder, _, _) where folder.has(folder.metricsFile):
        var metrics = try folder.metrics()
        for set in try archive.changedSets(of: planned.run, in: folder, metrics: metrics) {
          // Numbers of other images have no place beside those of these.
          metrics.forget(set)
          stale.append((planned.run, set, "its images or luminance changed"))
        }
        for set in metrics.outdated(among: planned.run.data.test, by: archive.scoring) {
          metrics.forgetScores(of: set)
          stale.append((planned.run, set, "the way of measuring changed"))
        }
        if let limit = planned.run.backpropsLimit, metrics.run.backprops >= limit {
          // Another spec had the same training go on: beside runs of this length it has no place.
          lengthened.append((planned.run, metrics.run.backprops))
          metrics = metrics.shortened(below: limit)
        }
        let finished = FinishedRun(
          run: planned.run, folder: folder, metrics: metrics,
          provenance: try folder.checkedProvenance())
        variants[variants.count - 1].runs.append(finished)
      case .unusable(.changedData(_, _, _)):
        missing.append((planned.run, planned.reason, true))
      case .unusable(let error):
        // Left out without a word it would change means and the best of a column.
        throw error
      case .done, .unscored, .resumable, .new, .dataMissing:
        missing.append((planned.run, planned.reason, false))
        if let failure = planned.folder?.provenance()?.failure {
          failed.append((planned.run, failure.without(prefix: planned.run.title + ": ").onOneLine))
        }
      }
    }
    for planned in archive.states(of: experiment.methods) { try add(planned) }
    for planned in archive.states(of: experiment.runs) { try add(planned) }
    self.variants = variants
    self.missing = missing
    self.stale = stale
    self.failed = failed
    self.lengthened = lengthened
  }

  /// Those of some figures that a finished run has something for.
  package func drawable(_ ids: [String]) -> [String] {
    experiment.figures.filter { ids.contains($0.id) && !drawn(in: $0).isEmpty }.map(\.id)
  }

  /// What a reader of the numbers must know: what is left out of them though it was measured, and what wasn't measured.
  package var notes: [String] {
    stale.map {
      "\($0.run.title) is left out on \($0.set): \($0.reason); `experiments run` scores it anew"
    }
      + lengthened.map {
        "\($0.run.title) was trained on to \($0.backprops.grouped) backprops: of the length that is asked for only the PSNR is known"
      } + leftOut + warnings() + (unmeasured.map { [$0] } ?? [])
  }

  private var leftOut: [String] {
    missing.filter { $0.isRefused }.map { "\($0.run.title) is left out: \($0.reason.onOneLine)" }
  }

  /// Whether no run is finished.
  package var isEmpty: Bool { trained.isEmpty }

  /// The variants of a figure that have a finished run, with their place among all of the figure's.
  package func drawn(in figure: FigureSection) -> [(index: Int, variant: VariantResults)] {
    let ids = figure.variants ?? variants.map(\.id)
    return ids.enumerated().compactMap { index, id in
      variants.first { $0.id == id && !$0.runs.isEmpty }.map { (index, $0) }
    }
  }
}

/// The finished runs of one variant, one a seed.
package struct VariantResults: Sendable {
  package let id: String
  /// What the legends call it.
  package let label: String
  /// The description of its first run.
  package let description: any DescribedRun
  package fileprivate(set) var runs: [FinishedRun] = []

  /// Seconds of training a backprop on one thread, the mean over the seeds; nil where that isn't known.
  var secondsPerBackprop: Double? {
    let seconds = runs.compactMap { run -> Double? in
      guard let provenance = run.provenance, let rate = provenance.subImagesPerSecond else { return nil }
      return Double(provenance.threads) / rate
    }
    return seconds.isEmpty ? nil : mean(seconds)
  }

  /// Seconds an image of a set on one thread, the mean over the seeds; nil if no run was measured.
  func secondsPerImage(of set: String) -> Double? {
    let seconds = runs.compactMap { $0.provenance?.speed?.secondsPerImage[set] }
    return seconds.isEmpty ? nil : mean(seconds)
  }

  /// PSNR of the finished networks or methods on a set, the mean over the seeds; nil if none was scored on it.
  func finalPSNR(on set: String) -> Double? {
    let scores = runs.compactMap { $0.metrics.final[set]?.meanPSNR }
    return scores.isEmpty ? nil : mean(scores)
  }

  /// The mean PSNR on a set after each evaluation that all seeds have, with the band between the seeds; infinite
  /// where an image is perfect.
  package func points(on set: String, _ scoring: ScoringProtocol) -> [Point] {
    points { $0.metrics.history.sets[set]?.means(scoring) }
  }

  /// The training loss between the evaluations that all seeds have, likewise: thousandths a pixel of the output,
  /// of which networks with larger filters have fewer.
  func losses() -> [Point] {
    let pixels = Double(description.ofNetwork?.summedPixels ?? 1)
    return points { $0.metrics.history.loss.map { 1000 * $0 / pixels } }
  }

  /// A mean over the seeds, and the band between them where there are several.
  package typealias Point = (x: Int, mean: Double, band: ClosedRange<Double>?)

  /// How many of the evaluations that all seeds have give no mean on a set: an image has no value there, and so no point is drawn.
  func unmeasured(on set: String, _ scoring: ScoringProtocol) -> Int {
    evaluations { $0.metrics.history.sets[set]?.means(scoring) }.count { $0.values.contains(where: \.isNaN) }
  }

  private func points(_ values: (FinishedRun) -> [Double]?) -> [Point] {
    evaluations(values).compactMap { x, values in
      guard let least = values.min(), let most = values.max(), !values.contains(where: \.isNaN) else {
        return nil
      }
      // Of a perfect image the PSNR is infinite: that can't be drawn, and the figure says so.
      return (x, mean(values), values.count > 1 && most.isFinite ? least...most : nil)
    }
  }

  /// The evaluations that all seeds have, each with their values.
  private func evaluations(_ values: (FinishedRun) -> [Double]?) -> [(x: Int, values: [Double])] {
    let curves = runs.compactMap { run -> [Int: Double]? in
      guard let means = values(run) else { return nil }
      return Dictionary(zip(run.metrics.history.backprops, means)) { first, _ in first }
    }
    guard let first = curves.first else { return [] }
    return first.keys.sorted().compactMap { x in
      let values = curves.compactMap { $0[x] }
      guard values.count == curves.count else { return nil }
      return (x: x, values: values)
    }
  }
}

/// A run with what it measured.
package struct FinishedRun: Sendable {
  package let run: any DescribedRun
  package let folder: RunFolder
  /// What it measured.
  package let metrics: MetricsFile
  /// How and where it was made, if that is known.
  package let provenance: Provenance?
}

extension DescribedRun {
  /// The backprops below which an evaluation is of the length that is asked for; nil for a method.
  fileprivate var backpropsLimit: Int? { ofNetwork.map { $0.training.backprops + $0.training.batch } }
}

extension RunDescription {
  /// Whether its loss is summed over the pixels of a sample's output; otherwise it is a mean.
  var hasSummedLoss: Bool {
    switch training.loss {
    case .mse, .l1: true
    case .ssim, .multiScaleSSIM: false
    }
  }

  /// Over how many pixels of a sample's output its loss is summed; 1 where it is a mean.
  fileprivate var summedPixels: Int {
    guard hasSummedLoss else { return 1 }
    let side = layers.reduce(data.subImage / layers.enlargement) {
      $1.outputSize(of: $0, padding: network.padding)
    }
    return side * side
  }
}
