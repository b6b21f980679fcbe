import ExperimentSpecs
import Plotting

extension ExperimentResults {
  /// What each variant reached, beside bicubic interpolation and what the paper gives for the same network.
  func table(paper: PaperNumbers, catalog: DatasetCatalog) throws -> Table {
    let sets = variants.flatMap(\.description.data.test).removingRepeats
    var columns = ["Network", "Seeds", "Parameters", "Backprops", "Minutes"]
    for set in sets {
      let title = try catalog.manifest(set).title
      columns += ["\(title) PSNR", "\(title) SSIM"] + colourMeasures(on: set).map { "\(title) \($0.title)" }
    }
    let timed = timedSets
    columns += try timed.map { "Seconds an image of \(try catalog.manifest($0).title)" }
    let comparesWithPaper = sets.contains("set5")
    if comparesWithPaper { columns += ["Paper's Set5 PSNR", "Paper's training set"] }
    var rows = [bicubicRow(sets, comparesWithPaper ? paper : nil)].compactMap { $0 }
    for variant in variants where !variant.runs.isEmpty {
      rows.append(row(of: variant, sets: sets, paper: comparesWithPaper ? paper : nil))
    }
    return Table(
      id: experiment.spec, title: "\(experiment.title) (profile \(experiment.profile))", columns: columns,
      rows: rows)
  }

  private func row(of variant: VariantResults, sets: [String], paper: PaperNumbers?) -> [Table.Cell] {
    let seconds = variant.runs.compactMap(\.seconds)
    let backprops = variant.runs.map(\.metrics.run.backprops).min() ?? 0
    var cells: [Table.Cell] = [
      .text(variant.label), .number(Double(variant.runs.count), decimals: 0),
      .number(Double(variant.description.layout.parameterCount), decimals: 0),
      .number(Double(backprops), decimals: 0),
      seconds.isEmpty ? .missing : .number(mean(seconds) / 60, decimals: 1),
    ]
    for set in sets {
      cells += Self.cells(variant.final(on: set))
      cells += colourMeasures(on: set).map { colourCell($0, of: variant, on: set) }
    }
    cells += timedSets.map { set in
      variant.secondsPerImage(of: set).map { .number($0, decimals: 3) } ?? .missing
    }
    if let paper {
      let published = paper.psnr(of: variant.description)
      cells += [
        published.map { .number($0.value, decimals: 2) } ?? .missing,
        published.map { .text($0.trainingSet) } ?? .missing,
      ]
    }
    return cells
  }

  private func bicubicRow(_ sets: [String], _ paper: PaperNumbers?) -> [Table.Cell]? {
    let metrics = variants.flatMap(\.runs).map(\.metrics)
    let scales = variants.map(\.description.data.scale).removingRepeats
    guard !metrics.isEmpty, scales.count == 1 else { return nil }
    var cells: [Table.Cell] = [.text("bicubic"), .missing, .missing, .missing, .missing]
    for set in sets {
      let scores = metrics.lazy.compactMap { $0.bicubic[set] }.first
      cells += Self.cells(scores.map { ($0.meanPSNR, $0.meanSSIM) })
      let colour = bicubicColour(on: set)
      cells += colourMeasures(on: set).map { measure in
        colour.map { .number($0.mean(measure), decimals: 2) } ?? .missing
      }
    }
    cells += timedSets.map { _ in .missing }
    if let paper {
      let published = paper.level(.bicubic, set: "set5", scale: scales[0])
      cells += [published.map { .number($0.value, decimals: 2) } ?? .missing, .missing]
    }
    return cells
  }

  /// The sets for whose images a figure asks how long networks take.
  private var timedSets: [String] {
    experiment.figures.filter { $0.x == .seconds }.flatMap { figure in
      variants.map { figure.y.set(for: $0.description.data) }
    }.removingRepeats
  }

  private static func cells(_ scores: (psnr: Double, ssim: Double)?) -> [Table.Cell] {
    guard let scores else { return [.missing, .missing] }
    return [.number(scores.psnr, decimals: 2), .number(scores.ssim, decimals: 4)]
  }
}
