import ExperimentSpecs
import Plotting

/// A column of the table of an experiment's results: its head, and how its cells are made.
struct ResultsColumn {
  let title: String
  /// Whether its largest number is set in bold.
  var competes = false
  /// The cell of a variant that has finished runs.
  let variant: (VariantResults) -> Table.Cell
  /// The cell of bicubic interpolation at an upscaling factor.
  var bicubic: (_ scale: Int) -> Table.Cell = { _ in .missing }
}

extension ExperimentResults {
  /// What was trained, and at what cost.
  var costColumns: [ResultsColumn] {
    [
      ResultsColumn(title: "Seeds") { .number(Double($0.runs.count), decimals: 0) },
      ResultsColumn(title: "Parameters") {
        .number(Double($0.description.layout.parameterCount), decimals: 0)
      },
      ResultsColumn(title: "Backprops") {
        .number(Double($0.runs.map(\.metrics.run.backprops).min() ?? 0), decimals: 0)
      },
      ResultsColumn(title: "Minutes") {
        let seconds = $0.runs.compactMap(\.seconds)
        return seconds.isEmpty ? .missing : .number(mean(seconds) / 60, decimals: 1)
      },
    ]
  }

  /// A measure on a set: ours, and beside it the paper's where it has a number for any row.
  func columns(
    of measure: ClaimExpression.Measure, on set: String, title: String, paper: PaperNumbers
  ) -> [ResultsColumn] {
    let decimals = measure == .psnr ? 2 : 4
    let head = "\(title) \(measure.rawValue.uppercased())"
    func cell(_ value: Double?) -> Table.Cell { value.map { .number($0, decimals: decimals) } ?? .missing }
    func published(_ variant: VariantResults) -> Double? {
      paper.published(measure, of: variant.description, on: set)?.value
    }
    func published(_ scale: Int) -> Double? {
      paper.level(.bicubic, set: set, scale: scale, metric: measure.rawValue)?.value
    }
    let ours = ResultsColumn(
      title: head, competes: true,
      variant: {
        Table.Cell(means: $0.runs.compactMap { $0.metrics.final[set]?.score(measure) }, decimals: decimals)
      },
      bicubic: { cell(self.bicubic(on: set, scale: $0)?.score(measure)) })
    guard
      scales.contains(where: { published($0) != nil }) || trained.contains(where: { published($0) != nil })
    else { return [ours] }
    let theirs = ResultsColumn(
      title: "\(head), paper", competes: true, variant: { cell(published($0)) },
      bicubic: { cell(published($0)) })
    return [ours, theirs]
  }

  /// The variants that have a finished run.
  var trained: [VariantResults] { variants.filter { !$0.runs.isEmpty } }

  /// The upscaling factors of the trained variants.
  var scales: [Int] { trained.map(\.description.data.scale).removingRepeats }

  /// What bicubic interpolation scores on a set, as the first run has it that measured it.
  private func bicubic(on set: String, scale: Int) -> SetScores? {
    trained.lazy.filter { $0.description.data.scale == scale }.flatMap(\.runs)
      .compactMap { $0.metrics.bicubic[set] }.first
  }
}

extension Table.Cell {
  /// The mean of some numbers, with their standard deviation if they are several.
  init(means values: [Double], decimals: Int) {
    switch values.count {
    case 0: self = .missing
    case 1: self = .number(values[0], decimals: decimals)
    default:
      self = .spread(
        mean(values), deviation: standardDeviation(values), decimals: decimals, isBest: false)
    }
  }
}
