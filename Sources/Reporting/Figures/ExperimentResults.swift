import ExperimentSpecs
import RunRecords
import Scoring
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
  /// The sets whose images changed since a run was scored on them; these scores are left out.
  package let stale: [(run: any DescribedRun, set: String)]
  /// The runs that went on to more backprops than are asked for, with these.
  let lengthened: [(run: any DescribedRun, backprops: Int)]

  /// Results that were read before.
  package init(_ experiment: ResolvedExperiment, variants: [VariantResults]) {
    (self.experiment, self.variants, missing, stale, lengthened) = (experiment, variants, [], [], [])
  }

  /// Reads the metrics of all finished runs.
  /// - Throws: `HDF5StorageError` or `RunError` if one is damaged.
  package init(_ experiment: ResolvedExperiment, archive: RunArchive) throws {
    self.experiment = experiment
    var variants: [VariantResults] = []
    var missing: [(run: any DescribedRun, reason: String, isRefused: Bool)] = []
    var stale: [(run: any DescribedRun, set: String)] = []
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
          stale.append((planned.run, set))
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
      }
    }
    for planned in archive.states(of: experiment.methods) { try add(planned) }
    for planned in archive.states(of: experiment.runs) { try add(planned) }
    self.variants = variants
    self.missing = missing
    self.stale = stale
    self.lengthened = lengthened
  }

  /// Those of some figures that a finished run has something for.
  package func drawable(_ ids: [String]) -> [String] {
    experiment.figures.filter { ids.contains($0.id) && !drawn(in: $0).isEmpty }.map(\.id)
  }

  /// What a reader of the numbers must know: what is left out of them though it was measured, and what wasn't measured.
  package var notes: [String] {
    stale.map {
      "\($0.run.title) is left out on \($0.set): its images or luminance changed; `experiments run` scores it anew"
    }
      + lengthened.map {
        "\($0.run.title) was trained on to \($0.backprops.grouped) backprops: of the length that is asked for only the PSNR is known"
      } + leftOut + belowBicubic + (unmeasured.map { [$0] } ?? [])
  }

  private var leftOut: [String] {
    missing.filter { $0.isRefused }.map { "\($0.run.title) is left out: \($0.reason.onOneLine)" }
  }

  private var belowBicubic: [String] {
    trained.flatMap(\.runs).compactMap { run in
      let remark = run.metrics.remark(for: run.run.data)
      return remark.isEmpty
        ? nil : "\(run.run.title) is \(remark): trained too shortly, or a setting is wrong"
    }
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
  /// The variant's id.
  package let id: String
  /// What the legends call it.
  package let label: String
  /// The description of its first run.
  package let description: any DescribedRun
  /// Its finished runs.
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

  /// The training loss between the evaluations that all seeds have, likewise.
  func losses() -> [Point] { points { $0.metrics.history.loss } }

  /// A mean over the seeds, and the band between them where there are several.
  package typealias Point = (x: Int, mean: Double, band: ClosedRange<Double>?)

  private func points(_ values: (FinishedRun) -> [Double]?) -> [Point] {
    let curves = runs.compactMap { run -> [Int: Double]? in
      guard let means = values(run) else { return nil }
      return Dictionary(zip(run.metrics.history.backprops, means)) { first, _ in first }
    }
    guard let first = curves.first else { return [] }
    return first.keys.sorted().compactMap { x in
      let values = curves.compactMap { $0[x] }
      guard values.count == curves.count, let least = values.min(), let most = values.max(), !least.isNaN
      else { return nil }
      // Of a perfect image the PSNR is infinite: that can't be drawn, and the figure says so.
      return (x, mean(values), curves.count > 1 && most.isFinite ? least...most : nil)
    }
  }
}

/// A run with what it measured.
package struct FinishedRun: Sendable {
  /// The run.
  package let run: any DescribedRun
  /// Its folder.
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
