import ExperimentSpecs
import Plotting
import RunRecords
import Scoring
import Vocabulary
import Wording

/// A column of the table of an experiment's results: its head, and how its cells are made.
package struct ResultsColumn {
  package let title: String
  /// Whether its numbers are the paper's.
  var isOfThePaper = false
  /// Whether its largest number is set in bold.
  var competes = false
  /// Whether it is the smallest.
  var lowestWins = false
  /// The cell of a variant that has finished runs.
  package let variant: (VariantResults) -> Table.Cell
  /// The cell of bicubic interpolation at an upscaling factor.
  package var bicubic: (_ scale: Int) -> Table.Cell = { _ in .missing }
  /// The cell of a method that the paper alone has scores of.
  package var quoted: (_ row: PaperNumbers.Quoted, _ scale: Int) -> Table.Cell = { _, _ in .missing }
}

extension ExperimentResults {
  /// How many runs a row is the mean of.
  var seedsColumn: ResultsColumn {
    ResultsColumn(title: "Seeds") { .number(Double($0.runs.count), decimals: 0) }
  }

  /// What was trained, and at what cost.
  var costColumns: [ResultsColumn] {
    [
      seedsColumn,
      ResultsColumn(title: "Parameters") {
        $0.description.ofNetwork.map { .number(Double($0.layout.parameterCount), decimals: 0) } ?? .missing
      },
      ResultsColumn(title: "Backprops") {
        $0.description.ofNetwork == nil
          ? .missing : .number(Double($0.runs.map(\.metrics.run.backprops).min() ?? 0), decimals: 0)
      },
      minutes(title: "Training, min × threads", \.trainingSeconds),
      minutes(title: "Scoring, min × threads", \.evaluationSeconds),
    ]
  }

  private func minutes(title: String, _ seconds: @escaping (Provenance) -> Double) -> ResultsColumn {
    ResultsColumn(title: title) {
      let known = $0.runs.compactMap(\.provenance).map { seconds($0) * Double($0.threads) }
      return known.isEmpty ? .missing : .number(mean(known) / 60, decimals: 1)
    }
  }

  /// A score of ours, and beside it the paper's where it has a number for any row.
  /// - Parameter subject: what is measured: the set's title, or an image.
  package func columns(
    of score: ScoreName, subject: String, rows: [VariantResults], paper: PaperNumbers
  ) -> [ResultsColumn] {
    let measure = score.measure
    func cell(_ value: Double?) -> Table.Cell {
      value.map { .number($0, decimals: measure.decimals) } ?? .missing
    }
    func published(_ variant: VariantResults) -> Double? {
      self.published(score, of: variant, paper: paper)?.value
    }
    let blurs = rows.map(\.description.data.blur).removingRepeats
    let blur = blurs.count == 1 ? blurs[0] : nil
    let ours = ResultsColumn(
      title: "\(subject) \(measure.title)", competes: measure.direction != .none,
      lowestWins: measure.direction == .lower,
      variant: { variant in
        Table.Cell(means: variant.runs.compactMap { self.score(score, of: $0) }, decimals: measure.decimals)
      },
      bicubic: { cell(self.bicubic(score, scale: $0, blur: blur)) })
    let bicubic = { (scale: Int) in paper.level(.bicubic, score, scale: scale, blur: blur) }
    let isPublished = rows.contains { bicubic($0.description.data.scale) != nil || published($0) != nil }
    guard isPublished else { return [ours] }
    let theirs = ResultsColumn(
      title: ours.title + ", paper", isOfThePaper: true, competes: true, lowestWins: ours.lowestWins,
      variant: { cell(published($0)) }, bicubic: { cell(bicubic($0)) },
      quoted: { cell(paper.score($0, score, scale: $1)) })
    return [ours, theirs]
  }

  /// What the table has of a set: colour where a network has three channels, seconds where a figure asks for them.
  package func measures(on set: String) -> [Measure] {
    let isTimed = experiment.figures.contains { figure in
      figure.kind == .scatter && variants.contains { figure.y.set(for: $0.description.data) == set }
    }
    // The others stand in a table of their own, where there is one.
    let asked =
      experiment.tables.contains { $0.set == set }
      ? ImageMeasure.standard : variants.flatMap { $0.description.data.finalMeasures }.removingRepeats
    return ImageMeasure.allCases.filter(asked.contains).map(Measure.image)
      + (!scales.contains { bicubicColour(ScoreName(set: set, measure: .psnr), scale: $0) != nil }
        ? [] : [.colour(.cb), .colour(.cr), .colour(.pooled), .colour(.rgb)])
      + (isTimed ? [.seconds] : [])
      + (trained.contains { variant in
        experiment.asksForSparsity(on: set, of: variant.description.data)
          && variant.runs.contains { $0.metrics.sparsity[set] != nil }
      } ? [.zeros] : [])
  }

  /// What a run has for a score, or nil if that wasn't measured.
  package func score(_ name: ScoreName, of run: FinishedRun) -> Double? {
    // Another spec may have had the same run scored on more.
    guard run.run.data.test.contains(name.set), let scores = name.scores(in: run.metrics.final) else {
      return nil
    }
    switch name.measure {
    case .image(let measure): return measured(scores.mean(measure))
    case .colour(let measure):
      if let own = scores.colour { return measured(own.mean(measure)) }
      // Cb and Cr of a network that gives Y alone are interpolated.
      return bicubicColour(name, scale: run.run.data.scale).flatMap {
        Self.combined(measure, luma: scores.psnr, chroma: $0).flatMap(measured)
      }
    case .zeros: return run.metrics.sparsity[name.set]?.meanZeros
    case .seconds: return run.provenance?.speed?.secondsPerImage[name.set]
    }
  }

  /// What bicubic interpolation scores, by the first run that measured it; nil if none did.
  package func bicubic(_ name: ScoreName, scale: Int, blur: DataSection.Blur?) -> Double? {
    switch name.measure {
    case .image(let measure):
      trained.lazy
        .filter { $0.description.data.scale == scale && $0.description.data.blur == blur }.flatMap(\.runs)
        .compactMap { name.scores(in: $0.metrics.bicubic).flatMap { measured($0.mean(measure)) } }.first
    case .colour(let measure):
      bicubicColour(name, scale: scale).flatMap { measured($0.mean(measure)) }
    case .seconds, .zeros: nil
    }
  }

  /// What bicubic interpolation scores by channel.
  private func bicubicColour(_ name: ScoreName, scale: Int) -> ColourScores? {
    trained.lazy.filter { $0.description.data.scale == scale }.flatMap(\.runs)
      .compactMap { name.scores(in: $0.metrics.bicubic)?.colour }.first
  }

  /// Nil for NaN: an image that is too small for a measure, or has no colour, has no number, and so has its set.
  private func measured(_ score: Double) -> Double? { score.isNaN ? nil : score }

  /// What the paper has for a variant's network or method, and what it trained that on.
  package func published(_ score: ScoreName, of variant: VariantResults, paper: PaperNumbers)
    -> (value: Double, trainingSet: String)?
  {
    paper.published(
      score, of: variant.description, trainedOn: experiment.paperTrainingSets[variant.id])
  }

  /// The variants that have a finished run.
  package var trained: [VariantResults] { variants.filter { !$0.runs.isEmpty } }

  /// The upscaling factors of the trained variants.
  package var scales: [Int] { trained.map(\.description.data.scale).removingRepeats }
}

extension ScoreName {
  /// The scores of its set, or of its image; nil if there are none.
  fileprivate func scores(in sets: [String: SetScores]) -> SetScores? {
    guard let image else { return sets[set] }
    return sets[set]?.ofImage(image)
  }
}

extension Table.Cell {
  /// The mean of some numbers, with their standard deviation if they are several.
  package init(means values: [Double], decimals: Int) {
    switch values.count {
    case 0: self = .missing
    case 1: self = .number(values[0], decimals: decimals)
    default:
      self = .spread(
        mean(values), deviation: standardDeviation(values), decimals: decimals, isBest: false)
    }
  }
}
